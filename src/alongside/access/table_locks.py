"""The locks of this room's own tables."""

from alongside.access.locks import ME, Lock, declare

_INDEXES = (
    "CREATE INDEX IF NOT EXISTS audit_looks ON access_auditevent (subject_id, by, at DESC) "
    "WHERE action = 'record.opened'",
)


def _locks() -> list[Lock]:
    return [
        Lock(
            "access_membership",
            "SELECT",
            see=f"account_id = {ME} OR team_id = ANY ((SELECT alongside.my_teams())::uuid[])",
        ),
        # Who looks after privacy and safeguarding is no secret from whoever is signed in.
        Lock("access_duty", "SELECT", see=f"{ME} IS NOT NULL"),
        Lock("access_auditevent", "SELECT, INSERT", see="false", add=f"by = {ME}", sql=_INDEXES),
    ]


declare(_locks)
