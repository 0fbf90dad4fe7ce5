"""The plan in full: whose yes it counts on, what was declined, what the council decided, what became of it."""

import re
from datetime import timedelta

import pytest

from alongside.record.times import today
from tests.journeys import steps
from tests.journeys.conftest import EVERY_WAY, Visitor
from tests.journeys.steps import Arrive, Way, add_entry, read, said_day, unfold, way_of, write_day

SOON = timedelta(days=10)
MRS_BELLO = "Mrs Bello"


def standing(me: Visitor) -> str:
    """Give the first mark of the plan's page."""
    return str(me.go_in("plan/").page.locator("main .al-tag").first.inner_text())


def somebody_new(me: Visitor, name: str) -> None:
    """Given somebody whose plan has a goal in their words, a step, a strength and a need."""
    steps.new_person(me, name)
    add_entry(me, "strength", {"What is the strength?": "I know every bus in this town"}, ["Something I know"])
    add_entry(me, "communication_need", {"What do you need?": "Say it slowly"}, ["Help with communicating"])
    add_entry(me, "goal", {"What do you want?": "I will go to the matinee"})
    me.go_in("add/step/").select("Which goal is it a step to?", "matinee").write("What will be done?", "Ask the cinema")
    me.select("Who will see that it is done?", "Daniel Owusu")
    write_day(me, "By when?", today() + SOON)
    me.press("Save", exact=True).sees("Saved at")
    me.go_in("add/need/").write("What is hard, or what do you need?", "Somebody with me in the dark")
    me.write("What does it do to your life?", "I leave before the end").choose("Getting to places")
    me.write("Or: not yet, because", "we only began").write("Or: nothing yet, because", "we only began")
    me.press("Save", exact=True).sees("Saved at")


def neighbour(me: Visitor) -> None:
    """Given a neighbour who has no account, in the circle by name."""
    me.go_in("circle/add/").fits().axe()
    me.write("Name", MRS_BELLO).press("Save", exact=True)


def line(me: Visitor, sort: str, words: str, extent: str, leans_on: str = "") -> None:
    """When a line of how the need is met is written down."""
    me.go_in("plan/needs/").press("Add what helps with it").choose(sort).write("How?", words).choose(extent)
    if leans_on:
        me.select("Does it lean on somebody?", leans_on)
    me.press("Save", exact=True).sees("Saved at", words)


def tag_of(me: Visitor, words: str) -> str:
    """Give how far a line counts, as its mark says."""
    row = me.page.locator("li", has=me.page.locator(".al-words", has_text=words)).last
    return str(row.locator(".al-tag").first.inner_text())


def support(me: Visitor, words: str) -> None:
    """When a support is offered, with what is known of it."""
    me.go_in("add/support/").write("What is it?", words).choose("Somebody with me in the dark")
    me.write("What does it mean to you?", "I would see the end").write("How is it adapted to you?", "Said slowly")
    unfold(me, "How do we know that it can help?")
    me.write("Where is it known from?", "People who have tried it").choose("Offered")
    me.press("Save", exact=True).sees("Saved at", words)


