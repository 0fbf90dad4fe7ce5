"""How sign-in behaves: nobody signs up by themself yet (invitations come later)."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from alongside.access.models import Account


class Adapter(DefaultAccountAdapter):
    """Our changes to allauth's ways."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are opened by an operator or, later, by invitation."""
        return False

    def set_password(self, user: Account, password: str) -> None:
        """Write the password alone: the application may change no other column of an account."""
        user.set_password(password)
        user.save(update_fields=["password"])


def who_signs_in(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """Give the address somebody signs in with, written one way, so that capitals give no more guesses."""
    typed = (credentials or {}).get("email") or request.POST.get("login", "")
    return str(typed).replace("\0", "").strip().lower()[:255]


def from_where(request: HttpRequest) -> str | None:
    """Give the network address a request comes from, past the proxies `ALONGSIDE_PROXIES` counts, if it has one."""
    try:
        return Adapter(request).get_client_ip(request)
    except PermissionDenied:
        return None
