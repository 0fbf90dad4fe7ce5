"""Pages of sign-in and of what goes wrong."""

from contextlib import suppress

from django.conf import settings
from django.contrib.auth import logout
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import resolve
from django.views.decorators.csrf import csrf_exempt

from alongside.access import queries
from alongside.access.doors import public


@public
def healthz(request: HttpRequest) -> HttpResponse:
    """Say whether this process can reach its database: 200 `{"status": "ok"}`, else 503."""
    if not queries.database_answers():
        return JsonResponse({"status": "database not reachable"}, status=503)
    return JsonResponse({"status": "ok"})


@public
@csrf_exempt
def leave(request: HttpRequest) -> HttpResponse:
    """Leave quickly: sign out, ask the browser to forget, go to a page that says nothing of us.

    It needs no token, so that it works at once; a link on somebody else's site signs nobody out and forgets nothing.
    """
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        return HttpResponseRedirect("/")
    logout(request)
    if settings.LEAVE_TO:
        response: HttpResponse = HttpResponseRedirect(settings.LEAVE_TO)
    else:
        response = render(request, "design/neutral.jinja")
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    response["Cache-Control"] = "no-store"
    return response


@public
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form was too old or came from elsewhere; what was typed is kept for whoever signed it, and shown."""
    with suppress(Http404, DatabaseError):
        found = resolve(request.path_info)
        if keep_typed := getattr(found.func, "keep_typed", None):
            keep_typed(request, found.kwargs, is_trusted=False)
    return render(request, "access/too_old.jinja", {"typed": _typed(request)}, status=403)


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """Give what somebody typed or chose, by the name of its field; not what the page carried, nor passwords."""
    carried = {"csrfmiddlewaretoken", "login", "typed_by", "version", "sure", "next"}
    return [
        (name, ", ".join(map(str, request.POST.getlist(name))))
        for name in request.POST
        if name not in carried and "password" not in name and not name.endswith("_id") and request.POST[name]
    ]


@public
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request could not be read, or was too large."""
    return render(request, "access/wrong.jinja", {"status": 400}, status=400)


@public
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: not there, or not shared with whoever asks. Both read the same."""
    return render(request, "access/wrong.jinja", {"status": 404}, status=404)


@public
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: may not."""
    return render(request, "access/wrong.jinja", {"status": 403}, status=403)


@public
def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault; what was typed has been kept."""
    return render(request, "access/wrong.jinja", {"status": 500}, status=500)
