"""How often something open to everybody may be asked from one network: counted over all processes, naming nobody."""

import time
from datetime import timedelta

from django.db import connection
from django.http import HttpRequest
from django.utils.timezone import now

from alongside.access.adapter import from_where
from alongside.access.guessing import COUNT, key_of, network_of


def wait(request: HttpRequest, what: str, *, most: int, seconds: int) -> int:
    """Count one asking of `what`; give 0, or the seconds to wait where `most` in so many seconds were asked before."""
    moment = int(time.time())
    key = key_of("asked", what, network_of(from_where(request) or "unknown"), moment // seconds)
    with connection.cursor() as cursor:
        cursor.execute(COUNT, {"key": key, "now": now(), "since": now() - timedelta(seconds=seconds)})
        many = int(cursor.fetchone()[0])
    return 0 if many <= most else seconds - moment % seconds
