"""What somebody who may sign in tries against a record: by a link, by odd bytes, in raw SQL, by counting."""

from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import Error, connection, transaction
from django.test import Client
from django.urls import reverse

from alongside.access.domain import Refused
from alongside.base.clock import now
from alongside.base.ids import uuid7
from alongside.conftest import World, as_keeper, make_world
from alongside.people import actions as people
from alongside.people.domain import ALL_SECTIONS, Right, Section
from alongside.people.models import ContactPoint, Grant
from alongside.record import actions, challenges, drafts, queries
from alongside.record.domain import ChallengeKind, Outcome
from alongside.record.models import Challenge, Item, Withholding
from alongside.record.web.page import typed_by
from alongside.record.web.uploads import download_name

BACKEND = settings.AUTHENTICATION_BACKENDS[-1]


def signed_in(world: World, who: str) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(getattr(world, who), backend=BACKEND)
    return client


def address(world: World, name: str, *args: Any) -> str:
    return reverse(name, args=[world.subject.pk, *args])


def stopped(sql: str, *args: Any) -> bool:
    """Say whether the database refuses to run this at all."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, args)
    except Error as error:
        return "permission denied" in str(error)
    return False


def withhold(world: World, *, entry: Any = None, section: Section = Section.STRENGTHS) -> None:
    with as_keeper():
        Withholding.objects.create(
            subject=world.subject,
            item_id=entry.pk if entry else None,
            bit=section.bit,
            whom="person",
            grounds="serious_harm",
            words="test",
            made_by=world.worker.pk,
            review_by=now().date() + timedelta(days=9),
        )


def test_a_link_cannot_have_words_kept_for_somebody_else(world: World) -> None:
    world.give("sister", [Section.STRENGTHS])
    page = address(world, "add", "strength")
    html = signed_in(world, "worker").get(f"{page}?typed_by={quote(typed_by(world.sister))}").content.decode()
    assert typed_by(world.sister).split(":")[0] not in html
    assert typed_by(world.worker).split(":")[0] in html


def test_a_link_cannot_make_a_new_entry_a_change(world: World) -> None:
    told = {"entry_id": str(uuid7()), "words": "Sings", "words_of": str(world.voices["person"].pk), "how": "said"}
    client = signed_in(world, "worker")
    page = f"{address(world, 'add', 'strength')}?version=1&entry_id=1"
    form = client.get(page).content.decode()
    assert 'name="words_of"' in form
    assert client.post(page, told | {"topic": "skill", "sort": "skill"}).status_code in {302, 422}


@pytest.mark.parametrize("which", ["²", "٣", "99999", "-1", "\0"])
def test_numbers_that_are_none_break_no_page(which: str, world: World) -> None:
    world.add("goal")
    client = signed_in(world, "worker")
    said = [
        client.get(f"{address(world, 'print_plan')}?which={quote(which)}").status_code,
        client.get(f"{address(world, 'timeline')}?page={quote(which)}&voice={quote(which)}").status_code,
        client.post(address(world, "plan_put_forward"), {"after": which}).status_code,
        client.post(address(world, "add", "strength"), {"a\0b": which, "version": which}).status_code,
    ]
    assert all(status < 500 for status in said), said


def test_what_was_typed_under_a_name_no_database_keeps_is_kept(world: World) -> None:
    with world.as_("worker") as account:
        drafts.keep(by=account, page="/p/\0x", words={"a\0b": ["c\0d"]})
        kept = drafts.of("/p/x", by=account)
    assert kept is not None
    assert kept.words == {"ab": ["cd"]}


def test_what_only_the_keeper_may_do_nobody_can_call(world: World) -> None:
    entry = world.add("strength")
    for who in ("colleague", "worker", "person"):
        with world.as_(who, narrowed=False):
            assert stopped("SELECT alongside.put_voice(%s, %s, 'family')", world.subject.pk, world.colleague.pk)
            assert stopped("SELECT alongside.blank_entry('strengths_strength', %s, '{id}', now())", entry.pk)
            assert stopped("SELECT alongside.note('x', %s, '{}')", world.subject.pk)


def test_a_challenge_keeps_its_words_and_its_day(world: World) -> None:
    entry = world.add("strength")
    with world.as_("person") as person:
        item = queries.item(entry.pk, subject_id=world.subject.pk, viewer=world.viewer("person"))
        made = actions.challenge(by=person, item=item, kind=ChallengeKind.WRONG, words="I never said this.")
    with world.as_("worker") as worker:
        assert stopped("UPDATE record_challenge SET words = 'never mind' WHERE id = %s", made.pk)
        assert stopped("UPDATE record_challenge SET answer_by = answer_by + 900 WHERE id = %s", made.pk)
        challenges.answer(
            by=worker, challenge_id=made.pk, answer="You are right.", outcome=Outcome.ADDED, grounds="What you said."
        )
        assert Challenge.objects.get(pk=made.pk).words == "I never said this."


def test_a_way_to_reach_somebody_is_ended_and_never_rewritten(world: World) -> None:
    with world.as_("worker") as worker:
        told = {"sort": "phone", "value": "0", "safe": "no"}
        point = people.add_contact_point(by=worker, subject_id=world.subject.pk, **told)
        assert stopped("UPDATE people_contactpoint SET safe = 'yes', value = '1' WHERE id = %s", point.pk)
        people.end_contact_point(by=worker, viewer=world.viewer("worker"), point=point)
        assert ContactPoint.objects.get(pk=point.pk).ended_by == worker.pk


def test_who_looked_does_not_betray_what_is_kept_from_the_person(world: World) -> None:
    shown = world.add("strength")
    hidden = world.add("must_know")
    with world.as_("worker") as worker:
        item = Item.objects.get(pk=hidden.pk)
        actions.respond(by=worker, item=item, kind="comment", words="Known since May.")
    world.add("need")
    withhold(world, entry=hidden)
    withhold(world, section=Section.NEEDS)
    with world.as_("worker") as worker:
        done = "INSERT INTO access_auditevent (id, at, by, action, subject_id, detail) "
        done += "VALUES (%s, now(), %s, 'x', %s, %s)"
        with connection.cursor() as cursor:
            cursor.execute(done, [uuid7(), worker.pk, world.subject.pk, '{"entry": "no id"}'])
    with world.as_("person"):
        found = [row["action"] for row in people_looked(world)]
    assert sorted(found) == ["strength.added", "x"]
    assert shown.pk


def people_looked(world: World) -> list[dict[str, Any]]:
    from alongside.people import queries as people_queries

    return people_queries.who_looked(world.subject.pk)


def test_two_people_who_each_sign_in_are_never_joined(world: World) -> None:
    other = make_world("-other")
    with as_keeper():
        mask = ALL_SECTIONS | Right.VOICE.bit | Right.CARE.bit
        Grant.objects.create(subject=other.subject, account=world.worker, mask=mask, basis="care")
    with world.as_("worker", narrowed=False) as worker, pytest.raises(Refused):
        people.redirect(by=worker, first=other.subject.pk, second=world.subject.pk)
    with as_keeper():
        type(other.person).objects.filter(pk=other.person.pk).update(is_active=False)
    with world.as_("worker", narrowed=False) as worker:
        people.redirect(by=worker, first=other.subject.pk, second=world.subject.pk)


@pytest.mark.parametrize(
    ("name", "content_type", "fetched"),
    [
        ("cat.gif", "image/gif", "cat.gif"),
        ("CAT.JPEG", "image/jpeg", "CAT.JPEG"),
        ("memo.m4a", "audio/mp4", "memo.m4a"),
        ("page.html", "image/gif", "page.html.gif"),
        ("run.exe", "image/png", "run.exe.png"),
        ("letter", "application/pdf", "letter.pdf"),
    ],
)
def test_a_file_is_fetched_under_the_ending_of_what_it_is(name: str, content_type: str, fetched: str) -> None:
    assert download_name(name, content_type) == fetched
