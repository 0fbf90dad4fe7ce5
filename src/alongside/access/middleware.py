"""One transaction a request, signed by its viewer; what was typed is kept before anything can go wrong."""

import time
from collections.abc import Callable
from typing import Any

import structlog
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured
from django.db import InterfaceError, OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from alongside.access import doors, holding, queries, signing_in, standing
from alongside.access.domain import AskFirst, Refused
from alongside.access.doors import Who
from alongside.access.viewer import viewing

logger = structlog.get_logger("alongside")
View = Callable[..., HttpResponse]
PATIENCE = 3.0


def reach_database(patience: float = PATIENCE) -> None:
    """Have a live connection; a database that has just fallen over is waited for, as it is back within a second.

    Raises `OperationalError` when it is not there after `patience` seconds.
    """
    until = time.monotonic() + patience
    while True:
        try:
            connection.close_if_health_check_failed()
            connection.ensure_connection()
        except OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return


class NoStore:
    """Nothing of a record stays in a cache: every answer that says nothing of its own about caching is not stored."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and say that it is not to be kept."""
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response


class ViewerMiddleware:
    """Runs each page inside one transaction as the account that asks; a failed page leaves nothing half-written.

    It calls the view itself, from `process_view`, where the address is known: so it has to stand last.
    """

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; the work is done in `process_view`."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: View, args: Any, kwargs: dict[str, Any]) -> HttpResponse | None:
        """Run the page, and answer what we know can go wrong with a page somebody can read."""
        door = doors.of(view, request.resolver_match.view_name if request.resolver_match else "")
        if door is None:
            raise ImproperlyConfigured(f"{view.__module__}.{view.__name__}: nobody has said who may come in")
        if door.who is Who.ANYBODY or not view.__module__.startswith("alongside."):
            return None
        try:
            return self.run_again(request, view, args, kwargs)
        except AskFirst:
            return holding.ask_first(request, "sure")
        except Refused as refusal:
            return render(request, "access/refused.jinja", {"reason": str(refusal)}, status=403)
        except (OperationalError, InterfaceError):
            logger.exception("database not reachable", path=request.path)
            return render(request, "access/away.jinja", status=503)

    def run_again(self, request: HttpRequest, view: View, args: Any, kwargs: dict[str, Any]) -> HttpResponse:
        """Run the page; one that only reads is run once more when the database went away under it."""
        reach_database()
        try:
            return self.run(request, view, args, kwargs)
        except (OperationalError, InterfaceError):
            connection.close()
            if request.method not in {"GET", "HEAD"}:
                raise
            reach_database()
            return self.run(request, view, args, kwargs)

    def run(self, request: HttpRequest, view: View, args: Any, kwargs: dict[str, Any]) -> HttpResponse:
        """Keep what was typed, open the transaction, say who is looking; roll back when the page fails."""
        keep_typed = getattr(view, "keep_typed", None)
        if keep_typed and request.method == "POST":
            keep_typed(request, kwargs)
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not getattr(view, "while_locked", False):
            if standing.is_idle(request):
                return holding.ask_first(request, "still_there")
            if standing.touch(request):
                signing_in.seen(request.session.session_key)
        is_strong = standing.is_strong(request)
        with (
            viewing(request.user.pk, subject_id=kwargs.get("subject_id")) as arrival,
            timezone.override(arrival.zone),
        ):
            # Whoever works here has more than a password; what is not known counts as working here.
            if not is_strong and arrival.works_here and not getattr(view, "before_second", False):
                return holding.ask_first(request, "second_step")
            queries.check_door(doors.of(view))
            response = view(request, *args, **kwargs)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response
