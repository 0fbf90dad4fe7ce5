"""Mending: a slip of the pen, a mistake, the wrong record, two records of one person, a death. Nothing is deleted."""

import re

from alongside.record.times import today
from tests.journeys import steps
from tests.journeys.conftest import EVERY_WAY, Visitor
from tests.journeys.steps import Arrive, Way, add_entry, entry, read, said_day, unfold, way_of, write_day


def strength(me: Visitor, words: str) -> str:
    """Given a strength that was written down; gives the address of its entry."""
    add_entry(me, "strength", {"What is the strength?": words}, ["Something I can do"])
    return entry(me, words)


@EVERY_WAY
def test_its_author_mends_a_slip_and_marks_a_mistake(visitor: Arrive, way: Way) -> None:
    """How it was stays in its history; a mistake is no longer shown, and its reason is."""
    me = visitor(**way).sign_in("Asha Miah")
    slip, right = f"I can thraed a needle ({way_of(way)})", f"I can thread a needle ({way_of(way)})"
    where = strength(me, slip)
    me.fits().axe().press("Change it").fits().axe().write("What is the strength?", right).press("Save", exact=True)
    me.sees("Changed. How it was is kept in its history.", right)
    unfold(me, "How this came to be")
    me.sees(slip).fits().axe()

    me.press("This was a mistake").fits().axe().press("Save", exact=True).sees("What you wrote is still here").axe()
    me.write("Why is this a mistake?", "It was the other hand").press("Save", exact=True)
    me.sees("Marked as a mistake. It is kept in history, and no longer shown.")
    me.go_in("strengths/").sees_not(right)
    me.go(where).sees("Marked as a mistake", "It was the other hand").fits().axe()


def test_a_slip_in_words_of_somebody_else_asks_them_to_confirm_again(visitor: Arrive) -> None:
    """The worker mends what he wrote down for her; others cannot."""
    me = visitor().sign_in("Daniel Owusu").press("Asha Miah")
    where = strength(me, "I know my buttens")
    asha = visitor(phone=True).sign_in("Asha Miah").go(where).press("Yes, these are my words")
    asha.sees("These words are confirmed as yours")
    assert "not yet confirmed" not in asha.page.inner_text("main")
    me.go(where).press("Change it").write("What is the strength?", "I know my buttons").press("Save", exact=True)
    me.sees("I know my buttons")
    asha.go(where).sees("not yet confirmed").press("Yes, these are my words").sees("confirmed as yours")
    bronwen = visitor().sign_in("Bronwen Tolley").go(where).sees("I know my buttons")
    assert bronwen.page.get_by_role("link", name="Change it").count() == 0
    bronwen.go(f"{where}change/").sees("You can answer it")


@EVERY_WAY
def test_words_in_the_wrong_record_are_moved(visitor: Arrive, way: Way) -> None:
    """The right record has them; the wrong one keeps a line without content, whoever looks."""
    me, words = visitor(**way).sign_in("Daniel Owusu").press("Levi Hearn"), f"Sings bass in the choir ({way_of(way)})"
    where = strength(me, words)
    bronwen = visitor(**way).sign_in("Bronwen Tolley").go(where).sees(words)
    me.press("It belongs in another record").fits().axe().select("Whose record does this belong in?", "Kit Ashdown")
    me.press("Save", exact=True).sees("Moved. This record keeps a line without its content.")
    for other in (me, bronwen):
        other.go(where).sees("Moved: it belonged in another record").sees_not(words, "Kit Ashdown").fits().axe()
        other.go_in("strengths/").sees_not(words)
        other.go_in("timeline/").sees_not(words)
    me.go("/people/").press("Kit Ashdown").go_in("strengths/").sees(words)
    moved = me.page.locator("article", has_text=words).inner_text()
    assert "Kit Ashdown" in moved
    assert "not yet confirmed" in moved


@EVERY_WAY
def test_two_records_of_one_person_become_one(visitor: Arrive, way: Way) -> None:
    """Whoever opens the one lands in the other; what was written in it can be read as it was."""
    names = {"laptop": "Ottilie Frome", "phone": "Barnaby Quill", "plain phone": "Xanthe Moorcroft"}
    me, name = visitor(**way).sign_in("Daniel Owusu"), names[way_of(way)]
    kept = steps.new_person(me, name)
    earlier = steps.new_person(me, f"{name}e")
    strength(me, "I can whistle in two voices")
    me.go_in("circle/").fits().axe()
    unfold(me, "When something about the record itself")
    me.press("There are two records of this person").fits().axe()
    me.write("Name or NHS number", name).press("Find", exact=True).press("This one")
    me.sees("Nothing is lost").fits().axe().press("It is the same person: join them")
    assert me.path() == kept
    me.go(earlier).sees("There were two records of this person. They are one now: this one.")
    assert me.path() == kept
    me.fits().axe().go_in("timeline/").press("An earlier record of").sees(
        "This is an earlier record of the same person"
    )
    me.sees("I can whistle in two voices").fits().axe().press("Strengths and people").sees(
        "I can whistle in two voices"
    )
    entry(me, "I can whistle in two voices")
    assert me.path().startswith(earlier)
    me.press("Go to that one").sees_not("This is an earlier record")
    assert me.path() == kept
    me.go(f"/people/?words={name}").sees("1 record found")


@EVERY_WAY
def test_a_death_closes_the_record_calmly(visitor: Arrive, way: Way) -> None:
    """It can be read, and nothing can be added; it says so kindly."""
    names = {"laptop": "Clement Ware", "phone": "Hyacinth Obi", "plain phone": "Jaroslav Petr"}
    me, name = visitor(**way).sign_in("Daniel Owusu"), names[way_of(way)]
    front = steps.new_person(me, name)
    strength(me, "I can grow anything")
    me.go_in("circle/")
    unfold(me, "When something about the record itself")
    me.press("The person has died").fits().axe()
    write_day(me, "On which day?", today().replace(year=today().year + 1))
    me.press("Record this and close the record").sees("What you wrote is still here").axe()
    write_day(me, "On which day?", today())
    me.press("Record this and close the record").sees("This record is closed now")
    assert me.path() == front
    read(me, f"died on {said_day(today())}", "I can grow anything")
    me.fits().axe().go_in("add/strength/").sees("This record is closed.").fits().axe()
    me.go_in("conversation/new/").sees("This record is closed.")
    me.go_in("strengths/").sees("I can grow anything").fits().axe()
    assert me.page.get_by_role("link", name=re.compile("^Add")).count() == 0
    me.go(f"/people/?words={name}").sees("Has died")
