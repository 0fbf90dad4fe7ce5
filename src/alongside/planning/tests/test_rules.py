"""The rules of a plan: each by example, then as a property."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.planning.domain import (
    GoalView,
    Met,
    MetByView,
    NeedView,
    NotYetView,
    PlanView,
    PractitionerAnswerView,
    RoleView,
    StepView,
    SupportView,
    counts,
    findings,
    has_own_words,
    how_far,
    in_order,
    open_steps,
)

GOAL = GoalView("g1", "I will walk to the allotment on my own")
STEP = StepView("s1", "g1", "Walk as far as the post box", "ruth", date(2026, 12, 1), responsible_name="Ruth Okafor")
NEED = NeedView("n1", "The stairs are too much", "ruth", gets_in_way_of="w1", helped_by=("x1",))
WOULD = PractitionerAnswerView("yes", "because it starts from what she wants")
LINE = MetByView("l1", "n1", "own_strength", "fully")
SUPPORT = SupportView("p1", "A falls group", "offered", "NICE NG249", "I would meet people", "in the morning, seated")
WHOLE = PlanView((GOAL,), (STEP,), (NEED,), strengths_count=2, answers=(WOULD,), met_by=(LINE,), supports=(SUPPORT,))


def rules_of(view):
    return [(finding.rule, finding.kind, finding.where) for finding in findings(view)]


def test_a_whole_plan_has_no_findings():
    assert findings(WHOLE) == ()


def test_an_empty_plan_only_waits_for_the_practitioner():
    assert rules_of(PlanView()) == [("B7", "block", "practitioner_answer")]


@pytest.mark.parametrize(
    ("change", "wheres"),
    [
        ({"words_of": None}, 1),
        ({"gets_in_way_of": None}, 1),
        ({"gets_in_way_of": None, "gets_in_way_not_yet": "we have not talked about it"}, 0),
        ({"helped_by": ()}, 1),
        ({"helped_by": (), "helped_by_not_yet": "too early to ask"}, 0),
        ({"helped_by": (), "helped_by_not_yet": "  "}, 1),
        ({"words_of": None, "gets_in_way_of": None, "helped_by": ()}, 3),
    ],
)
def test_a6_1_warns_of_each_missing_part_of_a_need(change, wheres):
    view = replace(WHOLE, needs=(replace(NEED, **change),))
    assert rules_of(view) == [("A6.1", "warn", "n1")] * wheres


@pytest.mark.parametrize(
    ("change", "blocks"),
    [
        ({"own": False}, True),
        ({"how": "best_understanding"}, True),
        ({"how": "behaviour"}, False),
        ({"words": "   "}, True),
        ({"own": False, "no_words_because": "she is asleep most of the day; her sister says so"}, False),
        ({"own": False, "no_words_because": " "}, True),
        ({"own": False, "status": "let_go"}, False),
        ({"own": False, "status": "achieved"}, False),
    ],
)
def test_a7_1_blocks_a_goal_of_now_without_own_words_or_reason(change, blocks):
    view = replace(WHOLE, goals=(replace(GOAL, **change),))
    assert (("A7.1", "block", "g1") in rules_of(view)) is blocks


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"responsible": None}, "Who will see"),
        ({"by_when": None}, "By when?"),
        ({"responsible": None, "by_when": None}, "Who will do this, and by when?"),
    ],
)
def test_a7_3_blocks_a_step_without_who_or_when(change, words):
    found = findings(replace(WHOLE, steps=(replace(STEP, **change),)))
    assert [(f.rule, f.kind, f.where) for f in found] == [("A7.3", "block", "s1")]
    assert found[0].message.startswith(words)


def test_a7_3_leaves_steps_alone_that_are_done_or_whose_goal_was_let_go():
    bare = replace(STEP, responsible=None, by_when=None)
    assert rules_of(replace(WHOLE, steps=(replace(bare, outcome="done"),))) == []
    assert rules_of(replace(WHOLE, goals=(replace(GOAL, status="let_go"),), steps=(bare,))) == []
    assert open_steps(WHOLE) == (STEP,)


@pytest.mark.parametrize(
    ("strengths", "not_yet", "blocks"),
    [
        (0, (), True),
        (1, (), False),
        (0, (NotYetView("B2", "we met in hospital, for ten minutes"),), False),
        (0, (NotYetView("B2", " "),), True),
        (0, (NotYetView("A6.1", "another rule"),), True),
    ],
)
def test_b2_blocks_needs_without_strengths(strengths, not_yet, blocks):
    view = replace(WHOLE, strengths_count=strengths, not_yet=not_yet)
    assert (rules_of(view) == [("B2", "block", "strengths")]) is blocks
    assert rules_of(replace(view, needs=(), met_by=())) == []


@pytest.mark.parametrize("answer", [PractitionerAnswerView("", "because"), PractitionerAnswerView("no", " ")])
def test_b7_wants_both_an_answer_and_its_because(answer):
    assert rules_of(replace(WHOLE, answers=(answer,))) == [("B7", "block", "practitioner_answer")]
    assert rules_of(replace(WHOLE, answers=(answer, replace(WOULD, would="no")))) == []


def b6(view):
    return [(finding.where, finding.message) for finding in findings(view) if finding.rule == "B6"]


def test_a7_3_blocks_a_step_of_somebody_who_has_left_the_circle():
    found = findings(replace(WHOLE, steps=(replace(STEP, responsible_left=True),)))
    assert [(f.rule, f.kind, f.where) for f in found] == [("A7.3", "block", "s1")]
    assert found[0].message == "Ruth Okafor is no longer in the circle. Who will see to this now?"


@pytest.mark.parametrize(
    ("status", "adapted", "adjustments", "warns"),
    [
        ("offered", "", 1, True),
        ("talked_about", " ", 2, True),
        ("started", "It needs no change, he says.", 1, False),
        ("offered", "", 0, False),
        ("declined", "", 1, False),
        ("ended", "", 1, False),
    ],
)
def test_a2_2_warns_of_a_support_that_is_not_fitted_to_the_person(status, adapted, adjustments, warns):
    support = replace(SUPPORT, status=status, adapted=adapted)
    found = rules_of(replace(WHOLE, supports=(support,), adjustments_count=adjustments))
    assert (("A2.2", "warn", "p1") in found) is warns


@pytest.mark.parametrize(
    ("change", "count"),
    [
        ({}, 0),
        ({"evidence": ""}, 1),
        ({"means_to_me": "  "}, 1),
        ({"evidence": "", "means_to_me": ""}, 2),
        ({"evidence": "", "status": "talked_about"}, 0),
        ({"evidence": "", "status": "declined"}, 0),
        ({"evidence": "", "status": "waiting"}, 1),
    ],
)
def test_a8_1_warns_of_a_support_without_evidence_or_what_it_means(change, count):
    found = rules_of(replace(WHOLE, supports=(replace(SUPPORT, **change),)))
    assert found == [("A8.1", "warn", "p1")] * count


def test_a3_1_asks_once_however_many_rights_are_unexplained():
    assert rules_of(replace(WHOLE, rights_unexplained=("complain",))) == [("A3.1", "prompt", "rights")]
    found = findings(replace(WHOLE, rights_unexplained=("complain", "advocate")))
    assert [(f.rule, f.message.split()[0]) for f in found] == [("A3.1", "2")]
    assert rules_of(WHOLE) == []


@pytest.mark.parametrize(
    ("status", "grows_from", "asks"),
    [("now", "r1", False), ("achieved", "r1", False), ("let_go", "r1", True), ("now", None, True), ("now", "x", True)],
)
def test_a4_2_asks_for_a_goal_towards_a_wanted_role(status, grows_from, asks):
    goals = (GOAL, replace(GOAL, id="g2", status=status, grows_from=grows_from))
    found = rules_of(replace(WHOLE, goals=goals, wanted_roles=(RoleView("r1", "Grandfather"),)))
    assert (("A4.2", "prompt", "r1") in found) is asks


NETWORK = MetByView("l2", "n1", "network", "fully", "salma", "Salma", willing="yes")


def test_b6_begins_with_what_the_person_can_do():
    assert b6(replace(WHOLE, met_by=())) == [
        ("n1", "How could this be met? Begin with what the person can do, then people, then places.")
    ]
    assert b6(WHOLE) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"willing": ""}, "has not said yes to this yet"),
        ({"willing": "no"}, "has said no"),
        ({"willing": "taken_back"}, "has taken their yes back"),
        ({"willing": "changed"}, "The words have changed since Salma said yes"),
        ({"left": True}, "is no longer in the circle"),
        ({"leans_on": None, "name": ""}, "Who is it?"),
    ],
)
def test_b6_a_line_that_leans_on_somebody_counts_only_with_their_own_yes(change, said):
    line = replace(NETWORK, **change)
    assert not counts(line)
    assert how_far([line]) is Met.UNMET
    found = b6(replace(WHOLE, met_by=(line,)))
    assert [where for where, _ in found] == ["l2", "n1"]
    assert said in found[0][1]
    assert counts(NETWORK)
    assert b6(replace(WHOLE, met_by=(NETWORK,))) == []


def test_b6_any_line_that_leans_on_somebody_needs_a_yes_but_not_the_persons_own():
    assert not counts(replace(NETWORK, sort="paid", willing=""))
    assert counts(replace(NETWORK, sort="own_strength", willing="", leans_on_self=True))


def test_b6_asks_what_else_could_help_while_a_need_is_not_wholly_met():
    partly = replace(LINE, extent="partly")
    assert [where for where, _ in b6(replace(WHOLE, met_by=(partly,)))] == ["n1"]
    answered = replace(NEED, what_else="The council was asked twice; it has nobody who signs.")
    assert b6(replace(WHOLE, needs=(answered,), met_by=(partly,))) == []
    assert b6(replace(WHOLE, met_by=(partly, NETWORK))) == []


def test_b6_is_only_ever_a_prompt():
    found = findings(replace(WHOLE, met_by=()))
    assert {one.kind for one in found} == {"prompt"}


lines = st.builds(
    MetByView,
    id=st.uuids().map(str),
    need=st.sampled_from(["n1", "n2"]),
    sort=st.sampled_from(["own_strength", "network", "community", "universal", "paid"]),
    extent=st.sampled_from(["fully", "partly", "not_yet"]),
    leans_on=st.none() | st.just("v"),
    name=st.just("Salma"),
    leans_on_self=st.booleans(),
    willing=st.sampled_from(["", "yes", "no", "taken_back", "changed"]),
    left=st.booleans(),
)
FAR = [Met.UNMET, Met.PARTLY, Met.MET]


@given(st.lists(lines, max_size=5), lines)
def test_another_line_never_makes_a_need_less_met_nor_does_order_matter(some, one):
    assert FAR.index(how_far([*some, one])) >= FAR.index(how_far(some))
    assert how_far(reversed(some)) is how_far(some)
    assert {line.id for line in in_order(some)} == {line.id for line in some}


@given(st.lists(lines, max_size=5))
def test_taking_every_yes_back_leaves_only_what_leans_on_nobody(some):
    without = [replace(line, willing="taken_back") for line in some]
    assert all(line.leans_on is None or line.leans_on_self for line in without if counts(line))


text = st.sampled_from(["", "  ", "in my words"])
goals = st.builds(
    GoalView,
    id=st.uuids().map(str),
    words=text,
    own=st.booleans(),
    how=st.sampled_from(["said", "best_understanding"]),
    no_words_because=text,
    status=st.sampled_from(["now", "achieved", "let_go", "changed"]),
)
needs = st.builds(
    NeedView,
    id=st.uuids().map(str),
    words=text,
    words_of=st.none() | st.just("v"),
    gets_in_way_of=st.none() | st.just("i"),
    gets_in_way_not_yet=text,
    helped_by=st.sampled_from([(), ("x",)]),
    helped_by_not_yet=text,
)


@st.composite
def plans(draw):
    made = tuple(draw(st.lists(goals, max_size=4)))
    ids = [goal.id for goal in made] or ["none"]
    steps = st.builds(
        StepView,
        id=st.uuids().map(str),
        goal=st.sampled_from(ids),
        words=text,
        responsible=st.none() | st.just("v"),
        by_when=st.none() | st.dates(),
        outcome=st.sampled_from(["", "done", "not_done"]),
    )
    return PlanView(
        made,
        tuple(draw(st.lists(steps, max_size=4))),
        tuple(draw(st.lists(needs, max_size=3))),
        draw(st.integers(0, 2)),
        tuple(draw(st.lists(st.builds(PractitionerAnswerView, would=text, words=text), max_size=2))),
        tuple(draw(st.lists(st.builds(NotYetView, rule=st.sampled_from(["B2", "A6.1"]), words=text), max_size=2))),
    )


@given(plans())
def test_order_is_stable_and_blocks_come_first(view):
    found = findings(view)
    assert found == findings(view)
    kinds = [finding.kind for finding in found]
    assert kinds == sorted(kinds, key=["block", "warn", "prompt"].index)
    assert all(finding.message and finding.source and finding.where for finding in found)


@given(plans(), goals)
def test_a_goal_in_own_words_never_adds_a_block_and_one_without_adds_just_one(view, goal):
    more = replace(view, goals=(*view.goals, goal))
    added = [f for f in findings(more) if f.rule == "A7.1" and f.where == goal.id]
    lacks = goal.status == "now" and not has_own_words(goal) and not goal.no_words_because.strip()
    assert len(added) == int(lacks)


@given(plans())
def test_every_open_step_of_now_is_named_if_and_only_if_it_lacks_something(view):
    named = [f.where for f in findings(view) if f.rule == "A7.3"]
    assert named == [s.id for s in open_steps(view) if s.responsible is None or s.by_when is None]


@given(plans())
def test_a_strength_or_a_reason_always_lifts_b2(view):
    assert "B2" not in {f.rule for f in findings(replace(view, strengths_count=1))}
    assert "B2" not in {f.rule for f in findings(replace(view, not_yet=(NotYetView("B2", "because"),)))}


@given(plans())
def test_an_answered_plan_is_never_blocked_by_b7(view):
    assert "B7" not in {f.rule for f in findings(replace(view, answers=(WOULD,)))}


@given(plans())
def test_a6_1_only_ever_warns(view):
    assert {f.kind for f in findings(view) if f.rule == "A6.1"} <= {"warn"}
