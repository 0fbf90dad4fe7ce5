"""How sign-in behaves: nobody signs up by themself yet (invitations come later)."""

import base64
import hashlib
import hmac
from functools import lru_cache
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import render
from django.utils.translation import gettext as _

from alongside.access import guessing, standing
from alongside.access.models import Account


class Adapter(DefaultAccountAdapter):
    """Our changes to allauth's ways."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are opened by an operator or, later, by invitation."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Ask for the right password; whoever guessed too often waits first, and is told how else to come in."""
        guess = guess_of(request, who_signs_in(request, credentials), "password")
        if seconds := guess.wait():
            page = {"minutes": max(1, round(seconds / 60))}
            raise ImmediateHttpResponse(render(request, "access/locked_out.jinja", page, status=429))
        account = super().authenticate(request, **credentials)
        if account:
            guess.right()
        else:
            guess.missed()
        return account

    def get_login_stages(self) -> list[str]:
        """Take our second step in place of the library's."""
        return ["alongside.access.steps.SecondStep"]

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> Any:
        """Go on, and let this browser be known to this account."""
        response = super().post_login(request, user, **kwargs)
        is_first = not guessing.is_known(request, user.email)
        if is_first and not standing.is_strong(request) and not request.session.get(standing.STAFF):
            words = _("Next time you can come in with your finger or your face: add a passkey under “How I sign in”.")
            messages.info(request, words)
        return guessing.remember(response, user.email)

    def format_email_subject(self, subject: str) -> str:
        """Give it as it is: whoever glances at a screen need not read whose letter it is."""
        return subject

    def set_password(self, user: Account, password: str) -> None:
        """Write the password alone: the application may change no other column of an account."""
        user.set_password(password)
        user.save(update_fields=["password"])


class Factors(DefaultMFAAdapter):
    """Our changes to how second steps are kept: their secrets are encrypted with a key made from the site's secret."""

    def encrypt(self, text: str) -> str:
        """Give `text` as it is kept in the database."""
        return _lock().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Give what was kept; an older secret of the site (`ALONGSIDE_OLD_SECRET_KEYS`) still opens it."""
        return _lock().decrypt(encrypted_text.encode()).decode()


def renewed(kept: str) -> str:
    """Give a kept secret locked anew, with the site's secret of now."""
    return _lock().rotate(kept.encode()).decode()


def _lock() -> MultiFernet:
    return _lock_of((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


@lru_cache(maxsize=4)
def _lock_of(secrets: tuple[str, ...]) -> MultiFernet:
    keys = [hmac.new(one.encode(), b"alongside second steps", hashlib.sha256).digest() for one in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])


def who_signs_in(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """Give the address somebody signs in with, written one way, so that capitals give no more guesses."""
    typed = (credentials or {}).get("email") or request.POST.get("login", "")
    return str(typed).replace("\0", "").strip().lower()[:255]


def guess_of(request: HttpRequest, address: str, what: str) -> guessing.Guess:
    """Give one try at the password or the code of the account with this address."""
    return guessing.Guess(request, address, what, from_where(request) or "unknown")


def from_where(request: HttpRequest) -> str | None:
    """Give the network address a request comes from, past the proxies `ALONGSIDE_PROXIES` counts, if it has one."""
    try:
        return Adapter(request).get_client_ip(request)
    except PermissionDenied:
        return None
