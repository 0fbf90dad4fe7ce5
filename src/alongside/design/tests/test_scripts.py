"""What the script adds, seen in a real browser against answers made up here: nothing goes over the network."""

import concurrent.futures
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

import pytest
from django import forms
from jinja2 import Environment, PackageLoader
from playwright.sync_api import Page, Route, sync_playwright

from alongside.conftest import CHROMIUM
from alongside.design import build
from alongside.design.environment import equip
from alongside.design.fields import OwnWords
from alongside.design.forms import Form

SITE = "http://alongside.test"
POLICY = "default-src 'none'; script-src 'nonce-n0'; style-src 'self'; img-src 'self' blob:; connect-src 'self'"
COPIES = "JSON.stringify(Object.entries(sessionStorage).filter(([key]) => key.startsWith('draft:')))"
STATUS = "[data-draft-status]"

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")]


class Talk(Form):
    """What a page of a conversation holds."""

    words = OwnWords(label="What matters?")
    who = forms.ChoiceField(label="Who?", choices=[("me", "Me"), ("us", "Us")], widget=forms.RadioSelect)
    photo = forms.FileField(label="Photo", widget=forms.ClearableFileInput(attrs={"data-max-bytes": 1000}))


TALK = """{% extends "design/layout.jinja" %}{% import "design/macros.jinja" as m %}{% block content %}<h1>Talk</h1>
{% call m.form('', action='/keep', draft='/draft', draft_saved_at=saved_at) %}
{{ m.field(f.words) }}{{ m.field(f.who) }}{{ m.field(f.photo) }}{{ m.button("Keep") }}{% endcall %}
{{ m.print_button() }}{% endblock %}"""


class Site:
    """A site of made-up answers, which remembers the drafts it was sent."""

    def __init__(self) -> None:
        self.drafts: list[dict[str, list[str]]] = []
        self.draft_status = 200
        self.keep_status = 200
        self.account = "k1"
        self.saved_at = ""
        self.env = Environment(loader=PackageLoader("alongside.design", "jinja2"), autoescape=True)
        equip(self.env)
        self.env.globals["static"] = lambda path: f"/static/{path}"

    def page(self) -> str:
        """Give the page of the conversation."""
        person = {"name": "Amina", "help": "/help"}
        return self.env.from_string(TALK).render(
            f=Talk(), csp_nonce="n0", viewer_key=self.account, person=person, saved_at=self.saved_at
        )

    def answer(self, route: Route) -> None:
        """Answer one request of the browser."""
        path = route.request.url.removeprefix(SITE).partition("?")[0]
        headers = {"Content-Security-Policy": POLICY, "Content-Type": "text/html; charset=utf-8"}
        if path.startswith("/static/design/"):
            return route.fulfill(path=build.OUTPUT / path.removeprefix("/static/design/"))
        if path == "/draft":
            if self.draft_status == 200:
                self.drafts.append(parse_qs(route.request.post_data or ""))
            return route.fulfill(status=self.draft_status, json={"saved_at": "2026-03-03T14:03:00Z"})
        if path == "/keep" and self.keep_status != 200:
            body = self.env.get_template("design/error.jinja").render(status=self.keep_status, csp_nonce="n0")
            return route.fulfill(status=self.keep_status, body=body, headers=headers)
        if path == "/leave/":
            return route.fulfill(body=self.env.get_template("design/neutral.jinja").render(), headers=headers)
        return route.fulfill(body=self.page(), headers=headers)


def _in_a_browser(scenario: Callable[[Page, Site], None], **options: Any) -> None:
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        site, page = Site(), browser.new_page(**options)
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.route("**/*", site.answer)
        page.goto(f"{SITE}/talk")
        try:
            scenario(page, site)
        finally:
            browser.close()
        assert wrong == []


def seen(scenario: Callable[[Page, Site], None], **options: Any) -> None:
    """Run `scenario` in a browser of its own thread, so that no other test's browser is in its way."""
    build.build()
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        pool.submit(_in_a_browser, scenario, **options).result()


def test_words_are_saved_while_somebody_types() -> None:
    def scenario(page: Page, site: Site) -> None:
        page.fill("#id_words", "Sunday 🍲 أحب")
        page.check("#id_who_1")
        assert "Sunday" in page.evaluate(COPIES)
        page.wait_for_selector(f"{STATUS}[data-state=saved]")
        assert "Saved at" in page.inner_text(STATUS)
        assert site.drafts[-1] == {"words": ["Sunday 🍲 أحب"], "who": ["us"]}
        assert page.evaluate(COPIES) == "[]"

    seen(scenario)


