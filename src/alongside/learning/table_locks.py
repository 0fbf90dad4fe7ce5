"""The locks of this room: who works somewhere reads the notices of that place; what somebody has read is their own."""

from alongside.access.locks import ME, Lock, declare


def _locks() -> list[Lock]:
    return [
        Lock(
            "learning_practicenotice",
            "SELECT",
            see="(organisation_id IS NULL AND (SELECT cardinality(alongside.my_places())) > 0)"
            " OR organisation_id = ANY ((SELECT alongside.my_places())::uuid[])",
        ),
        Lock("learning_acknowledgement", "SELECT", see=f"account_id = {ME}"),
    ]


declare(_locks)
