"""Six answers to "who may see what" agree, in worlds drawn at random, with one that knows none of the code.

For each world, account and record: the oracle (`oracle.py`), the mask and `may()`, the queries, raw SQL as the
application's role over every locked table (with a record open, with another one open, with none), and the pages over
HTTP. A decision is one (world, account, thing): a right in a record, an act, or a row of a table. It counts once,
however many of the six answered it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.http import Http404
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as drawing

from alongside.access import locks
from alongside.access.models import Account
from alongside.access.viewer import viewing
from alongside.people import queries as people
from alongside.people.domain import Act, Right, Section, may
from alongside.record import queries, registry
from tests.proof.conftest import IS_NIGHTLY, keep_figures
from tests.proof.everything import MY_DATA, unpacked
from tests.proof.oracle import CARE, OWN, SELF, VOICE, Facts
from tests.proof.worlds import ACCOUNT, SUBJECT, Eye, Laid, canary, lay, name_of, worlds
from tests.rules.test_routes import ROUTES

WORLDS, LEAST = (60, 100_000) if IS_NIGHTLY else (5, 5_000)
# What an entry's row is known by, where it is not the row's own id.
KEYS = {
    "people_details": "subject_id",
    "people_tellme": "subject_id",
    "people_arrangement": "subject_id",
    "people_detailsevent": "pgh_obj_id",
    "people_portrait": "account_id",
    "access_preference": "account_id",
    "access_chorerun": "name",
    "access_jobfault": "job",
}
# Nobody reads these as the application: what is in them is given by the keeper's functions alone.
NOT_READ = {
    "access_auditevent",
    "access_chorerun",
    "access_jobfault",
    "people_alert",
    "people_codetry",
    "people_glass",
    "people_posting",
    "people_protectedcontact",
    "record_escalation",
    "socialaccount_socialtoken",
}

counted: Counter[str] = Counter()
yes: Counter[str] = Counter()
seen_rows: dict[str, set[bool]] = defaultdict(set)


def count(arm: str, decisions: int, allowed: int) -> None:
    counted[arm] += decisions
    yes[arm] += allowed


@pytest.fixture(scope="module", autouse=True)
def figures() -> Iterator[None]:
    """Keep what was counted, also when something differed."""
    yield
    keep_figures(
        "differential",
        {
            "decisions": sum(counted[arm] for arm in ("rights", "acts", "rows")),
            "allowed": sum(yes[arm] for arm in ("rights", "acts", "rows")),
            "worlds": counted["worlds"],
            "comparisons": dict(counted),
            "tables": len(seen_rows),
        },
    )


@drawing(
    max_examples=WORLDS,
    deadline=None,
    database=None,
    derandomize=not IS_NIGHTLY,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(world=worlds(entries=60 if IS_NIGHTLY else 40))
def every_answer_agrees(world: Facts) -> None:
    with transaction.atomic():
        laid = lay(world)
        counted["worlds"] += 1
        compare_rights(world)
        compare_queries(laid)
        compare_rows(laid)
        compare_pages(laid)
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_every_answer_agrees() -> None:
    every_answer_agrees()
    decided = sum(counted[arm] for arm in ("rights", "acts", "rows"))
    assert decided >= LEAST, f"only {decided} decisions: draw more worlds"
    one_sided = {table for table, answers in seen_rows.items() if answers != {True, False}} - NOT_READ
    assert not one_sided, f"nobody sees, or everybody sees, every row of {sorted(one_sided)}: draw such worlds"
    # Whoever adds a table with a lock tells the oracle who sees it (`worlds.lay`).
    missing = {lock.table for lock in locks.all_locks()} - set(seen_rows) - NOT_READ
    assert not missing, f"no world has rows of {sorted(missing)}"


# --- one answer after the other ------------------------------------------------------------------------------


def compare_rights(world: Facts) -> None:
    """The mask, and `may()` for every act, give what the oracle gives."""
    for me in ACCOUNT:
        eye = Eye(world, me)
        for subject in SUBJECT:
            with viewing(me, subject_id=subject):
                viewer = people.viewer(account=Account(pk=me), subject_id=subject)
            held = {section.code for section in Section if viewer.sight.sees(section)}
            held |= {right.name.lower() for right in Right if viewer.sight.has(right)}
            expected = {one for one in (*world.sections, VOICE, OWN, CARE, SELF) if eye.holds(subject, one)}
            assert held == expected, (me, subject, held ^ expected)
            assert viewer.is_staff == world.is_staff(me)
            count("rights", len(world.sections) + 4, len(expected))
            compare_acts(eye, viewer, subject)


def compare_acts(eye: Eye, viewer: Any, subject: UUID) -> None:
    """What `may()` answers to a person is what the oracle would."""
    wanted = {
        Act.SHARE: eye.holds(subject, SELF),
        Act.SEE_WHO_LOOKED: eye.holds(subject, SELF),
        Act.ALLOCATE: eye.holds(subject, CARE),
        Act.WITHHOLD: eye.holds(subject, CARE),
        Act.AMEND_SUBJECT: eye.holds(subject, SELF, CARE),
        Act.ADD: eye.holds(subject, VOICE),
    }
    for act, expected in wanted.items():
        assert bool(may(viewer, act)) == expected, (eye.me, subject, act)
    for section in Section:
        for writer in (eye.me, None):
            as_writer = writer is not None and section.code not in eye.world.closed and eye.holds(subject, OWN)
            expected = eye.holds(subject, section.code) or as_writer
            answer = may(viewer, Act.SEE, section=section, written_by=writer)
            assert bool(answer) == expected, (eye.me, subject, section, writer)
    count("acts", len(wanted) + 2 * len(Section), sum(wanted.values()))


def compare_queries(laid: Laid) -> None:
    """The queries give the entries that the oracle gives: as slim rows, whole, and one by one."""
    for me in ACCOUNT:
        eye = Eye(laid.world, me)
        for subject in SUBJECT:
            here = [one for one in laid.world.entries if one.subject == subject]
            with viewing(me, subject_id=subject):
                viewer = people.viewer(account=Account(pk=me), subject_id=subject)
                lines = {one.id for one in here if eye.world.sees_line(me, one)}
                current = {one for one in lines if laid.standing[one] == "current"}
                assert {item.pk for item in queries.items(subject, viewer=viewer)} == current, (me, subject)
                for kind in registry.all_kinds():
                    whole = {entry.pk for entry in queries.entries(kind, subject, viewer=viewer)}
                    assert whole == {one.id for one in here if one.kind == kind.name} & current, (me, kind.name)
                for entry in here:
                    assert opens(entry.id, subject, viewer) == (entry.id in lines), (me, entry)
            count("queries", len(here) * 3, len(lines))


def opens(entry_id: Any, subject: UUID, viewer: Any) -> bool:
    """Say whether an entry is found by its id; the answer to "hidden" is the answer to "missing"."""
    try:
        item = queries.item(entry_id, subject_id=subject, viewer=viewer)
    except Http404:
        return False
    return queries.entry(item)[1].pk == entry_id


def compare_rows(laid: Laid) -> None:
    """Raw SQL as the application's role gives, of every table, the rows that the oracle gives."""
    for me in [*ACCOUNT, None]:
        for only in [None, *SUBJECT]:
            eye = Eye(laid.world, me, only)
            wanted: dict[str, set[str]] = defaultdict(set)
            for row in laid.rows:
                is_seen = row.seen(eye)
                wanted[row.table] |= {row.key} if is_seen else set()
                seen_rows[row.table].add(is_seen)
            found = read_all(sorted({row.table for row in laid.rows} | NOT_READ), me, only)
            for table in found:
                assert found[table] == wanted[table], (table, me, only, found[table] ^ wanted[table])
            count("rows" if only is None else "rows narrowed", len(laid.rows), sum(map(len, wanted.values())))


