"""Invitations: single use, few days, told to nobody; the right one sees what they are given before they say yes."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.db import Error, connection, transaction
from django.test import Client

from alongside.access.domain import Refused
from alongside.access.models import Account
from alongside.base.clock import now
from alongside.conftest import World, as_keeper
from alongside.home.circle.tests.test_sharing import address, shared, signed_in
from alongside.people import joining, queries
from alongside.people.circle_models import CodeTry, Invitation
from alongside.people.domain import CIRCLE_RIGHTS, InvitedBy, Right, Section
from alongside.people.models import Grant, Notice, Subject, Voice

NOT_USABLE = "This invitation cannot be used"
FRIEND = "friend@example.org"
TOGETHER = {"said": "Yes, let Fred see my goals", "present": "Pet and I, at her table"}


def form(**told: Any) -> dict[str, Any]:
    """Give the form that invites a friend."""
    first = {"name": "Fred Friend", "relationship": "friend", "how": "code", "sections": ["goals"], "may_write": "on"}
    return first | {"new_id": str(uuid4())} | told


def by_link(**told: Any) -> dict[str, Any]:
    return form(how="link", email=FRIEND, is_safe="on", **told)


def code_in(answer: Any) -> str:
    """Give the code that a page shows."""
    found = re.search(r"\b\d{4} \d{4} \d{4}\b", answer.content.decode())
    assert found
    return found.group()


def link_in_mail() -> str:
    """Give the address in the newest mail, without the host."""
    found = re.search(r"/invited/link/\S+", str(mail.outbox[-1].body))
    assert found
    return found.group()


def come_in(client: Client, code: str) -> Any:
    """Type the code, and open what follows."""
    return client.post("/invited/", {"code": code}, follow=True)


def yes(client: Client) -> Any:
    return client.post("/invited/answer/", {"answer": "yes"})


def friend() -> tuple[Account, Client]:
    """Give somebody with an account who has nothing to do with the record."""
    with as_keeper():
        account = Account.objects.create(email=FRIEND, name="Fred Friend")
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return account, client


def grants_of(account: Account) -> list[Grant]:
    with as_keeper():
        return [one for one in Grant.objects.filter(account=account) if one.ends is None or one.ends > now()]


def test_a_friend_with_an_account_comes_in_by_a_code(world: World) -> None:
    code = code_in(signed_in(world, "person").post(address(world, "circle/invite/"), form()))
    account, client = friend()
    shown = come_in(client, code).content.decode()
    assert "Pet" in shown
    assert "My goals and plan" in shown
    assert grants_of(account) == []
    assert yes(client).headers["Location"] == address(world, "")
    (grant,) = grants_of(account)
    assert grant.mask == Section.GOALS.bit | CIRCLE_RIGHTS
    assert (grant.basis, grant.given_by) == ("consent", world.person.pk)
    with as_keeper():
        assert Notice.objects.get(account=world.person, kind="invitation.accepted").detail == {"who": "Fred Friend"}
    other = signed_in(world, "colleague")
    assert NOT_USABLE not in other.get("/invited/").content.decode()
    assert "does not fit" in come_in(other, code).content.decode()


def test_a_friend_without_an_account_makes_one_by_the_link_and_then_says_yes(world: World) -> None:
    answer = signed_in(world, "person").post(address(world, "circle/invite/"), by_link())
    assert answer.status_code == 302
    client = Client()
    welcome = client.get(link_in_mail(), follow=True).content.decode()
    assert "Pet" not in welcome
    assert "Person" not in welcome
    told = {"name": "Fred Friend", "password": "three green kettles"}
    assert "at least 12" in client.post("/invited/account/", told | {"password": "short"}).content.decode()
    shown = client.post("/invited/account/", told, follow=True).content.decode()
    assert "Into the circle of Pet" in shown
    with as_keeper():
        account = Account.objects.get(email=FRIEND)
    assert grants_of(account) == []
    assert client.get(address(world, "")).status_code == 404
    assert yes(client).status_code == 302
    assert client.get(address(world, "")).status_code == 200
    assert Client().post("/invited/account/", told).status_code == 404


def test_the_mail_says_nobodys_name_and_nothing_of_the_record(world: World) -> None:
    signed_in(world, "person").post(address(world, "circle/invite/"), by_link())
    text = f"{mail.outbox[-1].subject} {mail.outbox[-1].body}"
    for word in ("Pet", "Person", "Fred", "care", "health", "goals", str(world.subject.pk)):
        assert word.lower() not in text.lower().replace("mentalhealth", "")


def test_with_a_code_and_no_account_a_link_goes_to_their_address_first(world: World) -> None:
    code = code_in(signed_in(world, "person").post(address(world, "circle/invite/"), form()))
    client = Client()
    come_in(client, code)
    assert client.get("/invited/account/").status_code == 404
    assert "We have sent a link" in client.post("/invited/welcome/", {"email": FRIEND}).content.decode()
    other = Client()
    other.get(link_in_mail())
    other.post("/invited/account/", {"name": "Fred", "password": "three green kettles"})
    assert yes(other).status_code == 302


def test_a_link_is_for_the_address_it_went_to(world: World) -> None:
    signed_in(world, "person").post(address(world, "circle/invite/"), by_link())
    client = signed_in(world, "colleague")
    answer = client.get(link_in_mail(), follow=True)
    assert answer.status_code == 404
    assert "Pet" not in answer.content.decode()
    assert yes(client).status_code == 404
    assert grants_of(world.colleague) == []


def unusable(world: World, how: str) -> str:
    """Give a link that opens nothing any more, or never did."""
    signed_in(world, "person").post(address(world, "circle/invite/"), by_link())
    link = link_in_mail()
    with as_keeper():
        made = Invitation.objects.get(subject=world.subject)
        if how == "old":
            Invitation.objects.update(ends=now() - timedelta(seconds=1))
        if how == "used":
            Invitation.objects.update(used_at=now(), used_by=world.sister.pk)
        if how == "closed":
            Subject.objects.filter(pk=world.subject.pk).update(state="died", died_on=now().date())
    if how == "taken back":
        signed_in(world, "person").post(address(world, f"circle/invitations/{made.pk}/take-back/"))
    if how == "refused":
        client = Client()
        client.get(link)
        assert "You said no" in client.post("/invited/welcome/", {"answer": "no"}).content.decode()
    return "/invited/link/nonsense/" if how == "wrong" else link


@pytest.mark.parametrize("how", ["old", "used", "taken back", "refused", "closed", "wrong"])
def test_whoever_comes_with_what_opens_nothing_reads_one_page_alike(world: World, how: str) -> None:
    link = unusable(world, how)
    wrong, mine = Client(), Client()
    answers = [client.get(where, follow=True) for client, where in ((wrong, "/invited/link/other/"), (mine, link))]
    plain = [re.sub(r'nonce="[^"]*"|value="[^"]*"', "", answer.content.decode()) for answer in answers]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert plain[0] == plain[1]
    account, client = friend()
    client.get(link)
    assert yes(client).status_code == 404
    assert grants_of(account) == []


def test_pending_invitations_stand_on_the_page_of_the_circle(world: World) -> None:
    client = signed_in(world, "person")
    client.post(address(world, "circle/invite/"), by_link())
    page = client.get(address(world, "circle/")).content.decode()
    assert "Invited, and not answered yet" in page
    assert FRIEND in page
    world.give("sister", list(Section))
    assert FRIEND not in signed_in(world, "sister").get(address(world, "circle/")).content.decode()


def test_no_digest_of_a_secret_can_be_read_by_the_application(world: World) -> None:
    signed_in(world, "person").post(address(world, "circle/invite/"), by_link())
    with world.as_("person"):
        assert len(queries.invitations(world.subject.pk, viewer=world.viewer("person"))) == 1
        with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT secret FROM people_invitation")


@pytest.mark.parametrize("who", ["sister", "colleague", "worker"])
def test_the_database_lets_nobody_else_invite(world: World, who: str) -> None:
    """A worker may only with the person's word."""
    with world.as_(who, narrowed=False) as account, pytest.raises(Refused):
        joining.invite(
            by=account,
            subject_id=world.subject.pk,
            name="Fred",
            how=InvitedBy.CODE,
            email="",
            sections=[Section.GOALS],
            may_write=True,
        )
    with world.as_(who, narrowed=False), pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO people_invitation (id, subject_id) VALUES (gen_random_uuid(), %s)", [world.subject.pk]
        )


