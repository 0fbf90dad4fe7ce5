"""Who works with somebody: given by a lead, shown with why, ended; objections; shutting out; transfer."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from alongside.access.domain import Refused
from alongside.access.models import Membership
from alongside.base.clock import now
from alongside.conftest import World, as_keeper
from alongside.home.circle.tests.test_sharing import address, signed_in
from alongside.people import queries as people
from alongside.people.domain import ALL_SECTIONS, Right, Section
from alongside.people.models import Grant, Notice
from alongside.people.working import actions, chores, queries
from alongside.people.working.models import Objection, Transfer
from alongside.record.times import today

REASONS = "We need her to go on, because nobody else here knows how to work the hoist safely."


@pytest.fixture
def by_name(world: World) -> World:
    """The world in which the worker was given the record by name, and no team has it."""
    with as_keeper():
        Grant.objects.filter(subject=world.subject, team=world.team).delete()
        Membership.objects.create(account=world.colleague, team=world.team)
    return world


def rights(world: World, who: str) -> int:
    """Give somebody's mask in the world's record, as the database works it out."""
    with world.as_(who, narrowed=False), connection.cursor() as cursor:
        cursor.execute("SELECT alongside.my_rights(%s)", [world.subject.pk])
        return int(cursor.fetchone()[0])


def told(world: World, who: str) -> list[str]:
    """Give the kinds of notices somebody has."""
    with as_keeper():
        found = Notice.objects.filter(account=getattr(world, who)).order_by("made_at", "pk")
        return [one.kind for one in found]


def text(world: World, who: str, rest: str) -> str:
    """Give a page of the record as somebody reads it."""
    answer = signed_in(world, who).get(address(world, rest))
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def allocate(world: World, **more: Any) -> None:
    """Let the colleague work with the person, as the manager."""
    with world.as_("manager"):
        actions.allocate(
            by=world.manager, subject_id=world.subject.pk, account_id=world.colleague.pk, relationship="nurse", **more
        )


def keep_supervision(world: World) -> int:
    """Do the chore, in this test's own transaction."""
    with as_keeper(), connection.cursor() as cursor:
        cursor.execute("SELECT alongside.keep_supervision(NULL)")
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize(
    ("role", "hours", "good"),
    [
        ("out_of_hours", 24, True),
        ("out_of_hours", 26, False),
        ("out_of_hours", None, False),
        ("agency", 24 * 183, True),
        ("agency", 24 * 184, False),
        ("agency", None, False),
        ("student", None, False),
        ("named_worker", None, True),
        ("king", None, False),
    ],
)
def test_some_roles_must_have_an_end_and_it_is_near(world: World, role: str, hours: int | None, good: bool) -> None:
    with as_keeper():
        Membership.objects.create(account=world.colleague, team=world.team)
        Grant.objects.filter(team=world.team).delete()
        Grant.objects.create(subject=world.subject, account=world.manager, mask=actions.CARE_MASK, basis="care")
    until = now() + timedelta(hours=hours) if hours else None
    if not good:
        with pytest.raises(Refused):
            allocate(world, role=role, until=until)
        assert rights(world, "colleague") == 0
        return
    allocate(world, role=role, until=until)
    assert rights(world, "colleague") & Right.CARE.bit
    if until:
        with as_keeper():
            Grant.objects.filter(account=world.colleague).update(
                starts=now() - timedelta(days=300), ends=now() - timedelta(seconds=1)
            )
        assert rights(world, "colleague") == 0


