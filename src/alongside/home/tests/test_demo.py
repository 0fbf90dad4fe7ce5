"""The demonstration: its lives load quickly and once, and stand as their files say."""

import re
import time
from collections import Counter
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch, reverse

from alongside.access.actions import OWNER_ALIAS, at_the_machine
from alongside.access.models import Organisation
from alongside.base import nhs_number
from alongside.base.clock import now
from alongside.home import demo
from alongside.home.demo import reading, web
from alongside.people.circle_models import Invitation, ProtectedContact, Proxy
from alongside.people.domain import check_adult
from alongside.people.models import Details, Grant, Subject
from alongside.planning.domain import AnswerView, EventView, HolderView, Mark, State, VersionView, state
from alongside.planning.models import Goal, PlanEvent, PlanVersion, Step
from alongside.record import registry
from alongside.record.models import Item, Withholding
from alongside.record.times import today

SECONDS = 20
README = Path(reading.__file__).with_name("README.md")
ROW = re.compile(r"^\| (\w+) \| [^|]+ \| ([^|]+) \|$", re.MULTILINE)
STANDS = {
    "agreed": Mark.AGREED,
    "in use": Mark.IN_USE_NOT_AGREED,
    "interim": Mark.PUT_FORWARD,
    "put forward": Mark.PUT_FORWARD,
    "draft only": None,
}
LATE = {"no": 0, "three": 3, "four": 4, "five": 5}


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


def test_a_sitting_shares_its_fields_and_an_entry_may_say_otherwise() -> None:
    each = {"kind": "hope", "words_of": "asha", "days_ago": 3}
    told = {"each": each, "entries": [{"score": 4}, {"score": 6, "days_ago": 1}]}
    assert reading.sat(told) == [each | {"score": 4}, each | {"score": 6, "days_ago": 1}]


def test_each_kind_of_entry_is_in_a_life() -> None:
    told = {one["kind"] for life in reading.lives() for one in life["entries"]} | {"contribution"}
    assert [kind.name for kind in registry.all_kinds() if kind.name not in told] == []


def test_who_is_leaned_on_has_answered_or_is_said_to_wait() -> None:
    """A yes is given by whoever it is, or written down with how; where none stands, what else could help is said."""
    for life in reading.lives():
        voices = {one["key"]: one for one in life["voices"]}
        needs = {one.get("key"): one for one in life["entries"] if one["kind"] == "need"}
        for line in (one for one in life["entries"] if one["kind"] == "met_by"):
            where = (life["subject"]["key"], line["words"])
            if not line.get("leans_on"):
                assert line["sort"] != "network", where
                continue
            said = line.get("willing") or []
            said = said if isinstance(said, list) else [said]
            assert said or line.get("waiting"), where
            assert not (said and line.get("waiting")), where
            if not said or said[-1]["answer"] != "yes":
                assert needs[line["need"]].get("what_else"), where
            account = voices[line["leans_on"]].get("account")
            for one in said:
                assert one["by"] == account if account else one["how"], where


def test_nine_are_ready() -> None:
    ready = ["asha", "salma", "daniel", "bronwen", "joanne", "gwen", "marcus", "tomos", "marian"]
    assert [one["key"] for one in reading.ready()] == ready


def test_the_page_of_ready_people_is_not_there_outside_the_demonstration(db: None) -> None:
    assert Client().get("/demo/").status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("demo")


def _kept_and_shared_as_their_files_say(names: dict[UUID, str]) -> None:
    """One of each is there, and only where its file has it."""

    def whose(model: Any) -> list[str]:
        return [names[one] for one in model.objects.using(OWNER_ALIAS).values_list("subject_id", flat=True)]

    assert whose(Withholding) == whose(Invitation) == ["Asha"]
    assert whose(ProtectedContact) == ["Kit"]
    assert whose(Proxy) == ["Win"]
    assert Grant.objects.using(OWNER_ALIAS).get(basis="proxy").pk == Proxy.objects.using(OWNER_ALIAS).get().pk


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
        _kept_and_shared_as_their_files_say({one.pk: one.known_as for one in subjects})
        _history_says_when(subjects)


