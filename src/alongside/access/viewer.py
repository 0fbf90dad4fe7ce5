"""Says to the database who is looking: signed, bound to this connection, for one transaction.

The signature is HMAC-SHA256 over `account|backend pid|unix seconds` (RFC 2104); `alongside.viewer()` checks it.
"""

import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.db import connection, transaction

from alongside.access.domain import HOME_ZONE

_CURRENT = """
SELECT coalesce(current_setting('alongside.viewer', true), ''),
  coalesce(current_setting('alongside.subject', true), ''),
  coalesce(current_setting('pghistory.context_metadata', true), '')"""
_SET = """
SELECT set_config('alongside.viewer', %s, true), set_config('alongside.subject', %s, true),
  set_config('pghistory.context_metadata', %s, true)"""
# Who looks is set as what the question is called with: so it is set before the question is asked.
_ARRIVE = """
WITH came AS MATERIALIZED (SELECT * FROM alongside.arrive(set_config('alongside.viewer', %s, true)))
SELECT works_here, zone, set_config('alongside.subject', %s, true), set_config('pghistory.context_metadata', %s, true)
  FROM came"""


@dataclass(frozen=True, slots=True)
class Arrival:
    """Who has come in: whether they work here, and the clock they go by."""

    works_here: bool
    zone: ZoneInfo


def sign(account_id: UUID, backend_pid: int, seconds: int) -> str:
    """Give the value of `alongside.viewer` for this account on this connection, good for 15 minutes."""
    message = f"{account_id}|{backend_pid}|{seconds}"
    return f"{message}|{hmac.new(settings.VIEWER_KEY, message.encode(), hashlib.sha256).hexdigest()}"


@contextmanager
def viewing(
    account_id: UUID, *, subject_id: UUID | None = None, context: dict[str, str] | None = None
) -> Iterator[Arrival]:
    """Read and write as `account_id` inside one transaction; with `subject_id` only that record can be seen.

    It gives who has come in, in the same question to the database. `context` (such as the contribution) is kept with
    every history row written meanwhile. Nested use gives back what stood before, so that nothing outlives the block.
    """
    with transaction.atomic():
        connection.ensure_connection()
        before = _current() if connection.savepoint_ids else ("", "", "")
        pid = connection.connection.info.backend_pid
        arrival = _arrive(
            sign(account_id, pid, int(time.time())),
            str(subject_id) if subject_id else "",
            json.dumps(context) if context else "",
        )
        try:
            yield arrival
        finally:
            if not connection.needs_rollback and connection.savepoint_ids:
                _set(*before)


def note_context(**context: str) -> None:
    """Keep these words with every history row this transaction still writes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pghistory.context_metadata', %s, true)", [json.dumps(context)])


def _current() -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute(_CURRENT)
        return tuple(cursor.fetchone())


def _set(*values: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_SET, values)


def _arrive(*values: str) -> Arrival:
    with connection.cursor() as cursor:
        cursor.execute(_ARRIVE, values)
        works_here, zone, *_rest = cursor.fetchone()
    return Arrival(works_here, _zone(zone or HOME_ZONE))


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(HOME_ZONE)
