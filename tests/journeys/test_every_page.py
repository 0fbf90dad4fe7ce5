"""Every page, for everybody: axe finds nothing, nothing is too wide at 320 px, no script is needed."""

from collections.abc import Callable

import pytest

from tests.journeys.conftest import Visitor

Arrive = Callable[..., Visitor]
MOST = 40


def links_inside(me: Visitor) -> list[str]:
    """Give the pages of this site that this page leads to, without files and without leaving."""
    found = me.page.eval_on_selector_all("a[href]", "links => links.map(link => link.getAttribute('href'))")
    skipped = ("/leave", "#", "tel:", "sms:", "mailto:", "http")
    return [
        href.split("#")[0]
        for href in found
        if href.startswith("/") and not href.startswith(skipped) and "/file/" not in href and ".pdf" not in href
    ]


def shape(path: str) -> str:
    """Give an address without its ids, so that each kind of page is looked at once."""
    import re

    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "*", path.split("?")[0])


EVERYBODY = ("Asha Miah", "Salma Khatun", "Daniel Owusu", "Bronwen Tolley", "Joanne Ferriby")
WIDE = ("Asha Miah", "Bronwen Tolley")


@pytest.mark.parametrize(
    ("who", "phone"), [*((who, True) for who in EVERYBODY), *((who, False) for who in WIDE)], ids=str
)
def test_axe_finds_nothing_and_nothing_is_too_wide(visitor: Arrive, who: str, phone: bool) -> None:
    me = visitor(phone=phone).sign_in(who)
    todo, seen = [me.path(), "/people/"], set()
    faults = []
    while todo and len(seen) < MOST:
        path = todo.pop(0)
        if shape(path) in seen:
            continue
        seen.add(shape(path))
        answer = me.page.goto(me.site.url + path)
        assert answer is not None
        if "html" not in answer.headers.get("content-type", ""):
            continue
        try:
            assert answer.status == 200, answer.status
            me.fits().axe()
        except AssertionError as fault:
            faults.append((path, str(fault)[:600]))
        todo += links_inside(me)
    assert not faults
    assert len(seen) > (3 if who == "Joanne Ferriby" else 20), seen


def test_the_pages_before_signing_in(visitor: Arrive) -> None:
    for phone in (False, True):
        me = visitor(phone=phone)
        for path in ("/", "/demo/", "/help/", "/accounts/login/", "/invited/", "/invited/welcome/", "/nowhere/"):
            me.go(path).fits().axe()


def test_a_whole_entry_by_keyboard_alone(visitor: Arrive) -> None:
    me = visitor().sign_in("Asha Miah").go_in("add/aspiration/")
    me.page.keyboard.press("Tab")
    assert me.page.evaluate("document.activeElement.textContent").strip() == "Skip to the main content"
    me.page.keyboard.press("Enter")
    for _ in range(30):
        me.page.keyboard.press("Tab")
        if me.page.evaluate("document.activeElement.tagName") == "TEXTAREA":
            break
    me.page.keyboard.type("To swim in the sea once more")
    for _ in range(30):
        me.page.keyboard.press("Tab")
        if me.page.evaluate("document.activeElement.textContent").strip() == "Save":
            break
    me.page.keyboard.press("Enter")
    me.sees("Saved at", "To swim in the sea once more")
