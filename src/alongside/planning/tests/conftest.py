"""What the tests of plans share: a plan with nothing missing, and a browser without JavaScript."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from alongside.about_me.domain import LegalRight
from alongside.base.clock import now
from alongside.conftest import World, as_keeper
from alongside.people.domain import ALL_SECTIONS, Section, VoiceKind
from alongside.people.models import Voice
from alongside.planning import actions, versions

SHARED = [section for section in Section if section.bit & ALL_SECTIONS]


@dataclass
class Planned:
    """A world with a plan that meets every rule: a goal, a step of the sister's, a need with what helps."""

    world: World
    goal: Any
    step: Any
    need: Any
    strength: Any

    def put_forward(self, who: str = "worker", **kwargs: Any) -> Any:
        """Put the plan forward as this person."""
        with self.world.as_(who) as by:
            return actions.put_forward(by=by, subject=self.world.subject, viewer=self.world.viewer(who), **kwargs)

    def answer(self, who: str, voice: str, answer: str, version: Any, **kwargs: Any) -> Any:
        """Answer as `who` for the voice of this name."""
        with self.world.as_(who) as by:
            return actions.answer(
                by=by,
                subject=self.world.subject,
                version=version,
                voice=self.world.voices[voice],
                viewer=self.world.viewer(who),
                answer=answer,
                **kwargs,
            )

    def state(self, version: Any, who: str = "worker") -> Any:
        """Give where this version stands, as this person sees it."""
        with self.world.as_(who):
            return versions.state_of(version, subject=self.world.subject, viewer=self.world.viewer(who))


@pytest.fixture
def planned(world: World) -> Planned:
    """Give a plan with nothing missing, shared with the sister."""
    world.give("sister", SHARED)
    strength = world.add("strength")
    hope = world.add("aspiration")
    goal = world.add("goal", grows_from=hope.pk, baseline="I hum in the kitchen")
    due = (now() + timedelta(days=7)).date()
    step = world.add("step", goal=goal, responsible_id=world.voices["sister"].pk, by_when=due)
    need = world.add("need", gets_in_way_of=hope.pk, helped_by=[strength.pk])
    world.add("met_by", need=need, extent="fully", through=strength.pk)
    for right in LegalRight:
        if right is not LegalRight.OTHER:
            world.add("right_explained", right=right)
    world.add("practitioner_answer", words_of="worker", how="wrote")
    return Planned(world, goal, step, need, strength)


@pytest.fixture
def person_without_account(planned: Planned) -> Planned:
    """Give the same plan of somebody who does not sign in."""
    with as_keeper():
        Voice.objects.filter(subject=planned.world.subject, kind=VoiceKind.SELF).update(account=None)
    planned.world.voices["person"].account_id = None
    return planned


@pytest.fixture
def browse(world: World) -> Callable[[str], Client]:
    """Give a signed-in client for this person."""

    def signed_in(who: str) -> Client:
        client = Client()
        client.force_login(getattr(world, who), backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed_in
