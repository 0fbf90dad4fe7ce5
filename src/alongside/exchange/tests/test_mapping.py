"""From resources to records: what becomes what, in whose voice, and what is listed instead."""

from datetime import UTC, date, datetime

import pytest

from alongside.exchange.tests.memory import FIXTURES, bring
from alongside.exchange.tests.people import activity, bundle, goal, patient, plan, sister


@pytest.fixture
def go(memory, write):
    """Bring resources in; the list of what was not placed, as {"Goal.note": why}."""

    def bring_in(*resources, kind="collection"):
        _, problems = bring(memory, [write(bundle(*resources, kind=kind))])
        return {one.element or one.resource: one.why for one in problems}

    return bring_in


def test_a_whole_bundle(memory):
    tally, problems = bring(memory, [FIXTURES / "northgate.json"])
    assert tally.line() == f"read 7, made 10, unchanged 0, not placed {len(problems)}"
    [one] = memory.subjects
    assert (one.name, one.known_as, one.nhs_number) == ("Winifred Rose Baptiste", "Freddie", "9991234128")
    circle = {voice.name: voice.relationship for voice in memory.voices}
    assert circle == {"Winston Baptiste": "family", "Meera Nair": "social_worker", "Tom Aldous": "connector"}
    by_name = {voice.name: voice.id for voice in memory.voices}
    goals = {entry.fields["words"]: entry for entry in memory.entries("goal")}
    soil = goals["I want my hands in soil again."]
    assert (soil.words_of, soil.how, soil.fields["status"]) == ("self", "said", "now")
    assert soil.fields["success"] == "Saturdays at the allotment: 2 a month, by 1 March 2027"
    assert soil.at == datetime(2026, 9, 14, 12, tzinfo=UTC)
    sundays = goals["She would like to see her brother on Sundays."]
    assert (sundays.words_of, sundays.fields["status"]) == (by_name["Winston Baptiste"], "achieved")
    assert goals["Getting out more"].fields["no_words_because"]
    steps = {entry.fields["words"]: entry.fields for entry in memory.entries("step")}
    walk = steps["Walk to the allotment with Winston on Saturdays."]
    assert (walk["goal"], walk["responsible"], walk["by_when"]) == (soil.id, "self", date(2026, 12, 19))
    assert walk["how_it_went"] == "Been three times. The shed door sticks."
    assert steps["Ask about a raised bed"]["outcome"] == "done"
    assert steps["Try the bus on a quiet morning."]["goal"] == goals["Getting out more"].id
    assert not any("Tablets" in words or "noon" in words for words in steps)


def test_the_same_files_again_change_nothing(memory):
    files = sorted(FIXTURES.iterdir())
    first, listed = bring(memory, files)
    again, listed_again = bring(memory, files)
    assert again.made == 0
    assert again.unchanged == first.made + first.unchanged
    assert listed == listed_again
    backwards, _ = bring(memory, files[::-1])
    assert (backwards.made, backwards.unchanged) == (0, first.made)


def test_a_caseload_line_by_line(memory):
    _, problems = bring(memory, [FIXTURES / "caseload.ndjson"])
    assert sorted(one.name for one in memory.subjects) == ["Idris Pugh", "Lena Kowalczyk", "Rosemary Teale"]
    [rose] = [one for one in memory.subjects if one.dead]
    assert rose.died == date(2026, 2, 3)
    why = {one.element or one.resource or one.where: one.why for one in problems}
    assert "stops too early" in why["line 4"]
    assert "only part of a date of birth" in why["Patient.birthDate"]
    assert "check digit" in why["Patient.identifier[0].value"]
    assert "under 18" in why["Patient/sam"]
    assert "Patient/sam: somebody under 18" in why["Goal/g2"]
    assert "Patient/nobody: that person is neither in the files" in why["Goal/g3"]


def test_a_goal_for_somebody_brought_in_before(memory, write):
    bring(memory, [write(patient())])
    tally, _ = bring(memory, [write(goal())])
    assert tally.made == 1
    tally, _ = bring(memory, [write(plan(activity(), goal=[{"reference": "Goal/choir"}]))])
    [step] = memory.entries("step")
    assert step.fields["goal"] == memory.entries("goal")[0].id


@pytest.mark.parametrize("born", ["2009-11-24", "2012", "2008", "2008-12"])
def test_nobody_who_is_or_may_be_under_18(go, memory, born):
    assert "18" in go(patient(birthDate=born), goal())["Patient/ada"]
    assert not memory.kept


@pytest.mark.parametrize(("born", "kept"), [("2008-11-23", True), ("1961-02-30", False), ("1961", False)])
def test_only_a_whole_date_of_birth_is_kept(go, memory, born, kept):
    listed = go(patient(birthDate=born))
    assert ("Patient.birthDate" in listed) is not kept
    assert (memory.subjects[0].born is not None) is kept


def test_a_person_is_not_made_without_a_name_or_from_a_replaced_record(go, memory):
    assert "no name" in go(patient(name=[{"use": "old", "text": "Ada"}]))["Patient/ada"]
    link = [{"type": "replaced-by", "other": {"reference": "Patient/new"}}]
    assert "Patient/new" in go(patient(link=link))["Patient/ada"]
    assert not memory.kept


def test_death(go, memory):
    go(patient(deceasedDateTime="2025"))
    assert (memory.subjects[0].dead, memory.subjects[0].died) == (True, None)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ([{"text": "sister"}], "family"),
        ([{"coding": [{"code": "N"}, {"code": "FRND"}]}], "friend"),
        ([{"text": "Community psychiatric nurse"}], "nurse"),
        ([{"text": "family doctor"}], "other"),
        ([{"text": "Peer support worker"}], "peer_worker"),
        ([{"coding": [{"code": "HPOWATT", "display": "healthcare power of attorney"}]}], "other"),
        ([], "other"),
    ],
)
def test_relationships(go, memory, said, code):
    go(patient(), sister(relationship=said))
    assert memory.voices[0].relationship == code


