"""What somebody with all rights in the database can do to the sealed trail: attacks for tests and for the drill.

Each attack gets a cursor of a superuser and a random source, and changes what was sealed; triggers are off, as such a
person would have them.
"""

import json
import random
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from alongside.access.trail import leaves

Attack = Callable[[Any, random.Random], None]
ATTACKS: dict[str, Attack] = {}


def attack(make: Attack) -> Attack:
    """Put it on the list, under its name."""
    ATTACKS[make.__name__] = make
    return make


def ids(cursor: Any) -> list[Any]:
    """Give the sealed rows in order."""
    cursor.execute("SELECT event_id FROM alongside.audit_seal ORDER BY position")
    return [event_id for (event_id,) in cursor.fetchall()]


def one(cursor: Any, chance: random.Random) -> Any:
    """Give some sealed row."""
    return chance.choice(ids(cursor))


def two(cursor: Any, chance: random.Random) -> tuple[Any, Any]:
    """Give two sealed rows."""
    first, second = chance.sample(ids(cursor), 2)
    return first, second


def reseal(cursor: Any, found: list[Any]) -> None:
    """Write all seals anew so that they fit these rows, in this order: what a knowing attacker does."""
    cursor.execute(leaves.SETTINGS)
    cursor.execute(f"SELECT {leaves.SELECT} FROM access_auditevent e")
    rows = {row[0]: dict(zip(leaves.COLUMNS, row, strict=True)) for row in cursor.fetchall()}
    cursor.execute("DELETE FROM alongside.audit_seal")
    cursor.executemany(
        "INSERT INTO alongside.audit_seal VALUES (%s, %s, %s)",
        [(place, one, leaves.leaf(rows[str(one)])) for place, one in enumerate(found)],
    )


def new_row(cursor: Any, chance: random.Random) -> Any:
    """Put a made-up look among those that are there, at the time of another; gives its id."""
    made = uuid4()
    cursor.execute(
        "INSERT INTO access_auditevent SELECT %s, at + interval '1 second', by, 'record.opened', subject_id, detail "
        "FROM access_auditevent WHERE id = %s",
        [made, one(cursor, chance)],
    )
    return made


def _change(column: str, value: str) -> Attack:
    def change(cursor: Any, chance: random.Random) -> None:
        cursor.execute(f"UPDATE access_auditevent SET {column} = {value} WHERE id = %s", [one(cursor, chance)])

    return change


for _name, _column, _value in (
    ("another action", "action", "'record.closed'"),
    ("one letter of the action", "action", "overlay(action placing 'X' from 1 for 1)"),
    ("a blank behind the action", "action", "action || ' '"),
    ("somebody else did it", "by", "gen_random_uuid()"),
    ("nobody did it", "by", "NULL"),
    ("in another record", "subject_id", "gen_random_uuid()"),
    ("in no record", "subject_id", "NULL"),
    ("a microsecond later", "at", "at + interval '1 microsecond'"),
    ("a microsecond earlier", "at", "at - interval '1 microsecond'"),
    ("a year earlier", "at", "at - interval '1 year'"),
    ("at no time", "at", "'infinity'"),
    ("another id", "id", "gen_random_uuid()"),
    ("one thing more in the detail", "detail", "detail || '{\"also\": null}'"),
    ("nothing in the detail", "detail", "'[]'"),
    ("a detail that is null", "detail", "'null'"),
    ("other words in the detail", "detail", "jsonb_set(detail, '{page}', '\"other\"')"),
    ("a number with one more nought", "detail", "jsonb_set(detail, '{count}', '1.50')"),
    ("a number as words", "detail", "jsonb_set(detail, '{count}', '\"1.5\"')"),
    ("deep in the detail", "detail", "jsonb_set(detail, '{deep,0}', 'false')"),
    ("another order in the detail", "detail", "jsonb_set(detail, '{deep}', '[{\"a\": \"b\"}, true]')"),
):
    ATTACKS[_name] = _change(_column, _value)


@attack
def remove_a_row(cursor: Any, chance: random.Random) -> None:
    cursor.execute("DELETE FROM access_auditevent WHERE id = %s", [one(cursor, chance)])


