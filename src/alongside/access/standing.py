"""How a session was signed in, and what it is good for: two steps or one, checked just now or a while ago.

The session itself keeps it (allauth's records of each proof), so that no page asks the database.
"""

import time
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest

DEMO = "demo"


def proven(request: HttpRequest, method: str, **more: Any) -> None:
    """Keep that whoever is signed in has just proved to be themself, by `method`."""
    record_authentication(request, _account(request), method, **more)


def is_strong(request: HttpRequest) -> bool:
    """Say whether this session was signed in with more than a password: a passkey, a code, or a trusted sign-in."""
    return any(_is_second(record) for record in _records(request))


def is_recent(request: HttpRequest) -> bool:
    """Say whether somebody proved to be this account within the last ten minutes."""
    latest = max((record.get("at", 0.0) for record in _records(request)), default=0.0)
    return 0 <= time.time() - latest < settings.RECHECK_SECONDS


def _is_second(record: dict[str, Any]) -> bool:
    method = record.get("method")
    # A sign-in elsewhere is let in only when it says as much trust as was asked for (see oidc.py).
    return method in {"mfa", "socialaccount"} or (method == DEMO and settings.DEMO)


def _records(request: HttpRequest) -> list[dict[str, Any]]:
    return get_authentication_records(request, _account(request))


def _account(request: HttpRequest) -> Any:
    return request.user if hasattr(request, "user") else get_user(request)
