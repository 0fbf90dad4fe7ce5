"""The plan: from what is needed first to what everybody agreed, and what becomes of goals and steps."""

from datetime import timedelta

from alongside.record.times import today
from tests.journeys import steps
from tests.journeys.conftest import EVERY_WAY, Visitor
from tests.journeys.steps import Arrive, Way, add_entry, unfold, way_of, write_day

SOON = timedelta(days=10)


def standing(me: Visitor) -> str:
    """Give the first mark of the plan's page."""
    return str(me.page.locator("main .al-tag").first.inner_text())


def write_answer(me: Visitor, voice: str, answer: str, words: str = "") -> Visitor:
    """When somebody's answer is written down for them."""
    me.go_in("plan/").press(f"Write down what {voice} says").choose(answer)
    if words:
        me.write("In their own words", words)
    return me.press("Save", exact=True).sees("The answer is kept")


def own_answer(me: Visitor, answer: str, words: str) -> Visitor:
    """When somebody gives their own answer."""
    me.go_in("plan/").press("Give my answer").fits().axe().choose(answer).write("In your own words", words)
    return me.press("Save", exact=True).sees("The answer is kept", words)


def a_thin_plan(me: Visitor, name: str) -> None:
    """Given somebody whose plan has a goal, a step and a need, and little else."""
    steps.new_person(me, name)
    me.go_in("add/goal/").write("What do you want?", "To be out of the house more")
    me.choose("best understanding").press("Save", exact=True)
    me.go_in("add/step/").select("Which goal is it a step to?", "To be out of the house more")
    me.write("What will be done?", "Ring about the bus pass").press("Save", exact=True)
    add_entry(me, "need", {"What is hard, or what do you need?": "The kerbs"}, ["Something else"])


def mend_what_is_needed_first(me: Visitor) -> None:
    """When each finding's own link is followed, and what it asks is given."""

    def follow(message: str, page: str = "plan/") -> Visitor:
        me.go_in(page).page.locator(".al-finding", has_text=message).first.locator("a.al-link-button").click()
        return me.fits().axe()

    follow("This goal is not in the person's own words yet").write("What do you want?", "I will get out on Tuesdays")
    me.write("If these are not the person’s own words: why not?", "She points at the door; this is our reading")
    me.press("Save", exact=True).sees("Changed.")
    follow("Who will do this, and by when?").select("Who will see that it is done?", "Daniel Owusu")
    write_day(me, "By when?", today() + SOON)
    me.press("Save", exact=True).sees("Changed.")
    follow("There are needs here and no strengths yet").write("What is the strength?", "She knows every stop by heart")
    me.choose("Something I know about").press("Save", exact=True)
    follow("What does this get in the way of?", "plan/needs/").write("Or: not yet, because", "We have met once")
    me.choose("She knows every stop by heart").press("Save", exact=True).sees("Changed.")
    follow("would you want this for yourself or your family?").choose("Yes, I would want this")
    me.write("Because …", "It starts from what she knows").press("Save", exact=True)


def test_what_is_needed_first_stops_only_the_word_agreed(visitor: Arrive) -> None:
    """A plan with blocks is put forward and help starts; it is mended link by link, and agreed in its next version."""
    me, name = visitor().sign_in("Daniel Owusu"), "Ursula Brandt"
    a_thin_plan(me, name)
    me.go_in("plan/needs/").sees("Needed first", "Please look at this", "A thought").fits().axe()
    me.go_in("plan/").sees("Needed first", "things to look at").fits().axe()
    assert standing(me) == "DRAFT"

    me.press("Put it forward for agreement").sees("It cannot be called agreed yet, because").fits().axe()
    me.press("Put it forward", exact=True).sees("The plan is with everybody now")
    write_answer(me, name, "I agree", "Nods, and fetches her coat")
    assert standing(me.go_in("plan/")) == "PUT FORWARD"
    me.press("Help starts before we agree").fits().axe().write("Why does help start now?", "Her bus pass ran out today")
    write_day(me, "By when will the plan be complete?", today() + SOON)
    me.press("Save", exact=True).sees("INTERIM", "Help has started before the plan is agreed")

    mend_what_is_needed_first(me)
    me.go_in("plan/").sees_not("Needed first").press("Put it forward again").press("Put it forward", exact=True)
    me.go_in("plan/").press(f"Write down what {name} says").choose("Could not answer")
    me.press("Save", exact=True).sees("Say why this could not be answered").axe()
    me.write("why not?", "She was in hospital").press("Save", exact=True).sees("The answer is kept")
    own_answer(me, "I agree", "Yes, and I ring tomorrow")
    assert standing(me.go_in("plan/")) == "PUT FORWARD", "a worker's “could not answer” agrees to nothing"
    write_answer(me, name, "I agree", "Thumb up")
    assert standing(me.go_in("plan/")) == "AGREED"
    me.fits().axe().press("All 2 versions").sees("AGREED", "REPLACED").fits().axe()
    me.press("Show them").sees("To be out of the house more", "I will get out on Tuesdays", "Added").fits().axe()


