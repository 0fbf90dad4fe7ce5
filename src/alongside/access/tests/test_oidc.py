"""Signing in with another service, against a real one of our own; and every way in which it may lie."""

import html
import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from alongside.access.models import Account, AuditEvent
from alongside.access.tests.openid import OpenID
from alongside.access.tests.test_how_i_sign_in import add_app, browser, password  # noqa: F401 (a fixture)
from alongside.conftest import World, as_keeper


@pytest.fixture(scope="module")
def providers() -> Iterator[tuple[OpenID, OpenID]]:
    """Run two providers."""
    made = OpenID("sun"), OpenID("moon")
    yield made
    for one in made:
        one.close()


@pytest.fixture
def sun(providers: Any, settings: Any, world: World) -> OpenID:
    """Give one that tells the truth, with the worker linked to it."""
    for one in providers:
        one.lie, one.token, one.config = (lambda claims: claims), None, {}
        one.who = {"sub": "248289761001", "acr": "high"}
    settings.SIGN_IN_WITH = {one.name: one.as_service() for one in providers}
    SocialAccount.objects.create(provider="sun", uid="248289761001", user=world.worker)
    return providers[0]


def goes(client: Client, service: str = "sun", **more: str) -> str:
    """Press the button; gives the address of the service that the page leads to."""
    page = client.post(f"/accounts/with/{service}/", more).content.decode()
    return html.unescape(re.search(r'content="0; url=([^"]*)"', page)[1])


def is_in(client: Client) -> bool:
    return client.get("/people/").status_code == 200


def refused(answer: Any, client: Client) -> bool:
    """Say whether a page says so readably, nobody is in, and nothing was made or linked."""
    page = answer.content.decode()
    readable = (
        answer.status_code == 403 and "al-header" in page and ("did not work" in page or "do not know you" in page)
    )
    return readable and not is_in(client) and SocialAccount.objects.count() == 1


def test_somebody_who_is_linked_comes_in_with_enough_trust_for_staff(sun: OpenID, world: World) -> None:
    client = browser()
    way = sun.authorize(goes(client, next="/people/"))
    assert sun.asked["scope"] == "openid"
    assert sun.asked["acr_values"] == "high"
    assert sun.asked["code_challenge_method"] == "S256"
    assert len(sun.asked["nonce"]) >= 30
    assert client.get(way)["Location"] == "/people/"
    assert is_in(client)
    with as_keeper():
        assert AuditEvent.objects.filter(action="sign_in.done", by=world.worker.pk, detail__way="sun").exists()


def test_the_sign_in_page_offers_it(sun: OpenID) -> None:
    page = Client().get("/accounts/login/").content.decode()
    assert "Sign in with The sun service" in page
    assert page.index("Sign in with a passkey") < page.index("The sun service") < page.index("Or with e-mail")


def with_(**changed: Any) -> Any:
    return lambda claims: {key: value for key, value in (claims | changed).items() if value is not None}


