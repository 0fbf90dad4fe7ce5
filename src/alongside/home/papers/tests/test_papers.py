"""The papers: tagged, titled, whole, one page where promised, and nothing a person wrote is ever run."""

import re
import shutil
import subprocess
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.home import papers
from alongside.home.papers import (
    AboutMePaper,
    Call,
    Card,
    CarePart,
    CarePlanPaper,
    Fact,
    FormPaper,
    GoalLine,
    Line,
    MustKnow,
    PlanPaper,
    Said,
    StayingWellPaper,
    StepLine,
    TensionCard,
    ViewLine,
    fonts,
    press,
)
from alongside.home.papers.documents import fitted, said
from alongside.home.papers.tests.samples import (
    BY,
    HOSTILE,
    about,
    assert_good_pdf,
    care,
    need,
    needs_reader,
    well,
    whole_plan,
    words_in,
)

PAPERS = {
    "plan": lambda **more: papers.plan(whole_plan(), **more),
    "about_me": lambda **more: papers.about_me(about(), **more),
    "care plan": lambda **more: papers.care_plan(care(), **more),
    "staying well": lambda **more: papers.staying_well(well(), **more),
    "empty care plan": lambda **more: papers.care_plan(CarePlanPaper(title="P", name="", mark="DRAFT", **BY), **more),
    "empty staying well": lambda **more: papers.staying_well(StayingWellPaper(name="Al", **BY), **more),
    "form": lambda **more: papers.conversation_form(FormPaper(name="Ruth", **BY), **more),
    "empty plan": lambda **more: papers.plan(PlanPaper(name="Al", mark="DRAFT", **BY), **more),
    "empty about_me": lambda **more: papers.about_me(AboutMePaper(name="Al", **BY), **more),
    "blank form": lambda **more: papers.conversation_form(**more),
}


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize("large_print", [False, True])
def test_every_paper_is_an_accessible_pdf(name, large_print):
    assert_good_pdf(PAPERS[name](large_print=large_print))


@pytest.mark.skipif(not shutil.which("pdfinfo"), reason="pdfinfo (poppler-utils) is not here")
@pytest.mark.parametrize("name", PAPERS)
def test_every_paper_is_tagged_titled_and_a4(name, tmp_path):
    path = tmp_path / "paper.pdf"
    path.write_bytes(PAPERS[name]())
    told = subprocess.run(["pdfinfo", str(path)], capture_output=True, check=True, text=True).stdout
    assert re.search(r"Tagged: +yes", told)
    assert re.search(r"Title: +\S", told)
    assert "(A4)" in told
    if "about" in name:
        assert re.search(r"Pages: +1\n", told)


@needs_reader
@pytest.mark.parametrize("large_print", [False, True])
def test_the_plan_says_it_all(tmp_path, large_print):
    text = words_in(papers.plan(whole_plan(), large_print=large_print), tmp_path)
    for part in (
        "IN USE, NOT AGREED BY Grace Okafor", "Sit on my left.", "not yet confirmed", "I will bake for the street",
        "Buy flour (£12)", "28 November 2026", "nobody yet", "I remember birthdays", "The stairs",
        "sees it differently", "May is too soon", "written down by", "has not answered yet",
        "Yes, I would want this", "What I cannot do:", "By when? Choose a date.",
        "It uses: My hands", "How it went: It sings", "Let go", "I like the ground", "Baker", "Partly met",
        "What I can do myself · Partly", "Through: the rail", "Grace took their yes back.",
        "What stays unmet: The lift",
        "How this could be met is not written down yet.", "What it leads to: no choir", "since 1 May 2026",
        "Answer: No", "Appeal: Yes", "Eligible", "View 0", "View 1", "Because so it is", "Tried: x",
        "Not yet, because we met for ten minutes", "Printed by Ruth Okafor, 1 July 2026, 10:30", "Page 1 of",
    ):  # fmt: skip
        assert part in text
    assert "EXTRACT" not in text


