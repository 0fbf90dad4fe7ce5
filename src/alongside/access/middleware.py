"""One transaction a request, signed by its viewer; what was typed is kept before anything can go wrong."""

import uuid
from collections.abc import Callable
from typing import Any

import structlog
from django.db import OperationalError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from alongside.access.domain import Refused
from alongside.access.viewer import viewing

logger = structlog.get_logger("alongside")
View = Callable[..., HttpResponse]


def public(view: View) -> View:
    """Mark a page that needs nobody signed in; a test lists them."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


class ViewerMiddleware:
    """Runs each page inside one transaction as the account that asks; a failed page leaves nothing half-written."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; the work is done in `process_view`, where the address is known."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: View, args: Any, kwargs: dict[str, Any]) -> HttpResponse | None:
        """Open the transaction, say who is looking, run the page, and roll back when it fails."""
        if getattr(view, "is_public", False) or not view.__module__.startswith("alongside."):
            return None
        if not request.user.is_authenticated:
            from django.contrib.auth.views import redirect_to_login  # noqa: PLC0415 (loads models)

            return redirect_to_login(request.get_full_path())
        keep_typed = getattr(view, "keep_typed", None)
        if keep_typed and request.method == "POST":
            keep_typed(request, kwargs)
        subject_id: uuid.UUID | None = kwargs.get("subject_id")
        with viewing(request.user.pk, subject_id=subject_id):
            response = view(request, *args, **kwargs)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response


class PlainErrors:
    """Answers what goes wrong with a page somebody can read: what, where, what to do. Nothing of the record is in it."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on, and turn a database that is not there into a page that says so."""
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store"
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer the two errors we know; all others go to the 500 page."""
        if isinstance(error, Refused):
            return render(request, "access/refused.jinja", {"reason": str(error)}, status=403)
        if isinstance(error, OperationalError):
            logger.error("database not reachable", path=request.path)
            return render(request, "access/away.jinja", status=503)
        return None
