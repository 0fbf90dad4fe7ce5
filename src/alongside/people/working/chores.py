"""What is done again and again: supervision kept in step, what is overdue said, unusual looking found. No viewer."""

from datetime import timedelta
from uuid import UUID

from django.db import connections
from django.utils.timezone import localdate

from alongside.access.actions import OWNER_ALIAS
from alongside.people.working.unusual import Day, Tie, find

BACK = timedelta(days=45)


def supervise() -> str:
    """Give leads what their workers were given by name, and end what they no longer lead."""
    return f"changed: {_one('SELECT alongside.keep_supervision(NULL)')}"


def escalate() -> str:
    """Say to who looks after privacy what has not been answered in time."""
    return f"said: {_one('SELECT alongside.escalate_access()')}"


def look_for_unusual() -> str:
    """Find unusual looking in the last weeks, and keep what is new for a human to ask about."""
    since = localdate() - BACK
    with connections[OWNER_ALIAS].cursor() as cursor:
        cursor.execute("SELECT worker, subject, day, looks, writes, by_glass FROM alongside.looks_by_day(%s)", [since])
        days = [Day(*row) for row in cursor.fetchall()]
        cursor.execute("SELECT * FROM alongside.ties(%s)", [since])
        ties: dict[tuple[UUID, UUID], Tie] = {(row[0], row[1]): Tie(*row[2:]) for row in cursor.fetchall()}
        new = 0
        for one in find(days, ties):
            told = [one.worker, one.subject, one.sign.value, one.first, one.last, one.looks]
            cursor.execute("SELECT alongside.keep_alert(%s, %s, %s, %s, %s, %s)", told)
            new += bool(cursor.fetchone()[0])
    return f"found: {new}"


def _one(sql: str) -> int:
    with connections[OWNER_ALIAS].cursor() as cursor:
        cursor.execute(sql)
        return int(cursor.fetchone()[0])
