"""A visit: planned, seen with a name, held, written up in one step, read; and the secret address of a calendar."""

import re
from datetime import timedelta

from alongside.config import databases, roles
from alongside.record.times import today
from tests.journeys.conftest import EVERY_WAY, Site
from tests.journeys.steps import Arrive, Way, way_of, write_day

ABOUT = {"laptop": "The form with the big print.", "phone": "The bell.", "plain phone": "The afternoon at the café."}


def was_yesterday(site: Site, about: str) -> None:
    """Given that the day of this visit was yesterday."""
    with roles.connect(databases.server(), site.database) as root:
        root.execute(
            "UPDATE contact_visit SET starts = starts - interval '9 days', ends = ends - interval '9 days' "
            "WHERE words = %s",
            [about],
        )


@EVERY_WAY
def test_it_is_planned_held_written_up_and_read(visitor: Arrive, site: Site, way: Way) -> None:
    about = ABOUT[way_of(way)]
    daniel = visitor(**way).sign_in("Daniel Owusu").press("Asha Miah").go_in("in-touch/")
    daniel.press("Plan a visit or a call").sees("Is an interpreter needed").fits().axe()
    daniel.write("What is it about?", about).write("At what time?", "2:30").choose("A visit at home")
    write_day(daniel, "Which day?", today() + timedelta(days=8))
    daniel.press("Save", exact=True).sees("in the morning or later in the day").fits().axe()
    daniel.write("At what time?", "2.30 pm").press("Save", exact=True).sees("Planned.").fits().axe()

    asha = visitor(**way).sign_in("Asha Miah").go_in("in-touch/")
    asha.sees("Who is coming", about, "2:30 pm", "Daniel Owusu").fits().axe()

    was_yesterday(site, about)
    daniel.go_in("in-touch/")
    daniel.page.locator("summary", has_text="The last ones").click()
    card = daniel.page.locator("article", has_text=about).first
    card.get_by_role("link", name="Write down how it was").click()
    daniel.fits().axe().write("What was it about?", f"How it was: {about}").press("Save", exact=True)
    daniel.sees("Written down").fits().axe()

    asha.go_in("timeline/").sees(f"How it was: {about}")
    asha.go_in("in-touch/").page.locator("summary", has_text="The last ones").click()
    asha.page.locator("article", has_text=about).first.get_by_role("link", name="Read how it was").click()
    asha.sees(f"How it was: {about}").fits().axe()


@EVERY_WAY
def test_she_asks_for_a_call_and_calls_it_off(visitor: Arrive, way: Way) -> None:
    words = f"Page two of the letter ({way_of(way)})."
    asha = visitor(**way).sign_in("Asha Miah").go_in("in-touch/").press("I would like a visit or a call").fits().axe()
    asha.press("Save", exact=True).fits().axe()
    asha.write("What would you like to talk about?", words).choose("A phone call").write(
        "When would suit you?", "Thursday"
    )
    asha.press("Save", exact=True).sees("Asked for.", words, "Thursday").fits().axe()
    daniel = visitor(**way).sign_in("Daniel Owusu").go("/work/").sees(words).fits().axe()
    daniel.go(asha.path()).sees(words)
    card = asha.page.locator("article", has_text=words).first
    card.get_by_role("link", name="Cancel it").click()
    asha.write("Why?", "Jean read it to me.").press("Save", exact=True).sees("Cancelled.").fits().axe()
    daniel.go("/work/").sees_not(words)


@EVERY_WAY
def test_the_address_of_a_calendar_is_made_read_and_ended(visitor: Arrive, way: Way) -> None:
    asha = visitor(**way).sign_in("Asha Miah").go("/calendar/").sees("no names, no places").fits().axe()
    asha.press("Make a").sees("We show it this once").fits().axe()
    where = re.search(r"https?://\S+\.ics", asha.page.locator("textarea").first.input_value())
    assert where
    stranger = visitor(**way)
    read = stranger.page.request.get(where[0])
    assert read.status == 200
    assert "BEGIN:VEVENT" in read.text()
    assert not re.search("Asha|Daniel|flat|form", read.text())
    asha.go("/calendar/").sees("A calendar read it last on").fits().axe().press("End this address").sees("Ended.")
    assert stranger.page.request.get(where[0]).status == 404
