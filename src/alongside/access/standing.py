"""How a session was signed in, and what it is good for: two steps or one, checked just now or a while ago.

The session itself keeps it (allauth's records of each proof), so that no page asks the database.
"""

import time
from typing import Any

from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
    record_authentication,
)
from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest

DEMO = "demo"
STAFF, SEEN, BEGAN = "staff", "seen", "began"
TOUCH_SECONDS = 60  # how exactly the last page is known: a write to the session at most this often


def proven(request: HttpRequest, method: str, **more: Any) -> None:
    """Keep that whoever is signed in has just proved to be themself, by `method`."""
    record_authentication(request, _account(request), method, **more)


def as_by_passkey(session: Any, account: Any) -> None:
    """Give a session made at the machine (to measure) what a sign-in by passkey, just now, leaves in it."""
    stand_in = HttpRequest()
    stand_in.session, stand_in.user = session, account
    record_authentication(stand_in, account, "mfa", type="webauthn", passwordless=True)
    came_back(stand_in)


def is_strong(request: HttpRequest) -> bool:
    """Say whether this session was signed in with more than a password: a passkey, a code, or a trusted sign-in."""
    return any(_is_second(record) for record in _records(request))


def is_recent(request: HttpRequest) -> bool:
    """Say whether somebody proved to be this account within the last ten minutes."""
    latest = max((record.get("at", 0.0) for record in _records(request)), default=0.0)
    return 0 <= time.time() - latest < settings.RECHECK_SECONDS


def way_in(request: HttpRequest) -> str:
    """Say by what somebody came in, in one word: the last proof they gave."""
    latest = (_records(request) or [{}])[-1]
    return str(latest.get("type") or latest.get("provider") or latest.get("method") or "unknown")


def forget_second(request: HttpRequest) -> None:
    """Count this session as one by password alone: the last second step of the account is gone."""
    kept = [record for record in _records(request) if record.get("method") != "mfa"]
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = kept


def latest_method(request: HttpRequest, account: Any) -> str:
    """Say by what sort of proof this account comes in now, before it is signed in."""
    return str((get_authentication_records(request, account) or [{}])[-1].get("method", ""))


def came_in(request: HttpRequest, *, is_staff: bool) -> None:
    """Keep when somebody came in, and whether they work here: that decides how long nobody may do anything."""
    request.session[STAFF] = is_staff
    came_back(request)


def came_back(request: HttpRequest) -> None:
    """Begin counting anew: they have just shown that it is them."""
    request.session[SEEN] = request.session[BEGAN] = int(time.time())


def close(request: HttpRequest) -> None:
    """Ask at the next page who is there: an open page has hidden itself."""
    request.session[SEEN] = 0


def idle_after(request: HttpRequest) -> int:
    """Give after how many seconds without anything done one is asked who is there."""
    return int(settings.IDLE_STAFF_SECONDS if request.session.get(STAFF, True) else settings.IDLE_SECONDS)


def is_idle(request: HttpRequest) -> bool:
    """Say whether nobody did anything here for too long, or it began too long ago."""
    moment, session = time.time(), request.session
    return (
        moment - session.get(SEEN, moment) > idle_after(request)
        or moment - session.get(BEGAN, moment) > settings.LONGEST_SECONDS
    )


def touch(request: HttpRequest) -> bool:
    """Keep that somebody is here; gives True when that was written, at most once a minute."""
    moment = int(time.time())
    if moment - request.session.get(SEEN, 0) < TOUCH_SECONDS:
        return False
    request.session.setdefault(BEGAN, moment)
    request.session[SEEN] = moment
    return True


def _is_second(record: dict[str, Any]) -> bool:
    method = record.get("method")
    # A sign-in elsewhere is let in only when it says as much trust as was asked for (see oidc.py).
    return method in {"mfa", "socialaccount"} or (method == DEMO and settings.DEMO)


def _records(request: HttpRequest) -> list[dict[str, Any]]:
    return get_authentication_records(request, _account(request))


def _account(request: HttpRequest) -> Any:
    return request.user if hasattr(request, "user") else get_user(request)
