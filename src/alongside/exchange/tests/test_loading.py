"""Keeping an import in the database: once, with where it came from, never over what people wrote here."""

from datetime import date

import pytest
from django.db import connection

from alongside.access.viewer import viewing
from alongside.conftest import World, as_keeper
from alongside.exchange.fhir.records import stable_id
from alongside.exchange.loading import DatabaseLoader, NoTeamError, find_team
from alongside.exchange.tests.memory import FIXTURES, bring
from alongside.exchange.tests.people import activity, bundle, goal, patient, plan, sister
from alongside.people.models import Details, Grant, Subject, Voice
from alongside.planning.models import Goal, Step
from alongside.record import actions, registry
from alongside.record.domain import Standing

pytestmark = pytest.mark.django_db

ADA = stable_id("|Patient/ada")
CHOIR = stable_id("|Goal/choir")


@pytest.fixture
def loader(world: World) -> DatabaseLoader:
    return DatabaseLoader(find_team(None))


@pytest.fixture
def go(loader, write):
    def bring_in(*resources):
        tally, problems = bring(loader, [write(bundle(*resources))])
        return tally, {one.element or one.resource: one.why for one in problems}

    return bring_in


def test_a_bundle_is_kept_with_where_it_came_from(loader, world):
    tally, _ = bring(loader, [FIXTURES / "northgate.json"])
    assert (tally.read, tally.made) == (7, 10)
    with as_keeper():
        one = Subject.objects.get(name="Winifred Rose Baptiste")
        assert one.source.startswith("FHIR Patient/urn:uuid:")
        assert Details.objects.get(subject=one).nhs_number == "9991234128"
        soil = Goal.objects.get(words="I want my hands in soil again.")
        assert (soil.words_of.kind, soil.how, soil.confirmed_at) == ("self", "said", None)
        assert soil.written_by == loader.by
        walk = Step.objects.get(words__startswith="Walk to the allotment")
        assert (walk.goal_id, walk.responsible.kind) == (soil.pk, "self")
        voices = Voice.objects.filter(subject=one).values_list("kind", flat=True)
        assert sorted(voices) == ["imported", "member", "member", "member", "self"]
        assert Grant.objects.filter(subject=one, team=loader.team, basis="care").exists()
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM planning_goalevent WHERE pgh_obj_id = %s", [soil.pk])
            assert cursor.fetchone() == (1,)
            cursor.execute(
                "SELECT count(*) FROM access_auditevent WHERE subject_id = %s AND by = %s", [one.pk, loader.by.pk]
            )
            assert cursor.fetchone()[0] >= tally.made


def test_a_second_time_changes_nothing(loader):
    files = sorted(FIXTURES.iterdir())
    first, listed = bring(loader, files)
    assert first.made
    before = _rows()
    again, listed_again = bring(loader, files)
    assert (again.made, again.unchanged) == (0, first.made)
    assert listed == listed_again
    assert _rows() == before


def _rows() -> list[int]:
    tables = ["people_subject", "people_voice", "people_grant", "record_item", "planning_goal", "access_auditevent"]
    counts = []
    with as_keeper(), connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM {table}")
            counts.append(cursor.fetchone()[0])
    return counts


def test_what_was_changed_here_is_not_overwritten(loader, go):
    go(patient(), goal())
    with viewing(loader.by.pk, subject_id=ADA):
        kept = Goal.objects.get(pk=CHOIR)
        actions.mend(by=loader.by, kind=registry.get("goal"), entry=kept, version=1, words="I will sing on Tuesdays.")
    tally, listed = go(patient(), goal())
    assert (tally.made, tally.unchanged) == (0, 1)
    assert listed["Goal/choir"] == "it was changed here since it came in, and what is here was kept (words)"
    with as_keeper():
        assert Goal.objects.get(pk=CHOIR).words == "I will sing on Tuesdays."


