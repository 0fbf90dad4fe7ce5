"""What in the plan leans on one of the circle, for the page on which they leave it."""

from dataclasses import dataclass
from uuid import UUID

from alongside.people.domain import Section, Viewer
from alongside.planning.models import MetBy, Step
from alongside.record.domain import Standing


@dataclass(frozen=True, slots=True)
class Leaning:
    """Open steps that somebody sees to, and lines that lean on them. `is_whole`: the viewer sees goals and needs."""

    steps: list[Step]
    lines: list[MetBy]
    is_whole: bool


def leaning_on(voice_id: UUID, subject_id: UUID, *, viewer: Viewer) -> Leaning:
    """Give what leans on this voice, as far as this viewer sees it, in two queries; the nearest day first."""
    steps = Step.objects.filter(subject_id=subject_id, responsible_id=voice_id, standing=Standing.CURRENT, outcome="")
    steps = steps.filter(goal__status="now", goal__standing=Standing.CURRENT).order_by("by_when", "at", "id")
    lines = MetBy.objects.filter(subject_id=subject_id, leans_on_id=voice_id, standing=Standing.CURRENT)
    sees = viewer.sight.sees(Section.GOALS) and viewer.sight.sees(Section.NEEDS)
    return Leaning(list(steps), list(lines.order_by("at", "id")), sees)
