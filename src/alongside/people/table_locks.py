"""The locks of subjects, voices and grants, and the fragments of SQL that say who sees what.

`seen(want)` gives the subjects in which the viewer holds any bit of `want`; the rules, in this order: what is granted
by name; what comes through teams, less what a restricted record takes away; less what is denied to a team of the
viewer; plus break-glass; less what is denied or withheld by name; on paper less what is kept from person or circle.
"""

from alongside.access.locks import ME, Lock, constant, declare
from alongside.people.domain import (
    ALL_SECTIONS,
    CIRCLE_BASES,
    CIRCLE_RIGHTS,
    CLOSED,
    MONEY_PROXIES,
    MONEY_SECTIONS,
    REGISTERED,
    Right,
    Section,
)
from alongside.people.working.domain import (
    GLASS_DAYS,
    GLASS_MINUTES,
    LAWS,
    LONGEST,
    OBJECTION_DAYS,
    UNTOLD_DAYS,
    WorkRole,
)

OWN, VOICE, CARE, SELF = (right.bit for right in (Right.OWN, Right.VOICE, Right.CARE, Right.SELF))
_CIRCLE = ", ".join(f"'{basis}'" for basis in CIRCLE_BASES)
# No grant opens a closed section, whatever its mask says.
_OPEN = ~CLOSED
ANY = ALL_SECTIONS | CLOSED | OWN | VOICE | CARE | SELF


def in_seen(column: str, bits: int) -> str:
    """Give the policy expression: this column's subject is one in which the viewer holds any of `bits`."""
    return f"{column} = ANY ((SELECT alongside.seen({bits}))::uuid[])"


def _live(row: str) -> str:
    return f"{row}.starts <= t AND ({row}.ends IS NULL OR {row}.ends > t)"


# An audience counts for whoever still has a place in the record by another way (an emergency look is none), and for
# whoever looks after safeguarding. A deny that names them, or a team of theirs, wins. Needs v, t and teams around it.
_AUDIENCE = f"""a.account_id = v AND {_live("a")}
         AND (EXISTS (SELECT 1 FROM public.people_grant g WHERE g.subject_id = a.subject_id AND NOT g.deny
                AND g.basis <> 'break_glass' AND {_live("g")} AND (g.account_id = v OR (g.team_id = ANY (teams)
                AND NOT EXISTS (SELECT 1 FROM public.people_grant r WHERE r.subject_id = a.subject_id AND r.deny
                      AND r.account_id IS NULL AND r.team_id IS NULL AND {_live("r")}))))
              OR EXISTS (SELECT 1 FROM public.access_duty d WHERE d.account_id = v AND d.kind = 'safeguarding_lead'
                AND {_live("d")}))
         AND NOT EXISTS (SELECT 1 FROM public.people_grant g WHERE g.subject_id = a.subject_id AND g.deny
                AND {_live("g")} AND (g.account_id = v OR g.team_id = ANY (teams)))"""


def _arms(only: str) -> str:
    live = "starts <= t AND (ends IS NULL OR ends > t)"
    return f"""
      SELECT subject_id, mask & {_OPEN} AS mask, deny, true AS mine, false AS rest, basis = 'break_glass' AS glass
        FROM public.people_grant WHERE account_id = v AND {live} {only}
      UNION ALL SELECT subject_id, mask & {_OPEN}, deny, false, false, false
        FROM public.people_grant WHERE team_id = ANY (teams) AND {live} {only}
      UNION ALL SELECT subject_id, mask & {_OPEN}, true, false, true, false
        FROM public.people_grant WHERE account_id IS NULL AND team_id IS NULL AND teams IS NOT NULL AND {live} {only}
      UNION ALL SELECT subject_id, bit, true, true, false, false
        FROM public.record_withholding
       WHERE account_id = v AND whom = 'account' AND lifted_at IS NULL AND item_id IS NULL {only}
      UNION ALL SELECT w.subject_id, w.bit, true, true, false, false FROM public.people_grant c
        JOIN public.record_withholding w ON w.subject_id = c.subject_id
         AND w.lifted_at IS NULL AND w.whom <> 'account' AND w.item_id IS NULL
       WHERE c.account_id = v AND NOT c.deny AND c.basis IN ({_CIRCLE})
         AND (w.whom = 'person') = (c.basis = 'own') {only.replace("subject_id", "c.subject_id")}
      UNION ALL SELECT subject_id, bit, true, true, false, false FROM public.record_withholding
       WHERE current_setting('alongside.paper', true) = 'yes'
         AND whom <> 'account' AND lifted_at IS NULL AND item_id IS NULL {only}
      UNION ALL SELECT a.subject_id, {CLOSED}, false, true, false, false FROM public.record_audience a
       WHERE {_AUDIENCE} {only.replace("subject_id", "a.subject_id")}"""