def test_a_full_plan_goes_from_interim_through_a_disagreement_to_agreed(visitor: Arrive) -> None:
    """Help starts; a worker sees a part differently and says so; the parts are filled; everybody agrees."""
    me, name = visitor().sign_in("Daniel Owusu"), "Petra Lind"
    somebody_new(me, name)
    me.go_in("plan/").press("Help starts before we agree").write("Why does help start now?", "She is home today")
    write_day(me, "By when will the plan be complete?", today() + SOON)
    me.press("Save", exact=True).sees("INTERIM")

    line(me, "What I can do myself", "I sit by the aisle", "Partly")
    assert tag_of(me.go_in("plan/needs/").fits().axe(), "I sit by the aisle") == "Partly"
    support(me, "A cinema friend, Wednesdays")
    me.go_in("plan/support/").sees("Offered").fits().axe()
    add_entry(me, "means", {"What does it take?": "A card so that the friend goes free"}, ["Access"])
    me.go_in("add/tension/").fits().axe().write("What is it about?", "Whether she goes to the late showing")
    me.press("Save", exact=True).sees("Whether she goes to the late showing").fits().axe()
    for whose, words in (
        (name, "The late one. Quieter."),
        ("Daniel Owusu", "The early one. The last bus is ten."),
    ):
        me.go_in("plan/tensions/").press("Say what you want").write("What do you want?", words)
        me.select("Whose words are these?", whose).press("Save", exact=True).sees(words)
    me.go_in("plan/tensions/").sees("The late one.", "The early one.").fits().axe()
    me.go_in("add/practitioner_answer/").choose("Yes, I would want this")
    me.write("Because …", "It is a life and not an outing").press("Save", exact=True)
    me.go_in("plan/").sees_not("Needed first").sees("Whether she goes to the late showing").fits().axe()

    me.press("Put it forward for agreement").press("Put it forward", exact=True).sees("The plan is with everybody now")
    assert standing(me) == "PUT FORWARD"
    me.sees("INTERIM")
    me.press(f"Write down what {name} says").choose("I see it differently").write("In their own words", "The late one!")
    me.press("Save", exact=True).sees("The late one!")
    me.press(f"Say when {name} is asked again").fits().axe()
    write_day(me, "On which day will we ask again?", today() + SOON)
    me.press("Save", exact=True).sees(f"We will ask again on {said_day(today() + SOON)}")
    me.press("Give my answer").choose("I agree").press("Save", exact=True)
    assert standing(me) == "PUT FORWARD"

    tension = me.go_in("plan/tensions/").page.locator("article", has_text="Whether she goes").first
    tension.get_by_role("link", name="Say how it stands").first.click()
    me.choose("Settled").write("In words", "The late one, and a taxi home").press("Save", exact=True)
    me.go_in("plan/").press(f"Write down what {name} says").choose("I agree").write("In their own words", "Yes!")
    me.press("Save", exact=True).sees("The answer is kept")
    assert standing(me) == "AGREED"
    me.sees_not("INTERIM")


def test_a_neighbours_yes_is_written_down_and_counts_only_while_it_stands(visitor: Arrive) -> None:
    """Somebody who cannot sign in says yes; it is kept with how it was given; taken back, the plan says so."""
    me = visitor().sign_in("Daniel Owusu")
    somebody_new(me, "Wilf Ames")
    neighbour(me)
    line(me, "My people", "She sits beside me", "Fully", MRS_BELLO)
    needs = me.go_in("plan/needs/").sees(f"{MRS_BELLO} has not said yes to this yet").fits().axe()
    assert tag_of(needs, "She sits beside me") == "No yes now"
    needs.press(f"Write down what {MRS_BELLO} says").fits().axe().choose("Yes, I am willing").choose("They said it")
    me.write("In their own words", "Wednesdays, and I choose the sweets").press("Save", exact=True)
    assert tag_of(me.go_in("plan/needs/"), "She sits beside me") == "Fully"
    read(me, f"{MRS_BELLO} said yes on {said_day(today())} (they said it; written down by Daniel Owusu).")
    me.press(f"Write down what {MRS_BELLO} says").choose("I said yes before, and take it back").choose("They said it")
    me.press("Save", exact=True)
    assert tag_of(me.go_in("plan/needs/"), "She sits beside me") == "No yes now"
    me.sees(f"{MRS_BELLO} has taken their yes back", "Not met yet").fits().axe()