def test_a_lead_allocates_and_ends_and_the_person_reads_why(world: World) -> None:
    with as_keeper():
        Membership.objects.create(account=world.colleague, team=world.team)
    client = signed_in(world, "manager")
    sent = {
        "account": str(world.colleague.pk),
        "role": "agency",
        "relationship": "nurse",
        "words": "Stands in for Ali.",
    }
    assert client.post(address(world, "circle/allocate/"), sent).status_code == 422
    last = today() + timedelta(days=30)
    sent |= {"until_day": last.day, "until_month": last.month, "until_year": last.year}
    assert client.post(address(world, "circle/allocate/"), sent).status_code == 302
    page = text(world, "person", "who/")
    assert "Colleague Test" in page
    assert "From an agency, for a time" in page
    assert "Stands in for Ali." in page
    assert told(world, "person") == ["grant.allocated"]
    with as_keeper():
        grant = Grant.objects.get(account=world.colleague)
    assert signed_in(world, "worker").post(address(world, f"who/{grant.pk}/end/")).status_code == 403
    assert client.post(address(world, f"who/{grant.pk}/end/")).status_code == 302
    assert "Colleague Test" not in text(world, "person", "who/")


def test_a_lead_sees_what_a_worker_has_by_name_by_supervision_and_no_longer_than_they_lead(by_name: World) -> None:
    assert rights(by_name, "manager") == 0
    assert keep_supervision(by_name) == 1
    assert keep_supervision(by_name) == 0
    assert rights(by_name, "manager") & ALL_SECTIONS == ALL_SECTIONS
    assert "Leads the team that works with you" in text(by_name, "person", "who/")
    text(by_name, "manager", "circle/")
    with by_name.as_("person"):
        (look,) = [row for row in queries.looks(by_name.subject.pk) if row["name"] == "Manager Test"]
    assert (look["basis"], look["role"]) == ("supervision", "supervisor")
    with as_keeper():
        Membership.objects.filter(account=by_name.manager).update(ends=now())
    assert keep_supervision(by_name) == 1
    assert rights(by_name, "manager") == 0


def test_supervision_opens_no_restricted_record_and_no_denied_one(by_name: World) -> None:
    with as_keeper():
        Grant.objects.create(subject=by_name.subject, mask=ALL_SECTIONS, deny=True, basis="consent")
    assert keep_supervision(by_name) == 0
    with as_keeper():
        Grant.objects.filter(deny=True).update(account=by_name.manager)
    assert keep_supervision(by_name) == 1
    assert rights(by_name, "manager") & ALL_SECTIONS == 0


def duty(world: World, who: str, **more: Any) -> None:
    """Give the colleague a duty in law."""
    with world.as_(who, narrowed=False):
        actions.give_duty_in_law(
            by=getattr(world, who),
            email=more.pop("email", "colleague@example.org"),
            until=more.pop("until", now() + timedelta(days=20)),
            words="An assessment was asked for by the hospital.",
            **({"subject_id": world.subject.pk, "function": "amhp"} | more),
        )


def test_a_duty_in_law_is_named_timed_and_shown(world: World) -> None:
    duty(world, "manager", mask=Section.ABOUT.bit)
    assert rights(world, "colleague") == Section.ABOUT.bit | Right.VOICE.bit
    page = text(world, "person", "who/")
    assert "Mental Health Act 1983, section 13" in page
    assert "An assessment was asked for by the hospital." in page
    assert told(world, "person") == ["grant.statutory"]
    with as_keeper():
        Grant.objects.filter(basis="statutory").update(starts=now() - timedelta(days=2), ends=now() - timedelta(days=1))
    assert rights(world, "colleague") == 0


