"""The papers: the plan, one page about me, large print, blank forms; each shows what its reader may see."""

import shutil
import subprocess
from urllib.parse import urlencode

import pytest

from tests.journeys import steps
from tests.journeys.conftest import EVERY_WAY, Visitor
from tests.journeys.steps import Arrive, Way, unfold
from tests.journeys.test_the_sister import GOAL, KEPT, STRENGTH


def paper(me: Visitor, button: str) -> bytes:
    """When the form of this button is sent: gives the PDF that comes back."""
    form = me.page.locator("main form", has=me.page.get_by_role("button", name=button, exact=True)).first
    found = []
    for one in form.locator("input[name]").all():
        if one.get_attribute("type") not in {"radio", "checkbox"} or one.is_checked():
            found.append((str(one.get_attribute("name")), one.input_value()))
    answer = me.page.request.get(f"{me.site.url}{form.get_attribute('action')}?{urlencode(found)}")
    assert answer.status == 200, answer.status
    assert answer.headers["content-type"] == "application/pdf"
    made: bytes = answer.body()
    assert made.startswith(b"%PDF")
    assert b"/StructTreeRoot" in made, "tagged, so that it can be read aloud"
    return made


def text_of(made: bytes) -> str:
    """Give the words of a PDF in one line; skips where nothing here can read one."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not here to read the paper with")
    read = subprocess.run(["pdftotext", "-layout", "-", "-"], input=made, capture_output=True, check=True)
    return " ".join(read.stdout.decode().split())


def pages_of(made: bytes) -> int:
    """Count the pages of a PDF."""
    read = subprocess.run(["pdfinfo", "-"], input=made, capture_output=True, check=True).stdout.decode()
    return int(next(line for line in read.splitlines() if line.startswith("Pages:")).split()[1])


@EVERY_WAY
def test_she_prints_her_plan_and_a_page_about_her(visitor: Arrive, way: Way) -> None:
    """The plan, the one page, both in large print, a blank form; and a copy that shows what she chose."""
    me = visitor(**way).sign_in("Asha Miah").press("Print", exact=True).fits().axe()
    plan = paper(me, "Make the plan")
    about = paper(me, "Make the page about me")
    blank = paper(me, "Make a blank form")
    assert GOAL in text_of(plan)
    assert "No aspirin-type painkillers" in text_of(about)
    assert "not a medicines list" in text_of(about).lower()
    assert pages_of(about) == 1
    assert "Asha" in text_of(blank)
    assert "xtract" not in text_of(plan)

    me.page.locator("#print-plan").locator("xpath=..").get_by_label("Large print").first.set_checked(True, force=True)
    large = paper(me, "Make the plan")
    assert large != plan
    assert pages_of(large) >= pages_of(plan)

    unfold(me, "My own copy: I choose what it shows")
    own = me.page.locator("details", has_text="My own copy: I choose what it shows")
    own.get_by_label("What I am good at").first.set_checked(False, force=True)
    own.get_by_label("What gets in the way").first.set_checked(False, force=True)
    chosen = text_of(paper(me, "Make my own copy"))
    assert "extract" in chosen.lower()
    assert GOAL in chosen
    assert STRENGTH not in chosen
    assert "Money letters" not in chosen


@EVERY_WAY
def test_the_sister_prints_what_is_shared_with_her(visitor: Arrive, way: Way) -> None:
    """Her papers are marked as extracts, and hold no word that was not shared."""
    me = visitor(**way).sign_in("Salma Khatun").press("Asha Miah").press("Print", exact=True).fits().axe()
    for button in ("Make the plan", "Make the page about me"):
        text = text_of(paper(me, button))
        assert "extract" in text.lower(), button
        for words in KEPT:
            assert words not in text, (button, words)
    me.go_in("print/plan.pdf?own=1&show=strengths").sees("Only the person chooses")


def test_he_takes_blank_forms_along(visitor: Arrive) -> None:
    """With a name, without one, and in large print; somebody without a record to work in has none without a name."""
    me = visitor().sign_in("Daniel Owusu").press("Asha Miah").go_in("print/").fits().axe()
    named = paper(me, "Make a blank form")
    href = str(me.page.get_by_role("link", name="A blank form without a name").get_attribute("href"))
    forms = [me.page.request.get(f"{me.site.url}{href}{query}") for query in ("", "?large=on")]
    assert [one.status for one in forms] == [200, 200]
    assert all(one.body().startswith(b"%PDF") for one in forms)
    assert "Asha" in text_of(named)
    assert "Asha" not in text_of(forms[0].body())
    assert pages_of(forms[1].body()) >= pages_of(forms[0].body())
    visitor().sign_in("Salma Khatun").go(href).sees("Blank forms without a name are for those who work with people")


def test_a_paper_keeps_no_words_that_were_a_mistake(visitor: Arrive) -> None:
    """What was marked as a mistake is on no paper of the plan as it is written now."""
    me, words = visitor().sign_in("Daniel Owusu").press("Kit Ashdown"), "Is afraid of heights, says somebody"
    steps.add_entry(me, "strength", {"What is the strength?": words}, ["Something I know about"])
    steps.entry(me.go_in("strengths/"), words)
    me.press("This was a mistake").write("Why is this a mistake?", "Wrong Kit").press("Save", exact=True)
    me.go_in("print/").choose("As it is written now")
    assert words not in text_of(paper(me, "Make the plan"))
