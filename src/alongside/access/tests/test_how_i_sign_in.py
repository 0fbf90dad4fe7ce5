"""Passkeys, an app with codes, codes on paper, devices: each added, used, taken away, by its owner alone."""

import html
import json
import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.db import connection, transaction
from django.test import Client, override_settings

from alongside.access import adapter, ways
from alongside.access.actions import OWNER_ALIAS, at_the_machine, renew_second_steps
from alongside.access.domain import Refused
from alongside.access.models import Account, AuditEvent
from alongside.access.tests.softkey import SoftKey
from alongside.access.viewer import viewing
from alongside.conftest import World, as_keeper

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PASSWORD = "four old red kites"


@pytest.fixture(autouse=True)
def password(world: World, settings: Any) -> None:
    """Let everybody sign in with a password, which is hashed fast: slow hashing is the library's own affair."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with as_keeper():
        for account in (world.person, world.sister, world.worker):
            account.set_password(PASSWORD)
            account.save(update_fields=["password"])


def browser(account: Account | None = None, **more: Any) -> Client:
    """Give a browser on https, signed in by password through the page if an account is given."""
    client = Client(**more)
    client.defaults["wsgi.url_scheme"] = "https"
    if account:
        client.post("/accounts/login/", {"login": account.email, "password": PASSWORD})
    return client


def code_for(secret: str, step: int = 1) -> str:
    return format_hotp_value(hotp_value(secret.replace(" ", ""), list(yield_hotp_counters_from_time())[step]))


def options_on(page: str) -> Any:
    return json.loads(html.unescape(re.search(r'data-options="([^"]*)"', page)[1]))


def add_passkey(client: Client, key: SoftKey, name: str = "My phone") -> Any:
    options = options_on(client.get("/accounts/mine/passkey/").content.decode())
    return client.post("/accounts/mine/passkey/", {"name": name, "credential": key.made(options)})


def add_app(client: Client) -> str:
    page = client.get("/accounts/mine/app/").content.decode()
    secret = re.search(r'<code class="al-key">([^<]*)</code>', page)[1]
    assert "<svg" in page
    client.post("/accounts/mine/app/", {"code": code_for(secret, 0)})
    return secret


def sign_in_by(client: Client, key: SoftKey, **more: Any) -> Any:
    options = client.get("/accounts/passkey/").json()
    return client.post("/accounts/passkey/", {"credential": key.signed(options, **more)})


def actions() -> list[str]:
    with as_keeper():
        return list(AuditEvent.objects.order_by("at", "id").values_list("action", flat=True))


def is_in(client: Client) -> bool:
    return client.get("/people/").status_code == 200


def test_a_passkey_is_added_used_named_and_removed(world: World, django_capture_on_commit_callbacks: Any) -> None:
    client, key = browser(world.sister), SoftKey()
    with django_capture_on_commit_callbacks(execute=True):
        assert add_passkey(client, key)["Location"] == "/accounts/mine/codes/"
    assert [sent.to for sent in mail.outbox] == [[world.sister.email]]
    assert "Alongside" not in mail.outbox[0].subject
    elsewhere = browser()
    assert sign_in_by(elsewhere, key)["Location"] == "/start/"
    assert is_in(elsewhere)
    page = elsewhere.get("/accounts/mine/").content.decode()
    assert "My phone" in page
    assert "this one" in page
    number = ways.of(world.sister).passkeys[0].id
    client.post(f"/accounts/mine/passkey/{number}/name/", {"name": "Old phone"})
    assert "Old phone" in client.get("/accounts/mine/").content.decode()
    assert client.post(f"/accounts/mine/passkey/{number}/remove/")["Location"] == "/accounts/mine/"
    assert "passkey=no" in sign_in_by(browser(), key)["Location"]
    assert {"passkey.added", "passkey.named", "passkey.removed", "sign_in.done", "sign_in.failed"} <= set(actions())


@pytest.mark.parametrize("lie", ["origin", "unverified", "handle", "challenge", "shape"])
def test_a_passkey_that_lies_opens_nothing(lie: str, world: World) -> None:
    owner, key = browser(world.sister), SoftKey()
    add_passkey(owner, key)
    client, more = browser(), {}
    if lie == "origin":
        key.origin = "https://elsewhere.example"
    elif lie == "unverified":
        key.flags = 0x01
    elif lie == "handle":
        more = {"handle": world.worker.pk.hex.encode()}
    options = client.get("/accounts/passkey/").json()
    if lie == "challenge":
        client.get("/accounts/passkey/")
    told = "[1, {}]" if lie == "shape" else key.signed(options, **more)
    assert "passkey=no" in client.post("/accounts/passkey/", {"credential": told})["Location"]
    assert not is_in(client)


@pytest.mark.parametrize("lie", ["origin", "unverified", "shape"])
def test_a_passkey_that_lies_is_not_added(lie: str, world: World) -> None:
    client = browser(world.sister)
    key = SoftKey(verifies=lie != "unverified", origin="https://x.example" if lie == "origin" else "https://testserver")
    options = options_on(client.get("/accounts/mine/passkey/").content.decode())
    told = "{}" if lie == "shape" else key.made(options)
    assert "did not work" in client.post("/accounts/mine/passkey/", {"credential": told}).content.decode()
    assert ways.of(world.sister).passkeys == []


def test_an_app_asks_for_its_code_after_the_password_and_each_works_once(world: World) -> None:
    client = browser(world.sister)
    secret = add_app(client)
    again = browser(world.sister)
    assert not is_in(again)
    assert "One more step" in again.get("/accounts/second/").content.decode()
    assert again.post("/accounts/second/", {"code": "000000"}).status_code == 200
    assert not is_in(again)
    code = code_for(secret)
    assert again.post("/accounts/second/", {"code": code})["Location"] == "/start/"
    assert is_in(again)
    third = browser(world.sister)
    assert third.post("/accounts/second/", {"code": code}).status_code == 200
    assert not is_in(third)
    client.post("/accounts/mine/app/remove/")
    assert is_in(browser(world.sister))


def test_codes_on_paper_are_shown_once_and_work_once(world: World) -> None:
    client = browser(world.sister)
    add_app(client)
    page = client.post("/accounts/mine/codes/").content.decode()
    codes = [found.replace(" ", "") for found in re.findall(r'<code class="al-key">([^<]*)</code>', page)]
    assert len(codes) == 10
    assert codes[0] not in client.get("/accounts/mine/codes/").content.decode()
    assert codes[0] not in client.get("/accounts/mine/").content.decode()
    for worked in (True, False):
        again = browser(world.sister)
        again.post("/accounts/second/", {"code": codes[3]})
        assert is_in(again) is worked
    assert ways.of(world.sister).paper == 9


def test_secrets_are_kept_encrypted_and_an_older_secret_of_the_site_still_opens_them(world: World) -> None:
    client = browser(world.sister)
    secret = add_app(client).replace(" ", "")
    kept = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    data = Authenticator.objects.get(type=ways.APP).data["secret"]
    with override_settings(SECRET_KEY="another", SECRET_KEY_FALLBACKS=[adapter.settings.SECRET_KEY]):
        renewed = adapter.renewed(data)
    with override_settings(SECRET_KEY="another", SECRET_KEY_FALLBACKS=[]):
        assert adapter.Factors().decrypt(renewed) == secret
        with pytest.raises(Exception, match=r"^$"):
            adapter.Factors().decrypt(data)


def test_a_secret_that_is_being_set_up_is_not_in_the_session_as_it_is(world: World) -> None:
    client = browser(world.sister)
    page = client.get("/accounts/mine/app/").content.decode()
    secret = re.search(r'<code class="al-key">([^<]*)</code>', page)[1].replace(" ", "")
    assert secret not in json.dumps(dict(client.session))


def test_a_device_is_signed_out_at_once_from_another(world: World) -> None:
    here, there, third = browser(world.sister), browser(world.sister), browser(world.sister)
    page = here.get("/accounts/mine/").content.decode()
    assert page.count("Sign out there") == 2
    number = re.search(r'name="device" value="(\d+)"', page)[1]
    here.post("/accounts/mine/devices/end/", {"device": number})
    assert sorted([is_in(here), is_in(there), is_in(third)]) == [False, True, True]
    here.post("/accounts/mine/devices/end/")
    assert [is_in(here), is_in(there), is_in(third)] == [True, False, False]
    assert "session.ended" in actions()


def test_nobody_signs_out_anothers_device(world: World) -> None:
    hers, mine = browser(world.person), browser(world.sister)
    number = re.search(r'name="device" value="(\d+)"', browser(world.person).get("/accounts/mine/").content.decode())[1]
    mine.post("/accounts/mine/devices/end/", {"device": number})
    assert is_in(hers)


def test_a_new_password_ends_every_other_session(world: World) -> None:
    here, there = browser(world.sister), browser(world.sister)
    told = {"oldpassword": PASSWORD, "password1": "three small green boats", "password2": "three small green boats"}
    assert here.post("/accounts/password/change/", told).status_code == 302
    assert is_in(here)
    assert not is_in(there)


def test_another_accounts_passkey_cannot_be_touched(world: World) -> None:
    add_passkey(browser(world.person), SoftKey())
    number = ways.of(world.person).passkeys[0].id
    other = browser(world.sister)
    for page in ("name", "remove"):
        for method in (other.get, other.post):
            assert method(f"/accounts/mine/passkey/{number}/{page}/").status_code == 404
    assert len(ways.of(world.person).passkeys) == 1


def test_the_database_shows_ones_own_ways_alone(world: World) -> None:
    add_passkey(browser(world.person), SoftKey())
    with viewing(world.sister.pk), connection.cursor() as cursor:
        for table in ("mfa_authenticator", "usersessions_usersession", "socialaccount_socialaccount"):
            cursor.execute(f"SELECT count(*) FROM {table} WHERE user_id <> %s", [world.sister.pk])
            assert cursor.fetchone() == (0,)
        cursor.execute("DELETE FROM mfa_authenticator")
    assert len(ways.of(world.person).passkeys) == 1


def test_at_the_door_only_what_happens_there_can_be_noted(world: World) -> None:
    with pytest.raises(Exception, match="not said at the door"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT alongside.note_at_door('grant.given', NULL, '{}')")


def test_the_circle_is_asked_kindly_once_on_each_browser_to_add_a_passkey(world: World) -> None:
    client = browser(world.sister)
    assert "add a passkey" in client.get("/people/").content.decode()
    client.post("/accounts/logout/")
    client.post("/accounts/login/", {"login": world.sister.email, "password": PASSWORD})
    assert "add a passkey" not in client.get("/people/").content.decode()


@pytest.mark.django_db(databases=["default", "owner"])
def test_secrets_are_locked_anew_at_the_machine() -> None:
    secrets = (adapter.settings.SECRET_KEY, "another")
    with at_the_machine():
        account = Account.objects.using(OWNER_ALIAS).create(email="renew@example.org", name="Renew")
        kept = Authenticator.objects.using(OWNER_ALIAS).create(
            user=account, type=ways.APP, data={"secret": adapter.Factors().encrypt("KEY")}
        )
    with override_settings(SECRET_KEY=secrets[1], SECRET_KEY_FALLBACKS=[]), pytest.raises(Refused):
        renew_second_steps()
    with override_settings(SECRET_KEY=secrets[1], SECRET_KEY_FALLBACKS=[secrets[0]]):
        assert renew_second_steps() == 1
    with override_settings(SECRET_KEY=secrets[1], SECRET_KEY_FALLBACKS=[]):
        with at_the_machine():
            kept.refresh_from_db(using=OWNER_ALIAS)
        assert adapter.Factors().decrypt(kept.data["secret"]) == "KEY"
