"""Hears from the sign-in library that somebody came in, or could not, and hands it on."""

from typing import Any

from allauth.account.signals import password_reset, user_logged_in
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest

from alongside.access import guessing, signing_in, standing
from alongside.access.adapter import from_where, who_signs_in


def connect() -> None:
    """Begin to listen."""
    user_logged_in.connect(_came_in, dispatch_uid="alongside.came_in")
    password_reset.connect(_reset, dispatch_uid="alongside.reset")
    user_login_failed.connect(_failed, dispatch_uid="alongside.failed")


def _came_in(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    signing_in.came_in(request, user, way=standing.way_in(request))


def _failed(request: HttpRequest | None = None, credentials: dict[str, Any] | None = None, **kwargs: Any) -> None:
    if request is not None:
        signing_in.failed(address=who_signs_in(request, credentials), way="password")


def _reset(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    guessing.owner_has_shown(user.email, from_where(request) or "unknown")