@EVERY_WAY
def test_asha_and_her_circle_come_to_agree(visitor: Arrive, way: Way) -> None:
    """Daniel puts a new version forward; she sees it differently, it is used all the same; then everybody agrees."""
    me = visitor(**way).sign_in("Asha Miah").go_in("plan/")
    daniel = visitor().sign_in("Daniel Owusu").go(me.path())
    daniel.press("Put it forward again")
    write_day(daniel, "When shall we look at the plan again?", today() + SOON)
    daniel.press("Put it forward", exact=True).sees("The plan is with everybody now", "PUT FORWARD")
    own_answer(daniel, "I agree", "My part is the landlord")
    own_answer(visitor(**way).sign_in("Salma Khatun").go(me.path()), "I agree", "I bring the coat")

    me.go_in("plan/").fits().axe().press("Give my answer").choose("I see it differently").press("Save", exact=True)
    me.sees("Say in your own words what you see differently").axe()
    me.write("In your own words", "The bird first. Then the coat.").press("Save", exact=True).sees("The answer is kept")
    daniel.go_in("plan/").press("Use it though not all agree").fits().axe()
    daniel.write("Why is the plan used now?", "The shop wants to know").press("Save", exact=True)
    daniel.sees("Please look at this again").axe()
    write_day(daniel, "On which day will you ask again?", today() + SOON)
    daniel.press("Save", exact=True).sees("IN USE, NOT AGREED BY Asha Miah", "The bird first. Then the coat.")

    me.go_in("plan/").sees("IN USE, NOT AGREED BY Asha Miah", "The shop wants to know").fits().axe()
    me.press("Change my answer").choose("I agree").write("In your own words", "Yes. The bird is first now.")
    me.press("Save", exact=True).sees("The bird is first now")
    assert standing(me) == "AGREED"
    me.press("Read it as it was then").sees("What each of us says", "My part is the landlord", "I bring the coat")
    me.fits().axe().press("All versions").sees("AGREED", "REPLACED").fits().axe()
    me.press("Show them").sees("Version", "Back to the plan").fits().axe()


@EVERY_WAY
def test_she_ticks_a_step_changes_a_goal_and_lets_one_go(visitor: Arrive, way: Way) -> None:
    """Nothing of a goal is ever gone: what it was, what it became and why stay with the plan."""
    me, tag = visitor(**way).sign_in("Asha Miah"), way_of(way)
    goals = [f"I will hem a curtain ({tag})", f"I will paint the stairs ({tag})"]
    for goal in goals:
        me.go_in("add/goal/").write("What do you want?", goal).press("Save", exact=True)
    me.go_in("plan/").page.locator("article", has_text=goals[0]).get_by_role("link", name="Add a step").click()
    me.write("What will be done?", f"Measure the window ({tag})").select("Who will see that it is done?", "Asha Miah")
    write_day(me, "By when?", today() + SOON)
    me.press("Save", exact=True).sees("Saved at")

    step = me.page.locator("li", has_text=f"Measure the window ({tag})").last
    step.get_by_role("link", name="Say how it went").click()
    me.fits().axe().choose("Done").write("How did it go?", f"Twice, to be sure ({tag})").press("Save", exact=True)
    me.sees("Thank you for saying how it went", f"1 of 1 step done. Twice, to be sure ({tag})").fits().axe()

    def deed(goal: str, name: str) -> Visitor:
        card = me.go_in("plan/").page.locator("article", has_text=goal).last
        card.locator("summary", has_text="Read, answer or change this goal").click()
        card.get_by_role("link", name=name).click()
        return me.fits().axe()

    deed(goals[0], "Change it into another").write("What do you want now?", f"I will hem two curtains ({tag})")
    me.write("Why did the goal change?", "The other one looked sad").press("Save", exact=True).sees("two curtains")
    deed(goals[1], "Let it go").press("Save", exact=True).sees("What you wrote is still here")
    me.write("Why?", f"The landlord paints them ({tag})").press("Save", exact=True).sees("stays in its history")
    unfold(me, "what became of")
    steps.read(me, "The other one looked sad", f"The landlord paints them ({tag})", goals[0], goals[1])
    me.sees("Changed into another", "Let go").fits().axe()
