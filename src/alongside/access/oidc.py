"""Signing in with another service by OpenID Connect: the library leads there and back, we judge what comes.

Authorization Code with PKCE, state and nonce (OpenID Connect Core 1.0, 3.1; RFC 7636; RFC 9207). The library trusts
what it fetched itself; we check every claim of the ID token, and how much trust it states.
"""

import hmac
import secrets
import time
from typing import Any

import jwt
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import statekit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest
from django.urls import reverse
from requests import RequestException

from alongside.access.elsewhere import services

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
SKEW, OLDEST = 60, 600
ISS_SENT = "authorization_response_iss_parameter_supported"
NEEDED = ["iss", "sub", "aud", "exp", "iat", "nonce"]


class NotTrusted(OAuth2Error):
    """What the service said is not what we asked for; the reason is for the log alone."""


class Service(OpenIDConnectProvider):
    """One service, with PKCE and a nonce always."""

    pkce_enabled_default = True

    def get_scope(self) -> list[str]:
        """Ask for who it is, and for their e-mail address where that is of use."""
        return ["openid", "email"] if services()[self.app.provider_id]["emails_are_proven"] else ["openid"]

    def get_oauth2_adapter(self, request: HttpRequest) -> "Exchange":
        """Give what speaks with the service."""
        return Exchange(request, self.app.provider_id)


class Exchange(OpenIDConnectOAuth2Adapter):
    """Speaks with one service, and judges its ID token."""

    @property
    def openid_config(self) -> dict[str, Any]:
        """Give what the service says of itself; it must call itself as we call it (Discovery 1.0, 4.3)."""
        try:
            config: dict[str, Any] = super().openid_config
        except (RequestException, ValueError) as wrong:
            raise NotTrusted("it cannot be reached") from wrong
        if config.get("issuer") != services()[self.provider_id]["issuer"]:
            raise NotTrusted("it calls itself by another name")
        return config

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        """Give where the service sends them back: an address for each service, so that none answers for another."""
        return request.build_absolute_uri(reverse("openid_connect_callback", args=[self.provider_id]))

    def get_provider(self) -> Any:
        """Give our service of this name."""
        return Social(self.request).get_provider(self.request, provider=self.provider_id)

    def claims(self, *, code_verifier: str, nonce: str) -> dict[str, Any]:
        """Take the code to the service, and give what it vouches for; raises `NotTrusted`.

        Nothing but the ID token counts: not the access token, which we let go, and no other answer.
        """
        try:
            app = self.get_provider().app
            client = self.get_client(self.request, app)
            answer = self.get_access_token_data(self.request, app, client, pkce_code_verifier=code_verifier)
            given = answer.get("id_token")
            if not isinstance(given, str):
                raise NotTrusted("there is no ID token")
            return judged(given, keys=self._keys(), service=services()[self.provider_id], nonce=nonce)
        except NotTrusted:
            raise
        except (OAuth2Error, RequestException, KeyError, AttributeError, TypeError, ValueError) as wrong:
            raise NotTrusted(type(wrong).__name__) from wrong

    def _keys(self) -> list[dict[str, Any]]:
        with Social(self.request).get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"], allow_redirects=False)
            answer.raise_for_status()
            keys = answer.json().get("keys", [])
        return [key for key in keys if isinstance(key, dict)]


def judged(given: str, *, keys: list[dict[str, Any]], service: dict[str, Any], nonce: str) -> dict[str, Any]:
    """Give the claims of an ID token that is true; raises `NotTrusted` for any that is not.

    Signed by a key of the service with an asymmetric algorithm; from it, for us, now, for this one sign-in; with as
    much trust as was asked for. (Core 3.1.3.7.)
    """
    try:
        header = jwt.get_unverified_header(given)
        algorithm = header.get("alg")
        if algorithm not in ALGORITHMS:
            raise NotTrusted("the algorithm is not one of ours")
        claims: dict[str, Any] = jwt.decode(
            given,
            key=_key(keys, header.get("kid"), algorithm),
            algorithms=[algorithm],
            issuer=service["issuer"],
            audience=service["client_id"],
            leeway=SKEW,
            options={"require": NEEDED, "verify_iat": True},
        )
    except (jwt.PyJWTError, ValueError, TypeError, KeyError) as wrong:
        raise NotTrusted(type(wrong).__name__) from wrong
    _for_us_alone(claims, service["client_id"])
    if not nonce or not hmac.compare_digest(str(claims["nonce"]).encode(), nonce.encode()):
        raise NotTrusted("it answers another question")
    if abs(time.time() - float(claims["iat"])) > OLDEST:
        raise NotTrusted("it was made too long ago")
    _enough(claims, service["trust"])
    return claims


