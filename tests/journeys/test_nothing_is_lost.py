"""What was typed comes back: closed tab, sign-out, time-out, a server error, a conflict, the same form twice."""

import re
from collections.abc import Callable

import pytest

from alongside import conftest as spine
from tests.journeys.conftest import Site, Visitor

Arrive = Callable[..., Visitor]


def writing(visitor: Arrive, name: str = "Asha Miah", *, js: bool = True) -> Visitor:
    """Given somebody on an empty page for their own words."""
    me = visitor(js=js).sign_in(name)
    if not me.path().startswith("/p/"):
        me.press("Asha Miah")
    return me.go_in("add/strength/")


def field(me: Visitor) -> object:
    return me.page.get_by_label("What is the strength?")


def test_a_closed_tab_brings_back_what_was_typed(visitor: Arrive) -> None:
    me = writing(visitor)
    words = "I typed this and the phone rang"
    me.page.get_by_label("What is the strength?").press_sequentially(words)
    me.page.get_by_text(re.compile("Saved at \\d")).wait_for(timeout=8000)
    place = me.path()
    me.page.close()
    me.page = me.page.context.new_page()
    me.go(place).sees("We kept what you typed")
    assert me.page.get_by_label("What is the strength?").input_value() == words
    me.press("Throw away what I typed and begin again")
    assert me.page.get_by_label("What is the strength?").input_value() == ""


@pytest.mark.parametrize("js", [True, False])
def test_a_sign_out_on_another_tab_keeps_the_words_that_were_sent(visitor: Arrive, js: bool) -> None:
    me = writing(visitor, js=js)
    words = f"Sent after the session had ended, script {js}"
    other = Visitor(me.page.context.new_page(), me.site, js)
    me.page.get_by_label("What is the strength?").fill(words)
    me.page.get_by_label("Something I can do").check(force=True)
    other.go("/people/").press("Sign out")
    me.press("Save", exact=True)
    assert "/accounts/login/" in me.page.url
    where = me.path()
    me.sign_in("Asha Miah").go(re.sub(r".*next=", "", where).replace("%2F", "/"))
    me.sees("We kept what you typed")
    assert me.page.get_by_label("What is the strength?").input_value() == words
    me.press("Save", exact=True).sees(words)


def test_the_words_of_one_are_not_offered_to_another(visitor: Arrive) -> None:
    me = writing(visitor)
    secret = "For nobody else to read"
    me.page.get_by_label("What is the strength?").press_sequentially(secret)
    me.page.get_by_text(re.compile("Saved at \\d")).wait_for(timeout=8000)
    place = me.path()
    me.sign_in("Daniel Owusu").go(place).sees_not(secret)
    assert me.page.get_by_label("What is the strength?").input_value() == ""


@pytest.mark.parametrize("js", [True, False])
def test_a_mistake_in_the_form_keeps_everything(visitor: Arrive, js: bool) -> None:
    me = writing(visitor, js=js)
    me.page.get_by_label("What is the strength?").fill("")
    me.page.get_by_label("An example from life").fill("I did it once, in the rain")
    me.press("Save", exact=True).sees("What you wrote is still here").axe()
    assert me.page.get_by_label("An example from life").input_value() == "I did it once, in the rain"


def test_the_same_form_twice_is_one_entry(visitor: Arrive) -> None:
    me = writing(visitor, js=False)
    words = "Sent twice by an impatient thumb"
    me.page.get_by_label("What is the strength?").fill(words)
    me.page.get_by_label("Something I can do").check(force=True)
    form = {
        one.get_attribute("name"): one.input_value()
        for one in me.page.locator("main form[data-draft] [name]").all()
        if one.get_attribute("type") not in {"radio", "checkbox", "file"}
    }
    form |= {"sort": "ability"}
    answers = [me.page.request.post(me.page.url, form=form, headers={"Referer": me.page.url}) for _ in range(2)]
    assert [answer.status for answer in answers] == [200, 200], answers[0].text()[-9000:]
    me.go_in("strengths/")
    assert me.page.locator("article", has_text=words).count() == 1


def test_two_people_at_the_same_words_see_both_texts_and_choose(visitor: Arrive) -> None:
    me = writing(visitor, "Daniel Owusu")
    me.page.get_by_label("What is the strength?").fill("Knows every bus in town")
    me.page.get_by_label("Something I know about").check(force=True)
    me.press("Save", exact=True)
    me.page.locator("article", has_text="Knows every bus in town").get_by_role("link").first.click()
    me.press("Change it")
    mending = me.path()
    asha = visitor(phone=True).sign_in("Asha Miah").go(mending)
    asha.page.get_by_label("What is the strength?").fill("I know every bus, and every driver")
    asha.press("Save", exact=True).sees("Changed.")
    me.page.get_by_label("What is the strength?").fill("Knows every bus and the night bus")
    me.press("Save", exact=True)
    me.sees("Somebody else changed this while you were writing", "I know every bus, and every driver").axe()
    assert me.page.get_by_label("What is the strength?").input_value() == "Knows every bus and the night bus"
    me.page.get_by_label("What is the strength?").fill("Knows every bus, every driver and the night bus")
    me.press("Save", exact=True).sees(
        "Changed.", "Knows every bus, every driver and the night bus", "How this came to be"
    )


def test_a_server_error_keeps_the_words(visitor: Arrive, site: Site) -> None:
    me = writing(visitor, js=False)
    words = "The server fell over while I sent this"
    me.page.get_by_label("What is the strength?").fill(words)
    me.page.get_by_label("Something I can do").check(force=True)
    with spine._owner(site.database) as owner:
        owner.execute("SET ROLE alongside_keeper")
        owner.execute("RESET ROLE")
        owner.execute("ALTER TABLE strengths_strength RENAME TO strengths_away")
        try:
            me.press("Save", exact=True)
            assert "Something went wrong" in me.page.inner_text("main"), me.page.inner_text("main")
        finally:
            owner.execute("ALTER TABLE strengths_away RENAME TO strengths_strength")
    me.go_in("add/strength/").sees("We kept what you typed")
    assert me.page.get_by_label("What is the strength?").input_value() == words
