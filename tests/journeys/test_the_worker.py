"""As the social worker: my people, somebody new, a first conversation, and one that was held on paper."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from alongside.record.times import today
from tests.journeys import steps
from tests.journeys.conftest import EVERY_WAY, Visitor
from tests.journeys.steps import Arrive, Way, said_day, unfold, way_of, write_day

NEW = {"laptop": "Idris Vale", "phone": "Mabel Okonjo", "plain phone": "Petru Lungu"}
TALKED = {"laptop": "Oswin Tarrant", "phone": "Blessing Adeyemi", "plain phone": "Yusuf Karimov"}
NUMBERS = {"laptop": "999 100 0003", "phone": "999 100 0011", "plain phone": "999 100 0038"}


def daniel(visitor: Arrive, way: Way) -> Visitor:
    """Given Daniel, signed in, on the page of his people."""
    return visitor(**way).sign_in("Daniel Owusu")


@EVERY_WAY
def test_he_sees_his_people_and_adds_somebody(visitor: Arrive, way: Way) -> None:
    """A wrong number, an age and a look-alike are said where they are; what was typed stays; twice sent is one."""
    me, name = daniel(visitor, way), NEW[way_of(way)]
    me.sees("My people", "Asha Miah", "Winston Bright").fits().axe().press("Add a person or a group").fits().axe()

    me.write("Name", name).write("NHS number", "999 100 0004").write("Where they live", "Wexcombe")
    me.press("Add", exact=True).sees(
        "What you wrote is still here", "its last digit does not fit the others"
    ).fits().axe()
    assert me.page.locator(".nhsuk-error-summary a").get_attribute("href") == "#id_nhs_number"
    assert me.page.get_by_label("Name").first.input_value() == name
    assert me.page.get_by_label("NHS number").input_value() == "999 100 0004"

    born = today() - timedelta(days=15 * 365)
    me.write("NHS number", NUMBERS[way_of(way)])
    write_day(me, "Date of birth", born)
    me.press("Add", exact=True).sees("Alongside is for adults", "children's services")
    assert me.page.get_by_label("NHS number").input_value() == NUMBERS[way_of(way)]

    write_day(me, "Date of birth", date(1984, 3, 9))
    me.write("Name", "Asha Mia").write("NHS number", "")
    me.press("Add", exact=True).sees("Is it one of these?", "AM", "born 1984", "Open this record").fits().axe()
    me.sees_not("Asha Miah").go("/people/?words=Asha+Mia").sees("1 record found")

    me.go("/people/add/").write("Name", name)
    form = steps.fields_of(me, "main form[data-draft]")
    answers = [me.page.request.post(me.page.url, form=form, headers={"Referer": me.page.url}) for _ in range(2)]
    assert [answer.status for answer in answers] == [200, 200]
    assert answers[0].url == answers[1].url
    me.go(f"/people/?words={name}").sees("1 record found").press(name)
    me.sees("This record is only beginning").fits().axe()


def asked(me: Visitor, question: str) -> Visitor:
    """Then this is the question of the page, and the page is in order."""
    assert me.page.locator("h1").inner_text() == question
    return me.fits().axe()


Answered = Callable[[Visitor], None]


def chosen(me: Visitor, *labels: str) -> Visitor:
    for label in labels:
        me.choose(label)
    return me


def begin(me: Visitor) -> None:
    """When the conversation is begun: when, where, who was there, who chose, what support there was."""
    me.press("Begin a first conversation")
    me.fits().axe().write("Where?", "At the kitchen table").write("Who else was there?", "The cat, Button")
    for question in ("Who chose the place?", "Who chose the time?"):
        me.choose("The person", group=question)
    me.choose("Together", group="Who chose what to talk about?")
    me.write("What support did the person have", "His brother beside him, and time")
    me.press("Save, and go to the first question").sees("Saved. Here is the first question.")


def first_half(me: Visitor) -> None:
    """When they talk of who he is: talking, what matters, identity, strengths, people, places, roles, must-knows."""
    asked(me, "How shall we talk together, and what do you need to take part?").sees("Who can read this:")
    chosen(me.write("What do you need?", "One question at a time"), "Help with communicating")
    me.press("Save and add another").sees("Said already", "One question at a time")
    chosen(me.write("What do you need?", "A text first, then ring"), "How to contact me").press("Save and go on")
    asked(me, "How do you like to be spoken with?").write("In my own words", "Say it straight").press("Save and go on")
    asked(me, "What matters to you?").write("In my own words", "My boat, such as it is").press("Save and add another")
    me.write("In my own words", "Not being hurried").press("Save and go on")
    asked(me, "What is a good day like?").write("In my own words", "Up before the gulls").press("Save and go on")
    asked(me, "Who are you, as much as you want to say?").press("Not for us")
    asked(me, "What are you good at, what do you know, what have you come through?")
    me.write("What is the strength?", "I can splice any rope").choose("Something I can do").press("Save and go on")
    asked(me, "Who is in your life now?").write("Who is it?", "Button").choose("An animal")
    me.select("How close are we?", "as close as can be").press("Save and go on")
    asked(me, "Who used to be in your life?").write("Who is it?", "Old Perran").choose("Friend").press("Save and go on")
    asked(me, "Who would you like in your life?").press("Skip for now")
    asked(me, "Where do you belong: places, groups, things you do?")
    chosen(me.write("Where, or what?", "The slipway"), "A place").press("Save and go on")
    asked(me, "What are you to other people?").write("Who am I to others?", "The one who mends nets")
    me.press("Save and go on")
    asked(me, "What must anybody near you know at once?")
    chosen(me.write("What must people know?", "Wasp stings close my throat"), "An allergy").press(
        "Save and come back later"
    )


def second_half(me: Visitor, brother: str) -> None:
    """When they go on another day: staying well, hopes, what gets in the way, goals and first steps."""
    asked(me, "When things get hard, what helps?")
    chosen(me.write("In my own words", "Somebody in the room who does not talk"), "What helps").press("Save and go on")
    asked(me, "Whom would you like called?").write("If it is somebody to call: who?", brother)
    me.write("Their number", "07700 900155").press("Save and go on")
    asked(me, "What do you hope for?").write("What do you hope for?", "To sleep on the boat again").press(
        "Save and go on"
    )
    asked(me, "What do your family and friends hope for?").write("In their own words", "That he rings before it is bad")
    me.press("Save and go on")
    asked(me, "What is hard, or what do you need?").write(
        "What is hard, or what do you need?", "The ladder, with this hip"
    )
    me.choose("Getting to places and services near me")
    me.select("What does it get in the way of?", "To sleep on the boat again").choose("I can splice any rope")
    me.press("Save and go on")
    asked(me, "What in the world around you gets in the way?").write("What gets in the way?", "The harbour has no rail")
    me.choose("Getting there or getting in").press("Save and go on")
    asked(me, "What do you want to do?").write("What do you want?", "I will sleep one night on the boat")
    me.select("What does it grow from?", "To sleep on the boat again").press("Save and go on")
    asked(me, "What is the first step?").write("What will be done?", "Ask the harbour master for a rail")
    me.select("Who will see that it is done?", "Daniel Owusu")
    write_day(me, "By when?", today() + timedelta(days=14))
    me.press("Save and go on")


@EVERY_WAY
def test_he_holds_a_first_conversation_through_every_topic(visitor: Arrive, way: Way) -> None:
    """Each question a page, in its order; some skipped, not for us, left for another day; then it is ended."""
    me, name = daniel(visitor, way), TALKED[way_of(way)]
    brother = f"Tom, brother of {name.split()[0]}"
    front = steps.new_person(me, name)
    me.go_in("circle/").press("Add somebody by name").write("Name", brother).press("Save", exact=True)
    me.sees(f"{brother} is in the circle. They see nothing yet.").go(front)

    begin(me)
    first_half(me)
    me.sees("Our conversation of", "skipped for now", "not for us", "2 answers here").fits().axe()

    back = visitor(**way).sign_in("Daniel Owusu").go(front).press("Go on with our conversation")
    back.sees("The next question nobody has come to yet").press("Go on", exact=True)
    second_half(back, brother)
    back.sees("What was said", "Read it together", "For another day: 1", "Not for us: 1").fits().axe()
    back.press("End the conversation here").sees("Thank you for this conversation").fits().axe()

    back.go(front).sees(
        "My boat, such as it is", "I can splice any rope", "I will sleep one night on the boat"
    ).fits().axe()
    top = back.page.locator(".al-person").inner_text()
    assert all(
        words in top for words in ("One question at a time", "A text first, then ring", "Wasp stings close my throat")
    )
    mine = back.go_in("about/").page.locator("article", has_text="My boat, such as it is").inner_text()
    assert name in mine
    assert "said this" in mine
    assert "Written down by Daniel Owusu, not yet confirmed" in mine
    theirs = back.go_in("hopes/").page.locator("article", has_text="That he rings before it is bad").inner_text()
    assert brother in theirs
    assert name not in theirs
    back.fits().axe().go_in("help/").sees("Somebody in the room who does not talk", "07700 900155").fits().axe()
    back.go_in("plan/").sees("Ask the harbour master for a rail", "Daniel Owusu").fits().axe()


@EVERY_WAY
def test_he_enters_a_conversation_that_was_held_on_paper(visitor: Arrive, way: Way) -> None:
    """Last week's day and who wrote on the paper are shown, and who typed it in, and when."""
    me, day = daniel(visitor, way), today() - timedelta(days=7)
    words = f"Paint, dogs, the road. In that order. ({way_of(way)})"
    me.press("Levi Hearn").go_in("conversation/new/").press("It was held on paper: write it in").fits().axe()
    me.write("Who wrote on the paper?", "Mary Hearn").write("At what time?", "11:15")
    write_day(me, "When was it?", today() + timedelta(days=3))
    me.press("Save, and go to the first question").sees("What you wrote is still here").axe()
    write_day(me, "When was it?", day)
    me.write("Where?", "By the fire").press("Save, and go to the first question").sees("Here is the first question")
    me.press("all topics").sees(f"Our conversation of {said_day(day)}", "Mary Hearn", "By the fire").fits().axe()
    me.press("What matters to you?").write("In my own words", words).press("Save and come back later")
    me.press("See what was said").sees(words)
    steps.entry(me, words)
    shown = me.page.locator("article", has_text=words).inner_text()
    assert said_day(day) in shown
    assert "Written down by Daniel Owusu, not yet confirmed" in shown
    assert said_day(today()) in shown


@pytest.mark.parametrize("js", [True, False])
def test_a_step_left_open_is_kept_and_says_so(visitor: Arrive, js: bool) -> None:
    """A mistake on a question keeps what was typed; with "come back later" it waits as a draft of its author alone."""
    me = daniel(visitor, {"phone": True, "js": js})
    steps.new_person(me, "Corin Ablett" if js else "Wanda Piekarska")
    me.press("Begin a first conversation").press("Save, and go to the first question")
    me.write("What do you need?", "Large letters").press("Save and go on").sees(
        "What you wrote is still here"
    ).fits().axe()
    assert me.page.get_by_label("What do you need?").input_value() == "Large letters"
    me.press("Save and come back later").sees("kept for you, and not in the record yet", "typed, not yet in the record")
    bronwen = visitor(phone=True, js=js).sign_in("Bronwen Tolley").go(me.path())
    bronwen.sees("Our conversation of").sees_not("typed, not yet in the record")
    me.press("How shall we talk together").sees("We kept what you typed")
    assert me.page.get_by_label("What do you need?").input_value() == "Large letters"
    unfold(me, "Show me examples")
    me.choose("How I need things written or shown").press("Save and go on").sees("Saved at")