_MASK = """((((coalesce(bit_or(mask) FILTER (WHERE NOT deny AND mine), 0)
        | (coalesce(bit_or(mask) FILTER (WHERE NOT deny AND NOT mine), 0)
           & ~coalesce(bit_or(mask) FILTER (WHERE rest), 0)))
       & ~coalesce(bit_or(mask) FILTER (WHERE deny AND NOT mine AND NOT rest), 0))
      | coalesce(bit_or(mask) FILTER (WHERE glass AND NOT deny), 0))
     & ~coalesce(bit_or(mask) FILTER (WHERE deny AND mine), 0))"""

constant("MASK", _MASK)
constant("AUDIENCE", _AUDIENCE)
constant("CLOSED", CLOSED)
constant("ARMS_ALL", _arms(""))
constant("ARMS_ONLY", _arms("AND subject_id = only_"))
constant("ARMS_ONE", _arms("AND subject_id = one"))
for _right in Right:
    constant(_right.name, _right.bit)
for _section in Section:
    constant(f"SECTION_{_section.name}", _section.bit)
constant("ALL_SECTIONS", ALL_SECTIONS)
constant("CIRCLE_RIGHTS", CIRCLE_RIGHTS)
constant("CARE_MASK", ALL_SECTIONS | VOICE | CARE)
constant("OWN_MASK", ALL_SECTIONS | VOICE | OWN | SELF)
constant("ANY", ANY)
constant("WORK_ROLES", ", ".join(f"'{role}'" for role in WorkRole))
constant("WORK_LIMITS", ", ".join(f"('{role}', {hours})" for role, hours in LONGEST.items()))
constant("LAW_LIMITS", ", ".join(f"('{name}', {law.days}, {str(law.writes).lower()})" for name, law in LAWS.items()))
constant("OBJECTION_DAYS", OBJECTION_DAYS)
constant("GLASS_DAYS", GLASS_DAYS)
constant("GLASS_MINUTES", GLASS_MINUTES)
constant("UNTOLD_DAYS", UNTOLD_DAYS)
constant("MONEY_SECTIONS", MONEY_SECTIONS)
constant("CIRCLE_BASES", _CIRCLE)
for _name, _kinds in (("REGISTERED", REGISTERED), ("MONEY_PROXIES", MONEY_PROXIES)):
    constant(_name, "ARRAY[" + ", ".join(f"'{kind.value}'" for kind in sorted(_kinds)) + "]")

_INDEXES = (
    "CREATE INDEX IF NOT EXISTS grant_own ON people_grant (account_id) WHERE (mask & {{OWN}}) <> 0 AND NOT deny",
    "CREATE INDEX IF NOT EXISTS subject_name_trgm ON people_subject USING gin (name gin_trgm_ops)",
)
# All but the digests of secrets.
_INVITATION = (
    "id, subject_id, voice_id, own, name, how, email, mails, relationship, mask, until, said, present, ends, declined, "
    "made_at, made_by, used_at, used_by, taken_back_at, taken_back_by"
)
_CONTACT = in_seen("subject_id", Section.DETAILS.bit)

# A deny of a team, or of nobody by name, has no account: compared with `=` it would be shown to nobody.
_NAMES_ME = (
    f"(account_id IS NOT DISTINCT FROM {ME}"
    " OR (team_id IS NOT NULL AND team_id = ANY ((SELECT alongside.my_teams())::uuid[])))"
)