NOW = int(time.time())
LIES = {
    "wrong nonce": with_(nonce="another"),
    "no nonce": with_(nonce=None),
    "wrong issuer": with_(iss="https://elsewhere.example"),
    "no issuer": with_(iss=None),
    "wrong audience": with_(aud="somebody else"),
    "for others too": lambda claims: claims | {"aud": [claims["aud"], "somebody else"]},
    "made for another party": with_(azp="somebody else"),
    "expired": with_(exp=NOW - 3600),
    "never expires": with_(exp=None),
    "made long ago": with_(iat=NOW - 7200),
    "made in the future": with_(iat=NOW + 7200),
    "no time": with_(iat=None),
    "not yet": with_(nbf=NOW + 7200),
    "nobody": with_(sub=None),
    "too low a trust": with_(acr="low"),
    "no trust said": with_(acr=None),
    "trust said in another claim": with_(acr=None, vot="high"),
    "trust of an odd shape": with_(acr={"high": 1}),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_token_that_lies_lets_nobody_in(lie: str, sun: OpenID) -> None:
    client = browser()
    sun.lie = LIES[lie]
    assert refused(client.get(sun.authorize(goes(client))), client)


@pytest.mark.parametrize(
    "how",
    [
        "unsigned",
        "signed_with_the_public_key",
        "signed_with_the_secret",
        "signed_with_another_key",
        "signed_with_its_own_key_in_the_header",
    ],
)
def test_a_token_that_its_key_did_not_sign_lets_nobody_in(how: str, sun: OpenID) -> None:
    client = browser()
    sun.token = getattr(sun, how)
    assert refused(client.get(sun.authorize(goes(client))), client)


@pytest.mark.parametrize("token", ["", "a.b.c", "no token", None])
def test_what_is_no_token_lets_nobody_in(token: Any, sun: OpenID) -> None:
    client = browser()
    sun.token = lambda claims: token
    assert refused(client.get(sun.authorize(goes(client))), client)


def test_a_wrong_or_used_state_lets_nobody_in(sun: OpenID) -> None:
    client, thief = browser(), browser()
    way = sun.authorize(goes(client))
    assert refused(client.get(way.replace("state=", "state=x")), client)
    assert refused(thief.get(way), thief), "the state belongs to another browser"
    assert client.get(way).status_code == 302
    client.post("/accounts/logout/")
    assert refused(client.get(way), client), "the state is used up"


def test_a_code_works_once(sun: OpenID) -> None:
    client = browser()
    first = sun.authorize(goes(client))
    client.get(first)
    client.post("/accounts/logout/")
    second = sun.authorize(goes(client))
    code = re.search("code=([^&]*)", first)[1]
    assert refused(client.get(re.sub("code=[^&]*", f"code={code}", second)), client)


def test_a_token_from_an_earlier_sign_in_lets_nobody_in(sun: OpenID) -> None:
    kept: list[str] = []
    first, second = browser(), browser()
    sun.token = lambda claims: kept.append(sun_signs(sun, claims)) or kept[0]
    assert first.get(sun.authorize(goes(first))).status_code == 302
    assert refused(second.get(sun.authorize(goes(second))), second)


def sun_signs(sun: OpenID, claims: dict[str, Any]) -> str:
    from joserfc import jwt

    return jwt.encode({"alg": "RS256", "kid": "k1"}, claims, sun.key)


def test_one_service_does_not_answer_for_another(sun: OpenID, providers: Any) -> None:
    client, moon = browser(), providers[1]
    to_sun, to_moon = goes(client), goes(client, "moon")
    way = sun.authorize(to_sun)
    assert refused(client.get(way.replace("/with/sun/", "/with/moon/")), client), "a state of another service"
    sun.authorize(to_sun)
    back = moon.authorize(to_moon)
    assert refused(client.get(back), client), "the moon's own people are nobody here"
    moon.token = lambda claims: sun_signs(sun, claims | {"iss": sun.issuer, "aud": sun.client_id})
    assert refused(client.get(moon.authorize(goes(client, "moon"))), client), "a token of the sun, from the moon"


def test_the_answer_names_who_answers(sun: OpenID) -> None:
    client = browser()
    way = sun.authorize(goes(client))
    assert refused(client.get(way + "&iss=https://elsewhere.example"), client)
    sun.config = {"authorization_response_iss_parameter_supported": True}
    assert refused(client.get(sun.authorize(goes(client))), client)
    assert client.get(sun.authorize(goes(client)) + f"&iss={sun.issuer}").status_code == 302


@pytest.mark.parametrize(
    "config", [{"issuer": "https://elsewhere.example"}, {"jwks_uri": None}, {"token_endpoint": "x"}]
)
def test_a_service_that_calls_itself_otherwise_is_not_used(config: Any, sun: OpenID) -> None:
    client = browser()
    address = goes(client)
    sun.config = config
    assert refused(client.get(sun.authorize(address)), client)


def test_whoever_says_no_there_is_told_so_here(sun: OpenID) -> None:
    client = browser()
    state = re.search("state=([^&]*)", goes(client))[1]
    assert refused(client.get(f"/accounts/with/sun/back/?error=access_denied&state={state}"), client)


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example"])
def test_it_leads_nowhere_else(elsewhere: str, sun: OpenID) -> None:
    client = browser()
    assert client.get(sun.authorize(goes(client, next=elsewhere)))["Location"] == "/start/"


def test_nobody_gets_an_account_by_coming(sun: OpenID) -> None:
    client, before = browser(), Account.objects.count()
    sun.who = {"sub": "somebody new", "acr": "high", "email": "new@example.org", "email_verified": True}
    answer = client.get(sun.authorize(goes(client)))
    assert "do not know you" in answer.content.decode()
    assert refused(answer, client)
    assert Account.objects.count() == before


@pytest.mark.parametrize(
    ("proven", "verified", "enters"),
    [(True, True, True), (True, False, False), (True, "true", False), (True, None, False), (False, True, False)],
)
def test_an_address_counts_only_where_the_service_proves_it(
    proven: bool, verified: Any, enters: bool, sun: OpenID, settings: Any, world: World
) -> None:
    settings.SIGN_IN_WITH["sun"]["emails_are_proven"] = proven
    sun.who = {"sub": "sister", "acr": "high", "email": world.sister.email.upper(), "email_verified": verified}
    client = browser()
    client.get(sun.authorize(goes(client)))
    assert is_in(client) is enters
    assert SocialAccount.objects.filter(user=world.sister).exists() is enters


def test_an_address_does_not_lead_a_second_one_of_that_service_in(sun: OpenID, settings: Any, world: World) -> None:
    settings.SIGN_IN_WITH["sun"]["emails_are_proven"] = True
    sun.who = {"sub": "an heir of the address", "acr": "high", "email": world.worker.email, "email_verified": True}
    client = browser()
    assert refused(client.get(sun.authorize(goes(client))), client)


def test_its_owner_adds_and_takes_away_a_service(sun: OpenID, world: World) -> None:
    client = browser(world.sister)
    sun.who = {"sub": "sister", "acr": "high"}
    page = client.post("/accounts/mine/with/sun/").content.decode()
    way = sun.authorize(html.unescape(re.search(r'content="0; url=([^"]*)"', page)[1]))
    assert sun.asked["prompt"] == "login"
    assert client.get(way)["Location"] == "/accounts/mine/"
    linked = SocialAccount.objects.get(user=world.sister)
    assert linked.extra_data == {"iss": sun.issuer}
    again = browser()
    assert again.get(sun.authorize(goes(again)))["Location"] == "/start/"
    other = browser(world.person)
    other.post("/accounts/mine/with/", {"id": linked.pk})
    assert SocialAccount.objects.filter(user=world.sister).exists()
    client.post("/accounts/mine/with/", {"id": linked.pk})
    assert not SocialAccount.objects.filter(user=world.sister).exists()


def test_what_opens_one_account_is_not_added_to_another(sun: OpenID, world: World) -> None:
    client = browser(world.sister)
    page = client.post("/accounts/mine/with/sun/").content.decode()
    way = sun.authorize(html.unescape(re.search(r'content="0; url=([^"]*)"', page)[1]))
    client.get(way)
    assert SocialAccount.objects.get(uid="248289761001").user == world.worker
    assert SocialAccount.objects.count() == 1


def test_a_link_begun_by_one_is_not_ended_by_another(sun: OpenID, world: World) -> None:
    client = browser(world.sister)
    sun.who = {"sub": "sister", "acr": "high"}
    page = client.post("/accounts/mine/with/sun/").content.decode()
    way = sun.authorize(html.unescape(re.search(r'content="0; url=([^"]*)"', page)[1]))
    session = client.session
    states = session["socialaccount_states"]
    client.post("/accounts/logout/")
    client.post("/accounts/login/", {"login": world.person.email, "password": "four old red kites"})
    session = client.session
    session["socialaccount_states"] = states
    session.save()
    assert client.get(way).status_code == 403
    assert SocialAccount.objects.count() == 1


def test_it_shows_that_it_is_still_them_when_they_signed_in_there_just_now(sun: OpenID, world: World) -> None:
    client = browser()
    client.get(sun.authorize(goes(client)))
    session = client.session
    session["account_authentication_methods"][0]["at"] -= 900
    session.save()
    assert client.get("/accounts/mine/app/")["Location"].startswith("/accounts/sure/")
    for lie, where in (
        (with_(auth_time=NOW - 7200), None),
        (with_(auth_time=None), None),
        (with_(), "/accounts/mine/app/"),
    ):
        sun.lie = lie
        page = client.post("/accounts/with/sun/sure/", {"next": "/accounts/mine/app/"}).content.decode()
        answer = client.get(sun.authorize(html.unescape(re.search(r'content="0; url=([^"]*)"', page)[1])))
        assert answer.headers.get("Location") == where


def test_a_service_that_vouched_for_enough_asks_for_no_code(sun: OpenID, world: World) -> None:
    add_app(browser(world.worker))
    client = browser()
    assert client.get(sun.authorize(goes(client)))["Location"] == "/start/"
    assert is_in(client)


def test_a_closed_account_stays_closed(sun: OpenID, world: World) -> None:
    with as_keeper():
        Account.objects.filter(pk=world.worker.pk).update(is_active=False)
    client = browser()
    client.get(sun.authorize(goes(client)))
    assert not is_in(client)
