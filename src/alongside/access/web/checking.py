"""Asks once more who is there: before sensitive things (`recheck`), and after nobody did anything for a while."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from allauth.mfa.webauthn.internal import auth as passkeys
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters

from alongside.access import elsewhere, holding, signing_in, standing, ways
from alongside.access.doors import signed_in
from alongside.access.holding import plain_json
from alongside.access.web.forms import AskCode, AskPasskey, AskPassword

View = Callable[..., HttpResponse]


def recheck(view: View) -> View:
    """Let nobody into this page who has not shown within ten minutes that they are who is signed in.

    Others are asked on a page of its own and brought back. What a POST brought is kept: as a draft where the page keeps
    drafts, else until they have answered. Stands outside or inside `record_page`; `rechecks` says that it is there.
    """

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if standing.is_recent(request):
            return view(request, *args, **kwargs)
        return holding.ask_first(request, "sure")

    checked.rechecks = True  # type: ignore[attr-defined]
    return checked


@signed_in("asks whoever is signed in whether it is them, about their own account alone")
@sensitive_post_parameters()
def sure(request: HttpRequest) -> HttpResponse:
    """Ask whether it is still them; then carry on where they were."""
    if request.method == "POST":
        form = answer(request)
        if form is None:
            return carry_on(request)
        return ask(request, "access/sure.jinja", form)
    return ask(request, "access/sure.jinja", None)


@signed_in("asks whoever is signed in whether it is still them, after nobody did anything for a while")
@sensitive_post_parameters()
def still_there(request: HttpRequest) -> HttpResponse:
    """Ask whether it is still them; nobody else can answer, and nothing else is open until they have.

    The script of an open page asks here too (`X-Lock`): it gets short answers, so that what is typed stays in the page.
    """
    form = None
    if request.method == "POST" and request.POST.get("way") == "lock":
        standing.close(request)
    elif request.method == "POST":
        form = answer(request)
        if form is None:
            standing.came_back(request)
            return JsonResponse({"open": True}) if request.headers.get("X-Lock") else carry_on(request)
    if request.headers.get("X-Lock"):
        return _in_short(request, form)
    return ask(request, "access/still_there.jinja", form)


still_there.while_locked = True
still_there.before_second = True
sure.before_second = True


def _in_short(request: HttpRequest, form: Any) -> HttpResponse:
    found = ways.of(request.user)  # type: ignore[arg-type]
    wrong = [str(text) for field in form.errors.values() for text in field] if form else []
    options = passkeys.begin_authentication(request.user) if found.passkeys else None
    told = {
        "open": False,
        "wrong": " ".join(wrong),
        "passkey": options,
        "code": bool(found.app or found.paper),
        "password": found.password,
        "demo": settings.DEMO,
    }
    return HttpResponse(plain_json(told), content_type="application/json")


def ask(request: HttpRequest, template: str, form: Any, **more: Any) -> HttpResponse:
    """Draw a page that asks, in every way this account has; `form` is one that was answered wrongly."""
    found = ways.of(request.user)  # type: ignore[arg-type]  # the middleware lets nobody else in
    forms = {"password": AskPassword(), "code": AskCode()}
    if isinstance(form, AskPassword | AskCode):
        forms[form.way] = form
    context = {
        "viewer_key": str(request.user.pk),
        "ways": found,
        "wrong": form,
        "forms": forms,
        "options": plain_json(passkeys.begin_authentication(request.user)) if found.passkeys else "",
        "next": way_on(request),
        "demo": settings.DEMO,
        "elsewhere": [
            {"name": elsewhere.name(one.provider), "href": reverse("sure_elsewhere", args=[one.provider])}
            for one in found.elsewhere
            if one.provider in elsewhere.services()
        ],
    }
    return render(request, template, context | more)


def answer(request: HttpRequest) -> Any:
    """Judge what was answered; gives None when it is right, else the form that says what is wrong."""
    way = request.POST.get("way", "")
    account: Any = request.user
    if way == "demo" and settings.DEMO:
        standing.proven(request, standing.DEMO)
        return None
    forms: dict[str, Any] = {"password": AskPassword, "code": AskCode, "passkey": AskPasskey}
    if way not in forms:
        raise Http404
    form = forms[way](request.POST, account=account, request=request)
    if form.is_valid():
        signing_in.checked(by=account, way=way)
        return None
    signing_in.check_failed(by=account, way=way)
    return form


def carry_on(request: HttpRequest, back: str = "") -> HttpResponse:
    """Go back to where they were; what a page without drafts was sent is offered once more, ready to send."""
    back = back or way_on(request)
    if held := holding.take(request, back):
        return render(
            request,
            "access/carry_on.jinja",
            {"viewer_key": str(request.user.pk), "action": back, "fields": held["fields"], "files": held["files"]},
        )
    return HttpResponseRedirect(back)


def way_on(request: HttpRequest) -> str:
    """Give the page of this site to go on to: `next`, or the start."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/")
    asking = {reverse("sure"), reverse("still_there")}
    return wanted if is_ours and urlsplit(wanted).path not in asking else reverse("start")
