"""What holds for every address, walked from the resolver. What each declares is in `test_doors`."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from alongside.access import doors
from alongside.access.doors import Who
from alongside.access.models import Account
from alongside.base.ids import uuid7
from alongside.conftest import World, make_world
from alongside.record import actions, queries, registry, withholding
from alongside.record.domain import ChallengeKind, Grounds, Whom
from alongside.record.models import Attachment

# Open to everybody: none of them may show anything of a record.
PUBLIC = {"invited", "invited_link", "invited_welcome", "invited_account", "home", "healthz", "leave", "help", "demo"}
PUBLIC |= {"calendar_feed", "law_check"}
SIGN_IN = "accounts/"
# Values for the parts of addresses, beyond the ids of the small world.
WORDS = {"kind_name": "strength", "topic": "strengths", "part": "1", "status": "achieved", "sheet": "plan"}
WORDS |= {"secret": "nothing", "sort": "told", "section": "strengths"}
KIND = {"entry_respond": "differently", "entry_challenge": "wrong"}


@dataclass(frozen=True)
class Route:
    """One address of the site."""

    name: str
    pattern: str
    view: Any
    parts: tuple[str, ...]

    @property
    def is_public(self) -> bool:
        door = doors.of(self.view, self.name)
        return door is not None and door.who is Who.ANYBODY

    @property
    def in_record(self) -> bool:
        return "subject_id" in self.parts

    @property
    def inner(self) -> list[str]:
        """Give the parts that name something inside the record."""
        return [part for part in self.parts if part.endswith("_id") and part != "subject_id"]


def routes() -> Iterator[Route]:
    """Give every address the resolver knows."""

    def walk(patterns: list[Any], before: str) -> Iterator[Route]:
        for one in patterns:
            here = before + str(one.pattern)
            if isinstance(one, URLResolver):
                yield from walk(one.url_patterns, here)
            elif isinstance(one, URLPattern):
                yield Route(one.name or here, here, one.callback, tuple(one.pattern.regex.groupindex))

    yield from walk(get_resolver().url_patterns, "")


ROUTES = [route for route in routes() if not route.pattern.lstrip("^").startswith(SIGN_IN)]
IN_RECORD = [route for route in ROUTES if route.in_record]


def test_public_pages_are_those_we_know_of() -> None:
    assert {route.name for route in ROUTES if route.is_public} <= PUBLIC
    assert not [route.pattern for route in IN_RECORD if route.is_public]


def test_addresses_have_names_of_their_own() -> None:
    names = [route.name for route in ROUTES]
    assert sorted(names) == sorted(set(names))


def test_every_page_of_ours_goes_through_the_viewer() -> None:
    """The middleware runs views of this package; a view from elsewhere would run without a viewer."""
    assert [route.pattern for route in IN_RECORD if not route.view.__module__.startswith("alongside.")] == []
    assert settings.MIDDLEWARE[-1] == "alongside.access.middleware.ViewerMiddleware"


@pytest.fixture
def ids(world: World) -> dict[str, Any]:
    """Give real ids of the world's record for every part an address can have."""
    strength = world.add("strength")
    goal = world.add("goal")
    step = world.add("step", goal_id=goal.pk)
    task = world.add("task")
    review = world.add("review")
    need = world.add("need")
    line = world.add("met_by", need_id=need.pk, sort="network", leans_on_id=world.voices["sister"].pk)
    meeting = world.add("contribution", sort="conversation")
    concern = world.add("concern")
    sent_to = [world.voices["person"].pk]
    message = world.add("message", words_of="worker", how="wrote", sent_to=sent_to)
    handed = world.add("hand_over", words_of="worker", how="wrote", going=world.worker, coming=world.manager)
    visit, task = world.add("visit"), world.add("task", responsible_id=world.voices["sister"].pk)
    seen_at_the_door = world.add("strength", words_of="worker", how="wrote")
    with world.as_("person"):
        item = queries.item(strength.pk, subject_id=world.subject.pk, viewer=world.viewer("person"))
        wrong = actions.challenge(by=world.person, item=item, kind=ChallengeKind.WRONG, words="It was Tuesday.")
        file = Attachment.objects.create(
            item=item,
            subject=world.subject,
            bit=item.bit,
            item_by=item.written_by_id,
            written_by=world.person,
            name="garden.png",
            content_type="image/png",
            size=3,
            sha256="0" * 64,
            path="0000/none",
        )
    with world.as_("worker"):
        kept = withholding.withhold(
            by=world.worker,
            subject_id=world.subject.pk,
            item_id=seen_at_the_door.pk,
            whom=Whom.PERSON,
            grounds=Grounds.THIRD_PARTY,
            words="In confidence",
        )
    return {
        "subject_id": world.subject.pk,
        "item_id": strength.pk,
        "entry_id": strength.pk,
        "goal_id": goal.pk,
        "step_id": step.pk,
        "task_id": task.pk,
        "review_id": review.pk,
        "concern_id": concern.pk,
        "message_id": message.pk,
        "hand_over_id": handed.pk,
        "visit_id": visit.pk,
        "line_id": line.pk,
        "contribution_id": meeting.pk,
        "conversation_id": meeting.pk,
        "challenge_id": wrong.pk,
        "attachment_id": file.pk,
        "withholding_id": kept,
        "account_id": world.sister.pk,
        "voice_id": world.voices["sister"].pk,
        "version_id": uuid7(),
        "point_id": uuid7(),
        "grant_id": uuid7(),
        "objection_id": uuid7(),
        "transfer_id": uuid7(),
        "invitation_id": uuid7(),
        "proxy_id": uuid7(),
        "contact_id": uuid7(),
        "number": 1,
    } | WORDS


