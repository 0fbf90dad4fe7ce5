"""The page everybody may see: what this is, and the way in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alongside.access.doors import public


@public
@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    """Say what this is; offer to sign in."""
    signed_in = request.user.is_authenticated
    viewer_key = str(request.user.pk) if signed_in else ""
    return render(request, "home/landing.jinja", {"signed_in": signed_in, "viewer_key": viewer_key})