@attack
def remove_a_row_and_its_seal(cursor: Any, chance: random.Random) -> None:
    gone = one(cursor, chance)
    cursor.execute("DELETE FROM access_auditevent WHERE id = %s", [gone])
    cursor.execute("DELETE FROM alongside.audit_seal WHERE event_id = %s", [gone])


@attack
def remove_a_row_and_close_the_gap(cursor: Any, chance: random.Random) -> None:
    gone, all_of_them = one(cursor, chance), ids(cursor)
    cursor.execute("DELETE FROM access_auditevent WHERE id = %s", [gone])
    reseal(cursor, [row for row in all_of_them if row != gone])


@attack
def replace_a_row_and_reseal(cursor: Any, chance: random.Random) -> None:
    all_of_them, made = ids(cursor), new_row(cursor, chance)
    place = chance.randrange(len(all_of_them))
    cursor.execute("DELETE FROM access_auditevent WHERE id = %s", [all_of_them[place]])
    all_of_them[place] = made
    reseal(cursor, all_of_them)


@attack
def swap_two_rows(cursor: Any, chance: random.Random) -> None:
    first, second = two(cursor, chance)
    between = uuid4()
    for old, new in ((first, between), (second, first), (between, second)):
        cursor.execute("UPDATE access_auditevent SET id = %s WHERE id = %s", [new, old])


@attack
def swap_two_times(cursor: Any, chance: random.Random) -> None:
    first, second = two(cursor, chance)
    cursor.execute(
        "UPDATE access_auditevent e SET at = o.at FROM access_auditevent o WHERE (e.id, o.id) IN ((%s, %s), (%s, %s))",
        [first, second, second, first],
    )


@attack
def swap_two_places_and_reseal(cursor: Any, chance: random.Random) -> None:
    all_of_them = ids(cursor)
    first, second = chance.sample(range(len(all_of_them)), 2)
    all_of_them[first], all_of_them[second] = all_of_them[second], all_of_them[first]
    reseal(cursor, all_of_them)


@attack
def shuffle_all_and_reseal(cursor: Any, chance: random.Random) -> None:
    all_of_them = ids(cursor)
    chance.shuffle(all_of_them)
    reseal(cursor, all_of_them)


@attack
def slip_one_in_without_a_seal(cursor: Any, chance: random.Random) -> None:
    new_row(cursor, chance)


@attack
def slip_one_in_and_reseal(cursor: Any, chance: random.Random) -> None:
    all_of_them, made = ids(cursor), new_row(cursor, chance)
    all_of_them.insert(chance.randrange(len(all_of_them)), made)
    reseal(cursor, all_of_them)


@attack
def slip_one_in_by_the_front_door(cursor: Any, chance: random.Random) -> None:
    """With the trigger on: it waits to be sealed like any other row, but it says that it is old."""
    made = new_row(cursor, chance)
    cursor.execute("UPDATE access_auditevent SET at = at - interval '3 days' WHERE id = %s", [made])
    cursor.execute("INSERT INTO alongside.audit_waiting VALUES (%s)", [made])


@attack
def slip_one_in_as_sealed_last(cursor: Any, chance: random.Random) -> None:
    all_of_them, made = ids(cursor), new_row(cursor, chance)
    cursor.execute("UPDATE access_auditevent SET at = at - interval '3 days' WHERE id = %s", [made])
    reseal(cursor, [*all_of_them, made])


@attack
def change_a_row_and_its_seal(cursor: Any, chance: random.Random) -> None:
    changed = one(cursor, chance)
    cursor.execute("UPDATE access_auditevent SET by = gen_random_uuid() WHERE id = %s", [changed])
    reseal(cursor, ids(cursor))


@attack
def change_all_rows_of_one_account_and_reseal(cursor: Any, chance: random.Random) -> None:
    cursor.execute(
        "UPDATE access_auditevent SET by = gen_random_uuid() "
        "WHERE by = (SELECT by FROM access_auditevent WHERE id = %s)",
        [one(cursor, chance)],
    )
    reseal(cursor, ids(cursor))