@EVERY_WAY
def test_salma_takes_her_yes_back_and_the_plan_says_so(visitor: Arrive, way: Way) -> None:
    """The sister is asked, says yes with nobody beside her, and takes it back; Asha reads it at once."""
    tag = way_of(way)
    asha = visitor(**way).sign_in("Asha Miah")
    asha.go_in("plan/needs/").press("Add what helps with it")
    asha.choose("My people").write("How?", f"Salma drives me to the baths ({tag})").choose("Partly")
    asha.select("Does it lean on somebody?", "Salma Khatun").press("Save", exact=True).sees("Saved at")
    salma = visitor(**way).sign_in("Salma Khatun").go(asha.path().split("plan/")[0] + "plan/asked/")
    salma.sees(f"Salma drives me to the baths ({tag})", "You have not answered yet").fits().axe()
    row = salma.page.locator("article", has_text=f"baths ({tag})")
    row.get_by_role("link", name="Say yes or no").click()
    salma.fits().axe().press("Save", exact=True).sees("Choose one of these.")
    salma.choose("Yes, I am willing").press("Save", exact=True).sees("Kept. You can change it at any time.")
    asha.go_in("plan/needs/")
    assert tag_of(asha, f"baths ({tag})") == "Partly"
    salma.page.locator("article", has_text=f"baths ({tag})").get_by_role("link", name="Change my answer").click()
    salma.choose("I said yes before, and take it back").write("In your own words", "My clutch has gone")
    salma.press("Save", exact=True).sees("Kept.")
    asha.go_in("plan/needs/").sees("Salma Khatun has taken their yes back").fits().axe()
    assert tag_of(asha, f"baths ({tag})") == "No yes now"


@EVERY_WAY
def test_a_support_is_declined_and_another_is_chosen(visitor: Arrive, way: Way) -> None:
    """Two options stand side by side with what matters to Asha; she says no to one, and why, and yes to the other."""
    me, tag = visitor(**way).sign_in("Asha Miah"), way_of(way)
    bus, van = f"A bus with a low floor ({tag})", f"A van from the hospital ({tag})"
    for words in (bus, van):
        me.go_in("add/support/").write("What is it?", words).choose("Stairs. Fifty-two.").choose("Offered")
        me.press("Save", exact=True).sees("Saved at")
    me.go_in("plan/options/").sees("What matters to me", bus, van).fits().axe()

    def say(words: str, status: str, why: str = "") -> None:
        card = me.go_in("plan/support/").page.locator("article", has=me.page.locator(".al-words", has_text=words))
        card.get_by_role("link", name="Say where it stands").click()
        me.choose(status)
        if why:
            me.page.get_by_label("Why?", exact=True).fill(why)
        me.press("Save", exact=True)

    say(van, "Declined")
    me.sees("Say why, in the words of whoever decided it.").axe()
    me.page.get_by_label("Why?", exact=True).fill("It smells of illness")
    me.press("Save", exact=True).sees("Changed.")
    say(bus, "Accepted")
    page = me.go_in("plan/support/").fits().axe().page
    assert "Declined" in str(page.locator("article", has_text=van).first.inner_text())
    assert "It smells of illness" in str(page.locator("article", has_text=van).first.inner_text())
    assert "Accepted" in str(page.locator("article", has_text=bus).first.inner_text())


