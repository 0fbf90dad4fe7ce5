# ruff: noqa: E501 (each hole reads best in one piece)
"""Seeded holes: one thing broken at a time, with the probe that has to catch it. What is listed here is in the docs."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connections, transaction
from django.db.models import Q
from django.test import override_settings

from alongside.access import locks
from alongside.access.middleware import NoStore, ViewerMiddleware
from alongside.access.models import Account
from alongside.access.viewer import viewing
from alongside.conftest import as_keeper
from alongside.home.web import presenters
from alongside.home.web import views as home
from alongside.record import queries

from . import probes
from .probes import Probe, asks, empty, raw, refused

SEEN = ("alongside.seen(bigint)", "alongside.my_rights(uuid)")
LOOKS = ("alongside.looks(uuid,timestamptz,uuid,integer)",)
HIDDEN = ("alongside.hidden()",)
VIEWER = ("alongside.viewer()",)
MINE = "FROM public.people_grant WHERE account_id = v AND starts <= t AND (ends IS NULL OR ends > t)"
TEAMS = "FROM public.access_membership\n   WHERE account_id = v AND starts <= t AND (ends IS NULL OR ends > t)"
TEAM_PART = """(coalesce(bit_or(mask) FILTER (WHERE NOT deny AND NOT mine), 0)
           & ~coalesce(bit_or(mask) FILTER (WHERE rest), 0))"""
Break = Callable[[], Any]


@dataclass(frozen=True)
class Hole:
    """What is broken, how, and what has to see it."""

    name: str
    breaks: Break
    caught_by: Probe
    caught_in: str
    often: bool = False


@contextmanager
def _as_owner(*statements: str, role: str = "") -> Iterator[None]:
    """Change the database as its owner (or keeper); afterwards all locks are laid anew."""
    try:
        with transaction.atomic("owner"), connections["owner"].cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '30s'")
            if role:
                cursor.execute(f"SET LOCAL ROLE {role}")
            for statement in statements:
                cursor.execute(statement)
        yield
    finally:
        _mended()


def _mended() -> None:
    """Lay all locks anew; the database's own housekeeping may stand in the way once."""
    for _try in range(4):
        try:
            return locks.apply()
        except OperationalError:
            connections["owner"].close()
    return locks.apply()


def sql(*statements: str, role: str = "") -> Break:
    """Break it by these statements."""
    return lambda: _as_owner(*statements, role=role)


def function(names: tuple[str, ...], old: str, new: str) -> Break:
    """Break functions by another text in the place of this one."""

    def begin() -> Any:
        changed = []
        with connections["owner"].cursor() as cursor:
            for name in names:
                cursor.execute("SELECT pg_get_functiondef(%s::regprocedure)", [name])
                text = cursor.fetchone()[0]
                assert old in text, f"{name} reads otherwise now: {old}"
                changed.append(text.replace(old, new))
        return _as_owner(*changed, role=locks.KEEPER)

    return begin


def policy(table: str, old: str, new: str, *, rights: str = "") -> Break:
    """Break who sees rows of a table; an empty `old` stands for the whole policy."""

    def begin() -> Any:
        lock = next(lock for lock in locks.all_locks() if lock.table == table)
        assert old in lock.see, f"the policy of {table} reads otherwise now: {lock.see}"
        see = lock.see.replace(old, new) if old else new
        extra = (f"GRANT {rights} ON {table} TO {locks.APP}",) if rights else ()
        return _as_owner(f"ALTER POLICY see ON {table} USING ({see})", *extra)

    return begin


def python(owner: Any, name: str, instead: Any) -> Break:
    """Break it in our own code."""
    return lambda: patch.object(owner, name, instead)


