"""What somebody does to how they sign in. Each leaves its audit row; what goes wrong at the door leaves one too."""

from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from alongside.access.audit import note
from alongside.access.models import Account


def proved_with(request: HttpRequest, used: Authenticator) -> None:
    """Keep that whoever is signed in has just used a passkey or a code of theirs."""
    post_authentication(request, used, reauthenticated=True)


def checked(*, by: Account, way: str) -> None:
    """Keep that somebody showed once more that it is them."""
    note(by=by, action="sign_in.checked", way=way)


def check_failed(*, by: Account, way: str) -> None:
    """Keep that somebody could not show that it is them."""
    note(by=by, action="sign_in.check_failed", way=way)
