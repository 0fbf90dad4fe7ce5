"""As the person, on a phone and on a laptop, with and without script."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.conftest import EVERY_WAY, Visitor

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da636460f85f0f0002870180eb47ba920000000049454e44ae426082"
)
Arrive = Callable[..., Visitor]


def asha(visitor: Arrive, way: dict[str, bool]) -> Visitor:
    """Given Asha, signed in, on her own front page."""
    return visitor(**way).sign_in("Asha Miah")


@EVERY_WAY
def test_her_record_opens_on_who_she_is_and_what_she_wants(visitor: Arrive, way: dict[str, bool]) -> None:
    me = asha(visitor, way)
    me.sees(
        "What matters to me", "What I am good at", "What I want", "What happens next", "How to talk with me"
    ).fits().axe()
    text = me.page.inner_text("main")
    order = [
        text.index(heading)
        for heading in (
            "What matters to me",
            "What I am good at",
            "What I hope for",
            "What I want",
            "What happens next",
        )
    ]
    assert order == sorted(order)


@EVERY_WAY
def test_she_adds_words_and_a_photo_of_her_own(visitor: Arrive, way: dict[str, bool], tmp_path: Path) -> None:
    photo = tmp_path / "my balcony.png"
    photo.write_bytes(PNG)
    words = f"The tomatoes on my balcony, {way}. 🍅 شكرا"
    me = asha(visitor, way).press("About me", exact=True).press("Add What matters to me")
    me.fits().axe()
    me.page.get_by_label("In my own words").fill(words)
    me.page.locator("input[type=file]").set_input_files(photo)
    me.press("Save", exact=True).sees("Saved at", words)
    shown = me.page.get_by_role("img", name="my balcony.png").last
    assert shown.get_attribute("src")
    entry = me.page.locator("article", has_text=words)
    assert "not yet confirmed" not in entry.inner_text()


@EVERY_WAY
def test_words_written_down_for_her_become_hers_when_she_says_so(visitor: Arrive, way: dict[str, bool]) -> None:
    me = asha(visitor, way).go_in("timeline/")
    waiting = me.page.locator("article", has_text="not yet confirmed").first
    waiting.get_by_role("link").first.click()
    me.press("Yes, these are my words").sees("These words are confirmed as yours")
    assert "not yet confirmed" not in me.page.inner_text("main")


@EVERY_WAY
def test_she_sees_it_differently_and_says_what_is_wrong(visitor: Arrive, way: dict[str, bool]) -> None:
    me = asha(visitor, way).go_in("timeline/").select("In the words of", "Daniel Owusu").press("Show", exact=True)
    # A message is answered by a message; all else can be answered where it stands.
    me.page.locator("article").filter(has_not=me.page.locator("a[href*='/messages/']")).first.get_by_role(
        "link"
    ).first.click()
    entry = me.path()
    me.press("I see it differently").write("In your own words", f"I would say it another way {way}").press(
        "Save", exact=True
    )
    me.sees("Sees it differently", f"I would say it another way {way}").fits().axe()
    me.go(entry).press("This is wrong").write("In your own words", f"It was a Tuesday {way}").press("Save", exact=True)
    me.sees("Says this is wrong", f"It was a Tuesday {way}", "An answer is due by")


@EVERY_WAY
def test_she_takes_her_own_words_back(visitor: Arrive, way: dict[str, bool]) -> None:
    words = f"Something I said too soon {way}"
    me = asha(visitor, way).press("About me", exact=True).press("Add A good day")
    me.page.get_by_label("In my own words").fill(words)
    me.press("Save", exact=True)
    me.page.locator("article", has_text=words).get_by_role("link").first.click()
    me.press("Take my words back").press("Take them back").sees("Your words are taken back")
    me.go_in("about/").sees_not(words)


@EVERY_WAY
def test_help_is_one_tap_away_from_every_page(visitor: Arrive, way: dict[str, bool]) -> None:
    me = asha(visitor, way)
    for page in ("", "about/", "strengths/", "hopes/", "plan/", "circle/", "timeline/"):
        me.go_in(page).press("I need help now")
        me.sees("call 999", "choose option 2", "Whom to call, in this order", "What helps").fits().axe()


@EVERY_WAY
def test_she_sees_who_has_looked(visitor: Arrive, way: dict[str, bool]) -> None:
    visitor(**way).sign_in("Daniel Owusu").press("Asha Miah")
    me = asha(visitor, way).go_in("looked/")
    me.sees("Daniel Owusu").fits().axe()


def test_a_tie_made_elsewhere_shows_in_the_picture_and_in_the_list(visitor: Arrive) -> None:
    me = asha(visitor, {"phone": False, "js": False}).go_in("strengths/")
    assert me.page.locator("svg[role=img] title").count() >= 1
    assert me.page.locator("svg[role=img] desc").count() >= 1
    me.sees("The same as a list")


@pytest.mark.parametrize("press", ["Leave"])
def test_leaving_signs_out_and_back_shows_nothing(visitor: Arrive, press: str) -> None:
    me = asha(visitor, {"phone": True, "js": False})
    place = me.path()
    href = me.page.get_by_role("link", name=press).get_attribute("href")
    answer = me.page.request.get(me.site.url + str(href), max_redirects=0)
    assert answer.status == 200
    assert "Alongside" not in answer.text()
    assert "Clear-Site-Data" in {name.title() for name in answer.headers}
    me.go(place)
    assert "/accounts/login/" in me.page.url
