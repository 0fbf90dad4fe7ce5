"""How sign-in behaves: nobody signs up by themself yet (invitations come later)."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):
    """Our changes to allauth's ways."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are opened by an operator or, later, by invitation."""
        return False
