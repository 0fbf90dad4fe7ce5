"""A line that leans on somebody counts only with their own yes: who may give it, take it back, see it."""

import pytest
from django.db import Error, connection, transaction

from alongside.access.domain import Refused
from alongside.access.models import AuditEvent
from alongside.base.ids import uuid7
from alongside.conftest import World, as_keeper
from alongside.people import actions as people
from alongside.people import queries as queries_of_people
from alongside.people.domain import Section
from alongside.people.models import Voice
from alongside.planning import domain, due, queries, willing
from alongside.planning import words as codes
from alongside.planning.domain.codes import WillingAnswer
from alongside.planning.models import MetBy, Willing
from alongside.record import actions as record
from alongside.record import registry
from alongside.record.models import Item, Withholding
from alongside.record.times import today


@pytest.fixture
def need(world: World) -> object:
    return world.add("need", words="Somebody with me the first few times.")


@pytest.fixture
def line(world: World, need: object) -> MetBy:
    return world.add(
        "met_by",
        need=need,
        sort="network",
        words="My sister walks there with me.",
        extent="fully",
        leans_on_id=world.voices["sister"].pk,
    )


def say(world: World, line: MetBy, who: str, answer: str = "yes", **more: object) -> Willing:
    read: dict[str, object] = {"said_to": line.words} | more
    with world.as_(who) as by:
        return willing.answer(by=by, subject=world.subject, line=line, viewer=world.viewer(who), answer=answer, **read)


def how_far(world: World, need: object) -> domain.Met:
    with world.as_("worker"):
        view = queries.view(world.subject, viewer=world.viewer("worker"))
    return domain.how_far(one for one in view.met_by if one.need == str(need.pk))  # type: ignore[attr-defined]


def test_she_is_asked_though_nothing_else_is_shared_with_her(world: World, need: object, line: MetBy) -> None:
    with world.as_("sister"):
        viewer = world.viewer("sister")
        assert not viewer.sight.sees(Section.NEEDS)
        assert [one.pk for one in queries.asked_of(world.subject.pk, viewer=viewer)] == [line.pk]
        assert queries.met_by(line.pk, subject_id=world.subject.pk, viewer=viewer).words == line.words
        assert not Item.objects.filter(pk__in=[line.pk, need.pk]).exists()  # type: ignore[attr-defined]
        assert queries.plan(world.subject.pk, viewer=viewer).entries == []


def test_it_counts_with_her_yes_and_no_longer_when_she_takes_it_back(world: World, need: object, line: MetBy) -> None:
    assert how_far(world, need) is domain.Met.UNMET
    say(world, line, "sister")
    assert how_far(world, need) is domain.Met.MET
    say(world, line, "sister", "taken_back", words="Not while the baby is small.")
    assert how_far(world, need) is domain.Met.UNMET
    with world.as_("worker"):
        assert [one.answer for one in Willing.objects.order_by("written_at")] == ["yes", "taken_back"]
        assert AuditEvent.objects.count() == 0  # nobody reads the trail but by its own function


@pytest.mark.parametrize("who", ["person", "worker", "manager"])
def test_nobody_says_yes_for_her(world: World, line: MetBy, who: str) -> None:
    with pytest.raises(Refused, match="says yes or no themself"):
        say(world, line, who, how="said")


def test_the_colleague_cannot_even_see_that_she_is_asked(world: World, line: MetBy) -> None:
    with world.as_("colleague"):
        assert not MetBy.objects.exists()
        assert not Willing.objects.exists()
    with pytest.raises(Refused):
        say(world, line, "colleague")


def test_for_whoever_cannot_sign_in_it_is_written_down_with_how_it_was_given(world: World, need: object) -> None:
    with as_keeper():
        neighbour = Voice.objects.create(subject=world.subject, name="Mrs Bello", kind="outside")
    line = world.add("met_by", need=need, sort="network", extent="partly", leans_on_id=neighbour.pk)
    with pytest.raises(Refused, match="how the answer was given"):
        say(world, line, "worker")
    made = say(world, line, "worker", how="said", words="Tuesdays, if it does not rain.")
    assert (made.voice_id, made.how, made.written_by_id) == (neighbour.pk, "said", world.worker.pk)
    assert how_far(world, need) is domain.Met.PARTLY
    world.give("sister", [Section.NEEDS])
    with pytest.raises(Refused, match="Only the person, or somebody who works with them"):
        say(world, line, "sister", how="said")


def test_a_yes_does_not_carry_over_to_other_words(world: World, need: object, line: MetBy) -> None:
    say(world, line, "sister")
    with world.as_("worker") as worker:
        record.mend(by=worker, kind=registry.get("met_by"), entry=line, version=1, extent="partly")
    assert how_far(world, need) is domain.Met.PARTLY
    with world.as_("worker") as worker:
        words = "My sister moves in with me."
        record.mend(by=worker, kind=registry.get("met_by"), entry=line, version=2, words=words)
    assert how_far(world, need) is domain.Met.UNMET
    with world.as_("worker"):
        view = queries.view(world.subject, viewer=world.viewer("worker"))
    assert view.met_by[0].willing == "changed"


