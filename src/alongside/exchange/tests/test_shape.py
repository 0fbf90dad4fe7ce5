"""The judge of FHIR R4's shape: what it lets through, what it refuses and how far."""

import pytest

from alongside.exchange.fhir.shape import check, without
from alongside.exchange.tests.people import activity, goal, patient, plan, sister


@pytest.mark.parametrize("good", [patient(), sister(), goal(), plan(activity()), {"resourceType": "CareTeam"}])
def test_good_resources_pass(good):
    assert check(good) == {}


def test_what_r4_allows_in_odd_places_passes():
    given = {"given": [None, "Ada"], "_given": [{"extension": [{"url": "x", "valueCode": "masked"}]}, None]}
    assert check(patient(name=[given], _birthDate={"extension": [{"url": "t", "valueDateTime": "1961"}]})) == {}


@pytest.mark.parametrize(
    ("bad", "path"),
    [
        (patient(birthDate="9 March 1961"), ("birthDate",)),
        (patient(birthDate=1961), ("birthDate",)),
        (patient(name="Ada"), ("name",)),
        (patient(name=[{"given": "Ada"}]), ("name", 0, "given")),
        (patient(gender="yes"), ("gender",)),
        (patient(favourite="tea"), ("favourite",)),
        (patient(telecom=[{"system": "phone"}, {"rank": 0}]), ("telecom", 1, "rank")),
        (patient(id="no spaces here"), ("id",)),
        (plan(activity(), {"detail": {"description": "no status"}}), ("activity", 1, "detail")),
    ],
)
def test_a_bad_part_is_refused_alone(bad, path):
    assert list(check(bad)) == [path]


@pytest.mark.parametrize(
    "bad",
    [
        goal(lifecycleStatus="someday"),
        goal(description=None),
        goal(subject="Patient/ada"),
        {"resourceType": "Goal"},
        plan(intent=None),
        goal(implicitRules="http://example.org/rules"),
        goal(modifierExtension=[{"url": "http://example.org/not"}]),
    ],
)
def test_without_what_must_be_there_the_whole_is_refused(bad):
    assert () in check(bad)


def test_a_part_with_a_rule_we_do_not_know_is_refused():
    part = activity() | {"modifierExtension": [{"url": "http://example.org/not", "valueBoolean": True}]}
    assert list(check(plan(activity(), part))) == [("activity", 1)]


def test_places_keep_their_numbers():
    assert without({"a": [1, 2, 3]}, {("a", 1): "why"}) == {"a": [1, None, 3]}