@pytest.mark.parametrize(
    ("who", "more"),
    [
        ("worker", {}),
        ("colleague", {}),
        ("manager", {"email": "manager@example.org"}),
        ("manager", {"email": "sister@example.org"}),
        ("manager", {"until": now() + timedelta(days=40)}),
        ("manager", {"function": "curiosity"}),
        ("manager", {"mask": ALL_SECTIONS | Right.CARE.bit}),
        ("privacy_lead", {}),
    ],
)
def test_a_duty_in_law_is_refused(world: World, who: str, more: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        duty(world, who, **more)
    assert rights(world, "colleague") == 0


def test_who_looks_after_privacy_gives_a_duty_by_number_and_sees_nothing(world: World) -> None:
    duty(world, "privacy_lead", subject_id=None, nhs_number="9991234567", function="inspection")
    assert rights(world, "colleague") == ALL_SECTIONS
    assert rights(world, "privacy_lead") == 0
    with pytest.raises(Refused):
        duty(world, "manager", subject_id=None, nhs_number="9991234567")


def objection(world: World, **more: Any) -> Objection:
    """Let the person object to the worker, or to somebody else."""
    with world.as_("person"):
        whom = more or {"account_id": world.worker.pk}
        made = uuid4()
        actions.object_to(by=world.person, id=made, subject_id=world.subject.pk, words="We fell out.", **whom)
        return Objection.objects.get(pk=made)


def test_an_objection_is_answered_with_reasons_by_a_lead_whom_it_is_not_about(world: World) -> None:
    one = objection(world)
    assert told(world, "manager") == ["objection.made"]
    assert told(world, "worker") == []
    for who in ("worker", "sister", "person", "colleague", "privacy_lead"):
        with world.as_(who), pytest.raises(Refused):
            actions.answer_objection(by=getattr(world, who), objection_id=one.pk, outcome="not_agreed", answer=REASONS)
    with world.as_("worker"):
        assert queries.objections(world.subject.pk, viewer=world.viewer("worker")) == []
    client = signed_in(world, "manager")
    place = address(world, f"objections/{one.pk}/")
    assert "We fell out." in client.get(place).content.decode()
    assert client.post(place, {"outcome": "not_agreed", "answer": "No."}).status_code == 422
    assert client.post(place, {"outcome": "not_agreed", "answer": REASONS}).status_code == 302
    page = text(world, "person", "objections/")
    assert "work the hoist safely" in page
    assert "Information Commissioner" in page
    assert "objection.answered" in told(world, "person")
    assert rights(world, "worker")


def test_a_yes_to_an_objection_holds_at_once_and_only_the_person_ends_it(world: World) -> None:
    one = objection(world)
    with world.as_("manager"):
        actions.answer_objection(by=world.manager, objection_id=one.pk, outcome="agreed", answer=REASONS)
    assert rights(world, "worker") == 0
    assert signed_in(world, "worker").get(address(world, "")).status_code == 404
    with as_keeper():
        deny = Grant.objects.get(deny=True)
    with world.as_("manager"), pytest.raises(Refused):
        actions.end_deny(by=world.manager, subject_id=world.subject.pk, grant_id=deny.pk)
    with world.as_("person"):
        actions.end_deny(by=world.person, subject_id=world.subject.pk, grant_id=deny.pk)
    assert rights(world, "worker")


def test_a_yes_can_be_about_some_parts(world: World) -> None:
    one = objection(world, account_id=world.worker.pk, mask=Section.ABOUT.bit | Section.HOPES.bit)
    with world.as_("manager"):
        actions.answer_objection(
            by=world.manager, objection_id=one.pk, outcome="agreed", answer=REASONS, mask=Section.ABOUT.bit
        )
    assert rights(world, "worker") & (Section.ABOUT.bit | Section.HOPES.bit) == Section.HOPES.bit


def test_an_overdue_objection_goes_to_who_looks_after_privacy_and_is_never_lost(world: World) -> None:
    one = objection(world)
    assert signed_in(world, "privacy_lead").get("/privacy/objections/").content.decode().count("Overdue") == 0
    with as_keeper(), connection.cursor() as cursor:
        Objection.objects.update(answer_by=today() - timedelta(days=1))
        for _time in range(2):
            cursor.execute("SELECT alongside.escalate_access()")
    assert told(world, "privacy_lead") == ["objection.overdue"]
    client = signed_in(world, "privacy_lead")
    assert "Overdue" in client.get("/privacy/objections/").content.decode()
    sent = {"outcome": "not_agreed", "answer": REASONS}
    assert client.post(f"/privacy/objections/{one.pk}/", sent).status_code == 302
    assert "work the hoist safely" in text(world, "person", "objections/")


def test_nobody_writes_objections_past_the_keeper(world: World) -> None:
    one = objection(world)
    deny = f"'{world.subject.pk}', '{world.manager.pk}', NULL, 1, '', '', '{world.person.pk}'"
    for who in ("person", "manager", "worker"):
        for sql in (
            f"UPDATE people_objection SET outcome = 'agreed' WHERE id = '{one.pk}'",
            "DELETE FROM people_objection",
            "UPDATE people_transfer SET outcome = 'yes'",
            "SELECT alongside.keep_supervision(NULL)",
            f"SELECT alongside.put_deny({deny})",
            f"SELECT alongside.is_shut('{world.subject.pk}', '{world.manager.pk}')",
            "SELECT * FROM alongside.looks_by_day('2000-01-01')",
        ):
            with world.as_(who), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql)