@needs_reader
def test_a_long_plan_says_what_is_in_it(tmp_path):
    many = tuple(need() for _ in range(60))
    assert "What is in this plan" in words_in(papers.plan(whole_plan(needs=many)), tmp_path)
    assert "What is in this plan" not in words_in(papers.plan(PlanPaper(name="Al", mark="DRAFT", **BY)), tmp_path)


@needs_reader
def test_an_extract_says_so(tmp_path):
    assert "EXTRACT" in words_in(papers.care_plan(care(extract=True)), tmp_path)
    assert "EXTRACT" in words_in(papers.staying_well(well(extract=True)), tmp_path)
    assert "EXTRACT" in words_in(papers.plan(whole_plan(extract=True)), tmp_path)
    assert "EXTRACT" in words_in(papers.about_me(about(extract=True)), tmp_path)


@needs_reader
@pytest.mark.parametrize("large_print", [False, True])
def test_about_me_is_one_page_and_no_medicines_list(tmp_path, large_print):
    text = words_in(papers.about_me(about(), large_print=large_print), tmp_path)
    assert "not a medicines list" in text.lower()
    assert "Allergic to penicillin" in text
    assert "01632 960 001" in text
    assert "more about me in the record" not in text
    assert "Page 1 of 1" in text


@needs_reader
@pytest.mark.parametrize("large_print", [False, True])
def test_about_me_never_runs_over_and_says_what_is_left_out(tmp_path, large_print):
    long = tuple(f"Thing {i} that matters a good deal to me, and why it does so" for i in range(80))
    text = words_in(papers.about_me(about(what_matters=long), large_print=large_print), tmp_path)
    assert "Page 1 of 1" in text
    assert "There is more about me in the record." in text
    assert "Allergic to penicillin" in text
    much = tuple(MustKnow(f"Must know number {i}: " + "very important " * 60) for i in range(60))
    text = words_in(papers.about_me(about(must_knows=much), large_print=large_print), tmp_path)
    assert "Page 1 of 1" in text
    assert "There is more to know than fits here." in text


@needs_reader
def test_about_me_shows_signs_and_home_where_there_is_room(tmp_path):
    more = {"signs": ("I stop baking",), "home": ("Grace feeds the cat",)}
    text = words_in(papers.about_me(about(**more)), tmp_path)
    assert "I stop baking" in text
    assert "Grace feeds the cat" in text
    long = tuple(f"Thing {i} that matters a good deal to me, and why it does so" for i in range(80))
    text = words_in(papers.about_me(about(what_matters=long, **more)), tmp_path)
    assert "I stop baking" not in text
    assert "Page 1 of 1" in text


def test_a_long_item_is_cut_at_a_word_and_says_so():
    data = fitted(about(what_matters=("word " * 300,)), large_print=False)
    assert data["what_matters"][0].endswith("word … (more in the record)")
    assert data["more"] is True
    assert data["more_must_knows"] is False


@needs_reader
def test_the_form_follows_the_conversation(tmp_path):
    text = words_in(papers.conversation_form(), tmp_path)
    places = [text.index(topic.heading) for topic in papers.TOPICS]
    assert places == sorted(places)
    assert "best understanding" in text
    assert "Who chose the place?" in text


@needs_reader
def test_what_people_write_is_never_run(tmp_path):
    goal = GoalLine(HOSTILE, HOSTILE, HOSTILE, steps=(StepLine(HOSTILE, HOSTILE),))
    pdf = papers.plan(whole_plan(name=HOSTILE, mark=HOSTILE, goals=(goal,), communication=(Said(HOSTILE),)))
    text = words_in(pdf, tmp_path)
    assert '#read("/etc/passwd")' in text
    assert "root:" not in text
    assert_good_pdf(papers.about_me(about(name=HOSTILE, must_knows=(MustKnow(HOSTILE, HOSTILE),), helps=(HOSTILE,))))
    assert_good_pdf(papers.conversation_form(FormPaper(name=HOSTILE)))
    assert_good_pdf(
        papers.staying_well(well(name=HOSTILE, calls=(Call(HOSTILE, HOSTILE, HOSTILE),), advance=(HOSTILE,)))
    )
    view, fact = ViewLine(HOSTILE, HOSTILE, HOSTILE), Fact(HOSTILE, HOSTILE, (HOSTILE,))
    line = Line(label=HOSTILE, words=HOSTILE, extent=HOSTILE, through=HOSTILE, yes=HOSTILE)
    card = Card(words=HOSTILE, title=HOSTILE, voice=HOSTILE, tags=(HOSTILE,), facts=(fact,), lines=(line,))
    shown = {"cards": (card,), "say": (HOSTILE,), "missing": (HOSTILE,), "by_hand": (HOSTILE,), "law": HOSTILE}
    tense = TensionCard(words=HOSTILE, tags=(HOSTILE,), views=(view,), facts=(fact,))
    part = CarePart(heading=HOSTILE, tensions=(tense,), **shown)
    text = words_in(papers.care_plan(care(name=HOSTILE, title=HOSTILE, parts=(part,))), tmp_path)
    assert "root:" not in text