def _key(keys: list[dict[str, Any]], kid: Any, algorithm: str) -> Any:
    family = {"R": "RSA", "P": "RSA", "E": "EC"}[algorithm[0]] if algorithm != "EdDSA" else "OKP"
    fitting = [
        key
        for key in keys
        if key.get("kty") == family and key.get("use", "sig") == "sig" and key.get("alg", algorithm) == algorithm
    ]
    named = [key for key in fitting if key.get("kid") == kid] if kid is not None else fitting
    if len(named) != 1:
        raise NotTrusted("no key of the service, or more than one")
    return jwt.PyJWK(named[0], algorithm=algorithm).key


def _for_us_alone(claims: dict[str, Any], client_id: str) -> None:
    audience = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
    if audience != [client_id] or claims.get("azp", client_id) != client_id:
        raise NotTrusted("it is for others too")
    if not isinstance(claims["sub"], str) or not claims["sub"] or len(claims["sub"]) > 191:
        raise NotTrusted("it names nobody")


def _enough(claims: dict[str, Any], trust: dict[str, Any]) -> None:
    said = claims.get(trust["claim"])
    values = said if isinstance(said, list) else [said]
    if not any(isinstance(value, str) and value in trust["values"] for value in values):
        raise NotTrusted("it does not vouch for enough")


class Social(DefaultSocialAccountAdapter):
    """Our changes to signing in with others: it makes no account, and leads only into one that is linked."""

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> Any:
        """Give our service of this name; raises `SocialApp.DoesNotExist`."""
        one = services().get(provider)
        if one is None:
            raise SocialApp.DoesNotExist
        app = SocialApp(
            provider="openid_connect",
            provider_id=provider,
            name=one["name"],
            client_id=one["client_id"],
            secret=one["secret"],
            settings={"server_url": one["issuer"].rstrip("/")},
        )
        return Service(request, app=app)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never: accounts are opened by an operator or an invitation."""
        return False


def leads_there(request: HttpRequest, service: str, process: str, *, back: str) -> str:
    """Give the address of the service to go to; what comes back is known by state, nonce and code verifier."""
    exchange = Exchange(request, service)
    provider = exchange.get_provider()
    pkce = provider.get_pkce_params()
    nonce = secrets.token_urlsafe(24)
    asked = {"nonce": nonce, **services()[service]["ask"], **pkce}
    verifier = asked.pop("code_verifier")
    if process != "login":
        asked |= {"prompt": "login", "max_age": "0"}
    kept = {"nonce": nonce, "verifier": verifier, "process": process, "back": back, "account": str(request.user.pk)}
    try:
        client = exchange.get_client(request, provider.app)
        client.state = statekit.stash_state(
            request, provider_id=provider.sub_id, state=kept, state_id=secrets.token_urlsafe(24)
        )
        return str(client.get_redirect_url(exchange.authorize_url, provider.get_scope(), asked))
    except (OAuth2Error, RequestException, KeyError, ValueError) as wrong:
        raise NotTrusted(type(wrong).__name__) from wrong


def comes_back(request: HttpRequest, service: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Judge what a service sent back: gives what we kept when they went there, and what it vouches for."""
    exchange = Exchange(request, service)
    provider = exchange.get_provider()
    kept = statekit.unstash_state(request, provider_id=provider.sub_id, state_id=request.GET.get("state", ""))
    if kept is None:
        raise NotTrusted("nobody went there from here")
    if "error" in request.GET or not request.GET.get("code"):
        raise NotTrusted("it did not let them in")
    config = exchange.openid_config
    if request.GET.get("iss", config["issuer"] if not config.get(ISS_SENT) else "") != config["issuer"]:
        raise NotTrusted("another service answered")
    claims = exchange.claims(code_verifier=kept["verifier"], nonce=kept["nonce"])
    if kept["process"] != "login" and not abs(time.time() - float(claims.get("auth_time", 0))) < OLDEST:
        raise NotTrusted("it did not ask them again")
    return kept, claims
