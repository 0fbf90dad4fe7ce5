"""Living with the plan: whom to call first, what I said I would do, rights talked about, and somebody who leaves."""

import re
from typing import Any

from tests.journeys import steps
from tests.journeys.conftest import EVERY_WAY, Visitor
from tests.journeys.steps import Arrive, Way, way_of

JEAN, SALMA = "Jean at Thimble & Thread", "Salma, my sister"


def button(me: Visitor, name: str) -> Any:
    """Give the button or link whose name begins so; what it is about follows."""
    sought = re.compile(name)
    return me.page.get_by_role("button", name=sought).or_(me.page.get_by_role("link", name=sought)).first


def in_turn(me: Visitor, *words: str) -> None:
    """Check that these words stand on the page, each after the one before."""
    text, place = me.page.locator("main").inner_text(), 0
    for word in words:
        place = text.find(word, place) + 1
        assert place, (word, me.page.url)


@EVERY_WAY
def test_whom_she_wants_to_hear_first_is_called_first(visitor: Arrive, way: Way) -> None:
    me = visitor(**way).sign_in("Asha Miah").go_in("about/").press("The whole staying-well plan").fits().axe()
    in_turn(me, "Early signs", "What helps", SALMA, JEAN, "What must not happen", "How hopeful I feel")
    button(me, r"Call sooner.*In shop hours").click()
    me.sees(f"{JEAN} is called sooner now.").fits().axe()
    me.press("I need help now").fits().axe()
    in_turn(me, "call 999", JEAN, SALMA, "What helps", "What must not happen", "choose option 2")
    assert me.page.get_by_role("link", name=re.compile(JEAN)).first.get_attribute("href") == "tel:01632960114"
    button(me.go_in("staying-well/"), r"Call later.*In shop hours").click()
    in_turn(me.sees(f"{JEAN} is called later now."), "Whom to call", SALMA, JEAN, "What must not happen")


@EVERY_WAY
def test_he_finds_what_he_said_he_would_do_in_every_record(visitor: Arrive, way: Way) -> None:
    me = visitor(**way).sign_in("Daniel Owusu").press("My work", exact=True).fits().axe()
    me.sees("The day has gone by", "That happens.", "In the next four weeks")
    me.page.locator("a[href*='/plan/step/']", has_text="Say how it went").first.click()
    me.sees("How did this step go?").fits().axe()
    salma = visitor(**way).sign_in("Salma Khatun").press("Asha Miah")
    salma.sees("Yours", "It is done").press("All that I have said I will do").fits().axe()
    salma.sees("What I have said I will do", "Asha").sees_not("The day has gone by")


@EVERY_WAY
def test_a_right_is_talked_about_and_her_words_stand_with_it(visitor: Arrive, way: Way) -> None:
    words = f"So I can have the page, and the photo of the page ({way_of(way)})."
    daniel = visitor(**way).sign_in("Daniel Owusu").press("Asha Miah").go_in("about/").press("Read the rights")
    button(daniel.fits().axe(), r"We talked about it.*To see what is written").click()
    daniel.fits().axe().write("What did the person say?", words).choose("With pictures", "How was it explained?")
    daniel.choose("Yes", "Was it understood?").press("Save", exact=True).sees("Saved at", words)
    me = visitor(**way).sign_in("Asha Miah").go_in("rights/").sees("My rights", words, "With pictures or objects")
    button(me.fits().axe(), rf"Are these your words.*{words[:30]}").click()
    me.press("Yes, these are my words").go_in("rights/").sees(words)
    assert "not yet confirmed" not in me.page.locator("article", has_text=words).inner_text()


@EVERY_WAY
def test_somebody_leaves_the_circle_and_comes_back(visitor: Arrive, way: Way) -> None:
    me = visitor(**way).sign_in("Asha Miah").go_in("circle/")
    button(me, r"No longer in my circle.*Stuart Pell").click()
    me.sees("Is Stuart Pell no longer in your circle?", "Nobody is told.").fits().axe()
    me.press("Yes, they are no longer in it").sees("Who was in my circle", "Nobody has been told.").fits().axe()
    daniel = visitor(**way).sign_in("Daniel Owusu").press("Asha Miah").go_in("add/step/")
    offered = daniel.page.locator("select[name=responsible]").inner_text()
    assert "Stuart Pell" not in offered
    assert "Salma Khatun" in offered
    button(me, r"Back in the circle.*Stuart Pell").click()
    me.sees("Stuart Pell is in the circle again.").sees_not("Who was in my circle")
    assert "Stuart Pell" in daniel.go_in("add/step/").page.locator("select[name=responsible]").inner_text()
    steps.read(me.go_in("looked/"), "Daniel Owusu")
