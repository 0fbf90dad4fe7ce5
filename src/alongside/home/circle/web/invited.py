"""Whoever comes with an invitation. Before signing in these pages know that there is one, and nothing of any record."""

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from alongside.access import queries as access
from alongside.access import standing
from alongside.access.adapter import from_where
from alongside.access.domain import Refused
from alongside.access.doors import public, signed_in
from alongside.access.models import Account
from alongside.home.circle.web.inviting import send_link
from alongside.home.circle.web.inviting_forms import AccountForm, AddressForm, CodeForm
from alongside.people import joining, words
from alongside.people.domain import Right

BOTH = require_http_methods(["GET", "POST"])
KEPT = "invited"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def _draw(request: HttpRequest, template: str, context: dict[str, object], *, status: int = 200) -> HttpResponse:
    who = str(request.user.pk) if request.user.is_authenticated else ""
    return render(
        request, f"home/circle/{template}", {"viewer_key": who, "hide_sign_in": True} | context, status=status
    )


def _unusable(request: HttpRequest) -> HttpResponse:
    """Wrong, old, used, refused, taken back, or for somebody else: one page for all."""
    return _draw(request, "invited_not.jinja", {}, status=404)


@public
@BOTH
@sensitive_post_parameters("code")
@sensitive_variables()
def code(request: HttpRequest) -> HttpResponse:
    """Take a code that somebody was given face to face."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        source = str(request.user.pk or "") + (from_where(request) or "")
        answer, found = joining.try_code(typed=form.cleaned_data["code"], source=source)
        if answer == "yes":
            request.session[KEPT] = found
            return HttpResponseRedirect(reverse("invited_welcome"))
        said = {
            "no": _("This code does not fit. Look whether each digit is right; it may also be too old, or used."),
            "wait": _("That were many tries. Please wait a quarter of an hour. The code is still good."),
        }
        form.add_error("code", said[answer])
    return _draw(request, "invited_by_code.jinja", {"form": form}, status=422 if form.errors else 200)


@public
@require_safe
@sensitive_variables()
def link(request: HttpRequest, secret: str) -> HttpResponse:
    """Take the link of a mail, and go on without it in the address. Looking at it uses nothing up."""
    request.session[KEPT] = joining.digest(secret)
    return HttpResponseRedirect(reverse("invited_welcome"))


@public
@BOTH
def welcome(request: HttpRequest) -> HttpResponse:
    """Say that somebody invites them: sign in, make an account, or say no. Names nobody."""
    found = joining.stands(digest=request.session.get(KEPT, ""))
    if not found["stands"]:
        return _unusable(request)
    if request.user.is_authenticated and request.method == "GET":
        return HttpResponseRedirect(reverse("invited_answer"))
    if request.POST.get("answer") == "no":
        joining.decline(digest=request.session.pop(KEPT))
        return _draw(request, "invited_declined.jinja", {})
    form = AddressForm(request.POST or None)
    sent = False
    if request.method == "POST" and form.is_valid():
        secret = joining.link_for_code(digest_of_code=request.session[KEPT], email=form.cleaned_data["email"])
        if secret:
            send_link(request, to=form.cleaned_data["email"], secret=secret)
        sent = True
    context = {"found": found, "form": form, "sent": sent, "sign_in": _sign_in()}
    return _draw(request, "invited_welcome.jinja", context, status=422 if form.errors else 200)


def _sign_in() -> str:
    return f"{reverse('account_login')}?next={reverse('invited_answer')}"


@public
@BOTH
@sensitive_post_parameters("password")
@sensitive_variables()
def new_account(request: HttpRequest) -> HttpResponse:
    """Make an account for the address the link went to. It opens no record: what is given is shown next."""
    digest = request.session.get(KEPT, "")
    found = joining.stands(digest=digest)
    if not found["stands"] or not found["address"] or found["has_account"] or request.user.is_authenticated:
        return _unusable(request)
    form = AccountForm(request.POST or None, address=found["address"])
    if request.method == "POST" and form.is_valid():
        try:
            told = form.cleaned_data
            made = joining.open_invited(digest=digest, name=told["name"], password=told["password"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            login(request, access.account(made), backend=BACKEND)
            standing.proven(request, "password")
            return HttpResponseRedirect(reverse("invited_answer"))
    context = {"form": form, "address": found["address"]}
    return _draw(request, "invited_account.jinja", context, status=422 if form.errors else 200)


@BOTH
@signed_in("shows what an invitation gives to whom it is for, by its secret; the database checks both")
def answer(request: HttpRequest) -> HttpResponse:
    """Show the right one what they are given, and take their yes or no."""
    account, digest = request.user, request.session.get(KEPT, "")
    if not isinstance(account, Account):
        raise Http404
    found = joining.told(by=account, digest=digest)
    if found is None:
        return _unusable(request)
    if request.POST.get("answer") == "no":
        joining.decline(digest=request.session.pop(KEPT))
        return _draw(request, "invited_declined.jinja", {})
    if request.POST.get("answer") == "yes":
        subject_id = joining.accept(by=account, digest=digest)
        request.session.pop(KEPT)
        return HttpResponseRedirect(reverse("front", args=[subject_id]))
    context = {
        "found": found,
        "parts": words.sections_of(found["mask"]),
        "writes": bool(found["mask"] & Right.VOICE.bit),
    }
    return _draw(request, "invited_answer.jinja", context)
