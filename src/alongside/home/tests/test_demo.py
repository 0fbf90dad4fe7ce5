"""The demonstration: its lives load quickly and once, and stand as their files say."""

import time
from collections import Counter

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from alongside.access.actions import OWNER_ALIAS, at_the_machine
from alongside.access.models import Organisation
from alongside.base import nhs_number
from alongside.home import demo
from alongside.home.demo import reading
from alongside.people.domain import check_adult
from alongside.people.models import Details, Subject
from alongside.planning.domain import AnswerView, EventView, HolderView, Mark, VersionView, state
from alongside.planning.models import PlanVersion, Step
from alongside.record import registry
from alongside.record.models import Item
from alongside.record.times import today

SECONDS = 20


def test_a_diary_goes_round_lines_choices_and_turns() -> None:
    series = {
        "count": 5,
        "from_days": 40,
        "to_days": 0,
        "each": {"kind": "contribution"},
        "turns": {"place": ["home", "out"]},
        "lines": ["a {x|y}", {"words": "b", "sort": "call"}],
    }
    unrolled = reading.unroll(series)
    assert [one["words"] for one in unrolled] == ["a x", "b", "a y", "b", "a x"]
    assert [one["days_ago"] for one in unrolled] == [40, 30, 20, 10, 0]
    assert [one["place"] for one in unrolled] == ["home", "out", "home", "out", "home"]
    assert unrolled[1]["sort"] == "call"


def test_five_are_ready() -> None:
    assert [one["key"] for one in reading.ready()] == ["asha", "salma", "daniel", "bronwen", "joanne"]


def test_the_page_of_ready_people_is_not_there_outside_the_demonstration(db: None) -> None:
    assert Client().get("/demo/").status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("demo")


@pytest.mark.slow
@pytest.mark.django_db(databases=["default", "owner"])
def test_the_lives_load_quickly_and_once() -> None:
    began = time.monotonic()
    demo.load()
    assert time.monotonic() - began < SECONDS
    demo.load()
    with at_the_machine():
        subjects = list(Subject.objects.using(OWNER_ALIAS).all())
        assert Counter(one.kind for one in subjects) == {"person": 12, "group": 1}
        assert Organisation.objects.using(OWNER_ALIAS).get().local_help[0]["number"]
        for one in Details.objects.using(OWNER_ALIAS).all():
            assert check_adult(one.born, today())
            assert one.nhs_number == "" or (one.nhs_number.startswith("999") and nhs_number.is_valid(one.nhs_number))
        long = next(one for one in subjects if one.known_as == "Tomek")
        assert Item.objects.using(OWNER_ALIAS).filter(subject=long).count() > 400
        _plans_stand_as_their_files_say(subjects)
        _history_says_when(subjects)


def _plans_stand_as_their_files_say(subjects: list[Subject]) -> None:
    marks: dict[str, list[Mark]] = {}
    for one in subjects:
        versions = list(PlanVersion.objects.using(OWNER_ALIAS).filter(subject=one).order_by("number"))
        marks[one.known_as or one.name] = [_mark(version, len(versions)) for version in versions]
    assert marks["Asha"] == [Mark.REPLACED, Mark.AGREED]
    assert marks["Win"] == [Mark.IN_USE_NOT_AGREED]
    assert marks["Kit"] == [Mark.PUT_FORWARD]
    assert marks["Bea"] == [Mark.PUT_FORWARD]
    assert marks["Nour"] == []
    assert sum(some[-1:] == [Mark.AGREED] for some in marks.values()) == 9


def _mark(version: PlanVersion, newest: int) -> Mark:
    answers = [
        AnswerView(str(one.voice_id), "", one.answer, one.written_at, one.words, one.why)
        for one in version.answers.all()
    ]
    holders = [HolderView(str(pk), "", is_person=place == 0) for place, pk in enumerate(version.holders)]
    replaced = newest if version.number < newest else None
    view = VersionView(version.number, version.put_forward_at, version.blocked, replaced)
    events = [EventView(one.kind, one.written_at, one.reason, one.until) for one in version.events.all()]
    return state(view, answers, events, holders).mark


def _history_says_when(subjects: list[Subject]) -> None:
    for kind in registry.all_kinds():
        rows = kind.event_model._default_manager.using(OWNER_ALIAS).filter(subject_id__in=[one.pk for one in subjects])
        assert all(row.pgh_by is not None for row in rows)
    done = Step.objects.using(OWNER_ALIAS).exclude(outcome="").first()
    assert done is not None
    states = list(
        registry.get("step")
        .event_model._default_manager.using(OWNER_ALIAS)
        .filter(pgh_obj_id=done.pk)
        .order_by("pgh_id")
    )
    assert [state.outcome for state in states] == ["", done.outcome]