def test_somebody_kept_out_finds_nothing_and_hears_nothing(world: World) -> None:
    client = signed_in(world, "person")
    sent = {"who": "worker test", "kind": "former_partner", "new_id": str(uuid4())}
    assert client.post(address(world, "shut/"), sent).status_code == 302
    assert "Worker Test" in text(world, "person", "shut/")
    assert rights(world, "worker") == 0
    assert told(world, "worker") == []
    worker = signed_in(world, "worker")
    for rest in ("", "who/", "shut/", "circle/"):
        assert worker.get(address(world, rest)).status_code == 404
    assert world.subject.name not in worker.get("/people/").content.decode()
    with world.as_("worker", narrowed=False):
        assert people.look_alikes(name=world.subject.name, born=None, nhs_number="9991234567") == []
        assert queries.glass_find(name="", born=None, nhs_number="9991234567") == []
        assert not Grant.objects.filter(deny=True).exists()
    for who in ("manager",):
        assert "Worker Test" in text(world, who, "shut/")


def test_a_name_we_do_not_find_becomes_something_a_lead_sees_to(world: World) -> None:
    sent = {"who": "Sam Nobody", "kind": "relative", "new_id": str(uuid4())}
    answer = signed_in(world, "person").post(address(world, "shut/"), sent, follow=True)
    assert "A lead looks for them now" in answer.content.decode()
    with as_keeper():
        one = Objection.objects.get()
    assert (one.who, one.account_id) == ("Sam Nobody", None)
    with world.as_("manager"), pytest.raises(Refused):
        actions.answer_objection(by=world.manager, objection_id=one.pk, outcome="agreed", answer=REASONS)
    sent = {"outcome": "agreed", "answer": REASONS, "sections": ["about"], "email": "worker@example.org"}
    assert signed_in(world, "manager").post(address(world, f"objections/{one.pk}/"), sent).status_code == 302
    assert not rights(world, "worker") & Section.ABOUT.bit


def test_a_restricted_record_keeps_a_lead_who_can_end_it(world: World) -> None:
    client = signed_in(world, "manager")
    answer = client.post(address(world, "restrict/"), {"why": "Her sister works in the team."})
    assert answer.status_code == 422
    with world.as_("manager"):
        actions.allocate(by=world.manager, subject_id=world.subject.pk, account_id=world.manager.pk)
    assert client.post(address(world, "restrict/"), {"why": "Her sister works here."}).status_code == 302
    with as_keeper():
        Membership.objects.create(account=world.colleague, team=world.team)
        deny = Grant.objects.get(deny=True)
    assert rights(world, "colleague") == 0
    assert rights(world, "manager")
    assert rights(world, "worker")
    with world.as_("worker"), pytest.raises(Refused):
        actions.end_deny(by=world.worker, subject_id=world.subject.pk, grant_id=deny.pk)
    assert client.post(address(world, f"shut/{deny.pk}/end/")).status_code == 302
    assert rights(world, "colleague")