def read_all(tables: list[str], me: UUID | None, only: UUID | None) -> dict[str, set[str]]:
    """Give the keys of all rows of these tables that the database shows this account."""
    parts = [f"SELECT '{table}', {key_of(table)}::text FROM \"{table}\"" for table in tables]
    found: dict[str, set[str]] = {table: set() for table in tables}
    with transaction.atomic(), connection.cursor() as cursor:
        if me is None:
            # Nobody signed in; a record "opened" by hand opens nothing.
            cursor.execute("SELECT set_config('alongside.subject', %s, true)", [str(only or "")])
            cursor.execute(" UNION ALL ".join(parts))
        else:
            with viewing(me, subject_id=only):
                cursor.execute(" UNION ALL ".join(parts))
        for table, key in cursor.fetchall():
            found[table].add(key)
    return found


def key_of(table: str) -> str:
    """Give the column by which a row is known; of history, the row whose state it was."""
    return KEYS.get(table, "pgh_obj_id" if table.endswith("event") and table not in _NO_HISTORY else "id")


_NO_HISTORY = {"planning_planevent", "access_auditevent"}


def compare_pages(laid: Laid) -> None:
    """The site, asked over HTTP: the list of people, and everything in a record."""
    for me in ACCOUNT[:: 1 if IS_NIGHTLY else 2]:
        eye = Eye(laid.world, me)
        client = Client(raise_request_exception=False)
        client.force_login(Account.objects.get(pk=me), backend=settings.AUTHENTICATION_BACKENDS[-1])
        listed = client.get(reverse("people")).content.decode()
        for subject in SUBJECT:
            assert (name_of(subject) in listed) == eye.opens(subject), (me, subject)
            answer = client.get(reverse("timeline", args=[subject]))
            assert answer.status_code == (200 if eye.opens(subject) else 404), (me, subject)
            words = answer.content.decode()
            for entry in laid.world.entries:
                is_there = entry.subject == subject and eye.world.sees_line(me, entry)
                expected = is_there and laid.standing[entry.id] == "current"  # type: ignore[index]
                # The words of another's message stand on the page of its thread alone.
                expected &= not registry.get(entry.kind).opened_on or entry.writer == me
                assert (canary(entry) in words) == expected, (me, subject, entry)
            count("pages", len(laid.world.entries) + 1, 0)
            if eye.holds(subject, SELF):
                compare_copy(laid, eye, client, subject)


def compare_copy(laid: Laid, eye: Eye, client: Client, subject: UUID) -> None:
    """The person's own copy holds what they see and nothing else, in the page to read and in the file to move."""
    if MY_DATA not in {route.name for route in ROUTES}:
        return
    answer = client.post(reverse(MY_DATA, args=[subject]), {"hidden": "no"})
    assert answer.status_code == 200, (eye.me, subject, answer.status_code)
    words = unpacked(b"".join(answer.streaming_content)).decode()  # type: ignore[arg-type]
    for entry in laid.world.entries:
        is_there = entry.subject == subject and eye.world.sees(eye.me, entry)
        if not is_there or laid.standing[entry.id] == "current":  # type: ignore[index]
            assert (canary(entry) in words) == is_there, (eye.me, subject, entry)
    count("copies", len(laid.world.entries), 0)
