"""Makes the plan that its rules look at, from rows of the record, of a version, or of a life in the demo."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from alongside.about_me.domain import LegalRight
from alongside.people.models import Voice
from alongside.planning import domain
from alongside.planning.domain.rules import CHANGED
from alongside.planning.models import Willing


@dataclass(frozen=True, slots=True)
class Around:
    """What a plan's rules need to know besides its rows.

    `own`: the voices whose words are the person's own; `voices`: the circle by id; `willing`: what those said last whom
    a line leans on, by (line, voice); `rights_apply`: false for a group, and where rights cannot be seen.
    """

    own: frozenset[UUID]
    voices: Mapping[UUID, Voice]
    today: date
    willing: Mapping[tuple[UUID, UUID], Willing] = field(default_factory=dict)
    rights_apply: bool = True

    def name(self, voice_id: UUID | None) -> str:
        """Give the name of a voice, or nothing."""
        voice = self.voices.get(voice_id) if voice_id else None
        return voice.name if voice else ""

    def is_self(self, voice_id: UUID | None) -> bool:
        """Say whether a voice is the person's, alone: several who speak together are each asked by themselves."""
        voice = self.voices.get(voice_id) if voice_id else None
        return voice is not None and voice.is_self

    def left(self, voice_id: UUID | None) -> bool:
        """Say whether a voice is no longer in the circle."""
        voice = self.voices.get(voice_id) if voice_id else None
        return voice is not None and voice.has_left(self.today)


def plan_view(rows: Mapping[str, Iterable[Any]], around: Around) -> domain.PlanView:
    """Give the plan as its rules look at it; `rows` holds whole entries, or their states in history,
    by the name of their kind. Strengths and needs to communicate are counted alone.
    """

    def of(kind: str) -> Iterable[Any]:
        return rows.get(kind, ())

    explained = {one.right for one in of("right_explained")}
    ready = [right for right in LegalRight if right is not LegalRight.OTHER]
    return domain.PlanView(
        goals=tuple(_goal(one, around) for one in of("goal")),
        steps=tuple(_step(one, around) for one in of("step")),
        needs=tuple(_need(one) for one in of("need")),
        strengths_count=sum(1 for _ in of("strength")),
        answers=tuple(domain.PractitionerAnswerView(one.would, one.words) for one in of("practitioner_answer")),
        not_yet=tuple(domain.NotYetView(one.rule, one.words) for one in of("not_yet")),
        met_by=tuple(line_view(one, around) for one in of("met_by")),
        supports=tuple(_support(one) for one in of("support")),
        wanted_roles=tuple(domain.RoleView(str(one.id), one.name) for one in of("role") if one.tense == "wants"),
        adjustments_count=sum(1 for _ in of("communication_need")),
        rights_unexplained=tuple(right for right in ready if right not in explained) if around.rights_apply else (),
    )


def _goal(one: Any, around: Around) -> domain.GoalView:
    own = one.words_of_id in around.own
    return domain.GoalView(
        str(one.id), one.words, own, one.how, one.no_words_because, one.status, _text(one.grows_from)
    )


def _step(one: Any, around: Around) -> domain.StepView:
    return domain.StepView(
        str(one.id),
        str(one.goal_id),
        one.words,
        _text(one.responsible_id),
        one.by_when,
        one.outcome,
        around.name(one.responsible_id),
        around.left(one.responsible_id),
    )


def _need(one: Any) -> domain.NeedView:
    return domain.NeedView(
        str(one.id),
        one.words,
        str(one.words_of_id),
        _text(one.gets_in_way_of),
        one.gets_in_way_not_yet,
        tuple(map(str, one.helped_by)),
        one.helped_by_not_yet,
        one.what_else,
    )


def line_view(one: Any, around: Around) -> domain.MetByView:
    """Give one line of how a need is met, with what was said by whom it leans on."""
    said = around.willing.get((one.id, one.leans_on_id)) if one.leans_on_id else None
    answer = said.answer if said else ""
    if said and answer == "yes" and said.said_to != one.words:
        answer = CHANGED
    return domain.MetByView(
        str(one.id),
        str(one.need_id),
        one.sort,
        one.extent,
        _text(one.leans_on_id),
        around.name(one.leans_on_id),
        around.is_self(one.leans_on_id),
        answer,
        around.left(one.leans_on_id),
    )


def _support(one: Any) -> domain.SupportView:
    return domain.SupportView(str(one.id), one.words, one.status, one.evidence, one.means_to_me, one.adapted)


def _text(value: UUID | None) -> str | None:
    return str(value) if value else None
