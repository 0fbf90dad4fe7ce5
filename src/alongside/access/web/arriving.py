"""Coming in by passkey; one's password; and a word from an open page that somebody is still there."""

from allauth.account import views as theirs
from allauth.account.models import Login
from allauth.mfa.webauthn.forms import LoginWebAuthnForm
from allauth.mfa.webauthn.internal import auth as passkeys
from allauth.mfa.webauthn.internal import flows
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from alongside.access import signing_in
from alongside.access.doors import public, signed_in
from alongside.access.holding import plain_json
from alongside.access.web.checking import way_on
from alongside.access.web.forms import holds
from alongside.access.web.own import OWN


@public
@sensitive_post_parameters()
def passkey_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in with a passkey: GET gives the question as JSON, POST takes what the browser signed.

    No wait stands here: there is nothing to guess, so that this way stays open whatever others try at the door.
    """
    if request.method != "POST":
        asked = plain_json(passkeys.begin_authentication(None))
        return HttpResponse(asked, content_type="application/json")
    form = LoginWebAuthnForm(request.POST)
    if not holds(form):
        signing_in.at_the_door("sign_in.failed", None, way="passkey")
        return HttpResponseRedirect(
            f"{reverse('account_login')}?{urlencode({'passkey': 'no', 'next': way_on(request)})}"
        )
    used = form.cleaned_data["credential"]
    return flows.perform_passwordless_login(request, used, Login(user=used.user, redirect_url=way_on(request)))


@signed_in("keeps that somebody is at an open page; shows nothing")
@require_POST
def here(request: HttpRequest) -> HttpResponse:
    """Take the word of an open page that somebody does something there."""
    return HttpResponse(status=204)


@signed_in(OWN)
def change_password(request: HttpRequest) -> HttpResponse:
    """Change one's own password, with the one from before; every other device is signed out by it."""
    return theirs.password_change(request)


@signed_in(OWN)
def set_password(request: HttpRequest) -> HttpResponse:
    """Choose a first password."""
    return theirs.password_set(request)
