"""Who joins the circle, under which name, and who does not."""

from datetime import date

import pytest

from alongside.exchange.tests.memory import bring
from alongside.exchange.tests.people import activity, bundle, goal, patient, plan, sister

MEERA = {"resourceType": "Practitioner", "id": "meera", "name": [{"text": "Meera Nair"}], "gender": "female"}
AS_NURSE = {
    "resourceType": "PractitionerRole",
    "id": "meera-nurse",
    "practitioner": {"reference": "Practitioner/meera"},
    "code": [{"text": "Nurse"}],
}


@pytest.fixture
def go(memory, write):
    def bring_in(*resources):
        _, problems = bring(memory, [write(bundle(*resources))])
        return {one.element or one.resource: one.why for one in problems}

    return bring_in


def team(*members, **more):
    people = [one if "member" in one else {"member": one} for one in members]
    more = {"status": "active"} | more
    return {
        "resourceType": "CareTeam",
        "id": "t",
        "subject": {"reference": "Patient/ada"},
        "participant": people,
    } | more


def test_a_practitioner_by_way_of_a_role(go, memory):
    listed = go(patient(), team({"reference": "PractitionerRole/meera-nurse"}), MEERA, AS_NURSE)
    assert [(one.name, one.relationship) for one in memory.voices] == [("Meera Nair", "nurse")]
    assert listed == {"Practitioner.gender": "the record has no place for this yet"}


def test_the_same_somebody_named_in_many_places_joins_once(go, memory):
    by = {"reference": "RelatedPerson/ngozi"}
    step = activity(performer=[by, {"display": "Ada's neighbour"}])
    listed = go(
        patient(), goal(expressedBy=by), sister(), team(by), plan(step, author=by, goal=[{"reference": "Goal/choir"}])
    )
    [ngozi] = memory.voices
    assert memory.entries("goal")[0].words_of == ngozi.id
    [made] = memory.entries("step")
    assert (made.words_of, made.how, made.fields["responsible"]) == (ngozi.id, "wrote", ngozi.id)
    assert "one person responsible" in listed["CarePlan.activity[0].detail.performer[1]"]


@pytest.mark.parametrize(
    ("member", "why"),
    [
        ({"reference": "Organization/x", "display": "A trust"}, "not one person"),
        ({"reference": "Practitioner/far"}, "outside the files"),
        ({"identifier": {"value": "1"}}, "does not say whom"),
        ({"reference": "#gone"}, "points to nothing"),
        ({"reference": "#org"}, "points to nothing"),
        ({"reference": "#blank"}, "has no name"),
        ({"reference": "Practitioner/blank"}, "has no name"),
        ({"display": "x" * 201}, "does not say whom"),
        ({"reference": "PractitionerRole/empty"}, "names nobody"),
        ({"reference": "Patient/bo"}, "not one person"),
    ],
)
def test_whom_we_cannot_say_is_listed(go, memory, member, why):
    kept = [{"resourceType": "Organization", "id": "org"}, {"resourceType": "Practitioner", "id": "blank"}, 5]
    others = [{"resourceType": "Practitioner", "id": "blank"}, {"resourceType": "PractitionerRole", "id": "empty"}]
    bo = patient(id="bo", name=[{"text": "Bo Lind"}])
    listed = go(patient(), bo, team(member, contained=kept[:2]), *others)
    assert memory.voices == []
    assert why in listed["CareTeam.participant[0].member"]


def test_times_in_the_circle(go, memory):
    go(
        patient(),
        team({"display": "Tom Aldous"}, period={"start": "2024-01-02", "end": "2025-03-04"}, status="inactive"),
    )
    [tom] = memory.voices
    assert (tom.since, tom.until) == (date(2024, 1, 2), date(2025, 3, 4))


def test_who_left_without_a_day_is_listed(go, memory):
    assert "nobody says when" in go(patient(), team({"display": "Tom"}, status="inactive"))["CareTeam.participant[0]"]
    assert "no longer uses it" in go(patient(), sister(active=False))["RelatedPerson/ngozi"]
    assert "no name" in go(patient(), sister(name=[]))["RelatedPerson/ngozi"]
    assert "in error" in go(patient(), team({"display": "Tom"}, status="entered-in-error"))["CareTeam/t"]
    assert memory.voices == []


@pytest.mark.parametrize(
    ("lifecycle", "code", "status", "listed"),
    [
        ("completed", "achieved", "achieved", False),
        ("completed", "not-achieved", "let_go", False),
        ("active", "achieved", "now", True),
        ("active", "improving", "now", True),
    ],
)
def test_what_was_achieved(go, memory, lifecycle, code, status, listed):
    found = go(patient(), goal(lifecycleStatus=lifecycle, achievementStatus={"coding": [{"code": code}]}))
    assert memory.entries("goal")[0].fields["status"] == status
    assert ("Goal.achievementStatus" in found) is listed


def test_numbers_and_deaths_that_contradict(go, memory):
    number = {"system": "https://fhir.nhs.uk/Id/nhs-number"}
    numbers = [
        number | {"value": "9991234012", "use": "old"},
        number | {"value": "9991234020"},
        number | {"value": "9991234039"},
    ]
    listed = go(patient(identifier=numbers, deceasedBoolean=False, deceasedDateTime="2026-01-01"))
    assert memory.subjects[0].nhs_number == "9991234020"
    assert set(listed) == {"Patient.identifier[0].value", "Patient.identifier[2].value", "Patient.deceasedDateTime"}


def test_activities_that_are_no_steps(go, memory):
    listed = go(
        patient(),
        goal(),
        plan(
            {"progress": [{"text": "going well"}]},
            {"reference": {"reference": "Task/far"}},
            {"reference": {"reference": "Goal/choir"}},
            activity(status="entered-in-error"),
            {"detail": {"status": "not-started"}},
            activity(goal=[{"reference": "Goal/far"}]),
            goal=[{"reference": "Goal/choir"}],
        ),
    )
    assert [one.fields["words"] for one in memory.entries("step")] == ["Ring the choir leader."]
    why = [
        listed[f"CarePlan.activity[{n}]{part}"]
        for n, part in enumerate(["", ".reference", ".reference", ".detail", ".detail"])
    ]
    for found, said in zip(
        why, ["nothing that could", "outside", "a Goal is not a step", "in error", "nothing in words"], strict=True
    ):
        assert said in found
    assert "outside" in listed["CarePlan.activity[5].detail.goal[0]"]
    assert "error" in go(plan(status="entered-in-error", id="e"), patient())["CarePlan/e"]
