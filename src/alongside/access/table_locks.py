"""The locks of this room's own tables."""

from alongside.access.locks import KEEPER, ME, OWNER, Lock, declare

# Rows of the trail are added in the viewer's own name and at the hour it is; nobody changes or removes one.
_NOW = "at BETWEEN statement_timestamp() - interval '15 minutes' AND statement_timestamp() + interval '15 minutes'"
_TRAIL = (
    "CREATE INDEX IF NOT EXISTS audit_looks ON access_auditevent (subject_id, by, at DESC) "
    "WHERE action = 'record.opened'",
    f"REVOKE UPDATE, DELETE, TRUNCATE ON access_auditevent FROM {KEEPER}, {OWNER}",
    "CREATE OR REPLACE TRIGGER stays BEFORE UPDATE OR DELETE OR TRUNCATE ON access_auditevent "
    "FOR EACH STATEMENT EXECUTE FUNCTION alongside.audit_stays()",
    "CREATE OR REPLACE TRIGGER waits AFTER INSERT ON access_auditevent "
    "FOR EACH ROW EXECUTE FUNCTION alongside.audit_waits()",
    f"SET LOCAL ROLE {KEEPER}; SELECT alongside.audit_begin(); RESET ROLE",
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
        Lock(
            "access_preference",
            "SELECT, INSERT, UPDATE",
            see=f"account_id = {ME}",
            add=f"account_id = {ME} AND changed_by = {ME}",
            mend=f"account_id = {ME} AND changed_by = {ME}",
        ),
        # Read and written by keeper functions alone (`sql/26_jobs.sql`).
        Lock("access_jobfault", "SELECT", see="false"),
        Lock("access_chorerun", "SELECT", see="false"),
        *(_own(table) for table in _AT_THE_DOOR),
        # We keep no tokens of sign-ins elsewhere.
        Lock("socialaccount_socialtoken", "SELECT, DELETE", see="false", remove="false"),
        Lock("access_auditevent", "SELECT, INSERT", see="false", add=f"by = {ME} AND {_NOW}", sql=_TRAIL),
    ]


declare(_locks)