def test_what_the_council_decides_is_said_by_somebody_and_printed_in_the_order_of_the_law(visitor: Arrive) -> None:
    """A decision, a budget with a direct payment; then the print-out that a council keeps, from the same words."""
    me, name = visitor().sign_in("Daniel Owusu"), "Norma Kean"
    somebody_new(me, name)
    line(me, "Paid or clinical help", "Somebody paid sits with me", "Fully")
    me.go_in("plan/council/").sees("Nothing has been decided yet", "What the law asks of a plan").fits().axe()
    me.press("Write down a decision").fits().axe().choose("Somebody with me in the dark").choose("Control over my")
    me.choose("I will go to the matinee").choose("Eligible: the council will meet").press("Save", exact=True)
    me.sees("Choose one of these.", "Give a date").axe().select("Who decided it?", "Daniel Owusu")
    write_day(me, "When?", today())
    me.write("Why?", "Two outcomes are out of reach, and it tells on her").write(
        "Advice: what can be done", "Day tickets"
    )
    me.write("Advice: what can keep needs from coming", "A torch for the way home")
    me.press("Save", exact=True).sees("Saved at", "Two outcomes are out of reach")
    me.press("Write down a personal budget").fits().axe().write("What does it pay for?", "Two hours a week")
    me.write("How much is the personal budget", "34.20").select("How often?", "a week")
    unfold(me, "A direct payment")
    me.write("Paid as a direct payment", "136.80").select("How often is the direct payment made?", "every four weeks")
    me.choose("Somebody with me in the dark").press("Save", exact=True).sees(
        "£34.20 a week", "£136.80 every four weeks"
    )
    me.fits().axe().sees_not("What the law asks of a plan")
    answer = me.page.request.get(me.site.url + me.path().split("plan/")[0] + "print/care-plan.pdf")
    assert answer.status == 200
    assert answer.body().startswith(b"%PDF")


@pytest.mark.parametrize("way", [{"phone": True, "js": False}], ids=["phone-without-script"])
def test_staying_well_opens_from_help_on_a_phone_without_script(visitor: Arrive, way: Way) -> None:
    """One tap: her own plan, whom she chose to call in her order, what must not happen; then the numbers for all."""
    me = visitor(**way).sign_in("Asha Miah").go_in("plan/").press("I need help now").fits()
    read(me, "Whom to call, in this order", "What must not happen", "call 999")
    numbers = [str(one.get_attribute("href")) for one in me.page.locator("main a[href^='tel:']").all()]
    assert numbers
    assert re.fullmatch(r"tel:[\d+]+", numbers[-1])
    me.go_in("staying-well/").fits()
    read(me, "Early signs", "What helps", "Whom to call", "Who looks after home")


def test_two_versions_say_in_words_what_differs(visitor: Arrive) -> None:
    """A step gets a later day between two versions: the page names the question, and shows both."""
    me = visitor().sign_in("Daniel Owusu")
    somebody_new(me, "Orla Finn")
    me.go_in("plan/").press("Put it forward for agreement").press("Put it forward", exact=True)
    steps.entry(me.go_in("timeline/"), "Ask the cinema")
    me.press("Change it")
    write_day(me, "By when?", today() + 3 * SOON)
    me.press("Save", exact=True).sees("Changed.")
    me.go_in("plan/").press("Put it forward again").press("Put it forward", exact=True)
    me.go_in("plan/versions/").press("Show them").fits().axe()
    read(me, "What is different: By when?", said_day(today() + SOON), said_day(today() + 3 * SOON))


def test_the_plan_is_worked_by_keyboard_alone(visitor: Arrive) -> None:
    """From the plan to a yes, with Tab, Space and Enter and nothing else."""
    me = visitor().sign_in("Salma Khatun")
    me.go("/people/").press("Asha Miah").go_in("plan/asked/")
    link = me.page.locator("main a.al-nav-link").first
    for _press in range(60):
        if link.evaluate("link => link === document.activeElement"):
            break
        me.page.keyboard.press("Tab")
    me.page.keyboard.press("Enter")
    me.page.wait_for_url(re.compile(r"/plan/yes/"))
    first = me.page.locator("input[name=answer]").first
    for _press in range(60):
        if first.evaluate("input => input === document.activeElement || document.activeElement.name === 'answer'"):
            break
        me.page.keyboard.press("Tab")
    me.page.keyboard.press("Space")
    assert me.page.locator("input[name=answer]:checked").count() == 1
    for _press in range(20):
        if me.page.evaluate("document.activeElement.type === 'submit'"):
            break
        me.page.keyboard.press("Tab")
    me.page.keyboard.press("Enter")
    me.sees("Kept. You can change it at any time.")
