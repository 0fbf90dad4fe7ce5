"""How I sign in: passkeys, codes, devices. Each page is about one's own account alone."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import generate_totp_secret, validate_totp_code
from allauth.mfa.webauthn.internal import auth as passkeys
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from markupsafe import Markup

from alongside.access import devices, signing_in, standing, ways
from alongside.access.doors import signed_in
from alongside.access.holding import plain_json
from alongside.access.web.checking import recheck
from alongside.access.web.forms import AppCode, NewPasskey, PasskeyName

OWN = "one's own account alone: the rows are locked to whoever is signed in"
SECRET = "app_secret"  # noqa: S105 (the name of a place in the session, where it is kept encrypted)


def _page(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    told = {"viewer_key": str(request.user.pk), "messages": messages.get_messages(request)}
    return render(request, f"access/{template}.jinja", told | context)


def _done(request: HttpRequest, say: str) -> HttpResponse:
    messages.success(request, say)
    return HttpResponseRedirect(reverse("how_i_sign_in"))


@signed_in(OWN)
def how_i_sign_in(request: HttpRequest) -> HttpResponse:
    """List every way into this account, and every device that is signed in."""
    account: Any = request.user
    return _page(
        request,
        "how_i_sign_in",
        ways=ways.of(account),
        account=account,
        devices=[_device(request, one) for one in ways.devices(account)],
        is_staff=request.session.get(standing.STAFF, False),
    )


def _device(request: HttpRequest, one: Any) -> dict[str, Any]:
    browser, machine = devices.parts(one.user_agent)
    named = {"browser": browser or _("A browser"), "machine": machine or _("a device we do not know")}
    return {
        "id": one.pk,
        "words": _("%(browser)s on %(machine)s") % named,
        "place": one.ip,
        "since": one.created_at,
        "seen": one.last_seen_at,
        "is_this": one.session_key == request.session.session_key,
    }


@signed_in("leads staff without a second step to one; nothing else is open to them until then")
def second_step(request: HttpRequest) -> HttpResponse:
    """Ask for a second step: for one that is there, or to set one up."""
    found = ways.of(request.user)  # type: ignore[arg-type]  # the middleware lets nobody else in
    if found.has_second:
        return HttpResponseRedirect(f"{reverse('sure')}?next={reverse('start')}")
    return _page(request, "second_step")


@signed_in(OWN)
@recheck
@sensitive_post_parameters()
def passkey_add(request: HttpRequest) -> HttpResponse:
    """Make a passkey on this device, with a name to know it by."""
    if sent_back := _must_use_first(request):
        return sent_back
    account: Any = request.user
    form = NewPasskey(request.POST, account=account) if request.method == "POST" else NewPasskey(account=account)
    if request.method == "POST" and form.is_valid():
        signing_in.add_passkey(request, by=account, name=form.cleaned_data["name"], credential=form.made)
        if ways.of(account).paper is None:
            return HttpResponseRedirect(reverse("new_codes"))
        return _done(request, _("The passkey is added. You can sign in with it from now on."))
    options = plain_json(passkeys.begin_registration(account, passwordless=True))
    return _page(request, "passkey_add", form=form, options=options)


@signed_in(OWN)
@recheck
def passkey_name(request: HttpRequest, passkey_id: int) -> HttpResponse:
    """Give a passkey another name."""
    account: Any = request.user
    found = _passkey(account, passkey_id)
    form = PasskeyName(request.POST or None, initial={"name": found.wrap().name})
    if request.method == "POST" and form.is_valid():
        signing_in.name_passkey(by=account, passkey=found, name=form.cleaned_data["name"])
        return _done(request, _("The new name is kept."))
    return _page(request, "passkey_name", form=form, passkey_id=passkey_id)


@signed_in(OWN)
@recheck
def passkey_remove(request: HttpRequest, passkey_id: int) -> HttpResponse:
    """Take a passkey away, after asking."""
    account: Any = request.user
    found = _passkey(account, passkey_id)
    if request.method == "POST":
        signing_in.remove(request, by=account, factor=found)
        return _done(request, _("The passkey is removed. Nobody can sign in with it any more."))
    return _page(
        request,
        "factor_remove",
        title=_("Remove this passkey?"),
        words=_("“%(name)s” will not open this account any more. You may have to delete it on the device too.")
        % {"name": found.wrap().name},
        action=reverse("passkey_remove", args=[passkey_id]),
        is_last=_is_last(request),
    )


@signed_in(OWN)
@recheck
@sensitive_post_parameters()
def app_add(request: HttpRequest) -> HttpResponse:
    """Set up an app that makes codes: a picture to scan, the same key as text, and a first code to prove it."""
    if sent_back := _must_use_first(request):
        return sent_back
    account: Any = request.user
    if signing_in.app_of(by=account):
        return _done(request, _("There is an app already. Remove it first to set up another."))
    keep = get_adapter()
    secret = keep.decrypt(request.session[SECRET]) if SECRET in request.session else generate_totp_secret()
    form = AppCode(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if validate_totp_code(secret, form.cleaned_data["code"]):
            request.session.pop(SECRET, None)
            signing_in.add_app(request, by=account, secret=secret, code=form.cleaned_data["code"])
            if ways.of(account).paper is None:
                return HttpResponseRedirect(reverse("new_codes"))
            return _done(request, _("The app is set up. Its codes open this account, after your password."))
        form.add_error("code", _("That code does not fit. Wait for the next one in the app, and write it here."))
    request.session[SECRET] = keep.encrypt(secret)
    drawn = keep.build_totp_svg(keep.build_totp_url(account, secret))
    picture = Markup(drawn[drawn.index("<svg") :])  # noqa: S704 (drawn by us from a key we made)
    spaced = " ".join(secret[place : place + 4] for place in range(0, len(secret), 4))
    return _page(request, "app_add", form=form, picture=picture, secret=spaced)


@signed_in(OWN)
@recheck
def app_remove(request: HttpRequest) -> HttpResponse:
    """Take the app away, after asking."""
    account: Any = request.user
    found = signing_in.app_of(by=account)
    if found is None:
        raise Http404
    if request.method == "POST":
        signing_in.remove(request, by=account, factor=found)
        return _done(request, _("The app is removed. Its codes open nothing any more."))
    return _page(
        request,
        "factor_remove",
        title=_("Remove the app with codes?"),
        words=_("Its codes will not open this account any more."),
        action=reverse("app_remove"),
        is_last=_is_last(request),
    )


@signed_in(OWN)
@recheck
def new_codes(request: HttpRequest) -> HttpResponse:
    """Ask whether to make codes to put away; a POST makes them and shows them, this once."""
    account: Any = request.user
    if not ways.of(account).has_second:
        return _done(request, _("Add a passkey or an app first. The codes are for when you cannot use it."))
    if request.method == "POST":
        return _page(request, "codes", codes=signing_in.new_codes(by=account))
    return _page(request, "codes", codes=[], has_some=ways.of(account).paper is not None)


@signed_in(OWN)
@require_POST
@recheck
def end_session(request: HttpRequest) -> HttpResponse:
    """Sign out one other device, or (without `device`) all others; at once."""
    account: Any = request.user
    which = request.POST.get("device", "")
    only = int(which) if which.isascii() and which.isdigit() and len(which) < 19 else None
    if which and only is None:
        raise Http404
    ended = signing_in.end_sessions(by=account, but=request.session.session_key, only=only)
    if not ended:
        return _done(request, _("That device was signed out already."))
    return _done(request, _("Signed out there. This device stays signed in."))


def _passkey(account: Any, passkey_id: int) -> Any:
    found = ways.passkey(account, passkey_id)
    if found is None:
        raise Http404
    return found


def _is_last(request: HttpRequest) -> bool:
    """Say whether this is the last second step."""
    found = ways.of(request.user)  # type: ignore[arg-type]
    return len(found.passkeys) + (found.app is not None) == 1


def _must_use_first(request: HttpRequest) -> HttpResponse | None:
    """A session by password alone adds nothing to an account that has a second step: it shows that one first."""
    found = ways.of(request.user)  # type: ignore[arg-type]
    if standing.is_strong(request) or not found.has_second:
        return None
    return HttpResponseRedirect(f"{reverse('sure')}?next={request.path}")


for _view in (second_step, passkey_add, app_add, new_codes):
    _view.before_second = True
