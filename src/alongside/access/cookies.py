"""Cookies as they come from outside: read before anything asks the database."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


class PlainCookies:
    """A session's name is letters and digits: a cookie that says anything else names no session."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Drop such a cookie before anything asks the database for it."""
        named = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
        if not (named.isascii() and named.isalnum()):
            request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        return self.get_response(request)
