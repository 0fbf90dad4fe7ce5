"""Slows whoever guesses passwords and codes, and keeps no owner out for good (docs/adr/0011).

Misses are counted, in the database and so over all processes: for an account from one place; for a network; for an
account over all places; for the whole site. Each has some free misses, then waits that double up to a quarter of an
hour. A browser that has been signed in to this account before has a count of its own, which nobody else can use up; a
passkey never waits, as there is nothing to guess; and a new password by mail gives the account a fresh count.
"""

import hashlib
import hmac
import ipaddress
import secrets
import time
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import now

COOKIE, COOKIE_SECONDS = "known", 180 * 24 * 60 * 60
SITE_WINDOW, SITE_MOST = 600, 300


@dataclass(frozen=True, slots=True)
class Limit:
    """`free` misses cost nothing; then `first` seconds of waiting, doubled each time up to `most`; `forget` ends it."""

    free: int
    first: int
    most: int = 900
    forget: int = 3600


HERE = Limit(5, 30)
HERE_UNDER_ATTACK = Limit(1, 60)
NETWORK = Limit(40, 30)
EVERYWHERE = Limit(40, 60)
SITE = Limit(10**9, 1, forget=SITE_WINDOW)


class Guess:
    """One try at an account's password or code, from somewhere."""

    def __init__(self, request: HttpRequest, address: str, what: str, place: str) -> None:
        self.address, self.what = address.strip().lower(), what
        device = _known(request, self.address)
        self._site = key_of("site", int(time.time()) // SITE_WINDOW)
        if device:
            self.limits = {key_of(what, self.address, "device", device): HERE}
            self._mine = list(self.limits)
            return
        here = HERE_UNDER_ATTACK if _missed(self._site) >= SITE_MOST else HERE
        mine = key_of(what, self.address, place)
        self._mine = [mine]
        self.limits = {
            mine: here,
            key_of("network", network_of(place)): NETWORK,
            key_of(what, self.address, "everywhere"): EVERYWHERE,
            self._site: SITE,
        }

    def wait(self) -> int:
        """Give how many seconds there still are to wait; 0 when they may try."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT max(until) FROM access_guess WHERE key = ANY (%s)", [list(self.limits)])
            until = cursor.fetchone()[0]
        return max(0, int((until - now()).total_seconds()) + 1) if until and until > now() else 0

    def missed(self) -> None:
        """Count a wrong answer."""
        moment = now()
        with connection.cursor() as cursor:
            for key, limit in self.limits.items():
                cursor.execute(COUNT, {"key": key, "now": moment, "since": moment - timedelta(seconds=limit.forget)})
                beyond = int(cursor.fetchone()[0]) - limit.free
                if beyond > 0:
                    seconds = min(limit.first * 2 ** min(beyond - 1, 20), limit.most)
                    until = moment + timedelta(seconds=seconds)
                    cursor.execute("UPDATE access_guess SET until = %s WHERE key = %s", [until, key])

    def right(self) -> None:
        """Forget what was missed here; what was missed elsewhere stands."""
        _forget(self._mine)


def owner_has_shown(address: str, place: str) -> None:
    """Give an account a fresh count, at this place and over all places: its owner came by a way sent to them."""
    for what in ("password", "code"):
        _forget([key_of(what, address.lower(), "everywhere"), key_of(what, address.lower(), place)])


def is_known(request: HttpRequest, address: str) -> bool:
    """Say whether this browser was signed in to this account before."""
    return bool(_known(request, address))


def remember(response: HttpResponse, address: str) -> HttpResponse:
    """Let this browser be known as one that was signed in to this account."""
    told = [secrets.token_hex(8), _mark(address)]
    response.set_cookie(
        COOKIE,
        signing.dumps(told, salt=COOKIE),
        max_age=COOKIE_SECONDS,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return response


def network_of(place: str) -> str:
    """Give the network of an address: the first three parts of four, or the first half of a longer one."""
    try:
        found = ipaddress.ip_address(place)
    except ValueError:
        return "unknown"
    return str(ipaddress.ip_network((found, 24 if found.version == 4 else 64), strict=False))


def purge() -> int:
    """Throw away counts that no longer count, and sessions that have ended. Gives how many counts."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM access_lately WHERE expires < now()")
        cursor.execute("DELETE FROM django_session WHERE expire_date < now()")
        cursor.execute("DELETE FROM access_guess WHERE last < now() - interval '2 hours' AND until < now()")
        return cursor.rowcount


COUNT = """
INSERT INTO access_guess AS g (key, missed, last, until) VALUES (%(key)s, 1, %(now)s, %(now)s)
ON CONFLICT (key) DO UPDATE SET last = %(now)s, missed = CASE WHEN g.last < %(since)s THEN 1 ELSE g.missed + 1 END
RETURNING missed
"""


def _missed(key: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(missed), 0) FROM access_guess WHERE key = %s", [key])
        return int(cursor.fetchone()[0])


def _forget(keys: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM access_guess WHERE key = ANY (%s)", [keys])


def key_of(*parts: object) -> str:
    """Give a name that tells nobody whose it is."""
    return _mark("\0".join(map(str, parts)))


def _mark(text: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), b"guess\0" + text.lower().encode(), hashlib.sha256).hexdigest()


def _known(request: HttpRequest, address: str) -> str:
    """Give the name of a browser that was signed in to this account before; nothing for any other."""
    try:
        device, mark = signing.loads(request.COOKIES.get(COOKIE, ""), salt=COOKIE, max_age=COOKIE_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return str(device) if hmac.compare_digest(str(mark), _mark(address)) else ""