def _plans_stand_as_their_files_say(subjects: list[Subject]) -> None:
    """Each plan stands as the table in the README says, and as many of its steps are late; Asha's has been replaced."""
    lives = {life["subject"]["name"]: life["subject"]["key"] for life in reading.lives()}
    says = {key: said for key, said in ROW.findall(README.read_text(encoding="utf-8")) if key in lives.values()}
    assert says.keys() == set(lives.values())
    for one in subjects:
        key, told = lives[one.name], says[lives[one.name]]
        versions = list(PlanVersion.objects.using(OWNER_ALIAS).filter(subject=one).order_by("number"))
        stand = [_state(version, len(versions)) for version in versions]
        expected = next(mark for words, mark in STANDS.items() if told.startswith(words))
        assert [one.mark for one in stand][-1:] == ([expected] if expected else []), key
        assert all(one.mark is Mark.REPLACED for one in stand[:-1]), key
        assert bool(stand and stand[-1].interim) == told.startswith("interim"), key
        number = re.search(r"(\w+) steps late", told)
        assert _late(one) == (LATE[number[1]] if number else 0), key
    said = Counter(
        event.kind for event in PlanEvent.objects.using(OWNER_ALIAS).filter(kind__in=["authorised", "returned"])
    )
    assert said["authorised"]
    assert said["returned"]


def _late(subject: Subject) -> int:
    steps = Step.objects.using(OWNER_ALIAS).filter(subject=subject, outcome="", goal__status="now")
    return steps.filter(by_when__lt=today()).count()


def _state(version: PlanVersion, newest: int) -> State:
    answers = [
        AnswerView(str(one.voice_id), "", one.answer, one.written_at, one.words, one.why)
        for one in version.answers.all()
    ]
    holders = [HolderView(str(pk), "", is_person=place == 0) for place, pk in enumerate(version.holders)]
    replaced = newest if version.number < newest else None
    view = VersionView(version.number, version.put_forward_at, version.blocked, replaced)
    events = [EventView(one.kind, one.written_at, one.reason, one.until) for one in version.events.all()]
    return state(view, answers, events, holders)


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
    _goals_became_what_they_are()


def _goals_became_what_they_are() -> None:
    """A goal that was changed into another was a goal of its day first, so that old versions read as they did."""
    goal = Goal.objects.using(OWNER_ALIAS).get(status="changed")
    rows = registry.get("goal").event_model._default_manager.using(OWNER_ALIAS).filter(pgh_obj_id=goal.pk)
    first, last = rows.order_by("pgh_id")
    assert (first.status, first.status_reason, first.changed_into) == ("now", "", None)
    assert (last.status, last.changed_into) == ("changed", goal.changed_into)
    assert first.pgh_created_at < last.pgh_created_at
    assert first.pgh_created_at.date() < today()
    told = [one for life in reading.lives() for one in life["entries"] if one.get("later") and one["kind"] == "means"]
    rows = registry.get("means").event_model._default_manager.using(OWNER_ALIAS).order_by("pgh_id")
    changed = [list(rows.filter(pgh_obj_id=row.pgh_obj_id)) for row in rows.filter(pgh_label="update")]
    assert told
    assert len(changed) == len(told)
    assert all(before.answer in ("", "waiting") and after.answer not in ("", "waiting") for before, after in changed)
    assert all(before.pgh_created_at < after.pgh_created_at < now() for before, after in changed)


def test_nobody_is_signed_in_by_a_button_outside_the_demonstration(db: None) -> None:
    assert Client().post("/demo/", {"who": "asha"}).status_code == 404
    asked = RequestFactory().post("/demo/", {"who": "asha"})
    with pytest.raises(Http404):
        web.demo(asked)