def test_a_worker_invites_together_with_the_person_who_is_told(world: World) -> None:
    client = signed_in(world, "worker")
    assert client.post(address(world, "circle/invite/"), form()).status_code == 422
    code = code_in(client.post(address(world, "circle/invite/"), form(**TOGETHER)))
    with as_keeper():
        kept = Invitation.objects.get(subject=world.subject)
        assert (kept.said, kept.present, kept.made_by) == (*TOGETHER.values(), world.worker.pk)
        assert Notice.objects.filter(account=world.person, kind="circle.invited").count() == 1
    client = signed_in(world, "person")
    assert "Yes, let Fred see my goals" in client.get(address(world, "circle/")).content.decode()
    client.post(address(world, f"circle/invitations/{kept.pk}/take-back/"))
    assert "does not fit" in come_in(Client(), code).content.decode()


def test_somebody_by_name_becomes_who_they_are_and_keeps_their_words(world: World) -> None:
    with as_keeper():
        voice = Voice.objects.create(subject=world.subject, name="Fred", kind="member", relationship="friend")
    world.voices["fred"] = voice
    entry = world.add("aspiration", words_of="fred", words="That she sings again")
    code = code_in(signed_in(world, "person").post(address(world, f"circle/{voice.pk}/invite/"), form(sections=[])))
    account, client = friend()
    come_in(client, code)
    yes(client)
    with as_keeper():
        assert Voice.objects.get(pk=voice.pk).account_id == account.pk
        assert Voice.objects.filter(subject=world.subject, account=account).count() == 1
        entry.refresh_from_db()
    assert entry.words_of_id == voice.pk
    assert signed_in(world, "person").get(address(world, f"circle/{voice.pk}/invite/")).status_code == 404


