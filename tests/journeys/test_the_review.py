"""Six months later: what went well first, each goal beside where it began, one changed into another, a new version."""

import re
from datetime import timedelta

from alongside.config import databases, roles
from alongside.record.times import today
from tests.journeys import steps
from tests.journeys.conftest import Site, Visitor
from tests.journeys.steps import Arrive, add_entry, read, write_day

HALF_A_YEAR = timedelta(days=183)
MOMENTS = """
SELECT table_name, column_name FROM information_schema.columns
 WHERE table_schema = 'public' AND data_type IN ('date', 'timestamp with time zone')
   AND table_name IN (SELECT table_name FROM information_schema.columns
                       WHERE table_schema = 'public' AND column_name = 'subject_id')
"""


def time_goes_by(me: Visitor, site: Site, how_long: timedelta) -> None:
    """When everything in this record was that much longer ago: the clock itself belongs to the whole site."""
    subject = re.match(r"/p/([0-9a-f-]{36})/", me.path())
    assert subject, me.path()
    with roles.connect(databases.server(), site.database) as root:
        root.execute("SET session_replication_role = replica")
        for table, column in root.execute(MOMENTS).fetchall():
            root.execute(
                f'UPDATE "{table}" SET "{column}" = "{column}" - %s WHERE subject_id = %s',
                [how_long, subject[1]],
            )


def go_on(me: Visitor) -> Visitor:
    """When what was said is saved and the next question comes."""
    return me.press("Save and go on").fits().axe()


def test_six_months_later_the_plan_is_looked_at_again(visitor: Arrive, site: Site) -> None:
    """The day has gone by; it opens with what went well; a goal becomes another; the versions stand beside."""
    me, name = visitor().sign_in("Daniel Owusu"), "Ida Quist"
    steps.new_person(me, name)
    record = me.path().split("/p/")[1][:36]
    for goal, began in (
        ("I will walk to the pond", "I sit at the window"),
        ("I will bake on Fridays", "The oven is off"),
    ):
        add_entry(me, "goal", {"What do you want?": goal, "How is it now?": began})
    me.go_in("add/step/").select("Which goal is it a step to?", "I will walk to the pond")
    me.write("What will be done?", "Find the flat shoes").select("Who will see that it is done?", "Daniel Owusu")
    write_day(me, "By when?", today() + timedelta(days=3))
    me.press("Save", exact=True).sees("Saved at")
    me.go_in("plan/").press("Put it forward for agreement")
    write_day(me, "When shall we look at the plan again?", today() + timedelta(days=150))
    me.press("Put it forward", exact=True).sees("The plan is with everybody now")
    me.go_in("plan/").press("It is done").sees("Kept. Thank you")
    time_goes_by(me, site, HALF_A_YEAR)

    me.go("/work/").sees("Look at the plan again, together", "The day has gone by").fits().axe()
    me.go(f"/p/{record}/plan/").sees("The plan was to be looked at again on").press("Look at the plan together")
    me.sees("it is not too late").fits().axe().press("Begin the review").fits().axe()
    me.press("Begin", exact=True).sees("Find the flat shoes").fits().axe()
    me.write("What went well?", "She waved at the postman")
    go_on(me).sees("I will walk to the pond", "I sit at the window", "It is looked at for the first time.")
    me.write("Where is it now? In your own words", "To the gate and back").select("How near is it", "4:")
    go_on(me).sees("I will bake on Fridays", "The oven is off").press("Change it into another").fits().axe()
    me.write("What do you want now?", "I will bake with Jo on Sundays").write("Why did the goal change?", "Jo can lift")
    me.press("Save", exact=True)
    me.sees("Changed into another").fits().axe().press("all topics").fits().axe()
    me.press("What helped, and what did not").write("What helped?", "The flat shoes").write("What did not help", "Ice")
    go_on(me).write("What has changed?", "Jo has moved in next door")
    go_on(me).select("From 0 to 10", "7:").write("What makes it so?", "Somebody knocks now")
    go_on(me).write("What comes next?", "The bench by the pond")
    go_on(me).choose(name).choose("Daniel Owusu")
    go_on(me)
    if "summary" not in me.path():
        me.go_in("plan/review/").press("Go on with it").press("See it all, and finish")
    me.fits().axe()
    read(
        me, "She waved at the postman", "To the gate and back", "I sit at the window", "The flat shoes", "The bench by"
    )
    read(me, "I will bake on Fridays", "I will bake with Jo on Sundays", "Somebody knocks now")
    me.press("Finish").sees("FINISHED").fits().axe()

    me.go_in("plan/").sees("To the gate and back").press("Put it forward again")
    write_day(me, "When shall we look at the plan again?", today() + HALF_A_YEAR)
    me.press("Put it forward", exact=True).sees("The plan is with everybody now")
    me.go_in("plan/versions/").press("Show them").fits().axe()
    read(me, "I will bake with Jo on Sundays", "Added", "What is different:", "I will bake on Fridays")
    me.go_in("plan/reviews/").sees("She waved at the postman").fits().axe()
    me.go_in("story/").sees("She waved at the postman").fits().axe()
