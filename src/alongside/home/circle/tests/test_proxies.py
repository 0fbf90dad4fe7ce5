"""Whoever acts by law sees by the person's yes or by a finding for one decision; never by that alone."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import Error, connection, transaction
from django.test import Client

from alongside.access.domain import Refused
from alongside.access.models import Account
from alongside.base.clock import now
from alongside.conftest import World, as_keeper, make_world
from alongside.home.circle.tests.test_inviting import address, code_in, come_in, form, signed_in, yes
from alongside.people import actions, joining, queries
from alongside.people.circle_models import Proxy
from alongside.people.domain import ALL_SECTIONS, CIRCLE_RIGHTS, ProxyKind, Right, Section, SubjectState
from alongside.people.models import Grant, Notice, Voice
from alongside.record.models import Withholding
from alongside.record.times import today

WORDS = "Where to live after the fall"


def dated(name: str, day: date) -> dict[str, int]:
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def told(world: World, **more: Any) -> dict[str, Any]:
    """Give the form that writes down a brother as attorney for health, by a finding."""
    return (
        {
            "voice": str(world.voices["brother"].pk),
            "kind": "attorney_health",
            "number": "7000 1234 5678",
            "seen_by": "Worker Test",
            "ground": "finding",
            "because": WORDS,
            "found_by": "Dr Osei",
            "sections": ["needs", "goals"],
            "new_id": str(uuid4()),
        }
        | dated("checked_on", today())
        | dated("seen_on", today())
        | dated("found_on", today())
        | dated("until", today() + timedelta(days=90))
        | more
    )


@pytest.fixture
def brother(world: World) -> Account:
    """Give a brother who is an attorney, is in the circle with an account, and has been given nothing."""
    with as_keeper():
        account = Account.objects.create(email="brother@example.org", name="Brother Test")
        world.voices["brother"] = Voice.objects.create(
            subject=world.subject, account=account, name=account.name, kind="member", relationship="attorney"
        )
    world.brother = account  # type: ignore[attr-defined]
    return account


def add(world: World, **more: Any) -> Any:
    return signed_in(world, "worker").post(address(world, "circle/by-law/add/"), told(world, **more))


def only() -> Proxy:
    with as_keeper():
        return Proxy.objects.get()


def mask(world: World) -> int:
    with world.as_("brother"), connection.cursor() as cursor:
        cursor.execute("SELECT alongside.my_rights(%s)", [world.subject.pk])
        return int(cursor.fetchone()[0])


def test_to_be_an_attorney_opens_nothing(world: World, brother: Account) -> None:
    assert mask(world) == 0
    assert signed_in(world, "brother").get(address(world, "")).status_code == 404


def test_a_finding_opens_what_it_needs_until_its_day_and_says_so_to_the_circle(world: World, brother: Account) -> None:
    assert add(world).status_code == 302
    assert mask(world) == Section.NEEDS.bit | Section.GOALS.bit | CIRCLE_RIGHTS
    for who in ("person", "worker", "sister"):
        page = signed_in(world, who).get(address(world, "circle/")).content.decode()
        assert "Attorney for health and welfare. Sees: What I need, My goals and plan." in page, who
        assert "because of a finding for one decision" in page, who
        assert WORDS not in page
    own = signed_in(world, "brother").get(address(world, "hopes/")).content.decode()
    assert "You look here as: Attorney for health and welfare, until" in own
    with as_keeper():
        Grant.objects.filter(basis="proxy").update(ends=now(), starts=now() - timedelta(days=1))
        Proxy.objects.update(ends=now(), starts=now() - timedelta(days=1))
    assert mask(world) == 0
    page = signed_in(world, "person").get(address(world, "circle/")).content.decode()
    assert "Attorney for health and welfare. Sees" not in page


def test_the_decision_itself_is_read_by_those_whom_it_concerns(world: World, brother: Account) -> None:
    add(world)
    for who in ("person", "worker"):
        assert WORDS in signed_in(world, who).get(address(world, "circle/by-law/")).content.decode()
    for who, many in (("person", 1), ("brother", 1), ("sister", 0), ("colleague", 0)):
        with world.as_(who), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM people_proxyword")
            assert cursor.fetchone() == (many,), who
    assert signed_in(world, "sister").get(address(world, "circle/by-law/")).status_code == 403


@pytest.mark.parametrize("who", ["person", "sister", "brother", "colleague"])
def test_only_who_works_with_the_person_writes_it_down(world: World, brother: Account, who: str) -> None:
    answer = signed_in(world, who).post(address(world, "circle/by-law/add/"), told(world))
    assert answer.status_code in (403, 404)
    with world.as_(who) as account, pytest.raises(Refused):
        joining.add_proxy(
            by=account,
            subject_id=world.subject.pk,
            voice_id=world.voices["brother"].pk,
            standing=joining.Standing(
                "court", "", None, "Me", today(), "finding", today(), "Me", "A decision of some sort"
            ),
            sections=[Section.NEEDS],
            until=now() + timedelta(days=3),
        )
    with world.as_(who), pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE people_proxy SET mask = -1")
    assert mask(world) == 0


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"number": ""}, "Office of the Public Guardian"),
        (dated("until", today() + timedelta(days=400)), "Twelve months at most"),
        ({"sections": []}, "at least one part"),
        ({"because": ""}, "still empty"),
        ({"kind": "attorney_property", "sections": ["about"]}, "money matters"),
    ],
)
def test_what_is_missing_or_too_much_is_refused(
    world: World, brother: Account, more: dict[str, Any], words: str
) -> None:
    answer = add(world, **more)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert mask(world) == 0


def test_the_database_refuses_more_than_a_year_and_more_than_money_needs(world: World, brother: Account) -> None:
    def write(kind: ProxyKind, section: Section, days: int) -> None:
        with world.as_("worker") as account:
            joining.add_proxy(
                by=account,
                subject_id=world.subject.pk,
                voice_id=world.voices["brother"].pk,
                standing=joining.Standing(
                    kind, "7000 1234", today(), "Worker", today(), "finding", today(), "Dr Osei", WORDS
                ),
                sections=[section],
                until=now() + timedelta(days=days),
            )

    with pytest.raises(Refused, match="Twelve months"):
        write(ProxyKind.DEPUTY_HEALTH, Section.NEEDS, 400)
    with pytest.raises(Refused, match="money matters"):
        write(ProxyKind.APPOINTEE, Section.ABOUT, 30)
    write(ProxyKind.APPOINTEE, Section.COUNCIL, 30)


def test_the_person_says_that_they_do_not_agree_and_reads_an_answer(world: World, brother: Account) -> None:
    add(world)
    proxy, person = only(), signed_in(world, "person")
    assert person.post(address(world, f"circle/by-law/{proxy.pk}/end/")).status_code == 403
    assert person.post(address(world, f"circle/by-law/{proxy.pk}/say/"), {"what": ""}).status_code == 422
    person.post(address(world, f"circle/by-law/{proxy.pk}/say/"), {"what": "I can decide that myself"})
    with as_keeper():
        assert Notice.objects.filter(account=world.worker, kind="proxy.objected").count() == 1
    worker = signed_in(world, "worker")
    assert "I can decide that myself" in worker.get(address(world, "circle/by-law/")).content.decode()
    worker.post(address(world, f"circle/by-law/{proxy.pk}/say/"), {"what": "We ask Dr Osei again on Monday"})
    assert "We ask Dr Osei again" in person.get(address(world, "circle/by-law/")).content.decode()
    assert (
        signed_in(world, "sister").post(address(world, f"circle/by-law/{proxy.pk}/say/"), {"what": "No"}).status_code
        == 403
    )


def test_what_rests_on_the_persons_own_yes_the_person_ends(world: World, brother: Account) -> None:
    add(world, ground="consent", because="She said: yes, he may see that")
    assert mask(world) != 0
    answer = signed_in(world, "person").post(address(world, f"circle/by-law/{only().pk}/end/"))
    assert answer.status_code == 302
    assert mask(world) == 0


def test_it_ends_when_the_person_can_decide_again(world: World, brother: Account) -> None:
    add(world)
    worker = signed_in(world, "worker")
    assert worker.post(address(world, f"circle/by-law/{only().pk}/end/"), {"why": ""}).status_code == 403
    assert worker.post(address(world, f"circle/by-law/{only().pk}/end/"), {"why": "can_decide"}).status_code == 302
    assert only().ended_why == "can_decide"
    assert mask(world) == 0


def test_it_ends_with_a_death(world: World, brother: Account) -> None:
    add(world)
    with world.as_("worker") as account:
        actions.record_death(by=account, subject=world.subject, day=today())
    assert mask(world) == 0
    with world.as_("worker"):
        world.subject.refresh_from_db()
        assert world.subject.state == SubjectState.DIED
        assert queries.proxies(world.subject.pk, viewer=world.viewer("worker")) == []


def test_what_was_told_in_confidence_is_kept_from_a_proxy(world: World, brother: Account) -> None:
    add(world)
    need = world.add("need", words="Not even my brother may know this")
    client = signed_in(world, "brother")
    assert "Not even my brother" in client.get(address(world, "timeline/")).content.decode()
    with as_keeper():
        Withholding.objects.create(
            subject=world.subject,
            item_id=need.pk,
            bit=Section.NEEDS.bit,
            whom="circle",
            grounds="third_party",
            made_by=world.worker.pk,
            review_by=today() + timedelta(days=90),
        )
    assert "Not even my brother" not in client.get(address(world, "timeline/")).content.decode()


def test_a_proxy_by_name_sees_once_they_have_come_in(world: World, brother: Account) -> None:
    with as_keeper():
        voice = Voice.objects.create(subject=world.subject, name="Aunt Bea", kind="member", relationship="attorney")
    add(world, voice=str(voice.pk))
    with as_keeper():
        assert not Grant.objects.filter(basis="proxy").exists()
        aunt = Account.objects.create(email="bea@example.org", name="Aunt Bea")
    worker = signed_in(world, "worker")
    code = code_in(worker.post(address(world, f"circle/{voice.pk}/invite/"), form(name="Aunt Bea")))
    client = Client()
    client.force_login(aunt, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "acts for them by law" in come_in(client, code).content.decode()
    assert yes(client).status_code == 302
    with as_keeper():
        (grant,) = Grant.objects.filter(account=aunt)
        assert (grant.basis, grant.pk) == ("proxy", only().pk)
        assert not grant.mask & Right.SELF.bit


def test_a_proxy_acts_on_when_two_records_become_one(world: World, brother: Account) -> None:
    add(world)
    other = make_world(" again")
    with as_keeper():
        Account.objects.filter(pk=other.person.pk).update(is_active=False)
        mask = ALL_SECTIONS | Right.VOICE.bit | Right.CARE.bit
        Grant.objects.create(subject=other.subject, account=world.worker, mask=mask, basis="care")
    with world.as_("worker", narrowed=False) as worker:
        actions.redirect(by=worker, first=world.subject.pk, second=other.subject.pk)
    with as_keeper():
        there = Proxy.objects.get(subject=other.subject)
        assert there.voice.account_id == brother.pk
        assert [one.words for one in there.words.all()] == [WORDS]
        grants = Grant.objects.filter(subject=other.subject, account=brother)
        assert [(one.pk, one.basis) for one in grants] == [(there.pk, "proxy")]
    with world.as_("worker", narrowed=False) as worker:
        joining.end_proxy(by=worker, subject_id=other.subject.pk, proxy_id=there.pk, why="can_decide")
    with world.as_("brother", narrowed=False), connection.cursor() as cursor:
        cursor.execute("SELECT alongside.my_rights(%s)", [other.subject.pk])
        assert cursor.fetchone() == (0,)