def _unsealed() -> Any:
    """Let the history trigger of one kind run as whoever writes."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT p.oid::regprocedure::text FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
            "WHERE t.tgrelid = 'strengths_strength'::regclass AND p.proname LIKE 'pgtrigger%' LIMIT 1"
        )
        name = cursor.fetchone()[0]
    return _as_owner(f"ALTER FUNCTION {name} SECURITY INVOKER")


@contextmanager
def _without_csrf() -> Iterator[None]:
    kept = [one for one in settings.MIDDLEWARE if "csrf" not in one.lower()]
    assert len(kept) < len(settings.MIDDLEWARE)
    with override_settings(MIDDLEWARE=kept):
        yield


def _past_the_locks(real: Any) -> Any:
    def read(*args: Any, **kwargs: Any) -> Any:
        with as_keeper():
            return real(*args, **kwargs)

    return read


def _open_to_all(view: Any) -> Break:
    def begin() -> Any:
        stack = ExitStack()
        stack.enter_context(patch.object(view, "door", None))
        return stack

    return begin


def _says_hidden(found: Any) -> Any:
    """Answer 403 for what is hidden and 404 for what is missing."""

    def item(item_id: Any, **kwargs: Any) -> Any:
        with as_keeper():
            there = queries.Item.objects.filter(pk=item_id).exists()
        try:
            return found(item_id, **kwargs)
        except queries.Http404:
            if there:
                raise PermissionDenied from None
            raise

    return item


def _unstored(self: NoStore, request: Any) -> Any:
    return self.get_response(request)


def _anybody_in(self: ViewerMiddleware, request: Any, view: Any, args: Any, kwargs: Any) -> Any:
    """Run the page for whoever asks, signed in or not, as the first account there is."""
    if not request.user.is_authenticated:
        with transaction.atomic(), as_keeper():
            request.user = Account.objects.get(email="worker@example.org")
    with viewing(request.user.pk, subject_id=kwargs.get("subject_id")):
        return view(request, *args, **kwargs)


RAW, MATRIX, RULES = "raw SQL beside the oracle", "the matrix", "the rules"
SELF_BY_NAME = "SELECT id FROM people_grant WHERE deny AND account_id = %s"

HOLES: tuple[Hole, ...] = (
    # --- who is looking
    Hole(
        "viewer: the signature is not checked",
        function(VIEWER, "IF ok IS NOT TRUE THEN", "IF false THEN"),
        probes.unsigned,
        RULES,
        often=True,
    ),
    Hole(
        "viewer: not bound to the connection",
        function(VIEWER, "OR p[2]::int <> pg_backend_pid()", ""),
        probes.unsigned,
        RULES,
    ),
    Hole("viewer: good for ever", function(VIEWER, "> 900", "> 900000"), probes.unsigned, RULES),
    # --- what is given
    Hole(
        "seen: a bracket lost in the mask, restricted records shut out who is named",
        function(SEEN, TEAM_PART, TEAM_PART[1:-1]),
        raw("named_in_restricted"),
        RAW,
        often=True,
    ),
    Hole("seen: ended grants count", function(SEEN, MINE, MINE.split(" AND (ends")[0]), raw("former"), RAW, often=True),
    Hole(
        "seen: grants count before they begin",
        function(SEEN, MINE, MINE.replace("starts <= t AND ", "")),
        raw("coming"),
        RAW,
    ),
    Hole("seen: places in teams never end", function(SEEN, TEAMS, TEAMS.split(" AND (ends")[0]), raw("left_team"), RAW),
    Hole(
        "seen: places in teams count before they begin",
        function(SEEN, TEAMS, TEAMS.replace("starts <= t AND ", "")),
        raw("joins_later"),
        RAW,
    ),
    Hole(
        "seen: a deny of an account is ignored",
        function(SEEN, "FILTER (WHERE deny AND mine)", "FILTER (WHERE false)"),
        raw("denied"),
        RAW,
    ),
    Hole(
        "seen: a deny of a team is ignored",
        function(SEEN, "FILTER (WHERE deny AND NOT mine AND NOT rest)", "FILTER (WHERE false)"),
        raw("team_denied"),
        RAW,
    ),
    Hole(
        "seen: a restricted record is not",
        function(SEEN, "FILTER (WHERE rest)", "FILTER (WHERE false)"),
        raw("teammate"),
        RAW,
    ),
    Hole(
        "seen: break-glass passes a deny by name",
        function(
            SEEN,
            "FILTER (WHERE deny AND mine)",
            "FILTER (WHERE deny AND mine AND NOT EXISTS (SELECT 1 FROM "
            "public.people_grant z WHERE z.account_id = v AND z.basis = 'break_glass'))",
        ),
        raw("glass_denied"),
        RAW,
    ),
    Hole(
        "seen: a team's deny ends break-glass",
        function(SEEN, "FILTER (WHERE glass AND NOT deny)", "FILTER (WHERE false)"),
        raw("glass_team_denied"),
        RAW,
    ),
    Hole(
        "seen: a section kept from an account is not",
        function(SEEN, "whom = 'account' AND lifted_at IS NULL AND item_id IS NULL", "false"),
        raw("kept_section"),
        RAW,
    ),
    Hole(
        "seen: a section kept from the person is not",
        function(SEEN, "(w.whom = 'person') = (c.basis = 'own')", "w.whom = 'circle' AND c.basis <> 'own'"),
        raw("person_kept"),
        RAW,
    ),
    Hole(
        "seen: a section kept from the circle is not",
        function(SEEN, "(w.whom = 'person') = (c.basis = 'own')", "w.whom = 'person' AND c.basis = 'own'"),
        raw("sister_kept"),
        RAW,
    ),
    # --- what is kept
    Hole(
        "hidden: narrowed to the open record",
        function(
            HIDDEN,
            "WHERE c.account_id = v AND",
            "WHERE c.subject_id = coalesce(nullif(current_setting('alongside.subject', true), '')::uuid, c.subject_id)"
            " AND c.account_id = v AND",
        ),
        probes.kept_whole,
        RULES,
        often=True,
    ),
    Hole(
        "hidden: an empty list where there should be none",
        function(HIDDEN, "RETURN NULL", "RETURN '{}'"),
        probes.kept_whole,
        RULES,
        often=True,
    ),
    Hole(
        "hidden: what is kept from an account is not",
        function(HIDDEN, "whom = 'account' AND lifted_at", "false AND lifted_at"),
        raw("kept_entry"),
        RAW,
    ),
    Hole(
        "hidden: what is kept from the person is not",
        function(HIDDEN, "(w.whom = 'person') = (c.basis = 'own')", "w.whom = 'circle' AND c.basis <> 'own'"),
        asks("person", "entry", "timeline"),
        MATRIX,
        often=True,
    ),
    Hole(
        "hidden: what is kept from the circle is not",
        function(HIDDEN, "(w.whom = 'person') = (c.basis = 'own')", "w.whom = 'person' AND c.basis = 'own'"),
        asks("all_shared", "strengths"),
        MATRIX,
    ),
    Hole(
        "hidden: opens by itself when its review is overdue",
        function(HIDDEN, "w.whom <> 'account'", "w.whom <> 'account' AND w.review_by > current_date"),
        raw("all_shared"),
        RAW,
    ),
    Hole(
        "hidden: follows the way in, not the human, once a sharing has ended",
        function(HIDDEN, "AND NOT c.deny", "AND NOT c.deny AND (c.ends IS NULL OR c.ends > statement_timestamp())"),
        raw("former_now_worker"),
        RAW,
    ),
    # --- policies
    Hole(
        "row-level security switched off",
        sql("ALTER TABLE strengths_strength DISABLE ROW LEVEL SECURITY"),
        probes.stands,
        RULES,
    ),
    Hole(
        "row-level security not forced on the owner",
        sql("ALTER TABLE strengths_strength NO FORCE ROW LEVEL SECURITY"),
        probes.stands,
        RULES,
        often=True,
    ),
    Hole(
        "no policy on the history of a kind",
        sql("DROP POLICY see ON planning_goalevent; DROP POLICY keep ON planning_goalevent"),
        probes.stands,
        RULES,
    ),
    Hole("a kind open to everybody", policy("planning_goal", "", "true"), raw("colleague"), RAW),
    Hole("history open to everybody", policy("planning_goalevent", "", "true"), raw("sister"), RAW),
    Hole(
        "history shows what is kept",
        policy("strengths_strengthevent", "alongside.hidden()", "ARRAY[]::uuid[]"),
        raw("person"),
        RAW,
    ),
    Hole(
        "the timeline's rows show what is kept",
        policy("record_item", "alongside.hidden()", "ARRAY[]::uuid[]"),
        asks("person", "timeline"),
        MATRIX,
    ),
    Hole(
        "the timeline's rows are open where no section matches",
        policy("record_item", "CASE record_item.bit", "CASE 0 * record_item.bit + 1"),
        raw("sister_goals"),
        RAW,
    ),
    Hole(
        "a kind shows what is kept",
        policy("planning_goal", "alongside.hidden()", "ARRAY[]::uuid[]"),
        raw("person"),
        RAW,
    ),
    Hole(
        "one's own entries are lost to a carer with nothing shared",
        policy(
            "strengths_strength", "strengths_strength.written_by_id = ", "false AND strengths_strength.written_by_id = "
        ),
        raw("sister"),
        RAW,
    ),
    Hole(
        "answers stand open beside what is kept",
        policy("record_response", "alongside.hidden()", "ARRAY[]::uuid[]"),
        raw("person"),
        RAW,
    ),
    Hole("files served without their lock", policy("record_attachment", "", "true"), raw("friend"), RAW, often=True),
    Hole("challenges open to everybody", policy("record_challenge", "", "true"), raw("sister"), RAW),
    Hole(
        "drafts of others", policy("record_draft", "", "true"), empty("colleague", "SELECT id FROM record_draft"), RULES
    ),
    Hole(
        "a deny is shown to whom it names",
        policy("people_grant", "NOT deny", "true"),
        empty("denied", SELF_BY_NAME, "account:denied"),
        RULES,
    ),
    Hole(
        "a withholding is shown to whom it names",
        policy("record_withholding", "", "true"),
        empty("kept_section", "SELECT id FROM record_withholding WHERE account_id = %s", "account:kept_section"),
        RULES,
    ),
    Hole(
        "audiences of closed entries open to everybody",
        policy("record_audience", "", "true"),
        empty("colleague", "SELECT id FROM record_audience"),
        RULES,
    ),
    Hole("a closed kind without its audience", policy("safeguarding_concern", "", "true"), raw("supervisor"), RAW),
    Hole(
        "hidden addresses readable by the application",
        sql(
            "GRANT SELECT ON people_protectedcontact TO alongside_app",
            "ALTER POLICY see ON people_protectedcontact USING (true)",
        ),
        empty("worker", "SELECT id FROM people_protectedcontact"),
        RULES,
    ),
    Hole(
        "notices of others",
        policy("people_notice", "", "true"),
        empty("colleague", "SELECT id FROM people_notice"),
        RULES,
    ),
    # --- what the application may do
    Hole(
        "the application may write grants", sql("GRANT INSERT ON people_grant TO alongside_app"), probes.rights, RULES
    ),
    Hole(
        "the audit trail can be changed",
        sql("GRANT UPDATE, DELETE ON access_auditevent TO alongside_app"),
        probes.rights,
        RULES,
    ),
    Hole(
        "EXECUTE left to everybody",
        sql("GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA alongside TO PUBLIC", role=locks.KEEPER),
        probes.inner,
        RULES,
        often=True,
    ),
    Hole(
        "a definer function without a search path of its own",
        sql("ALTER FUNCTION alongside.seen(bigint) RESET search_path", role=locks.KEEPER),
        probes.inner,
        RULES,
    ),
    Hole("history triggers run as whoever writes", _unsealed, probes.stands, RULES),
    Hole(
        "history can be switched off by a setting",
        sql(
            "CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name name) RETURNS boolean LANGUAGE sql IMMUTABLE "
            "AS 'SELECT true'"
        ),
        probes.history_kept,
        RULES,
    ),
    # --- keeper functions and triggers
    Hole(
        "a link to a hidden entry is allowed",
        function(
            ("alongside.links()",), "IF EXISTS (SELECT 1 FROM unnest", "IF false AND EXISTS (SELECT 1 FROM unnest"
        ),
        refused(
            "person",
            "links to what is hidden",
            "UPDATE planning_goal SET grows_from = %s, version = version + 1 WHERE id = %s",
            "entry:strength.from_person",
            "entry:goal.own",
        ),
        RULES,
        often=True,
    ),
    Hole(
        "anybody shares a record",
        function(
            ("alongside.holds(uuid,bigint)",),
            "(alongside.my_rights(subject) & wanted) <> 0",
            "alongside.my_rights(subject) <> 0",
        ),
        refused(
            "sister",
            "gives herself all",
            "SELECT alongside.give(%s, %s, 1, NULL, 'family')",
            "subject:A",
            "account:outsider",
        ),
        RULES,
    ),
    Hole(
        "who looked tells of withholding",
        function(LOOKS, "NOT LIKE 'withheld.%'", "NOT LIKE 'nothing.%'"),
        probes.untold,
        RULES,
    ),
    Hole(
        "who looked answers anybody",
        function(LOOKS, "IF (mine &", "IF false AND (mine &"),
        empty("sister", "SELECT * FROM alongside.who_looked(%s, 5)", "subject:A"),
        RULES,
    ),
    Hole(
        "audit rows in another's name",
        sql("ALTER POLICY add ON access_auditevent WITH CHECK (true)"),
        refused(
            "sister",
            "writes audit as another",
            "INSERT INTO access_auditevent (id, at, by, action, subject_id, detail)"
            " VALUES (gen_random_uuid(), now(), %s, 'x', NULL, '{}')",
            "account:person",
        ),
        RULES,
    ),
    # --- our own code
    Hole(
        "a query drops its filter",
        python(queries, "_in_sight", lambda viewer: Q()),
        probes.queries_alone,
        "our queries without the locks",
        often=True,
    ),
    Hole(
        "a page reads past the locks",
        python(presenters, "groups", _past_the_locks(presenters.groups)),
        asks("person", "strengths"),
        MATRIX,
        often=True,
    ),
    Hole(
        "hidden and missing answer differently",
        python(queries, "item", _says_hidden(queries.item)),
        asks("person", "entry"),
        MATRIX,
    ),
    Hole("a page without a declared policy", _open_to_all(home.front), probes.declared, RULES, often=True),
    Hole(
        "pages open without signing in", python(ViewerMiddleware, "run", _anybody_in), asks("nobody", "front"), MATRIX
    ),
    Hole("no-store is lost", python(NoStore, "__call__", _unstored), probes.headers, RULES),
    Hole("forms from elsewhere are taken", _without_csrf, probes.forged, RULES),
)
