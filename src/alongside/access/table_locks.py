"""The locks of this room's own tables."""

from alongside.access.locks import ME, Lock, declare

_INDEXES = (
    "CREATE INDEX IF NOT EXISTS audit_looks ON access_auditevent (subject_id, by, at DESC) "
    "WHERE action = 'record.opened'",
)

# Read before it is known who comes; afterwards each sees and writes their own alone.
_AT_THE_DOOR = ("mfa_authenticator", "usersessions_usersession", "socialaccount_socialaccount")


def _own(table: str) -> Lock:
    own = f"{ME} IS NULL OR user_id = {ME}"
    return Lock(table, "SELECT, INSERT, UPDATE, DELETE", see=own, add=own, mend=own, remove=own)


def _locks() -> list[Lock]:
    return [
        Lock(
            "access_membership",
            "SELECT",
            see=f"account_id = {ME} OR team_id = ANY ((SELECT alongside.my_teams())::uuid[])",
        ),
        # Who looks after privacy and safeguarding is no secret from whoever is signed in.
        Lock("access_duty", "SELECT", see=f"{ME} IS NOT NULL"),
        *(_own(table) for table in _AT_THE_DOOR),
        # We keep no tokens of sign-ins elsewhere.
        Lock("socialaccount_socialtoken", "SELECT", see="false"),
        Lock("access_auditevent", "SELECT, INSERT", see="false", add=f"by = {ME}", sql=_INDEXES),
    ]


declare(_locks)
