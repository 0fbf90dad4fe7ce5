"""The sealed trail over a real database: what is sealed and when, what a crash leaves, and that tampering is found."""

import json
import os
import random
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import Error, connections, transaction

from alongside import conftest as spine
from alongside.access import locks
from alongside.access.tests.tampering import ATTACKS
from alongside.access.trail import leaves, sealing
from alongside.access.trail.heads import Book, Broken
from alongside.access.trail.verifying import Verdict, verify
from alongside.base.ids import uuid7
from alongside.base.merkle import Frontier

# How many random attacks; `make drill` asks for a thousand.
TIMES = int(os.environ.get("ALONGSIDE_ATTACKS", "200"))
Line = psycopg.Connection[Any]


@pytest.fixture(scope="module")
def place(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """A database of its own, in which rows are really committed."""
    with django_db_blocker.unblock(), spine.fresh_copy("trail") as name:
        yield name


def connect(name: str) -> Line:
    line = spine.superuser(name)
    line.autocommit = False
    return line


@pytest.fixture
def line(place: str) -> Iterator[Line]:
    """A superuser's connection to a trail that is empty again afterwards."""
    with connect(place) as line:
        yield line
        line.rollback()
        line.execute("SET LOCAL session_replication_role = replica")
        line.execute("TRUNCATE access_auditevent, alongside.audit_seal, alongside.audit_waiting")


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return Book(tmp_path / "heads")


def write(line: Line, number: int = 1, ago: str = "0") -> list[UUID]:
    """Write rows as the keeper's functions do; not yet committed."""
    made = []
    for one in range(number):
        made.append(uuid7())
        detail = {"page": "front", "count": one, "deep": [True, {"a": "b"}], "words": "naïve “é” \\ \n"}
        line.execute(
            "INSERT INTO access_auditevent VALUES (%s, now() - %s::interval, %s, 'record.opened', %s, %s)",
            [made[-1], f"{ago} seconds", uuid4(), uuid4(), json.dumps(detail)],
        )
    return made


def seal(line: Line, book: Book, *, most: int = sealing.BATCH) -> None:
    """One round of the sealer on this connection."""
    with line.cursor() as cursor:
        sealing.prepare(cursor, book)
        line.commit()
        while sealing.take(cursor, most) == most:
            line.commit()
        line.commit()
        sealing.sign(cursor, book)
        line.commit()


def judge(line: Line, book: Book, *figures: str) -> Verdict:
    with line.cursor() as cursor:
        return verify(cursor, book, figures)


def sealed(line: Line) -> list[UUID]:
    return [row[0] for row in line.execute("SELECT event_id FROM alongside.audit_seal ORDER BY position")]


def test_what_is_written_is_sealed_in_order_and_stands(line: Line, book: Book) -> None:
    made = write(line, 20)
    line.commit()
    seal(line, book)
    assert sealed(line) == made
    verdict = judge(line, book)
    assert (verdict.faults, verdict.sealed, verdict.waiting) == ([], 20, 0)
    assert book.newest().size == 20
    assert (book.file.stat().st_mode & 0o777, book.folder.stat().st_mode & 0o777) == (0o600, 0o700)


def test_the_root_is_that_of_the_rows_themselves(line: Line, book: Book) -> None:
    """From rows to root once more, by hand: no seal is asked."""
    write(line, 7)
    line.commit()
    seal(line, book)
    line.execute(leaves.SETTINGS)
    edge = Frontier()
    for row in line.execute(f"SELECT {leaves.SELECT} FROM access_auditevent e ORDER BY at, id"):
        edge.add(leaves.leaf(dict(zip(leaves.COLUMNS, row, strict=True))))
    assert book.newest().root == edge.root()


def test_who_commits_late_is_sealed_in_the_next_round_and_once(place: str, line: Line, book: Book) -> None:
    with connect(place) as slow:
        late = write(slow, 2, ago="30")
        early = write(line, 3)
        line.commit()
        seal(line, book)
        assert sealed(line) == early
        slow.commit()
    seal(line, book)
    seal(line, book)
    assert sealed(line) == [*early, *late]
    assert judge(line, book).faults == []


def test_what_is_rolled_back_is_never_sealed(line: Line, book: Book) -> None:
    write(line)
    line.rollback()
    seal(line, book)
    assert sealed(line) == []


def test_many_rounds_make_many_heads_and_small_steps_the_same_tree(line: Line, book: Book) -> None:
    for number in (1, 2, 3, 5, 8):
        write(line, number)
        line.commit()
        seal(line, book, most=2)
    seal(line, book)
    verdict = judge(line, book)
    assert (verdict.faults, verdict.sealed) == ([], 19)
    assert [head.size for head in book.heads()] == [0, 1, 3, 6, 11, 19]


def test_a_round_reads_no_more_of_a_long_trail_than_of_a_short_one(line: Line, book: Book) -> None:
    def read() -> int:
        counted = []

        class Counting(psycopg.Cursor[Any]):
            def fetchall(self) -> list[Any]:
                found = super().fetchall()
                counted.append(len(found))
                return found

        write(line, 5)
        line.commit()
        with Counting(line) as cursor:
            sealing.prepare(cursor, book)
            sealing.take(cursor)
            line.commit()
            sealing.sign(cursor, book)
            line.commit()
        return sum(counted)

    read()
    short = read()
    write(line, 2000)
    line.commit()
    seal(line, book)
    assert read() == short


def test_a_crash_after_the_commit_heals_without_an_alarm(line: Line, book: Book) -> None:
    write(line, 4)
    line.commit()
    seal(line, book)
    write(line, 3)
    with line.cursor() as cursor:
        sealing.take(cursor)
    line.commit()  # and here the machine stops: the rows have places, the book has no head for them
    assert judge(line, book).faults == []
    assert book.newest().size == 4
    seal(line, book)
    assert book.newest().size == 7
    assert judge(line, book).faults == []


def test_a_line_cut_short_by_a_crash_never_was_a_head(line: Line, book: Book) -> None:
    write(line, 4)
    line.commit()
    seal(line, book)
    with book.file.open("ab") as file:
        file.write(b'{"before": "half a li')
    assert judge(line, book).faults == []
    assert book.newest().size == 4
    write(line)
    line.commit()
    seal(line, book)
    assert judge(line, book).faults == []
    assert book.newest().size == 5


@pytest.mark.parametrize("kept", [None, "", "{}", '{"size": 4, "peaks": []}', '{"size": 4, "peaks": ["00"]}'])
def test_a_lost_or_wrong_edge_is_worked_out_again(line: Line, book: Book, kept: str | None) -> None:
    write(line, 4)
    line.commit()
    seal(line, book)
    edge = book.folder / "frontier.json"
    edge.unlink() if kept is None else edge.write_text(kept)
    write(line, 2)
    line.commit()
    seal(line, book)
    assert judge(line, book).faults == []
    assert book.newest().size == 6


def test_nothing_is_sealed_over_a_trail_that_was_cut_off(line: Line, book: Book) -> None:
    write(line, 4)
    line.commit()
    seal(line, book)
    line.execute("SET LOCAL session_replication_role = replica")
    line.execute("DELETE FROM alongside.audit_seal WHERE position > 1")
    line.commit()
    with pytest.raises(Broken, match="holds 2 sealed rows"):
        seal(line, book)
    assert any("cut off" in fault for fault in judge(line, book).faults)


def test_a_lost_book_is_not_begun_anew_in_silence(line: Line, book: Book, tmp_path: Path) -> None:
    write(line, 4)
    line.commit()
    seal(line, book)
    with pytest.raises(Broken, match="the book of heads is not in"):
        seal(line, Book(tmp_path / "elsewhere"))
    assert judge(line, Book(tmp_path / "elsewhere")).faults


def test_the_book_of_another_trail_does_not_fit(line: Line, book: Book, tmp_path: Path) -> None:
    write(line, 4)
    line.commit()
    seal(line, book)
    other = Book(tmp_path / "other")
    other.begin()
    edge = Frontier()
    for number in range(4):
        edge.add(leaves.leaf({"id": str(number), "detail": None}))
    other.append(edge)
    assert any("rewritten" in fault for fault in judge(line, other).faults)


def test_the_key_is_changed_and_the_book_says_so(line: Line, book: Book) -> None:
    write(line, 4)
    line.commit()
    seal(line, book)
    before = book.fingerprint()
    book.change_key()
    assert book.fingerprint() != before
    write(line)
    line.commit()
    seal(line, book)
    assert judge(line, book).faults == []
    assert (book.folder / "key").stat().st_mode & 0o777 == 0o600


def test_a_crash_while_the_key_changes_heals(line: Line, book: Book) -> None:
    write(line, 4)
    line.commit()
    seal(line, book)
    old = (book.folder / "key").read_bytes()
    book.change_key()
    (book.folder / "key").replace(book.folder / "key.new")  # as it stood just before the last step
    (book.folder / "key").write_bytes(old)
    write(line)
    line.commit()
    seal(line, book)
    assert judge(line, book).faults == []


def _forged(book: Book, number: int, **told: object) -> None:
    lines = book.file.read_bytes().splitlines()
    lines[number] = json.dumps(json.loads(lines[number]) | told, sort_keys=True, separators=(",", ":")).encode()
    book.file.write_bytes(b"\n".join(lines) + b"\n")


FORGERIES: dict[str, Callable[[Book], None]] = {
    "a size": lambda book: _forged(book, 2, size=3),
    "a root": lambda book: _forged(book, 2, root="AAAA"),
    "a time": lambda book: _forged(book, 2, time="2020-01-01T00:00:00+00:00"),
    "a signature": lambda book: _forged(book, 2, signature="AAAA"),
    "a key": lambda book: _forged(book, 0, key="AAAA"),
    "a line taken out": lambda book: (
        book.file.write_bytes(
            b"".join(line for number, line in enumerate(book.file.read_bytes().splitlines(True)) if number != 2)
        )
        and None
    ),
    "no JSON": lambda book: book.file.write_bytes(book.file.read_bytes().replace(b"{", b"(", 3)) and None,
    "the last line": lambda book: _forged(book, -1, size=99),
}


@pytest.mark.parametrize("what", FORGERIES)
def test_a_forged_book_is_found(line: Line, book: Book, what: str) -> None:
    for _ in range(4):
        write(line, 3)
        line.commit()
        seal(line, book)
    FORGERIES[what](book)
    assert judge(line, book).faults


def test_a_figure_on_paper_tells_when_trail_and_book_were_both_made_anew(
    line: Line, book: Book, tmp_path: Path
) -> None:
    """Whoever holds the machine, key and all, can make a book that fits. Paper elsewhere still tells."""
    write(line, 6)
    line.commit()
    seal(line, book)
    figure = book.newest().figure
    write(line, 2)
    line.commit()
    seal(line, book)
    assert judge(line, book, figure).faults == []
    line.execute("SET LOCAL session_replication_role = replica")
    line.execute("UPDATE access_auditevent SET action = 'other' WHERE id = %s", [sealed(line)[2]])
    line.execute("INSERT INTO alongside.audit_waiting SELECT event_id FROM alongside.audit_seal")
    line.execute("DELETE FROM alongside.audit_seal")
    line.commit()
    anew = Book(tmp_path / "anew")
    seal(line, anew)
    assert judge(line, anew).faults == []
    assert any("figure on paper" in fault for fault in judge(line, anew, figure).faults)
    assert judge(line, anew, "nonsense").faults


def test_it_says_which_row_or_between_which_heads(line: Line, book: Book) -> None:
    for _ in range(3):
        write(line, 4)
        line.commit()
        seal(line, book)
    victim = sealed(line)[5]
    line.execute("SET LOCAL session_replication_role = replica")
    line.execute("UPDATE access_auditevent SET by = NULL WHERE id = %s", [victim])
    (fault,) = judge(line, book).faults
    assert fault == f"Row {victim}, sealed at position 5, is not as it was sealed."
    line.execute(leaves.SETTINGS)
    row = line.execute(f"SELECT {leaves.SELECT} FROM access_auditevent e WHERE id = %s", [victim]).fetchone()
    assert row
    line.execute(
        "UPDATE alongside.audit_seal SET leaf = %s WHERE event_id = %s",
        [leaves.leaf(dict(zip(leaves.COLUMNS, row, strict=True))), victim],
    )
    (fault,) = judge(line, book).faults
    assert "among positions 4 to 7 (between the head of" in fault


def state(line: Line) -> Any:
    return line.execute(
        "SELECT md5(coalesce((SELECT string_agg(e::text, '|' ORDER BY e::text) FROM access_auditevent e), '')) || "
        "md5(coalesce((SELECT string_agg(s::text, '|' ORDER BY s::text) FROM alongside.audit_seal s), '')) || "
        "md5(coalesce((SELECT string_agg(w::text, '|' ORDER BY w::text) FROM alongside.audit_waiting w), ''))"
    ).fetchone()


def test_every_random_attack_of_a_superuser_is_found(line: Line, book: Book) -> None:
    for _ in range(20):
        write(line, 12)
        line.commit()
        seal(line, book)
    write(line, 3)  # and some that wait
    line.commit()
    assert judge(line, book).faults == []
    before = state(line)
    chance = random.Random(int(os.environ.get("ALONGSIDE_SEED", "4")))
    names = sorted(ATTACKS)
    missed, found = [], Counter[str]()
    for number in range(TIMES):
        name = names[number % len(names)] if number < len(names) else chance.choice(names)
        line.execute("SAVEPOINT attack")
        line.execute("SET LOCAL session_replication_role = replica")
        with line.cursor() as cursor:
            ATTACKS[name](cursor, chance)
        assert state(line) != before, f"{name} changed nothing"
        if judge(line, book).faults:
            found[name] += 1
        else:
            missed.append(name)
        line.execute("ROLLBACK TO SAVEPOINT attack")
    assert missed == []
    assert found.total() == TIMES
    assert judge(line, book).faults == []


REFUSED = [
    "UPDATE access_auditevent SET action = 'other'",
    "DELETE FROM access_auditevent",
    "TRUNCATE access_auditevent",
    "INSERT INTO access_auditevent VALUES (gen_random_uuid(), now(), gen_random_uuid(), 'x', NULL, '{}')",
    "INSERT INTO access_auditevent VALUES (gen_random_uuid(), now(), NULL, 'x', NULL, '{}')",
    "INSERT INTO access_auditevent VALUES "
    "(gen_random_uuid(), now() - interval '1 day', alongside.viewer(), 'x', NULL, '{}')",
    "INSERT INTO access_auditevent VALUES "
    "(gen_random_uuid(), now() + interval '1 day', alongside.viewer(), 'x', NULL, '{}')",
    "DELETE FROM alongside.audit_waiting",
    "INSERT INTO alongside.audit_waiting VALUES (gen_random_uuid())",
    "SELECT * FROM alongside.audit_seal",
    "SELECT alongside.audit_begin()",
    "ALTER TABLE access_auditevent DISABLE TRIGGER waits",
]


@pytest.mark.parametrize("sql", REFUSED)
def test_the_application_cannot(world: spine.World, sql: str) -> None:
    with world.as_("worker"), pytest.raises(Error), transaction.atomic(), connections["default"].cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize("role", [locks.KEEPER, locks.OWNER, "alongside_admin"])
@pytest.mark.parametrize("sql", REFUSED[:3])
def test_not_even_those_above_it_can_while_the_trigger_stands(line: Line, sql: str, role: str) -> None:
    write(line)
    line.execute(f"SET LOCAL ROLE {role}")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        line.execute(sql)


def test_the_application_adds_in_its_own_name(world: spine.World) -> None:
    with world.as_("worker"), connections["default"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO access_auditevent VALUES (gen_random_uuid(), now(), alongside.viewer(), 'x', NULL, '{}')"
        )


def test_every_column_of_a_row_is_in_its_leaf() -> None:
    from alongside.access.models import AuditEvent

    assert {field.column for field in AuditEvent._meta.concrete_fields} == set(leaves.COLUMNS)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('{"a": 1}', '{"a": "1"}'),
        ('{"a": 1.0}', '{"a": 1.00}'),
        ('{"a": null}', "{}"),
        ('{"a": [1, 2]}', '{"a": [2, 1]}'),
        ('{"a": "\\u0000x"}', '{"a": "x"}'),
        ("[]", "{}"),
        ("null", '"null"'),
    ],
)
def test_details_that_differ_have_leaves_that_differ(one: str, other: str) -> None:
    assert leaves.leaf({"detail": one}) != leaves.leaf({"detail": other})


def test_blanks_and_the_order_of_names_make_no_difference() -> None:
    assert leaves.leaf({"detail": '{"b":1, "a":2}'}) == leaves.leaf({"detail": '{"a": 2,"b": 1}'})
