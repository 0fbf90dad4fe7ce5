"""Says to the database who is looking: signed, bound to this connection, for one transaction.

The signature is HMAC-SHA256 over `account|backend pid|unix seconds` (RFC 2104); `alongside.viewer()` checks it.
"""

import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

_NAMES = ("alongside.viewer", "alongside.subject", "pghistory.context_metadata")


def sign(account_id: UUID, backend_pid: int, seconds: int) -> str:
    """Give the value of `alongside.viewer` for this account on this connection, good for 15 minutes."""
    message = f"{account_id}|{backend_pid}|{seconds}"
    return f"{message}|{hmac.new(settings.VIEWER_KEY, message.encode(), hashlib.sha256).hexdigest()}"


@contextmanager
def viewing(
    account_id: UUID, *, subject_id: UUID | None = None, context: dict[str, str] | None = None, asks_staff: bool = False
) -> Iterator[bool | None]:
    """Read and write as `account_id` inside one transaction; with `subject_id` only that record can be seen.

    With `asks_staff` it gives whether they work here, in the same question to the database. `context` (such as the
    contribution) is kept with every history row written meanwhile. Nested use gives back what stood before, so that
    nothing outlives the block.
    """
    with transaction.atomic():
        connection.ensure_connection()
        before = _current() if connection.savepoint_ids else ("", "", "")
        pid = connection.connection.info.backend_pid
        works_here = _set(
            sign(account_id, pid, int(time.time())),
            str(subject_id) if subject_id else "",
            json.dumps(context) if context else "",
            asks_staff=asks_staff,
        )
        try:
            yield works_here
        finally:
            if not connection.needs_rollback and connection.savepoint_ids:
                _set(*before)


def note_context(**context: str) -> None:
    """Keep these words with every history row this transaction still writes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pghistory.context_metadata', %s, true)", [json.dumps(context)])


def _current() -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join("coalesce(current_setting(%s, true), '')" for _ in _NAMES), _NAMES)
        return tuple(cursor.fetchone())


def _set(*values: str, asks_staff: bool = False) -> bool | None:
    args = [part for pair in zip(_NAMES, values, strict=True) for part in pair]
    # The viewer stands first, as what the question is called with: so it is set before the question is asked.
    first, *rest = ["set_config(%s, %s, true)" for _ in _NAMES]
    asked = f"alongside.works_here({first})" if asks_staff else f"{first} IS NULL"
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join([asked, *rest]), args)
        answer = cursor.fetchone()[0]
    return bool(answer) if asks_staff else None
