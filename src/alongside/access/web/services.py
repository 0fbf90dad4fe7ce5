"""Signing in with another service: there, and back. What comes back is judged by `oidc`."""

from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.socialaccount.models import SocialApp
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.access import elsewhere as services
from alongside.access import oidc, signing_in, standing
from alongside.access.doors import public, signed_in
from alongside.access.viewer import viewing
from alongside.access.web.checking import carry_on, recheck, way_on
from alongside.access.web.own import OWN


@public
@require_POST
def elsewhere(request: HttpRequest, service: str) -> HttpResponse:
    """Lead to another service to sign in with; it comes back to `callback`."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(reverse("start"))
    return _there(request, service, "login")


@signed_in(OWN)
@require_POST
@recheck
def link(request: HttpRequest, service: str) -> HttpResponse:
    """Lead to another service, to be able to sign in with it from now on."""
    return _there(request, service, "link", back=reverse("how_i_sign_in"))


@signed_in("asks another service whether it is still whoever is signed in")
@require_POST
def sure_elsewhere(request: HttpRequest, service: str) -> HttpResponse:
    """Lead to another service to show that it is still them."""
    return _there(request, service, "sure")


sure_elsewhere.while_locked = sure_elsewhere.before_second = True


@signed_in(OWN)
@require_POST
@recheck
def unlink(request: HttpRequest) -> HttpResponse:
    """Take a sign-in elsewhere away."""
    account: Any = request.user
    number = request.POST.get("id", "")
    is_number = number.isascii() and number.isdigit() and len(number) < 19
    if is_number and signing_in.unlink(by=account, number=int(number)):
        messages.success(request, _("Taken away. It does not open this account any more."))
    else:
        messages.error(request, _("That cannot be taken away: it is the only way in. Add another first."))
    return HttpResponseRedirect(reverse("how_i_sign_in"))


@public
def callback(request: HttpRequest, service: str) -> HttpResponse:
    """Take what another service says of somebody: sign them in, link it, or say plainly that it cannot be."""
    try:
        kept, claims = oidc.comes_back(request, service)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    except oidc.NotTrusted as reason:
        return _refused(request, service, str(reason))
    if kept["process"] == "login":
        return _signs_in(request, service, kept, claims)
    if str(request.user.pk) != kept["account"]:
        return _refused(request, service, "somebody else is signed in")
    return _links(request, service, claims) if kept["process"] == "link" else _shows(request, service, kept, claims)


def _signs_in(request: HttpRequest, service: str, kept: dict[str, Any], claims: dict[str, Any]) -> HttpResponse:
    account = signing_in.owner_elsewhere(service, claims)
    if account is None:
        return _refused(request, service, "nobody here", template="nobody_here")
    if request.user.is_authenticated and request.user.pk != account.pk:
        return _refused(request, service, "somebody else is signed in")
    record_authentication(request, account, method="socialaccount", provider=service)
    return perform_login(request, Login(user=account, redirect_url=kept["back"]))


def _links(request: HttpRequest, service: str, claims: dict[str, Any]) -> HttpResponse:
    account: Any = request.user
    if standing.is_idle(request) or not standing.is_recent(request):
        return _refused(request, service, "too long ago")
    with viewing(account.pk):
        linked = signing_in.link(by=account, service=service, claims=claims)
    if linked:
        messages.success(request, _("Added. You can sign in with it from now on."))
    else:
        messages.error(request, _("That could not be added: it may open an account already."))
    return HttpResponseRedirect(reverse("how_i_sign_in"))


def _shows(request: HttpRequest, service: str, kept: dict[str, Any], claims: dict[str, Any]) -> HttpResponse:
    account = signing_in.owner_elsewhere(service, claims)
    if account is None or account.pk != request.user.pk:
        return _refused(request, service, "it is somebody else")
    standing.proven(request, "socialaccount", provider=service, reauthenticated=True)
    standing.came_back(request)
    return carry_on(request, kept["back"])


def _there(request: HttpRequest, service: str, process: str, *, back: str = "") -> HttpResponse:
    try:
        where = oidc.leads_there(request, service, process, back=back or way_on(request))
    except SocialApp.DoesNotExist:
        raise Http404 from None
    except oidc.NotTrusted as reason:
        return _refused(request, service, str(reason))
    # A page, not a redirect: a form of ours may lead to no other site (Content-Security-Policy: form-action).
    return render(request, "access/there.jinja", {"where": where, "name": services.name(service)})


def _refused(request: HttpRequest, service: str, reason: str, *, template: str = "not_trusted") -> HttpResponse:
    signing_in.at_the_door("sign_in.refused_elsewhere", None, service=service[:40], reason=reason[:80])
    return render(request, f"access/{template}.jinja", {"name": services.name(service)}, status=403)
