"""Signing in and out of the real site: passkeys on a device in software, codes without scripts, leaving in a hurry."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth.hashers import make_password

from alongside import conftest as spine
from tests.journeys.conftest import Site, Visitor

Arrive = Callable[..., Visitor]
PASSWORD = "four old red kites"
ADDRESS = {"Salma Khatun": "salma.khatun@example.org", "Joanne Ferriby": "joanne.ferriby@example.org"}


@pytest.fixture
def arrive(site: Site, visitor: Arrive) -> Arrive:
    """Give somebody a browser at the site's name: passkeys belong to names, not to numbers."""
    named = Site(site.url.replace("127.0.0.1", "localhost"), site.database, site.log)

    def come(**more: Any) -> Visitor:
        me = visitor(**more)
        me.site = named
        return me

    return come


@pytest.fixture(autouse=True)
def password(site: Site, django_db_blocker: Any) -> None:
    """Let them sign in by password, and begin without passkeys and codes."""
    with django_db_blocker.unblock(), spine._owner(site.database) as owner:
        owner.execute("SET ROLE alongside_keeper")
        for address in ADDRESS.values():
            owner.execute(
                "UPDATE access_account SET password = %s WHERE email = %s", [make_password(PASSWORD), address]
            )
        owner.execute("DELETE FROM mfa_authenticator")
        owner.execute("DELETE FROM access_guess")


def with_authenticator(me: Visitor) -> Any:
    """Give this browser a device that keeps passkeys and says that a finger was right."""
    cdp = me.page.context.new_cdp_session(me.page)
    cdp.send("WebAuthn.enable")
    told = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": told})
    return cdp


def by_password(me: Visitor, name: str, password: str = PASSWORD) -> Visitor:
    me.go("/accounts/login/").write("E-mail address", ADDRESS[name]).write("Password", password)
    return me.press("Sign in", exact=True)


def code_for(key: str, step: int) -> str:
    return format_hotp_value(hotp_value(key.replace(" ", ""), list(yield_hotp_counters_from_time())[step]))


def looks_well(me: Visitor) -> Visitor:
    return me.fits().axe()


@pytest.mark.parametrize("phone", [False, True])
def test_a_passkey_is_added_opens_the_door_and_is_removed(arrive: Arrive, phone: bool) -> None:
    me = arrive(phone=phone)
    with_authenticator(me)
    by_password(me, "Salma Khatun").go("/accounts/mine/").sees("You have none yet")
    looks_well(me).press("Add a passkey").sees("Only add one on a device that is yours")
    looks_well(me).write("A name for it", "My phone").press("Make the passkey")
    me.sees("With these ten codes")
    looks_well(me).press("Show me the codes").sees("Keep them as a file")
    looks_well(me).press("I have put them away").sees("My phone", "10 of them are left")
    looks_well(me).press("Sign out", exact=True)
    looks_well(me.go("/accounts/login/")).press("Sign in with a passkey")
    me.page.wait_for_url("**/people/**")
    me.go("/accounts/mine/").press("Remove My phone")
    looks_well(me.sees("It is the last one")).press("Remove it").sees("The passkey is removed")
    me.press("Sign out", exact=True)
    me.go("/accounts/login/").press("Sign in with a passkey")
    me.sees("That passkey does not open an account here")


def test_staff_set_up_an_app_without_scripts_and_come_in_with_its_codes(arrive: Arrive) -> None:
    me = arrive(phone=True, js=False)
    by_password(me, "Joanne Ferriby").sees("Set up a second step").sees_not("My work")
    me.go("/people/").sees("Set up a second step")
    me.press("Make a passkey on this device").sees("A passkey needs a browser that runs scripts")
    me.press("Set up an app").sees("Open an authenticator app")
    key = me.page.locator("code.al-key").inner_text()
    me.write("The code that the app shows now", "000000").press("Go on").sees("That code does not fit")
    assert me.page.locator("code.al-key").inner_text() == key
    me.write("The code that the app shows now", code_for(key, 1)).press("Go on").press("Show me the codes")
    paper = me.page.locator("code.al-key").first.inner_text()
    me.press("I have put them away").sees("How I sign in").press("Sign out", exact=True)
    by_password(me, "Joanne Ferriby").sees("One more step")
    me.write("The code", code_for(key, 2)).press("Go on").sees("My work")
    me.press("Sign out", exact=True)
    by_password(me, "Joanne Ferriby").write("The code", paper).press("Go on").sees("My work")


def test_the_pages_that_ask_look_well(arrive: Arrive) -> None:
    for phone in (False, True):
        me = by_password(arrive(phone=phone), "Joanne Ferriby")
        for page in ("/accounts/second-step/", "/accounts/mine/app/", "/accounts/sure/", "/accounts/still-there/"):
            looks_well(me.go(page))


def test_an_open_page_hides_itself_and_comes_back_with_what_was_typed(arrive: Arrive) -> None:
    me = by_password(arrive(), "Salma Khatun")

    def sooner(route: Any) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace('data-after="1800"', 'data-after="3"'))

    me.page.route("**/people/add/", sooner)
    me.page.route("**/p/**", sooner)
    me.go("/people/")
    me.page.locator("main a[href^='/p/']").first.click()
    record = me.path()
    me.go(record + "add/strength/")
    field = me.page.locator("main textarea").first
    field.fill("I can still sing")
    me.page.get_by_role("heading", name="Are you still there?").wait_for(timeout=15_000)
    assert not field.is_visible()
    assert me.page.title() == "Are you still there?"
    me.axe()
    me.page.locator("#lock-password").fill("a guess")
    me.press("Use this password").sees("That was not right")
    other = me.page.context.new_page()
    other.goto(me.site.url + "/people/")
    assert "Are you still there?" in other.title()
    other.close()
    me.page.locator("#lock-password").fill(PASSWORD)
    me.press("Use this password")
    field.wait_for(state="visible")
    assert field.input_value() == "I can still sing"
    assert me.page.title() != "Are you still there?"


@pytest.mark.parametrize("how", ["key", "press", "without scripts"])
def test_leaving_in_a_hurry_leaves_nothing_behind(arrive: Arrive, how: str) -> None:
    me = arrive(phone=True, js=how != "without scripts").sign_in("Asha Miah")
    record = me.path()
    titles = [me.page.title()]
    for page in ("hopes/", "circle/", "timeline/"):
        me.go(record + page)
        titles.append(me.page.title())
    assert not [title for title in titles if "Asha" in title or "Miah" in title]
    if how == "key":
        for _time in range(3):
            me.page.keyboard.press("Shift")
    else:
        me.page.locator("a[data-leave]").first.click()
    me.page.wait_for_url("**/leave/")
    assert me.page.title() == "New page"
    me.sees_not("Asha", "Alongside")
    for _time in range(3):
        me.page.go_back()
        me.sees_not("Asha", "Miah")
        assert "/accounts/login/" in me.path() or me.path() in {"/demo/", "/leave/"}
    me.go(record).sees("Sign in").sees_not("Asha")
