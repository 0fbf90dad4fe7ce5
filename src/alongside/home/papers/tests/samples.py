"""Made-up papers for the tests of this folder, and how their words are read back."""

import re
import shutil
import subprocess
from datetime import UTC, date, datetime

import pytest

from alongside.home.papers import (
    AboutMePaper,
    AnswerLine,
    Call,
    Card,
    CarePart,
    CarePlanPaper,
    Fact,
    GoalLine,
    Line,
    MustKnow,
    Network,
    PlanPaper,
    PractitionerLine,
    Said,
    StayingWellPaper,
    StepLine,
    TensionCard,
    ViewLine,
)
from alongside.strengths import picture

NOW = datetime(2026, 7, 1, 9, 30, tzinfo=UTC)
BY = {"printed_by": "Ruth Okafor", "printed_at": NOW}
HOSTILE = '#read("/etc/passwd") $x^2$ @cite *b* _i_ `raw` \\ <label> #panic() [#sys.inputs] // /* = h </svg><script>'
needs_reader = pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext (poppler-utils) is not here")


def words_in(pdf, tmp_path):
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf)
    out = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    return " ".join(out.stdout.decode().split())


def network():
    made = picture.layout("Ruth", [picture.ConnectionView("1", "Grace", "past", 1)], [], [], width=520)
    return Network(str(picture.svg(made)), made.reading, (("My people now", ("Grace",)),))


def need():
    return Card(
        words="The stairs",
        voice="Ruth, said",
        tags=("Partly met",),
        facts=(Fact("It gets in the way of", "Going out"),),
        lines_title="How it is met",
        lines=(
            Line(label="What I can do myself", extent="Partly", words="One at a time", through="Through: the rail"),
            Line(label="My people", words="She comes", yes="Grace took their yes back.", counts=False, confirmed=False),
        ),
        after=(Fact("What stays unmet", "The lift"),),
    )


def tension(views=2, length=1):
    said = tuple(ViewLine(f"View {n} " * length, f"Voice {n}", "so it is", n != 1) for n in range(views))
    return TensionCard(
        words="The front door", voice="Ruth, said", tags=("Open",), views=said, facts=(Fact("Tried", "x"),)
    )


def whole_plan(**more):
    return PlanPaper(
        **{
            "name": "Ruth",
            "pronouns": "she, her",
            "mark": "IN USE, NOT AGREED BY Grace Okafor",
            "mark_lines": ("We will ask Grace again on 9 December 2026.",),
            "version": 2,
            "put_forward_on": date(2026, 11, 20),
            "communication": (Said("Sit on my left.\nGive me time.", "Ruth, said"), Said("Large print", "G", False)),
            "hopes": (Said("Cake for everybody", "Ruth, said"),),
            "goals": (
                GoalLine(
                    "I will bake for the street", "Ruth, said", "I feel like myself", success="forty fed",
                    baseline="none", importance=9, confidence=5,
                    steps=(
                        StepLine("Buy flour (£12)", "Ruth", date(2026, 11, 28), "on the shelf", uses="My hands"),
                        StepLine("Mend the oven", outcome="done", how_it_went="It sings"),
                        StepLine("Ask next door", outcome="not_done"),
                    ),
                ),
                GoalLine("Walk", confirmed=False, no_words_because="asleep", later=True),
            ),
            "strengths": (Said("I remember birthdays"),),
            "network": network(),
            "were": (Card(words="Fly", tags=("Let go",), facts=(Fact("What came of it", "I like the ground"),)),),
            "roles": (Card(words="Baker", tags=("I was this",)),),
            "needs": (need(), Card(words="Post", missing=("How this could be met is not written down yet.",))),
            "barriers": (Card(words="The bus", facts=(Fact("What it leads to", "no choir"),)),),
            "supports": (Card(words="Rehab", tags=("Waiting for it, since 1 May 2026",)),),
            "means": (Card(words="A grab rail", tags=("Answer: No", "Appeal: Yes")),),
            "council": (Card(words="It tells on her", title="Eligible", facts=(Fact("Outcomes", items=("a", "b")),)),),
            "tensions": (tension(),),
            "answers": (
                AnswerLine("Ruth Okafor", "herself", "agree", "It is my plan", date(2026, 11, 21)),
                AnswerLine("Grace Okafor", "sister", "differently", "May is too soon", written_by="Joseph Adeyemi"),
                AnswerLine("Joseph Adeyemi"),
            ),
            "practitioners": (PractitionerLine("Joseph", "worker", "yes", "it is hers", "I ask", "come", "nights"),),
            "not_yet": ("we met for ten minutes",),
            "gaps": ("By when? Choose a date.",),
            **BY,
            **more,
        }
    )  # fmt: skip


def about(**more):
    return AboutMePaper(
        **{
            "name": "Ruth",
            "full_name": "Ruth Okafor",
            "born": date(1948, 3, 3),
            "nhs_number": "999 000 0018",
            "communication": (Said("Sit on my left"),),
            "must_knows": (
                MustKnow("Allergic to penicillin", "Ruth", date(2026, 11, 2)), MustKnow("Form", where_kept="drawer"),
            ),
            "calls": (Call("Grace Okafor", "sister", "01632 960 001"),),
            "what_matters": ("Baking",),
            **BY,
            **more,
        }
    )  # fmt: skip


def care(**more):
    part = CarePart(
        heading="What I need",
        law="Section 25(1)(a)",
        say=("Said once.",),
        facts=(Fact("Known", "yes"),),
        cards=(need(),),
        answers=(AnswerLine("Ruth", answer="agree"),),
        tensions=(tension(),),
        missing=("Not decided yet.",),
        by_hand=("Copies were given to:",),
    )
    below = CarePart(heading="What others do", level=3)
    given = {"title": "Care and support plan", "name": "Ruth", "mark": "DRAFT", "law": "Care Act 2014", **BY}
    known = {"full_name": "Ruth Okafor", "born": date(1948, 3, 3), "communication": (Said("Sit on my left"),)}
    return CarePlanPaper(**given | known | {"parts": (part, below)} | more)


def well(**more):
    return StayingWellPaper(
        **{
            "name": "Ruth",
            "communication": ("Sit on my left",),
            "before": (("Early signs", ("I stop baking",)), ("What helps", ("The radio",))),
            "calls": (Call("Grace", "my sister", "01632 960 001"), Call("Joseph", "", "01632 960 002")),
            "after": (("What must not happen", ("No uniforms",)), ("Who looks after home", ())),
            "advance": ("My own clothes",),
            "numbers": (Call("Samaritans", "Free.", "116 123"), Call("Textphone", "18000")),
            "unconfirmed": True,
            **BY,
            **more,
        }
    )


def assert_good_pdf(pdf):
    assert pdf.startswith(b"%PDF-")
    assert pdf.rstrip().endswith(b"%%EOF")
    assert b"pdfuaid:part" in pdf
    assert re.search(rb"/MarkInfo|/StructTreeRoot|/ObjStm", pdf)