def address(route: Route, ids: dict[str, Any]) -> str:
    """Give the address with real ids in it; fails for a part nobody told this test about."""
    values = {}
    for part in route.parts:
        if part == "kind" and route.name in KIND:
            values[part] = KIND[route.name]
        elif part in ids:
            values[part] = ids[part]
        else:
            pytest.fail(f"{route.pattern}: tell this test a real value for <{part}>, so that it is tried by everybody")
    return reverse(route.name, kwargs=values)


def everywhere(found: Iterable[Route], check: Callable[[Route], None]) -> None:
    """Check each of these addresses, and undo what it did; fail with all that is wrong, address by address."""
    wrong = {}
    for route in found:
        try:
            with transaction.atomic():
                check(route)
                transaction.set_rollback(True)
        except AssertionError as fault:
            wrong[route.name] = str(fault)
    assert not wrong


def as_(account: Account) -> Client:
    """Give somebody's browser, signed in."""
    client = Client()
    client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


METHODS = ("get", "post")


def test_whoever_is_signed_out_is_sent_to_sign_in(client: Client, ids: dict[str, Any]) -> None:
    def check(route: Route) -> None:
        for method in METHODS:
            answer = getattr(client, method)(address(route, ids))
            if answer.status_code == 405:
                continue
            assert answer.status_code == 302, method
            assert answer.headers["Location"].startswith(settings.LOGIN_URL), method

    everywhere(IN_RECORD, check)


def test_a_colleague_with_no_business_here_finds_nothing(world: World, ids: dict[str, Any]) -> None:
    client, missing = as_(world.colleague), dict(ids, subject_id=uuid7())

    def check(route: Route) -> None:
        for method in METHODS:
            here, nowhere = (getattr(client, method)(address(route, some)) for some in (ids, missing))
            assert here.status_code in (404, 405), method
            assert here.status_code == nowhere.status_code, method
            assert b"Pet" not in here.content
            assert world.subject.name.encode() not in here.content

    everywhere(IN_RECORD, check)


def test_a_page_of_a_record_opens_for_its_person_without_a_fault(world: World, ids: dict[str, Any]) -> None:
    client = as_(world.person)

    def check(route: Route) -> None:
        assert client.get(address(route, ids)).status_code in (200, 302, 403, 404, 405)

    everywhere(IN_RECORD, check)


def test_an_entry_of_another_record_is_not_found_under_this_one(world: World, ids: dict[str, Any]) -> None:
    """The right record in the address and an id from elsewhere: never shown, never a fault."""
    strange = make_world("2").add("strength", words="Words of somebody else")
    client = as_(world.person)

    def check(route: Route) -> None:
        answer = client.get(address(route, ids | dict.fromkeys(route.inner, strange.pk)))
        assert answer.status_code in (302, 403, 404, 405)
        assert b"Words of somebody else" not in answer.content

    everywhere((route for route in IN_RECORD if route.inner), check)


def test_the_registry_of_this_test_knows_its_kinds() -> None:
    assert registry.get(WORDS["kind_name"])
