"""The second step of signing in, for whoever has one."""

from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest

from alongside.access import standing


class SecondStep(AuthenticateStage):
    """Asks for a passkey or a code after a password; a service that vouched for enough has asked already."""

    def _should_handle(self, request: HttpRequest) -> bool:
        came_by = standing.latest_method(request, self.login.user)
        return came_by != "socialaccount" and bool(super()._should_handle(request))
