"""As the lead: a worker falls ill and the team covers; somebody nobody is named for is found, and somebody named."""

from datetime import timedelta

from alongside.record.times import today
from tests.journeys.conftest import EVERY_WAY
from tests.journeys.steps import Arrive, Way, new_person, way_of, write_day

NEW = {"laptop": "Ottoline Grey", "phone": "Fela Adisa", "plain phone": "Marek Havel"}


@EVERY_WAY
def test_a_worker_falls_ill_and_the_team_covers(visitor: Arrive, way: Way) -> None:
    lead = visitor(**way).sign_in("Bronwen Tolley").go("/work/").press("My team", exact=True).fits().axe()
    lead.press("Somebody is away", exact=True).sees("Do not write why").fits().axe()
    lead.select("Who is away?", "Daniel Owusu")
    write_day(lead, "The first day back", today() - timedelta(days=1))
    lead.press("Keep this").sees("comes before the first day away").fits().axe()
    write_day(lead, "The first day back", today() + timedelta(days=4))
    lead.select("Who stands in?", "Obi Tennant").press("Keep this").sees("Kept.", "Obi Tennant stands in.").fits().axe()

    asha = visitor(**way).sign_in("Asha Miah").go_in("in-touch/")
    asha.sees("Daniel Owusu is away until about", "Obi Tennant is there for you meanwhile.").fits().axe()
    asha.go_in("messages/new/").sees("Daniel Owusu is away").fits()
    daniel = visitor(**way).sign_in("Daniel Owusu").go("/me/away/").sees("Obi Tennant stands in.").fits().axe()

    daniel.press("Is back").sees("Welcome back")
    asha.go_in("in-touch/").sees_not("Daniel Owusu is away")
    lead.go("/team/away/").sees_not("Obi Tennant stands in.")


@EVERY_WAY
def test_somebody_nobody_is_named_for_is_found(visitor: Arrive, way: Way) -> None:
    lead = visitor(**way).sign_in("Bronwen Tolley").go("/team/").sees("Who may have been forgotten", "Kit").fits().axe()
    name = NEW[way_of(way)]
    new_person(lead, name)
    lead.go("/team/").sees(name)
    waiting = lead.page.locator("li.al-entry", has_text=name)
    waiting.get_by_role("link", name="Name somebody").click()
    lead.fits().axe().select("Who will work with them?", "Daniel Owusu").press("Save", exact=True)
    lead.go("/team/").sees_not(name)