def test_a_file_that_says_something_else_now_is_listed(go):
    go(patient(), goal(), sister())
    _, listed = go(
        patient(birthDate="1961-03-10"), goal(description={"text": "Dance."}), sister(name=[{"text": "Ngozi O."}])
    )
    assert "(date of birth)" in listed["Patient/ada"]
    assert "something else" in listed["Goal/choir"]
    assert "(name)" in listed["RelatedPerson/ngozi"]


def test_the_same_id_from_another_system_is_somebody_else(go):
    go(patient())
    _, listed = go(
        patient(name=[{"text": "Bo Lind"}], birthDate="1980-01-01", identifier=_number("9991234020")), goal()
    )
    assert "--sender" in listed["Patient/ada"]
    assert "--sender" in listed["Goal/choir"]


def _number(value: str) -> list[dict[str, str]]:
    return [{"system": "https://fhir.nhs.uk/Id/nhs-number", "value": value}]


def test_no_twin_is_made_of_an_nhs_number(go):
    go(patient(identifier=_number("9991234020")))
    tally, listed = go(patient(id="twin", identifier=_number("9991234020")))
    assert tally.made == 0
    assert "NHS number is here already" in listed["Patient/twin"]


def test_a_goal_taken_out_of_use_stays_so(loader, go):
    go(patient(), goal())
    with viewing(loader.by.pk, subject_id=ADA):
        kept = Goal.objects.get(pk=CHOIR)
        actions.set_standing(
            by=loader.by, kind=registry.get("goal"), entry=kept, standing=Standing.IN_ERROR, reason="wrong"
        )
    _, listed = go(patient(), goal())
    assert "taken out of use" in listed["Goal/choir"]


@pytest.mark.parametrize("died", ["2026-01-05", "2026"])
def test_a_death_closes_the_record(go, died):
    tally, _ = go(patient(deceasedDateTime=died), goal())
    assert tally.made == 2
    with as_keeper():
        one = Subject.objects.get(pk=ADA)
    assert (one.state, one.died_on) == ("died", date(2026, 1, 5) if len(died) > 4 else None)
    assert go(patient(deceasedDateTime=died), goal())[0].unchanged == 2


def test_a_goal_alone_finds_the_person_brought_in_before(go):
    go(patient())
    assert go(goal())[0].made == 1
    assert go(plan(activity(), goal=[{"reference": "Goal/choir"}]))[0].made == 1
    tally, listed = go(goal(id="x", subject={"reference": "Patient/nobody"}))
    assert tally.made == 0
    assert "neither in the files" in listed["Goal/x"]


def test_when_somebody_left_the_circle_is_kept(go):
    go(patient(), sister(period={"start": "2020-01-01", "end": "2024-05-06"}))
    with as_keeper():
        ngozi = Voice.objects.get(name="Ngozi Okafor")
    assert (ngozi.since, ngozi.until, ngozi.relationship) == (date(2020, 1, 1), date(2024, 5, 6), "family")


def test_only_the_team_sees_who_came_in(go, world):
    go(patient())
    seen = {}
    for name in ("worker", "manager", "colleague", "sister", "person"):
        with viewing(getattr(world, name).pk):
            seen[name] = Subject.objects.filter(pk=ADA).exists()
    assert seen == {"worker": True, "manager": True, "colleague": False, "sister": False, "person": False}


def test_which_team(world):
    assert find_team(find_team(None).name) == find_team(None)
    with pytest.raises(NoTeamError, match="There are"):
        find_team("The moon")


def test_without_any_team_it_is_said():
    with pytest.raises(NoTeamError, match="no team yet"):
        find_team(None)


@pytest.mark.shared_data
def test_the_examples_of_hl7(loader, shared_fhir):
    first, _ = bring(loader, shared_fhir)
    again, _ = bring(loader, shared_fhir)
    assert (first.read, first.made) == (9, 5)
    assert (again.made, again.unchanged) == (0, 5)