def test_what_was_decided_last_holds_against_an_older_invitation(world: World) -> None:
    person = signed_in(world, "person")
    told = form(how="link", email=world.sister.email, is_safe="on", sections=["needs"])
    person.post(address(world, "circle/invite/"), told)
    person.post(address(world, f"circle/{world.voices['sister'].pk}/take-back/"))
    client = signed_in(world, "sister")
    client.get(link_in_mail())
    assert yes(client).status_code == 404
    assert shared(world, "sister") == []


def test_tries_slow_down_their_own_place_and_shut_no_invitation(world: World) -> None:
    code = code_in(signed_in(world, "person").post(address(world, "circle/invite/"), form()))
    guesser = Client(REMOTE_ADDR="192.0.2.1")
    said = [come_in(guesser, f"{n:012d}").content.decode() for n in range(11)]
    assert "does not fit" in said[9]
    assert "quarter of an hour" in said[10]
    assert "quarter of an hour" in come_in(guesser, code).content.decode()
    assert "Somebody invites you" in come_in(Client(REMOTE_ADDR="192.0.2.2"), code).content.decode()
    with as_keeper():
        CodeTry.objects.update(tried=now() - timedelta(minutes=16))
    assert "Somebody invites you" in come_in(guesser, code).content.decode()


def by_name_alone(world: World) -> None:
    """Let the record be one that staff opened: its person does not sign in yet."""
    with as_keeper():
        Grant.objects.filter(subject=world.subject, basis="own").delete()
        Voice.objects.filter(pk=world.voices["person"].pk).update(account=None)


OWN = {"sure": "I have known her for two years", "how": "code"}


def test_the_person_comes_into_their_own_record_once(world: World) -> None:
    by_name_alone(world)
    worker = signed_in(world, "worker")
    assert "Invite Pet to their own record" in worker.get(address(world, "circle/")).content.decode()
    code = code_in(worker.post(address(world, "circle/invite-person/"), OWN | {"new_id": str(uuid4())}))
    client = signed_in(world, "person")
    assert "Your own record, Pet" in come_in(client, code).content.decode()
    assert yes(client).status_code == 302
    (grant,) = grants_of(world.person)
    assert grant.basis == "own"
    assert grant.mask & Right.SELF.bit
    with as_keeper():
        assert Voice.objects.get(pk=world.voices["person"].pk).account_id == world.person.pk
    assert worker.post(address(world, "circle/invite-person/"), OWN | {"new_id": str(uuid4())}).status_code == 404
    with world.as_("worker") as account, pytest.raises(Refused, match="sign in to this record already"):
        joining.invite_person(
            by=account, subject_id=world.subject.pk, how=InvitedBy.CODE, email="", sure="I know them well enough"
        )