@pytest.fixture
def receiving(world: World) -> World:
    """The world with the colleague as lead of the other team, and a hand-over asked of it."""
    with as_keeper():
        Membership.objects.filter(account=world.colleague).update(role="lead")
    with world.as_("manager"):
        actions.ask_transfer(
            by=world.manager,
            id=uuid4(),
            subject_id=world.subject.pk,
            sender=world.team.pk,
            receiver=world.other_team.pk,
            summary="She moved to the south side, and wants to keep her garden and her Tuesday choir.",
            day=today(),
        )
    return world


def test_nothing_moves_before_the_yes_and_the_receiver_sees_name_and_summary_alone(receiving: World) -> None:
    world = receiving
    assert told(world, "colleague") == ["transfer.asked"]
    assert rights(world, "colleague") == 0
    client = signed_in(world, "colleague")
    assert client.get(address(world, "")).status_code == 404
    with as_keeper():
        one = Transfer.objects.get()
    at_work = client.get("/work/").content.decode()
    assert "1 team asks yours to go on" in at_work
    assert "Nothing is waiting" not in at_work
    page = client.get(f"/transfers/{one.pk}/").content.decode()
    assert "Pet" in page
    assert "Tuesday choir" in page
    assert str(world.subject.pk) not in page
    assert world.subject.name not in page
    for who in ("worker", "manager", "sister"):
        assert signed_in(world, who).get(f"/transfers/{one.pk}/").status_code in (403, 404)
    assert client.post(f"/transfers/{one.pk}/", {"answer": "no", "words": ""}).status_code == 422
    assert client.post(f"/transfers/{one.pk}/", {"answer": "yes", "words": "Gladly."}).status_code == 302
    assert rights(world, "colleague") & Right.CARE.bit
    assert rights(world, "worker") == 0
    assert rights(world, "manager") == 0
    assert told(world, "person") == ["transfer.about", "transfer.person"]
    assert told(world, "manager") == ["transfer.agreed"]
    assert "Tuesday choir" in text(world, "person", "transfer/")


def test_a_no_leaves_all_as_it_is(receiving: World) -> None:
    with as_keeper():
        one = Transfer.objects.get()
    with receiving.as_("colleague", narrowed=False):
        actions.answer_transfer(by=receiving.colleague, transfer_id=one.pk, yes=False, words="We have no room now.")
    assert rights(receiving, "worker")
    assert rights(receiving, "colleague") == 0
    assert "We have no room now." in text(receiving, "manager", "transfer/")


def test_a_receiver_who_is_kept_out_hears_nothing_of_it(receiving: World) -> None:
    with as_keeper():
        one = Transfer.objects.get()
        Grant.objects.create(
            subject=receiving.subject, account=receiving.colleague, mask=ALL_SECTIONS, deny=True, basis="consent"
        )
    assert signed_in(receiving, "colleague").get(f"/transfers/{one.pk}/").status_code == 404
    with receiving.as_("colleague", narrowed=False), pytest.raises(Refused):
        actions.answer_transfer(by=receiving.colleague, transfer_id=one.pk, yes=True, words="")


@pytest.mark.django_db(databases=["default", "owner"])
def test_the_chores_run(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chores, "connections", {"owner": connection})
    with as_keeper():
        assert chores.supervise() == "changed: 0"
        assert chores.escalate() == "said: 0"
        assert chores.look_for_unusual() == "found: 0"


def test_what_waits_for_a_lead_stands_on_their_page_of_work(receiving: World) -> None:
    objection(receiving)
    page = signed_in(receiving, "manager").get("/work/").content.decode()
    assert "Answer what Pet objects to" in page
    assert "1 team asks yours to go on" in signed_in(receiving, "colleague").get("/work/").content.decode()
    for who in ("worker", "sister", "person"):
        assert "Waits for you" not in signed_in(receiving, who).get("/work/").content.decode()
    lead = signed_in(receiving, "privacy_lead").get("/work/").content.decode()
    assert "Looks in an emergency" in lead
    assert "objects to" not in lead
