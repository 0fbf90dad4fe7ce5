"""Somebody else is to work with Asha: written down, read by her, answered, and only then carried out."""

import re

from tests.journeys.conftest import EVERY_WAY, Visitor
from tests.journeys.steps import Arrive, Way, way_of

WORDS = {
    "laptop": "Asha wants to be asked before anybody rings her sister.",
    "phone": "The rail by the back step is still promised.",
    "plain phone": "Mornings after eleven are best for talking.",
}
PAIR = ("Daniel Owusu", "Obi Tennant")


@EVERY_WAY
def test_it_is_written_read_answered_and_carried_out(visitor: Arrive, way: Way) -> None:
    words = WORDS[way_of(way)]
    me = visitor(**way).sign_in("Daniel Owusu").press("Asha Miah").go_in("in-touch/")
    me.press("Write a hand-over").sees("They read it first").fits().axe()
    goes = next(name for name in PAIR if me.page.get_by_role("radio", name=name).count())
    comes = next(name for name in PAIR if name != goes)

    me.choose(goes, "Who goes?").select("Who comes?", goes).write("What should whoever comes next know?", words)
    me.press("Save", exact=True).sees("Please choose somebody else than who goes").fits().axe()
    assert words in me.page.get_by_label("What should whoever comes next know?").input_value()
    me.select("Who comes?", comes).press("Save", exact=True).sees("nothing has changed yet", words).fits().axe()
    where = me.path()

    lead = visitor(**way).sign_in("Bronwen Tolley").go(where)
    lead.press("Carry it out").sees("has not read it yet").press("Carry it out")
    lead.sees("has not read this yet. Read it with them first").fits().axe()

    asha = the_person_reads(visitor, way, where, words)
    lead.go(where).sees("has read this").press("Carry it out").sees("has read it").press("Carry it out")
    lead.sees("Done. The person has been told.").fits().axe()
    asha.go("/notices/").sees(f"{comes} works with you instead of {goes}")
    asha.go(where).sees(f"{comes} works with you instead of {goes}").fits().axe()
    asha.go_in("who/")
    named = re.sub(r"\s+", " ", asha.page.locator("main").inner_text())
    assert re.search(rf"{comes}.{{0,200}}Named worker", named), named


def the_person_reads(visitor: Arrive, way: Way, where: str, words: str) -> Visitor:
    """When Asha reads it, says so, and says what she sees differently."""
    asha = visitor(**way).sign_in("Asha Miah").go_in("in-touch/").sees("When somebody else is to work with me")
    asha.fits().axe().go(where).sees(words, "It is no yes or no").fits().axe()
    asha.press("I have read this").sees("That it was read is kept with it", "You read this on").fits().axe()
    asha.press("Answer this, or say that something is wrong").press("I see it differently")
    asha.write("In your own words", f"Ask me first: {words}").press("Save", exact=True).go(where)
    return asha.sees(f"Ask me first: {words}")


@EVERY_WAY
def test_how_often_to_be_in_touch_is_agreed(visitor: Arrive, way: Way) -> None:
    how = f"A call after eleven ({way_of(way)})"
    me = visitor(**way).sign_in("Asha Miah").go_in("in-touch/agreed/").sees("It is an agreement").fits().axe()
    me.choose("something else").write("How?", how).write("about every how many days", "often")
    me.press("Save", exact=True).sees("Write a number of days, like 10.").fits().axe()
    me.write("about every how many days", "10").press("Save", exact=True)
    me.sees(f"We agreed to be in touch about every 10 days: {how}.").fits().axe()
    visitor(**way).sign_in("Daniel Owusu").go(me.path()).sees(f"about every 10 days: {how}").fits().axe()