def test_what_did_not_reach_the_server_comes_back_and_is_sent_again() -> None:
    def scenario(page: Page, site: Site) -> None:
        site.draft_status = 503
        page.fill("#id_words", "Tea with Hodan")
        page.check("#id_who_0")
        page.wait_for_selector(f"{STATUS}[data-state=waiting]")
        assert "Not saved yet" in page.inner_text(STATUS)
        site.draft_status = 200
        page.reload()
        assert page.input_value("#id_words") == "Tea with Hodan"
        assert page.is_checked("#id_who_0")
        page.wait_for_selector(f"{STATUS}[data-state=saved]")
        assert page.evaluate(COPIES) == "[]"

    seen(scenario)


def test_a_server_that_fails_on_keeping_loses_nothing() -> None:
    def scenario(page: Page, site: Site) -> None:
        site.draft_status = site.keep_status = 500
        page.fill("#id_words", "Tea")
        page.click("text=Keep")
        page.wait_for_selector("body[data-failed]")
        page.goto(f"{SITE}/talk")
        assert page.input_value("#id_words") == "Tea"
        site.draft_status = site.keep_status = 200
        page.click("text=Keep")
        page.wait_for_load_state()
        page.goto(f"{SITE}/talk")
        assert page.input_value("#id_words") == ""

    seen(scenario)


def test_another_account_in_the_same_tab_sees_nothing_of_it() -> None:
    def scenario(page: Page, site: Site) -> None:
        site.draft_status = 500
        page.fill("#id_words", "For me alone")
        site.account = "k2"
        page.goto(f"{SITE}/talk")
        assert page.input_value("#id_words") == ""
        site.account = "k1"
        page.goto(f"{SITE}/talk")
        assert page.input_value("#id_words") == "For me alone"

    seen(scenario)


def test_a_later_draft_from_elsewhere_is_not_written_over() -> None:
    def scenario(page: Page, site: Site) -> None:
        site.draft_status = 500
        page.fill("#id_words", "Typed here")
        site.saved_at = "2026-03-03T15:00:00Z"
        page.goto(f"{SITE}/talk")
        assert page.input_value("#id_words") == ""
        page.click("text=Bring back what I typed here")
        assert page.input_value("#id_words") == "Typed here"

    seen(scenario)


def test_a_page_that_goes_saves_at_once_and_once() -> None:
    def scenario(page: Page, site: Site) -> None:
        page.fill("#id_words", "In a hurry")
        # A request made as the page dies is out of the test's sight, so the page is only told that it goes.
        page.evaluate("for (const name of ['pagehide', 'pagehide']) window.dispatchEvent(new Event(name))")
        page.wait_for_selector(f"{STATUS}[data-state=saved]", timeout=1000)
        assert site.drafts == [{"words": ["In a hurry"]}]

    seen(scenario)


@pytest.mark.parametrize("by", ["click", "keys"])
def test_leaving_takes_the_place_of_the_page(by: str) -> None:
    def scenario(page: Page, site: Site) -> None:
        page.goto(f"{SITE}/talk?second")
        before = page.evaluate("history.length")
        if by == "click":
            page.click("a[data-leave]")
        else:
            for _ in range(3):
                page.keyboard.press("Shift")
        page.wait_for_url("**/leave/")
        assert page.evaluate("history.length") == before
        assert "Alongside" not in page.content()

    seen(scenario)


def test_capital_letters_do_not_leave() -> None:
    def scenario(page: Page, site: Site) -> None:
        page.focus("#id_words")
        page.keyboard.type("I Am At Home WITH HODAN")
        page.wait_for_timeout(100)
        assert page.url == f"{SITE}/talk"

    seen(scenario)


def test_a_field_says_how_much_room_is_left_and_a_file_that_it_is_too_big() -> None:
    def scenario(page: Page, site: Site) -> None:
        page.fill("#id_words", "x" * 1_000_000)
        assert "980,000 characters too long" in page.inner_text(".al-count")
        page.set_input_files("#id_photo", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"0" * 2000})
        assert "a.jpg" in page.inner_text(".al-file-said")
        assert page.input_value("#id_photo") == ""

    seen(scenario)


def test_without_scripts_leaving_works_and_nothing_dead_is_shown() -> None:
    def scenario(page: Page, site: Site) -> None:
        assert not page.is_visible("[data-print]")
        page.click("a[data-leave]")
        assert page.url == f"{SITE}/leave/"

    seen(scenario, java_script_enabled=False)


@pytest.mark.parametrize("width", [320, 1200])
def test_a_page_fits_its_window_and_axe_finds_nothing(width: int) -> None:
    def scenario(page: Page, site: Site) -> None:
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.evaluate((build.PACKAGES / "axe-core" / "axe.min.js").read_text())
        assert json.dumps(page.evaluate("axe.run()")["violations"]) == "[]"

    seen(scenario, viewport={"width": width, "height": 800})
