"""How sign-in behaves: nobody signs up by themself yet (invitations come later)."""

from allauth.account.adapter import DefaultAccountAdapter
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