@needs_reader
def test_many_tongues_are_printed(tmp_path):
    text = words_in(papers.plan(whole_plan(strengths=(Said("£5 café Łódź dŵr Ελλάδα Привет"),))), tmp_path)
    assert "£5 café Łódź dŵr Ελλάδα Привет" in text
    assert "could not be printed" not in text
    assert_good_pdf(papers.plan(whole_plan(strengths=(Said("محمد ٹھیک ہے שלום"),))))


@needs_reader
def test_letters_that_cannot_be_printed_are_owned_up_to(tmp_path):
    text = words_in(papers.plan(whole_plan(strengths=(Said("陳大文 😀"),))), tmp_path)
    assert "□□□ (grinning face)" in text
    assert "could not be printed" in text


def test_printable_takes_out_what_no_paper_can_show():
    where = fonts.folders()
    assert fonts.printable("a\x00b\x07\tc\u200b\ufe0fd\u3000e\nf", where) == "ab cd e\nf"
    assert fonts.printable("e\u0301", where) == "é"
    assert fonts.printable("a\u202eb \u2066c", where) == "ab c"
    assert fonts.printable("می\u200cروم", where) == "می\u200cروم"


def test_an_organisation_can_add_fonts(monkeypatch, tmp_path):
    monkeypatch.setenv("ALONGSIDE_FONTS", f"{tmp_path}:/nowhere/at/all")
    assert fonts.folders()[-1] == str(tmp_path)
    assert len(fonts.folders()) == 3
    assert fonts.families(fonts.folders())[: len(fonts.FAMILIES)] == list(fonts.FAMILIES)


def test_a_missing_letter_keeps_no_paper_from_anyone(monkeypatch):
    monkeypatch.setattr(fonts, "printable", lambda text, where: text)
    assert papers.plan(whole_plan(name="陳大文")).startswith(b"%PDF-")


def test_other_faults_are_not_hidden():
    with pytest.raises(press.typst.TypstError):
        papers.render("plan", {"language": "en"})


def test_only_our_own_sheets_are_printed():
    for name in ("nothing", "../house", "/etc/passwd"):
        with pytest.raises(KeyError):
            papers.render(name, {})


def test_very_long_words_are_cut_not_lost_silently():
    data = press._clean({"words": "x" * 10_000, "svg": "y" * 10_000}, fonts.folders())
    assert data["words"].endswith(" …")
    assert len(data["svg"]) == 10_000


def test_dates_are_as_people_say_them():
    assert said(date(2026, 3, 3)) == "3 March 2026"
    assert said(datetime(2026, 7, 1, 9, 30, tzinfo=UTC)) == "1 July 2026, 10:30"
    assert said(datetime(2026, 1, 1, 9, 30)) == "1 January 2026, 09:30"  # noqa: DTZ001 a time without a zone is kept
    assert said({"a": (Said("w"), None, 3)}) == {
        "a": [{"words": "w", "voice": "", "confirmed": True, "why": ""}, None, 3]
    }


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=200))
def test_any_text_can_be_printed(text):
    goal = GoalLine(text, text, steps=(StepLine(text, text),))
    assert_good_pdf(papers.plan(PlanPaper(name=text, mark="DRAFT", goals=(goal,), communication=(Said(text),), **BY)))
