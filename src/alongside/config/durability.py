"""Does the database keep what it says it has kept? Settings under which a power cut or a bad disk would cost words."""

from collections.abc import Callable, Iterator
from typing import Any

# What each must be, and what happens otherwise. All are asked of the running server, as the application meets it.
MUST = {
    "fsync": ({"on"}, "a power cut can destroy the whole database"),
    "full_page_writes": ({"on"}, "a power cut can leave half-written pages"),
    "synchronous_commit": (
        {"on", "remote_write", "remote_apply", "local"},
        "what people were told is saved can be lost",
    ),
    "data_checksums": ({"on"}, "a failing disk can change words unseen"),
    "wal_level": ({"replica", "logical"}, "no copy of the database can follow it, and a dump is all there is"),
    "ignore_checksum_failure": ({"off"}, "damaged pages would be shown as if they were whole"),
    "zero_damaged_pages": ({"off"}, "damaged pages would be emptied in silence"),
}
# Settings of one role or database, such as ALTER ROLE … SET synchronous_commit = off, reach sessions we do not see.
_SET_ELSEWHERE = """
SELECT coalesce(d.datname, 'every database'), coalesce(r.rolname, 'every role'), word
FROM pg_db_role_setting s CROSS JOIN unnest(s.setconfig) word
LEFT JOIN pg_database d ON d.oid = s.setdatabase LEFT JOIN pg_roles r ON r.oid = s.setrole
WHERE s.setdatabase = 0 OR d.datname = current_database()
"""
_UNLOGGED = """
SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relpersistence = 'u' AND c.relkind IN ('r', 'S') AND n.nspname IN ('public', 'alongside') ORDER BY 1
"""
Ask = Callable[..., list[tuple[Any, ...]]]


def faults(ask: Ask) -> Iterator[tuple[str, str, str]]:
    """Give what is unsafe as (what, what was found, how to mend it). `ask` runs SQL and gives rows."""
    found: dict[str, str] = dict(ask("SELECT name, setting FROM pg_settings WHERE name = ANY (%s)", [list(MUST)]))
    for name, (good, harm) in MUST.items():
        if name in found and found[name] not in good:
            yield name, f"{name} is {found[name]}: {harm}", _mend(name, good)
    for place, role, word in ask(_SET_ELSEWHERE):
        name, _, value = word.partition("=")
        if name in MUST and value not in MUST[name][0]:
            yield name, f"{name} is {value} for {role} in {place}: {MUST[name][1]}", f"ALTER ROLE … RESET {name}"
    for (table,) in ask(_UNLOGGED):
        yield "unlogged", f"{table} is unlogged: it is empty after a crash", f"ALTER TABLE {table} SET LOGGED"


def _mend(name: str, good: set[str]) -> str:
    if name == "data_checksums":
        return "Stop the server and run: pg_checksums --enable"
    value = "on" if "on" in good else max(good)
    return f"ALTER SYSTEM SET {name} = {value}, then reload or start the server anew."
