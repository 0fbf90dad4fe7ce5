"""Before something sensitive one is asked once more who one is, and brought back with what one typed."""

from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path

from alongside.access import standing
from alongside.access.doors import signed_in
from alongside.access.web.checking import recheck
from alongside.conftest import World, as_keeper

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PASSWORD = "four old red kites"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@recheck
@signed_in("a door of this test")
def door(request: HttpRequest) -> HttpResponse:
    return HttpResponse("behind the door: " + request.POST.get("words", ""))


door.__module__ = "alongside.tests"
urlpatterns = [path("door/", door, name="door"), path("", include(settings.ROOT_URLCONF))]
handler404 = "alongside.access.web.views.not_found"
pytestmark = pytest.mark.urls(__name__)


def code_now(secret: str = SECRET) -> str:
    return format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[1]))


@pytest.fixture
def later(world: World) -> Any:
    """Give a browser of the sister that signed in by password a quarter of an hour ago."""
    with as_keeper():
        world.sister.set_password(PASSWORD)
        world.sister.save(update_fields=["password"])
    client = Client()
    client.force_login(world.sister, backend=BACKEND)
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 900
    session.save()
    return client


def test_who_came_just_now_goes_in(world: World) -> None:
    client = Client()
    client.force_login(world.sister, backend=BACKEND)
    assert client.get("/door/").status_code == 200


def test_later_one_is_asked_and_brought_back(later: Client) -> None:
    sent = later.get("/door/?a=1")
    assert sent["Location"] == "/accounts/sure/?next=%2Fdoor%2F%3Fa%3D1"
    page = later.get(sent["Location"]).content.decode()
    assert "Is it you?" in page
    assert "Only in the demonstration" not in page
    wrong = later.post("/accounts/sure/", {"way": "password", "password": "guess", "next": "/door/?a=1"})
    assert "That was not right" in wrong.content.decode()
    assert later.get("/door/").status_code == 302
    right = later.post("/accounts/sure/", {"way": "password", "password": PASSWORD, "next": "/door/?a=1"})
    assert right["Location"] == "/door/?a=1"
    assert later.get("/door/?a=1").status_code == 200


def test_what_was_sent_is_held_and_sent_again_by_hand(later: Client) -> None:
    sent = later.post("/door/", {"words": "Mo <b>", "password": "no"})
    page = later.post(sent["Location"], {"way": "password", "password": PASSWORD, "next": "/door/"}).content.decode()
    assert "It has not been done yet" in page
    assert 'name="words" value="Mo &lt;b&gt;"' in page
    assert 'value="no"' not in page
    assert "held" not in later.session


def test_a_code_does_it_once(later: Client, world: World) -> None:
    TOTP.activate(world.sister, SECRET)
    code = code_now()
    asked = {"way": "code", "code": f" {code[:3]} {code[3:]} ", "next": "/door/"}
    assert later.post("/accounts/sure/", asked)["Location"] == "/door/"
    session = later.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 900
    session.save()
    assert "That was not right" in later.post("/accounts/sure/", asked).content.decode()


@pytest.mark.parametrize(
    "elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "javascript:1", "/accounts/sure/"]
)
def test_it_leads_nowhere_else(elsewhere: str, later: Client) -> None:
    right = later.post("/accounts/sure/", {"way": "password", "password": PASSWORD, "next": elsewhere})
    assert right["Location"] == "/start/"


def test_the_password_of_another_does_not_do(later: Client, world: World) -> None:
    with as_keeper():
        world.worker.set_password("another password altogether")
        world.worker.save(update_fields=["password"])
    told = {"way": "password", "password": "another password altogether", "next": "/door/"}
    assert "That was not right" in later.post("/accounts/sure/", told).content.decode()


def test_the_demonstrations_button_is_the_demonstrations_alone(later: Client) -> None:
    told = {"way": "demo", "next": "/door/"}
    assert later.post("/accounts/sure/", told).status_code == 404
    with override_settings(DEMO=True):
        assert "Only in the demonstration" in later.get("/accounts/sure/").content.decode()
        assert later.post("/accounts/sure/", told)["Location"] == "/door/"


def test_one_is_asked_only_when_signed_in(db: None) -> None:
    assert Client().get("/accounts/sure/")["Location"].startswith("/accounts/login/")
    assert Client().post("/door/")["Location"].startswith("/accounts/login/")


def test_proofs_of_the_demonstration_count_there_alone(world: World) -> None:
    client = Client()
    client.force_login(world.sister, backend=BACKEND)
    request = HttpRequest()
    request.session, request.user = client.session, world.sister
    assert standing.is_strong(request)
    request.session["account_authentication_methods"] = [{"method": "demo", "at": 0}]
    assert not standing.is_strong(request)
    with override_settings(DEMO=True):
        assert standing.is_strong(request)