@pytest.mark.parametrize("who", ["worker", "manager", "sister"])
def test_nobody_who_is_somebody_else_here_takes_the_record_for_their_own(world: World, who: str) -> None:
    by_name_alone(world)
    page = signed_in(world, "worker").post(address(world, "circle/invite-person/"), OWN | {"new_id": str(uuid4())})
    client = signed_in(world, who)
    come_in(client, code_in(page))
    assert yes(client).status_code == 403
    with as_keeper():
        assert not Grant.objects.filter(subject=world.subject, basis="own").exists()


def test_the_link_to_ones_own_record_goes_to_no_address_that_is_not_safe(world: World) -> None:
    by_name_alone(world)
    told = OWN | {"how": "link", "email": "pet@example.org", "is_safe": "on", "new_id": str(uuid4())}
    point = {"sort": "email", "value": "Pet@example.org", "safe": "ask"}
    signed_in(world, "worker").post(address(world, "details/contact/"), point)
    answer = signed_in(world, "worker").post(address(world, "circle/invite-person/"), told)
    assert "not known to be safe" in answer.content.decode()
    assert mail.outbox == []


def test_whether_it_is_safe_is_asked_before_a_link_goes_out(world: World) -> None:
    told = {name: value for name, value in by_link().items() if name != "is_safe"}
    answer = signed_in(world, "person").post(address(world, "circle/invite/"), told)
    assert answer.status_code == 422
    assert "ask them first" in answer.content.decode()
    assert mail.outbox == []


def together(world: World, **told: Any) -> Any:
    """Write down, as the worker, what the person shares with her sister."""
    where = address(world, f"circle/{world.voices['sister'].pk}/together/")
    return signed_in(world, "worker").post(where, {"sections": ["needs"], "may_write": "on"} | TOGETHER | told)


def test_a_worker_writes_down_what_the_person_gives_and_the_person_can_undo_it(world: World) -> None:
    world.give("sister", [Section.ABOUT])
    assert together(world, said="").status_code == 422
    assert together(world).status_code == 302
    (grant,) = shared(world, "sister")
    assert grant.mask == Section.NEEDS.bit | CIRCLE_RIGHTS
    assert grant.reason.startswith("“Yes, let Fred see my goals”")
    with as_keeper():
        assert Notice.objects.filter(account=world.person, kind="circle.together").count() == 1
        assert not Notice.objects.filter(account=world.sister).exists()
    person = signed_in(world, "person")
    assert "undo it" in person.get(address(world, "circle/")).content.decode()
    assert person.post(address(world, f"circle/undo/{grant.pk}/")).status_code == 302
    (before,) = shared(world, "sister")
    assert before.mask == Section.ABOUT.bit | CIRCLE_RIGHTS
    assert signed_in(world, "worker").post(address(world, f"circle/undo/{before.pk}/")).status_code == 403


def test_nobody_writes_down_for_themself(world: World) -> None:
    with world.as_("worker") as account, pytest.raises(Refused):
        joining.give_together(
            by=account,
            subject_id=world.subject.pk,
            account_id=world.worker.pk,
            sections=[Section.GOALS],
            may_write=True,
            word=joining.Word(**TOGETHER),
        )


def test_a_carer_with_nothing_shared_has_their_voice_on_every_page_they_get(world: World) -> None:
    client = signed_in(world, "sister")
    told = {"words": "She laughs when she cooks", "words_of": str(world.voices["sister"].pk), "how": "wrote"}
    client.get(address(world, "add/aspiration/"))
    entry = world.add("aspiration", by="sister", words_of="sister", how="wrote", words=told["words"])
    for page in ("", "timeline/", "hopes/", f"entry/{entry.pk}/"):
        answer = client.get(address(world, page))
        assert answer.status_code == 200, page
        assert told["words"] in answer.content.decode(), page
    assert client.get(address(world, "circle/")).status_code == 200