@attack
def cut_off_the_tail(cursor: Any, chance: random.Random) -> None:
    keep = chance.randrange(len(ids(cursor)))
    cursor.execute(
        "DELETE FROM access_auditevent WHERE id IN (SELECT event_id FROM alongside.audit_seal WHERE position >= %s)",
        [keep],
    )
    cursor.execute("DELETE FROM alongside.audit_seal WHERE position >= %s", [keep])


@attack
def cut_off_the_last_row(cursor: Any, chance: random.Random) -> None:
    last = ids(cursor)[-1]
    cursor.execute("DELETE FROM access_auditevent WHERE id = %s", [last])
    cursor.execute("DELETE FROM alongside.audit_seal WHERE event_id = %s", [last])


@attack
def unseal_the_tail(cursor: Any, chance: random.Random) -> None:
    keep = chance.randrange(len(ids(cursor)))
    cursor.execute(
        "WITH gone AS (DELETE FROM alongside.audit_seal WHERE position >= %s RETURNING event_id) "
        "INSERT INTO alongside.audit_waiting SELECT event_id FROM gone",
        [keep],
    )


@attack
def cut_off_the_tail_and_grow_another(cursor: Any, chance: random.Random) -> None:
    all_of_them = ids(cursor)
    keep = chance.randrange(len(all_of_them))
    cursor.execute("DELETE FROM access_auditevent WHERE id = ANY (%s)", [all_of_them[keep:]])
    cursor.execute("DELETE FROM alongside.audit_seal WHERE position >= %s", [keep])
    made = []
    for number in range(len(all_of_them) - keep):
        made.append(uuid4())
        cursor.execute(
            "INSERT INTO access_auditevent VALUES (%s, now(), gen_random_uuid(), 'record.opened', NULL, %s)",
            [made[-1], json.dumps({"page": str(number)})],
        )
    reseal(cursor, [*all_of_them[:keep], *made])


@attack
def empty_the_trail(cursor: Any, chance: random.Random) -> None:
    cursor.execute("DELETE FROM access_auditevent")


@attack
def empty_all_of_it(cursor: Any, chance: random.Random) -> None:
    cursor.execute("TRUNCATE access_auditevent, alongside.audit_seal, alongside.audit_waiting")


@attack
def drop_a_seal(cursor: Any, chance: random.Random) -> None:
    cursor.execute("DELETE FROM alongside.audit_seal WHERE event_id = %s", [one(cursor, chance)])


@attack
def change_a_seal(cursor: Any, chance: random.Random) -> None:
    cursor.execute("UPDATE alongside.audit_seal SET leaf = sha256(leaf) WHERE event_id = %s", [one(cursor, chance)])


@attack
def point_a_seal_elsewhere(cursor: Any, chance: random.Random) -> None:
    cursor.execute(
        "UPDATE alongside.audit_seal SET event_id = gen_random_uuid() WHERE event_id = %s", [one(cursor, chance)]
    )


@attack
def move_a_seal_to_the_end(cursor: Any, chance: random.Random) -> None:
    cursor.execute(
        "UPDATE alongside.audit_seal SET position = (SELECT max(position) + 1 FROM alongside.audit_seal) "
        "WHERE event_id = (SELECT event_id FROM alongside.audit_seal WHERE position < 200 ORDER BY random() LIMIT 1)"
    )


@attack
def move_all_seals_by_one(cursor: Any, chance: random.Random) -> None:
    all_of_them = ids(cursor)
    reseal(cursor, all_of_them)
    cursor.execute("ALTER TABLE alongside.audit_seal DROP CONSTRAINT audit_seal_pkey")
    cursor.execute("UPDATE alongside.audit_seal SET position = position + 1")


@attack
def seal_a_row_that_is_not_there(cursor: Any, chance: random.Random) -> None:
    cursor.execute(
        "INSERT INTO alongside.audit_seal SELECT max(position) + 1, gen_random_uuid(), sha256('x') "
        "FROM alongside.audit_seal"
    )


@attack
def remove_a_row_before_it_is_sealed(cursor: Any, chance: random.Random) -> None:
    made = new_row(cursor, chance)
    cursor.execute("INSERT INTO alongside.audit_waiting VALUES (%s)", [made])
    cursor.execute("DELETE FROM access_auditevent WHERE id = %s", [made])
