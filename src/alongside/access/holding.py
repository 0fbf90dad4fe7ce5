"""Sends somebody to a page that asks first, and holds what they sent until they have answered."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse

HELD = "held"
MOST_HELD = 200_000
NOT_HELD = {"csrfmiddlewaretoken"}


def ask_first(request: HttpRequest, page: str) -> HttpResponse:
    """Go to the page of this name, which comes back here. What a POST brought is kept (see `hold`)."""
    if request.headers.get("X-Draft"):
        # The script keeps its copy in the tab until the draft is taken.
        return JsonResponse({"ask": reverse(page)}, status=401)
    if request.method not in {"GET", "HEAD"}:
        hold(request)
    where = f"{reverse(page)}?{urlencode({'next': request.get_full_path()})}"
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": where})
    return HttpResponseRedirect(where)


def hold(request: HttpRequest) -> None:
    """Hold what was sent, in the session. A page with drafts has kept it already, and shows it when it is opened."""
    found = request.resolver_match
    if found is not None and getattr(found.func, "keep_typed", None):
        return
    fields = [
        [name, value]
        for name in request.POST
        if name not in NOT_HELD and "password" not in name
        for value in request.POST.getlist(name)
    ]
    if sum(len(name) + len(value) for name, value in fields) <= MOST_HELD:
        request.session[HELD] = {"path": request.get_full_path(), "fields": fields, "files": bool(request.FILES)}


def take(request: HttpRequest, path: str) -> dict[str, Any] | None:
    """Give what was held for this address, once; what was held for another is let go."""
    held: dict[str, Any] | None = request.session.pop(HELD, None)
    return held if held and held["path"] == path else None


def plain_json(told: Any) -> str:
    """Write for a script of ours, also the options of a passkey, which are mappings of their library's own."""
    return json.dumps(told, default=lambda one: dict(one) if isinstance(one, Mapping) else str(one))
