"""A worry about somebody: written by her sister, decided by who looks after safeguarding, hers when it is safe."""

from tests.journeys.conftest import EVERY_WAY
from tests.journeys.steps import Arrive, Way, unfold, way_of

ENDED = "The bell is good. Nobody said silly."


@EVERY_WAY
def test_a_sister_writes_what_worries_her_and_asha_reads_it_when_it_is_safe(visitor: Arrive, way: Way) -> None:
    """Nobody but the lead and the sister sees it, on any page, until the lead says that Asha has been told."""
    worry = f"There were bruises on her arm, and she would not say ({way_of(way)})"
    salma = visitor(**way).sign_in("Salma Khatun").press("Asha Miah").press("I am worried about Asha")
    salma.fits().axe().sees("In danger, or seriously hurt: call 999").press("Write down what worries me").fits().axe()
    salma.choose("No, not at this moment").write("What did you see or hear?", worry)
    unfold(salma, "If it could be dangerous")
    salma.choose("Not now: it could be dangerous").press("Save", exact=True).sees(
        "Say why they cannot read it now", worry
    )
    salma.choose("Knowing of it now could put them").write(
        "In your own words: why does it have to wait?", "He is there."
    )
    salma.press("Save", exact=True).sees("Thank you", worry).fits().axe()
    concern = salma.path()

    asha = visitor(**way).sign_in("Asha Miah")
    record = asha.path()
    for page in ("", "safety/", "timeline/", "circle/", "looked/"):
        asha.go_in(page).sees_not(worry, "Marcus Hale wrote", concern)
    asha.go(concern).sees("There is no page here for you").sees_not(worry).go(record)
    daniel = visitor(**way).sign_in("Daniel Owusu").go(concern).sees_not(worry)
    daniel.go(f"{record}timeline/").sees_not(worry)

    marcus = visitor(**way).sign_in("Marcus Hale").go("/safety/").fits().axe().go(concern).fits().axe()
    marcus.sees(worry, "Asha does not know of this yet")
    marcus.press("A decision", exact=True).fits().axe()
    marcus.page.locator("textarea").last.fill("We ask at once.")
    marcus.choose("Yes", "Do they have needs").choose("Yes", "Are they harmed").choose("Yes", "Do those needs").choose(
        "No enquiry; other help instead"
    )
    marcus.write("Who decided it?", "Marcus Hale").press("Save", exact=True).sees("All three parts are met")
    marcus.choose("Enquiries are made, as the Care Act asks").press("Save", exact=True).sees("Kept.", "We ask at once.")
    marcus.press("More about who can read it").fits().axe().press("Asha has been told").fits().axe()
    marcus.page.locator("textarea").last.fill("Over tea, at the stall.")
    marcus.press("Save", exact=True).sees("They can read it from now on.", "Asha Miah")

    asha.go_in("safety/").fits().axe().go(concern).sees(worry, "He is there.", "Over tea, at the stall.").fits().axe()
    asha.go(record).sees_not(worry)


@EVERY_WAY
def test_what_was_done_about_her_safety_is_hers_to_read_and_to_show(visitor: Arrive, way: Way) -> None:
    """A concern of weeks ago, whole; it stands on her front page only while she wants it there."""
    asha = visitor(**way).sign_in("Asha Miah")
    line = "What is being done about my safety"
    front = asha.path()
    asha.go_in("safety/").press("What Asha Miah said").sees(
        ENDED, "Report Fraud", "Patience is mine already"
    ).fits().axe()
    concern = asha.path()
    for who in ("Salma Khatun", "Bronwen Tolley", "Joanne Ferriby"):
        other = visitor(**way).sign_in(who).go(concern).sees("There is no page here for you").sees_not(ENDED)
        other.go(f"{front}timeline/").sees_not(ENDED, "roof")
    asha.go(front).sees_not(line).go(concern).press("Show it on my front page").go(front).sees(line).fits().axe()
    asha.go(concern).press("Take it off my front page").go(front).sees_not(line)
