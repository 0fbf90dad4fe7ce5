"""What may be done with an entry, and what is left in the record when it is."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import Http404

from alongside.access.domain import Conflict, Refused
from alongside.access.models import AuditEvent
from alongside.base.clock import now
from alongside.base.ids import uuid7
from alongside.base.working_days import month_after
from alongside.conftest import World, as_keeper, make_world
from alongside.people.domain import Section
from alongside.record import actions, challenges, drafts, files, queries, registry
from alongside.record.domain import ChallengeKind, Outcome, ResponseKind, Standing
from alongside.record.models import Challenge, Draft, Entry, Item, Response
from alongside.record.times import today

STRENGTH = registry.get("strength")


def audited(action: str) -> int:
    with as_keeper():
        return AuditEvent.objects.filter(action=action).count()


def item_of(world: World, entry: Entry, who: str = "person") -> Item:
    return queries.item(entry.pk, subject_id=world.subject.pk, viewer=world.viewer(who))


def test_ones_own_words_are_confirmed_by_being_written(world: World) -> None:
    own = world.add("strength", by="person", how="wrote")
    told = world.add("strength", by="worker", how="said")
    read = world.add("strength", by="person", how="best_understanding")
    assert own.confirmed_by == world.person.pk
    assert (told.confirmed_at, read.confirmed_at) == (None, None)


def test_the_same_write_twice_is_one_entry(world: World) -> None:
    id_ = uuid7()
    first = world.add("strength", id=id_, words="Once")
    again = world.add("strength", id=id_, words="Once")
    assert again.pk == first.pk
    assert audited("strength.added") == 1


def test_other_words_in_the_same_form_are_not_lost(world: World) -> None:
    id_ = uuid7()
    first = world.add("strength", id=id_, words="Once")
    others = [world.add("strength", id=id_, words="Gone back, and written on") for _time in range(2)]
    assert {one.words for one in others} == {"Gone back, and written on"}
    assert {one.pk for one in others} == {others[0].pk} != {first.pk}
    assert audited("strength.added") == 2


def test_an_id_of_somebody_elses_entry_is_refused(world: World) -> None:
    first = world.add("strength", by="person", how="wrote")
    with pytest.raises(Refused):
        world.add("strength", by="worker", id=first.pk)


def test_words_are_of_somebody_in_this_circle(world: World) -> None:
    other = make_world("2")
    with world.as_("worker") as worker, pytest.raises(Refused, match="whose words"):
        actions.add(
            by=worker,
            kind=STRENGTH,
            subject_id=world.subject.pk,
            words_of=other.voices["person"].pk,
            **STRENGTH.demo(),
        )


def test_what_an_entry_points_to_is_in_the_same_record(world: World) -> None:
    other = make_world("2")
    strange = other.add("contribution")
    with pytest.raises(Refused):
        world.add("strength", contribution_id=strange.pk)
    with pytest.raises(Refused):
        world.add("need", helped_by=[uuid7()])


def test_changing_keeps_what_was_and_asks_for_confirmation_again(world: World) -> None:
    entry = world.add("strength", words="Sings")
    with world.as_("person") as person:
        actions.confirm(by=person, kind=STRENGTH, entry=entry)
    with world.as_("worker") as worker:
        entry = actions.mend(by=worker, kind=STRENGTH, entry=entry, version=2, words="Sings well")
        assert (entry.version, entry.confirmed_at, entry.words) == (3, None, "Sings well")
        assert [state.words for state in queries.history(STRENGTH, entry)] == ["Sings well", "Sings", "Sings"]
        assert queries.history(STRENGTH, entry)[0].pgh_by == worker.pk
    assert audited("strength.mended") == 1


def test_two_at_once_see_both_texts(world: World) -> None:
    entry = world.add("strength", words="Sings")
    with world.as_("person") as person:
        actions.mend(by=person, kind=STRENGTH, entry=entry, version=1, words="Sings alto")
    with world.as_("worker") as worker:
        with pytest.raises(Conflict) as conflict:
            actions.mend(by=worker, kind=STRENGTH, entry=entry, version=1, words="Sings soprano")
        assert conflict.value.theirs.words == "Sings alto"  # type: ignore[attr-defined]


def test_nobody_changes_what_is_neither_theirs_nor_written_by_them(world: World) -> None:
    entry = world.add("strength")
    with world.as_("manager") as manager, pytest.raises(Refused, match="You can answer it"):
        actions.mend(by=manager, kind=STRENGTH, entry=entry, version=1, words="x")
    with world.as_("manager") as manager, pytest.raises(Refused):
        actions.set_standing(by=manager, kind=STRENGTH, entry=entry, standing=Standing.IN_ERROR, reason="x")


def test_only_the_voice_confirms_and_twice_is_once(world: World) -> None:
    entry = world.add("strength")
    with world.as_("worker") as worker, pytest.raises(Refused):
        actions.confirm(by=worker, kind=STRENGTH, entry=entry)
    with world.as_("person") as person:
        actions.confirm(by=person, kind=STRENGTH, entry=entry)
        entry.refresh_from_db()
        actions.confirm(by=person, kind=STRENGTH, entry=entry)
    assert audited("strength.confirmed") == 1


def test_a_mistake_is_kept_with_its_reason_and_no_longer_shown(world: World) -> None:
    entry = world.add("strength")
    with world.as_("worker") as worker:
        with pytest.raises(Refused, match="why"):
            actions.set_standing(by=worker, kind=STRENGTH, entry=entry, standing=Standing.IN_ERROR, reason=" ")
        actions.set_standing(by=worker, kind=STRENGTH, entry=entry, standing=Standing.IN_ERROR, reason="Wrong name")
        entry.refresh_from_db()
        assert (entry.standing, entry.standing_reason, entry.standing_by) == ("in_error", "Wrong name", worker.pk)
        viewer = world.viewer("worker")
        assert not queries.items(world.subject.pk, viewer=viewer).exists()
        assert not queries.timeline(world.subject.pk, viewer=viewer).exists()
        with pytest.raises(Refused):
            actions.set_standing(by=worker, kind=STRENGTH, entry=entry, standing=Standing.IN_ERROR, reason="again")


def test_own_words_are_taken_back_by_their_voice_alone(world: World) -> None:
    entry = world.add("strength")
    with world.as_("worker") as worker, pytest.raises(Refused):
        actions.set_standing(by=worker, kind=STRENGTH, entry=entry, standing=Standing.TAKEN_BACK)
    with world.as_("person") as person:
        actions.set_standing(by=person, kind=STRENGTH, entry=entry, standing=Standing.TAKEN_BACK)
        assert not queries.entries(STRENGTH, world.subject.pk, viewer=world.viewer("person")).exists()


def test_whoever_sees_an_entry_may_answer_it_in_words(world: World) -> None:
    entry = world.add("strength")
    world.give("sister", [Section.STRENGTHS], rights=0)
    with world.as_("sister") as sister:
        item = item_of(world, entry, "sister")
        with pytest.raises(Refused):
            actions.respond(by=sister, item=item, kind=ResponseKind.DIFFERENTLY, words="  ")
        id_ = uuid7()
        for words in ("She never sang.", "She never sang.", "She hummed.", "She hummed."):
            actions.respond(by=sister, item=item, kind=ResponseKind.DIFFERENTLY, words=words, id=id_)
    with world.as_("person"):
        said = queries.responses(world.subject.pk, [entry.pk])[entry.pk]
        assert [one.words for one in said] == ["She never sang.", "She hummed."]
    assert audited("response.differently") == 2


def test_an_answer_to_what_one_cannot_see_is_refused_like_one_to_nothing(world: World) -> None:
    entry = world.add("strength")
    with world.as_("person"):
        item = item_of(world, entry)
    reasons = set()
    with world.as_("sister") as sister:
        for target in (
            item,
            Item(pk=uuid7(), subject_id=item.subject_id, bit=item.bit, written_by_id=item.written_by_id),
        ):
            with pytest.raises(Refused) as refused:
                actions.respond(by=sister, item=target, kind=ResponseKind.AGREE)
            reasons.add(str(refused.value))
        assert not Response.objects.exists()
    assert len(reasons) == 1


def test_a_challenge_is_closed_by_an_answer_of_somebody_else(world: World) -> None:
    entry = world.add("strength")
    with world.as_("person") as person:
        item = item_of(world, entry)
        with pytest.raises(Refused):
            actions.challenge(by=person, item=item, kind=ChallengeKind.WRONG, words="")
        made = actions.challenge(by=person, item=item, kind=ChallengeKind.WRONG, words="It was my sister.")
        assert made.answer_by == month_after(today())
    with world.as_("worker") as worker:
        told = {"challenge_id": made.pk, "outcome": Outcome.ADDED, "grounds": "Her own words count."}
        for lacks in ({"answer": " "}, {"answer": "No", "grounds": ""}, {"answer": "Yes", "outcome": "corrected"}):
            with pytest.raises(Refused):
                challenges.answer(by=worker, **(told | lacks))
        challenges.answer(by=worker, **told, answer="You are right. I have marked it.")
        with pytest.raises(Refused):
            challenges.answer(by=worker, **told, answer="again")
    with world.as_("person"):
        assert Challenge.objects.get().answered_by == worker.pk


def test_a_draft_is_kept_replaced_brought_back_and_dropped(world: World) -> None:
    with world.as_("person") as person:
        for text in ("I sing", "I sing alto\0"):
            drafts.keep(
                by=person,
                page="/p/x/add/",
                words={"words": [text], "csrfmiddlewaretoken": ["t"], "password": ["p"]},
                subject_id=world.subject.pk,
            )
        kept = drafts.of("/p/x/add/", by=person)
        assert kept is not None
        assert kept.words == {"words": ["I sing alto"]}
        assert [one.pk for one in drafts.waiting(by=person, subject_id=world.subject.pk)] == [kept.pk]
        drafts.drop("/p/x/add/", by=person)
        assert drafts.of("/p/x/add/", by=person) is None


def test_words_of_somebody_who_may_no_longer_see_the_record_are_kept_for_them(world: World) -> None:
    with world.as_("sister", narrowed=False) as sister:
        drafts.keep(by=sister, page="/p/x/", words={"words": ["first"]}, subject_id=world.subject.pk)
    with world.as_("person") as person:
        actions_people_take_back(world, person)
    with world.as_("sister", narrowed=False) as sister:
        drafts.keep(by=sister, page="/p/x/", words={"words": ["second"]}, subject_id=world.subject.pk)
        kept = drafts.of("/p/x/", by=sister)
        assert kept is not None
        assert kept.words == {"words": ["second"]}


def actions_people_take_back(world: World, person: object) -> None:
    from alongside.people import actions as people

    people.take_back(by=person, subject_id=world.subject.pk, account_id=world.sister.pk)  # type: ignore[arg-type]


def test_drafts_nobody_used_go_after_thirty_days(world: World) -> None:
    with world.as_("person") as person:
        drafts.keep(by=person, page="/old/", words={"words": ["old"]})
        drafts.keep(by=person, page="/new/", words={"words": ["new"]})
    with as_keeper():
        Draft.objects.filter(page="/old/").update(saved_at=now() - timedelta(days=31))
    assert drafts.purge() == 1
    with world.as_("person") as person:
        assert [one.page for one in drafts.waiting(by=person)] == ["/new/"]


def test_a_file_is_seen_with_its_entry_alone(world: World) -> None:
    entry = world.add("strength")
    with world.as_("worker") as worker:
        item = item_of(world, entry, "worker")
        kept = files.attach(
            by=worker, item=item, file=ContentFile(b"png", name="../../a.png"), content_type="image/png"
        )
        assert kept.name == "a.png"
        with default_storage.open(kept.path) as stored:
            assert stored.read() == b"png"
        found = queries.attachment(kept.pk, subject_id=world.subject.pk, viewer=world.viewer("worker"))
        assert found.sha256 == kept.sha256
    for who in ("sister", "colleague"):
        with world.as_(who), pytest.raises(Http404):
            queries.attachment(kept.pk, subject_id=world.subject.pk, viewer=world.viewer(who))


def test_a_file_that_is_refused_leaves_nothing_on_the_disk(world: World) -> None:
    entry = world.add("strength")
    with world.as_("person"):
        item = item_of(world, entry)
    before = _stored()
    with world.as_("colleague") as colleague, pytest.raises(Refused):
        files.attach(by=colleague, item=item, file=ContentFile(b"x", name="x"), content_type="image/png")
    assert _stored() == before


def _stored() -> set[str]:
    try:
        folders, _ = default_storage.listdir("")
    except FileNotFoundError:
        return set()
    return {f"{folder}/{name}" for folder in folders for name in default_storage.listdir(folder)[1]}


def test_meetings_and_lists(world: World) -> None:
    held = world.add("contribution", sort="conversation")
    world.add("contribution", sort="visit")
    with world.as_("person"):
        viewer = world.viewer("person")
        assert queries.contribution(held.pk, subject_id=world.subject.pk, viewer=viewer).pk == held.pk
        assert [one.pk for one in queries.conversations(world.subject.pk, viewer=viewer)] == [held.pk]
        with pytest.raises(Http404):
            queries.contribution(uuid7(), subject_id=world.subject.pk, viewer=viewer)
        filtered = queries.timeline(
            world.subject.pk, viewer=viewer, kind="contribution", voice=world.voices["person"].pk
        )
        assert filtered.count() == 2
    with world.as_("sister"), pytest.raises(Http404):
        queries.contribution(held.pk, subject_id=world.subject.pk, viewer=world.viewer("sister"))


def test_a_late_resend_after_mending_is_still_the_same_write(world: World) -> None:
    entry = world.add("strength", words="I bake.")
    kind = registry.get("strength")
    with world.as_("worker") as worker:
        actions.mend(by=worker, kind=kind, entry=entry, version=1, words="I bake bread.")
        again = actions.add(
            by=worker,
            kind=kind,
            subject_id=world.subject.pk,
            words_of=world.voices["person"].pk,
            how="said",
            id=entry.pk,
            sort="ability",
            words="I bake.",
        )
        assert again.pk == entry.pk
        assert kind.model._default_manager.filter(subject_id=world.subject.pk).count() == 1
