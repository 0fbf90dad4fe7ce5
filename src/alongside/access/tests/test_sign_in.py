"""Signing in, in our own pages; what goes wrong, in words; opening accounts at the machine."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import get_resolver

from alongside.access.actions import OWNER_ALIAS, ask_authorisation, at_the_machine, open_account
from alongside.access.domain import Refused
from alongside.access.models import Account, Membership, Organisation
from alongside.conftest import World, as_keeper

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
OPEN = (
    "login/",
    "inactive/",
    "password/reset/",
    "password/reset/done/",
    "password/reset/key/1-abc/",
    "password/reset/key/done/",
)


def _with_password(account: Account, password: str) -> None:
    with as_keeper():
        account.set_password(password)
        account.save(update_fields=["password"])


@pytest.mark.parametrize("page", OPEN)
def test_pages_of_sign_in_are_ours(page: str, db: None) -> None:
    answer = Client().get(f"/accounts/{page}")
    assert answer.status_code == 200
    assert "al-header" in answer.content.decode()


def test_no_other_page_of_the_library_can_be_reached(db: None) -> None:
    for page in ("signup/", "email/", "confirm-email/", "login/code/confirm/", "reauthenticate/"):
        assert Client().get(f"/accounts/{page}").status_code == 404
    mine = [one for one in get_resolver().url_patterns if str(one.pattern).lstrip("^").startswith("accounts/")]
    assert len(mine) == 9


def test_somebody_signs_in_and_out(world: World) -> None:
    _with_password(world.person, "three small green boats")
    client = Client()
    wrong = client.post("/accounts/login/", {"login": "person@example.org", "password": "wrong"})
    assert wrong.status_code == 200
    assert "al-header" in wrong.content.decode()
    right = client.post("/accounts/login/", {"login": "person@example.org", "password": "three small green boats"})
    assert right.headers["Location"] == "/start/"
    assert client.get("/accounts/logout/").status_code == 200
    assert client.post("/accounts/logout/").headers["Location"] == "/"
    assert client.get("/people/").headers["Location"].startswith("/accounts/login/")


def test_a_password_is_changed(world: World) -> None:
    _with_password(world.person, "three small green boats")
    client = Client()
    client.force_login(world.person, backend=BACKEND)
    assert client.get("/accounts/password/change/").status_code == 200
    told = {
        "oldpassword": "three small green boats",
        "password1": "four old red kites",
        "password2": "four old red kites",
    }
    assert client.post("/accounts/password/change/", told).status_code == 302


@pytest.mark.parametrize(("address", "letters"), [("person@example.org", 1), ("nobody@example.org", 0)])
def test_a_forgotten_password_is_answered_alike(address: str, letters: int, world: World) -> None:
    answer = Client().post("/accounts/password/reset/", {"email": address}, follow=True)
    assert "Look at your e-mail" in answer.content.decode()
    assert [sent.to for sent in mail.outbox] == [[address]] * letters


def test_the_way_in_the_letter_leads_to_a_new_password(world: World) -> None:
    _with_password(world.person, "three small green boats")
    client = Client()
    client.post("/accounts/password/reset/", {"email": "person@example.org"})
    way = next(line for line in mail.outbox[0].body.split() if "/accounts/password/reset/key/" in line)
    path = "/" + way.split("/", 3)[3]
    page = client.get(path, follow=True)
    assert "A new password" in page.content.decode()
    told = {"password1": "four old red kites", "password2": "four old red kites"}
    client.post(page.redirect_chain[-1][0], told)
    world.person.refresh_from_db()
    assert world.person.check_password("four old red kites")


def test_an_old_form_gives_back_what_was_typed(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.worker, backend=BACKEND)
    answer = client.post("/people/add/", {"name": "Mo <b>Farraday</b>", "about": "x" * 300})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Mo &lt;b&gt;Farraday" in page
    assert "x" * 300 in page


def test_what_is_not_there_says_so_in_words(db: None) -> None:
    answer = Client().get("/nothing-here/")
    assert answer.status_code == 404
    assert "There is no page here for you" in answer.content.decode()


@pytest.mark.django_db(databases=["default", "owner"])
def test_an_account_is_opened_at_the_machine() -> None:
    said = open_account(email="Ada@example.org", name="Ada Test", team="West", role="lead")
    again = open_account(email="ada@example.org", name="Ada Test", team="West")
    assert "First password" in said
    assert "already" in again
    with at_the_machine():
        account = Account.objects.using(OWNER_ALIAS).get(email="ada@example.org")
        (membership,) = Membership.objects.using(OWNER_ALIAS).filter(account=account)
    assert membership.role == "lead"
    assert account.check_password(said.split()[-1])


@pytest.mark.parametrize(("email", "role"), [("no address", "lead"), ("a@example.org", "king")])
def test_what_cannot_be_opened_is_refused_in_words(email: str, role: str) -> None:
    with pytest.raises(Refused):
        open_account(email=email, name="Ada", team="West", role=role)


@pytest.mark.django_db(databases=["default", "owner"])
def test_an_organisation_asks_for_a_managers_word_or_no_longer() -> None:
    with at_the_machine():
        Organisation(name="Westshire").save(using=OWNER_ALIAS, force_insert=True)
    for asked in (True, False):
        ask_authorisation(organisation="Westshire", asked=asked)
        assert Organisation.objects.using(OWNER_ALIAS).get(name="Westshire").asks_authorisation is asked
    with pytest.raises(Refused, match="no organisation called “Eastshire”"):
        ask_authorisation(organisation="Eastshire", asked=True)