def _with_history(table: str, see: str) -> list[Lock]:
    return [Lock(table, "SELECT", see=see), Lock(f"{table}event", "SELECT", see=see, history=True)]


def _working() -> list[Lock]:
    """Give the locks of objections, transfers, emergencies, alerts, wishes: all written by keeper functions."""
    own, care = in_seen("subject_id", SELF), in_seen("subject_id", CARE)
    leads = "(SELECT alongside.leads_any())"
    return [
        Lock(
            "people_objection",
            "SELECT",
            see=f"{own} OR ({care} AND {leads} AND account_id IS DISTINCT FROM {ME})",
        ),
        Lock("people_transfer", "SELECT", see=in_seen("subject_id", SELF | CARE)),
        # Read by keeper functions alone, each line for who has to see to it.
        Lock("people_glass", "SELECT", see="false"),
        Lock("people_alert", "SELECT", see="false"),
        # Filled and emptied by the owner's chores and jobs; counted for whoever keeps the machine.
        Lock("people_posting", "SELECT", see="false"),
        Lock("people_tellme", "SELECT", see=own),
        # That somebody is away is known to themself, to who stands in and to their leads; of a record, by `presence`.
        Lock(
            "people_absence",
            "SELECT",
            see=f"account_id = {ME} OR cover_id = {ME} OR account_id = ANY ((SELECT alongside.my_workers())::uuid[])",
        ),
        Lock("people_arrangement", "SELECT", see=in_seen("subject_id", SELF | CARE)),
        # A face is put up to be seen.
        Lock("people_portrait", "SELECT", see=f"{ME} IS NOT NULL"),
    ]


def _circle() -> list[Lock]:
    """Give the locks of hidden contacts, invitations and proxies."""
    return [
        # Read and written through the keeper's functions alone (`sql/47_contact.sql`).
        Lock("people_protectedcontact", "SELECT", see="false"),
        Lock("people_codetry", "SELECT", see="false"),
        Lock("people_invitation", f"SELECT ({_INVITATION})", see=in_seen("subject_id", SELF | CARE)),
        # That somebody acts by law, whoever is in the circle may know; for which decision, those whom it concerns.
        *_with_history("people_proxy", in_seen("subject_id", ANY)),
        Lock(
            "people_proxyword",
            "SELECT",
            see=f"{in_seen('subject_id', SELF | CARE)} OR (sort = 'because' AND proxy_id IN"
            f" (SELECT g.id FROM people_grant g WHERE g.account_id = {ME} AND g.basis = 'proxy'"
            " AND (g.ends IS NULL OR g.ends > statement_timestamp())))",
        ),
    ]


def _locks() -> list[Lock]:
    return [
        *_with_history("people_subject", in_seen("id", ANY)),
        *_with_history("people_details", in_seen("subject_id", Section.DETAILS.bit)),
        *_with_history("people_voice", in_seen("subject_id", ANY)),
        Lock(
            "people_notice",
            "SELECT, UPDATE (read_at, read_by)",
            see=f"account_id = {ME} AND id <> ALL ((SELECT alongside.quiet_notices())::uuid[])",
            mend=f"account_id = {ME} AND (read_by IS NULL OR read_by = {ME})",
        ),
        Lock(
            "people_contactpoint",
            "SELECT, INSERT, UPDATE (ended_at, ended_by)",
            see=_CONTACT,
            add=f"written_by_id = {ME} AND {in_seen('subject_id', CARE | SELF)}",
            mend=f"{in_seen('subject_id', CARE | SELF)} AND {_CONTACT}",
        ),
        *_circle(),
        Lock(
            "people_grant",
            "SELECT",
            see=f"(account_id = {ME} AND NOT deny)"
            f" OR ({in_seen('subject_id', SELF | CARE)} AND NOT (deny AND {_NAMES_ME})"
            # An emergency that the person has not been told of is known to those who work with them alone.
            f" AND (NOT untold OR {in_seen('subject_id', CARE)}))",
            sql=_INDEXES,
        ),
        *_working(),
    ]


declare(_locks)