@pytest.mark.parametrize(
    ("more", "fields"),
    [
        ({"lifecycleStatus": "on-hold"}, {"status": "now", "horizon": "later"}),
        (
            {"lifecycleStatus": "rejected", "statusReason": "Not now."},
            {"status": "let_go", "status_reason": "Not now."},
        ),
        ({"target": [{"detailRange": {"low": {"value": 2}}}]}, {"success": "at least 2"}),
        ({"target": [{"detailRatio": {"numerator": {"value": 1}, "denominator": {"value": 7, "unit": "d"}}}]}, None),
        (
            {"target": [{"detailBoolean": False, "dueDuration": {"value": 3, "unit": "weeks"}}]},
            {"success": "no, within 3 weeks"},
        ),
        ({"description": {"coding": [{"display": "Sing more"}]}}, {"words": "Sing more"}),
    ],
)
def test_goals(go, memory, more, fields):
    go(patient(), goal(**more))
    [one] = memory.entries("goal")
    assert {key: one.fields[key] for key in fields or {}} == (fields or {})
    assert (one.words_of, one.how) == ("imported", "best_understanding")


def test_a_goal_nobody_may_read_as_one(go, memory):
    assert "error" in go(patient(), goal(lifecycleStatus="entered-in-error"))["Goal/choir"]
    assert "nothing in words" in go(patient(), goal(description={"coding": [{"code": "1"}]}))["Goal/choir"]
    assert not memory.entries("goal")


def test_references_inside_absolute_and_outside(memory, write):
    base = "https://records.example/fhir"
    entries = [
        {"fullUrl": f"{base}/Goal/choir", "resource": goal(expressedBy={"reference": "#me"})},
        {"fullUrl": f"{base}/Patient/ada", "resource": patient()},
        {"fullUrl": "https://other.example/fhir/Patient/ada", "resource": patient(name=[{"text": "Another Ada"}])},
        {"fullUrl": f"{base}/CarePlan/p", "resource": plan(activity(), goal=[{"reference": f"{base}/Goal/choir"}])},
        {
            "fullUrl": f"{base}/Goal/far",
            "resource": goal(id="far", subject={"reference": "https://far.example/Patient/x"}),
        },
    ]
    _, problems = bring(memory, [write({"resourceType": "Bundle", "type": "searchset", "entry": entries})])
    assert {one.name for one in memory.subjects} == {"Adaeze Ruth Okafor", "Another Ada"}
    ada = next(one for one in memory.subjects if one.known_as)
    assert {entry.subject for entry in memory.entries("goal")} == {ada.id}
    why = {one.resource: one.why for one in problems}
    assert "neither in the files" in why["Goal/far"]
    assert any(one.element == "Goal.expressedBy" for one in problems)


def test_the_same_patient_twice(memory, write):
    tally, problems = bring(memory, [write(patient(), "a.json"), write(patient(), "b.json")])
    assert (tally.read, tally.made, problems) == (2, 1, [])
    other = write(patient(birthDate="1961-03-10"), "c.json")
    _, problems = bring(memory, [write(patient(), "a.json"), other])
    assert "other content" in problems[0].why


def test_an_activity_may_be_a_resource_of_its_own(go, memory):
    task = {
        "resourceType": "Task",
        "id": "t",
        "status": "completed",
        "description": "Book the hall.",
        "priority": "asap",
    }
    loose = task | {"id": "loose"}
    listed = go(
        patient(), goal(), plan({"reference": {"reference": "Task/t"}}, goal=[{"reference": "Goal/choir"}]), task, loose
    )
    [step] = memory.entries("step")
    assert (step.fields["words"], step.fields["outcome"]) == ("Book the hall.", "done")
    assert "Task.priority" in listed
    assert "only as the activity" in listed["Task/loose"]


def test_a_plan_with_nothing_to_go_by(go, memory):
    assert "no title" in go(patient(), plan(activity()))["CarePlan.activity[0]"]
    assert "no title" in go(patient(), plan())["CarePlan/back-to-singing"]
    assert not memory.entries("step")


def test_every_element_is_placed_or_listed(go):
    listed = go(
        patient(maritalStatus={"text": "widowed"}, language="en"),
        goal(note=[{"text": "hm"}], priority={"text": "high"}),
    )
    assert set(listed) == {"Patient.maritalStatus", "Patient.language", "Goal.note", "Goal.priority"}


def test_a_group_that_fails_leaves_nothing_and_stops_nobody(memory, write, monkeypatch, caplog):
    def fail(one):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(memory, "entry", fail)
    tally, problems = bring(memory, [write(bundle(patient(), goal(), patient(id="bo", name=[{"text": "Bo Lind"}])))])
    assert [one.name for one in memory.subjects] == ["Bo Lind"]
    assert tally.made == 1
    assert {one.resource for one in problems} == {"Patient/ada", "Goal/choir"}


@pytest.mark.shared_data
def test_the_examples_of_hl7(memory, shared_fhir):
    tally, problems = bring(memory, shared_fhir)
    assert tally.line() == f"read 9, made 5, unchanged 0, not placed {len(problems)}"
    assert {one.kind for one in problems if not one.element} == {
        "Consent",
        "Flag",
        "Provenance",
        "QuestionnaireResponse",
    }
    again, _ = bring(memory, shared_fhir)
    assert (again.made, again.unchanged) == (0, 5)
