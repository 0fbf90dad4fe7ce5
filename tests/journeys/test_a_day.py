"""A day's work: what was promised, done by six or handed on; and somebody leaves what they had promised."""

import re
from datetime import timedelta

from alongside.record.times import today
from tests.journeys.conftest import EVERY_WAY, Visitor
from tests.journeys.steps import Arrive, Way, new_person, read, said_day, way_of, write_day

EVENING = {"laptop": "Cerys Lockyer", "phone": "Obinna Starling", "plain phone": "Marged Pell"}
LEFT = {"laptop": "Emrys Cadwell", "phone": "Tove Ashdown", "plain phone": "Bilal Northey"}


def add_task(me: Visitor, words: str, who: str, days: int) -> None:
    """When something to be done is written down, by whom and by when."""
    me.go_in("in-touch/").press("Add something to be done").fits().axe()
    me.write("What is to be done?", words).select("Who does it?", who)
    write_day(me, "By which day?", today() + timedelta(days=days))
    me.press("Save", exact=True).sees("Kept. It stands here", words)


def group(me: Visitor, heading: str) -> str:
    """Give the words of one group of the page of work."""
    found = me.page.get_by_role("region", name=heading, exact=True)
    return found.inner_text() if found.count() else ""


@EVERY_WAY
def test_a_workers_evening(visitor: Arrive, way: Way) -> None:
    """He sees what he promised, does one, hands one on, gives one another day, and goes home."""
    me, name = visitor(**way).sign_in("Daniel Owusu"), EVENING[way_of(way)]
    new_person(me, name)
    tag = way_of(way)
    first, second, third = (
        f"{words} ({tag})" for words in ("Ring the surgery", "Find the form", "Ask about the choir")
    )
    add_task(me, first, "(me)", 0)
    add_task(me, second, "(me)", 2)
    add_task(me, third, "(me)", 3)
    me.fits().axe()

    me.go("/work/").fits().axe()
    assert first in group(me, "Today")
    for words in (second, third):
        assert words in group(me, "I promised")

    me.page.locator("li.al-entry", has_text=first).get_by_role("link", name="Say how it went").click()
    me.sees(first).fits().axe().write("How did it go?", "They ring back on Monday.").press("Save", exact=True)
    me.sees("Thank you for saying how it went")
    read(me, "Done lately", "They ring back on Monday.")

    me.page.locator("article", has_text=second).get_by_role("link", name="Hand it on").click()
    me.fits().axe().press("Save", exact=True).sees("This is still empty")
    me.select("Who does it from now on?", name).write("A word to them", "It is in the blue folder.")
    me.press("Save", exact=True).sees(
        "Handed on.", "It is in the blue folder.", "Before that it was with Daniel Owusu."
    )

    me.page.locator("article", has_text=third).get_by_role("link", name="Another day").click()
    later = today() + timedelta(days=9)
    write_day(me, "By which day?", later)
    me.fits().axe().write("Why another day?", "They meet on Thursdays.").press("Save", exact=True)
    me.sees("It has its new day", said_day(later))

    me.go("/work/")
    assert first not in group(me, "Today")
    assert second not in group(me, "I promised")
    assert second in group(me, "Waiting for others")
    assert third in group(me, "I promised")
    me.fits().axe()


@EVERY_WAY
def test_somebody_leaves_and_her_worker_is_asked_who_does_it_now(visitor: Arrive, way: Way) -> None:
    """A neighbour had promised something. She moves away: nothing is lost, and somebody is asked at once."""
    me = visitor(**way).sign_in("Daniel Owusu")
    record = new_person(me, LEFT[way_of(way)])
    me.go_in("circle/add/").write("Name", "Nell Farrow").press("Save", exact=True)
    words = f"Water the tomatoes ({way_of(way)})"
    add_task(me, words, "Nell Farrow", 2)
    me.go("/work/")
    assert words in group(me, "Waiting for others")
    assert words not in group(me, "I promised")

    me.go(record).go_in("circle/")
    named = re.compile(r"No longer in the.*circle.*Nell Farrow", re.DOTALL)
    me.page.get_by_role("link", name=named).or_(me.page.get_by_role("button", name=named)).first.click()
    me.press("Yes, they are no longer in it")

    me.go("/work/").fits().axe()
    promised = group(me, "I promised")
    assert words in promised
    assert "Nell Farrow is no longer here. Who does this now?" in promised
    assert words not in group(me, "Waiting for others")
    me.go(record).go_in("in-touch/")
    me.sees("It was with Nell Farrow, who is no longer here. You are asked who does it now.").fits().axe()

    me.go("/work/")
    line = me.page.locator("li.al-entry", has_text=words)
    line.get_by_role("link", name="Say who does it now").click()
    me.select("Who does it from now on?", "(me)").write("A word to them", "I pass by on Wednesdays.")
    me.press("Save", exact=True).sees("Handed on.")
    me.go("/work/").sees_not("Nell Farrow is no longer here")
    assert words in group(me, "I promised")
