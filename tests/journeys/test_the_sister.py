"""As the sister: what is shared with her, her own voice, and a record of her own that is hers to share."""

from django.contrib.auth.hashers import make_password

from alongside import conftest as spine
from tests.journeys import steps
from tests.journeys.conftest import EVERY_WAY, Site, Visitor
from tests.journeys.steps import Arrive, Way, way_of

STRENGTH = "I can look at a dress and see the flat pieces."
KEPT = (STRENGTH, "Money letters. The numbers swim", "Muslim, in my own way", "I want the costume store", "9995260182")
GOAL = "I will cut and sew one whole coat"
PAGES = ("", "about/", "strengths/", "hopes/", "plan/", "circle/", "timeline/", "details/", "help/", "print/")


def share(asha: Visitor, section: str, *, on: bool) -> None:
    """When Asha gives her sister one more part, or takes it back."""
    card = asha.go_in("circle/").page.locator("article", has_text="Salma Khatun")
    card.get_by_role("link", name="Change what they see").click()
    asha.page.get_by_label(section).first.set_checked(on, force=True)
    asha.press("Save", exact=True).sees("It holds from now on. Nobody has been told.")


@EVERY_WAY
def test_she_sees_what_is_shared_and_nothing_else(visitor: Arrive, way: Way) -> None:
    """What Asha gives shows at the sister's next click, and what she takes back is gone from it."""
    asha = visitor(**way).sign_in("Asha Miah")
    record = asha.path()
    entry = steps.entry(asha.go_in("strengths/"), STRENGTH)
    me = visitor(**way).sign_in("Salma Khatun").sees("Shared with you").press("Asha Miah")
    assert me.path() == record
    for page in PAGES:
        me.go_in(page).fits().axe().sees_not(*KEPT)
    me.go_in("plan/").sees(GOAL)
    me.go(entry).sees("There is no page here for you").sees_not(STRENGTH, "Asha Miah").go(record)

    asha.go_in("circle/").fits().axe()
    share(asha, "What I am good at", on=True)
    me.go_in("strengths/").sees(STRENGTH).go(entry).sees(STRENGTH)
    share(asha, "What I am good at", on=False)
    share(asha, "My goals and plan", on=False)
    me.go(entry).sees("There is no page here for you").sees_not(STRENGTH).go(record)
    me.go_in("strengths/").sees_not(STRENGTH)
    for page in ("", "plan/", "timeline/", "print/"):
        me.go_in(page).sees_not(GOAL, "brown paper")
    me.go_in("plan/").sees("has not shared the plan with you").fits().axe()
    share(asha, "My goals and plan", on=True)
    me.go_in("plan/").sees(GOAL)


@EVERY_WAY
def test_she_writes_in_her_own_voice(visitor: Arrive, way: Way) -> None:
    """Her words stand as hers, confirmed by being written; a part she does not see she may still speak to."""
    hope, strength = f"That we swim on Sundays ({way_of(way)})", f"She makes strangers laugh ({way_of(way)})"
    me = visitor(**way).sign_in("Salma Khatun").press("Asha Miah").go_in("circle/").sees("Your own voice")
    me.fits().axe().press("A hope of mine").fits().axe()
    me.write("What do you hope for?", hope).press("Save", exact=True).sees("Saved at", hope)
    mine = me.page.locator("article", has_text=hope).inner_text()
    assert "Salma Khatun" in mine
    assert "not yet confirmed" not in mine
    me.go_in("circle/").press("is good at").write("What is the strength?", strength).choose("What I am like")
    me.press("Save", exact=True).sees(strength).sees_not(STRENGTH)
    asha = visitor(**way).sign_in("Asha Miah").go_in("hopes/").sees(hope)
    assert "Salma Khatun" in asha.page.locator("article", has_text=hope).inner_text()
    asha.go_in("strengths/").sees(strength)


@EVERY_WAY
def test_her_own_record_is_hers_to_give_and_to_take_back(visitor: Arrive, way: Way) -> None:
    """Asha finds no page until Salma gives her a part; taken back, the next click finds none again."""
    me = visitor(**way).sign_in("Salma Khatun").press("Asha Miah").go_in("own-record/").fits().axe()
    me.press("Open my record").sees("Salma").fits().axe()
    record = me.path()
    hope, need = f"A day without a list ({way_of(way)})", f"Sleep, all night ({way_of(way)})"
    me.go_in("add/aspiration/").write("What do you hope for?", hope).press("Save", exact=True).sees(hope)
    me.go_in("add/need/").write("What is hard", need).choose("Something else").press("Save", exact=True).sees(need)

    asha = visitor(**way).sign_in("Asha Miah").go("/people/").sees_not("Salma Khatun")
    asha.go(record).sees("There is no page here for you").sees_not("Salma", hope)
    me.go_in("circle/").fits().axe()
    again = me.page.locator("article", has_text="Asha Miah").get_by_role("link", name="Share something with them")
    if again.count():
        again.click()
    else:
        me.press("Share with somebody").fits().axe().write("e-mail address", "asha.miah@example.org")
    me.choose("What I hope for").press("Save", exact=True).sees("Nobody has been told")

    asha.go(record).go_in("hopes/").sees(hope).sees_not(need).fits().axe()
    asha.go_in("timeline/").sees_not(need)
    me.go_in("circle/").page.locator("article", has_text="Asha Miah").get_by_role(
        "button", name="Take everything"
    ).click()
    me.sees("Taken back. Asha Miah sees nothing here now.")
    asha.go(record).sees("There is no page here for you").sees_not(hope, "Salma")


def with_password(site: Site, address: str) -> str:
    """Given somebody of the demo who has a password; gives it."""
    with spine._owner(site.database) as owner:
        owner.execute(
            "UPDATE access_account SET password = %s WHERE email = %s", [make_password("stepping stones"), address]
        )
    return "stepping stones"


def sign_in(me: Visitor, site: Site, address: str) -> Visitor:
    """When somebody signs in with their address and password."""
    word = with_password(site, address)
    me.go("/accounts/login/").fits().axe().write("E-mail address", address)
    me.page.locator("input[type=password]").fill(word)
    return me.press("Sign in", exact=True, nth=0)


def test_a_carer_opens_a_record_that_only_she_can_read(visitor: Arrive, site: Site) -> None:
    """Neither the one she cares for nor those who work with her can open it."""
    me = sign_in(visitor(phone=True), site, "esme.addyman@example.org").sees("Ruth")
    me.go_in("circle/").press("A record of my own, as a carer").fits().axe()
    me.press("Open a record of my own").sees("Esme").fits().axe()
    record, hope = me.path(), "One weekend by the sea"
    me.go_in("add/aspiration/").write("What do you hope for?", hope).press("Save", exact=True).sees(hope)
    other = sign_in(visitor(phone=True), site, "ruth.addyman@example.org")
    other.go("/people/").sees_not("Esme Addyman")
    other.go(record).sees("There is no page here for you").sees_not(hope, "Esme")
    # Whoever works here gets no further with a password alone; with more, the matrix shows that they find nothing.
    other = sign_in(visitor(phone=True), site, "nerys.gwilt@example.org")
    other.go(record).sees("Set up a second step").sees_not(hope, "Esme")