def test_nobody_says_yes_to_words_they_have_not_read(world: World, need: object, line: MetBy) -> None:
    """The page was open; meanwhile the worker changed the line to something else."""
    with world.as_("worker") as worker:
        record.mend(by=worker, kind=registry.get("met_by"), entry=line, version=1, words="My sister moves in with me.")
    with pytest.raises(Refused, match="The words have changed since you opened this page"):
        say(world, line, "sister")
    assert how_far(world, need) is domain.Met.UNMET
    with world.as_("sister"):
        assert not Willing.objects.exists()


def test_several_who_speak_together_are_asked_each_by_themself(world: World, need: object) -> None:
    with as_keeper():
        both = Voice.objects.create(
            subject=world.subject,
            name="Both of us",
            kind="together",
            of=[world.voices["person"].pk, world.voices["sister"].pk],
        )
    line = world.add("met_by", need=need, sort="community", extent="fully", leans_on_id=both.pk)
    assert how_far(world, need) is domain.Met.UNMET
    for who in ("person", "worker"):
        with pytest.raises(Refused, match="asked each by themself"):
            say(world, line, who, how="said")


def test_a_yes_goes_to_nobody_the_line_does_not_lean_on(world: World, line: MetBy) -> None:
    with world.as_("person") as person, pytest.raises(Error), transaction.atomic():
        Willing(subject=world.subject, met_by=line, voice=world.voices["person"], answer="yes", written_by=person).save(
            force_insert=True
        )


def test_answers_are_never_changed_or_erased(world: World, line: MetBy) -> None:
    say(world, line, "sister")
    with world.as_("sister"):
        for attempt in (lambda: Willing.objects.update(answer="no"), lambda: Willing.objects.all().delete()):
            with pytest.raises(Error), transaction.atomic():
                attempt()


def test_the_same_form_twice_is_one_answer(world: World, line: MetBy) -> None:
    made_id = uuid7()
    for _ in range(2):
        say(world, line, "sister", id=made_id)
    with world.as_("sister"):
        assert Willing.objects.count() == 1


def test_a_withheld_line_is_asked_of_nobody(world: World, line: MetBy) -> None:
    say(world, line, "sister")
    with as_keeper():
        Withholding.objects.create(
            subject=world.subject,
            item_id=line.pk,
            bit=Section.NEEDS.bit,
            whom="account",
            account=world.sister,
            grounds="serious_harm",
            words="test",
            made_by=world.worker.pk,
            review_by="2030-01-01",
        )
    with world.as_("sister"):
        assert queries.asked_of(world.subject.pk, viewer=world.viewer("sister")) == []
        assert not Willing.objects.exists()


def test_once_all_is_taken_back_she_is_asked_nothing(world: World, line: MetBy) -> None:
    world.give("sister", [], rights=0)
    with world.as_("sister"):
        assert not MetBy.objects.exists()


def test_a_yes_ends_when_she_leaves_the_circle_and_is_asked_anew(world: World, need: object, line: MetBy) -> None:
    world.give("sister", [Section.GOALS, Section.NEEDS])
    say(world, line, "sister")
    with world.as_("person") as by:
        people.leave_circle(by=by, subject_id=world.subject.pk, voice_id=line.leans_on_id, day=today())
        people.return_to_circle(by=by, subject_id=world.subject.pk, voice_id=line.leans_on_id)
    world.give("sister", [Section.GOALS, Section.NEEDS])
    assert how_far(world, need) is domain.Met.UNMET
    with world.as_("sister", narrowed=False) as account:
        everywhere = queries_of_people.everywhere(account=account)
        assert [one.entry_id for one in due.of_yeses(viewer=everywhere, voices=[line.leans_on_id])] == [line.pk]
    say(world, line, "sister")
    assert how_far(world, need) is domain.Met.MET


def test_a_yes_ends_when_nothing_is_shared_with_her_any_more(world: World, need: object, line: MetBy) -> None:
    world.give("sister", [Section.GOALS, Section.NEEDS])
    say(world, line, "sister")
    with world.as_("person") as by:
        people.take_back(by=by, subject_id=world.subject.pk, account_id=world.sister.pk)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert how_far(world, need) is domain.Met.UNMET
    with world.as_("worker"):
        assert [one.answer for one in Willing.objects.order_by("written_at")] == ["yes", "ended"]


def test_every_answer_has_words_for_the_page_of_what_is_asked() -> None:
    assert set(codes.ANSWERED) == set(WillingAnswer)
