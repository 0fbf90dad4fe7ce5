"""What the story of progress is made of, read for a viewer: a constant number of queries, however long a life."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.utils import timezone

from alongside.home.story.domain import AGREED, Line, LineKind, Score, gained, in_force, may_choose, rises
from alongside.people.domain import Decision, Section, Viewer
from alongside.people.models import Subject, Voice
from alongside.planning import domain as plans
from alongside.planning import queries as planning
from alongside.planning import reviews, versions
from alongside.planning.models import Story
from alongside.planning.versions import Version
from alongside.record import queries as record
from alongside.record import registry
from alongside.record.times import local
from alongside.record.whose import Known, bare


@dataclass(slots=True)
class Told:
    """A story as it stands: every line there is (newest first), who chose, and what is left out, as ticks."""

    lines: list[Line]
    story: Story | None
    left_out: list[str]
    may_choose: Decision


def told(subject: Subject, *, viewer: Viewer, circle: list[Voice]) -> Told:
    """Read the whole story for this viewer; nothing when goals are not shared."""
    found = story(subject, viewer=viewer, circle=circle)
    return Told(
        lines(subject, viewer=viewer, circle=circle),
        found,
        ticks_left_out(found),
        choosing(subject, viewer=viewer, circle=circle),
    )


def choosing(subject: Subject, *, viewer: Viewer, circle: Iterable[Voice]) -> Decision:
    """Say whether this viewer chooses what the story shows."""
    signs_in = any(voice.is_self and voice.account_id for voice in circle)
    return may_choose(viewer, person_signs_in=signs_in, name=subject.liked_name, subject_open=subject.is_open)


def story(subject: Subject, *, viewer: Viewer, circle: Iterable[Voice]) -> Story | None:
    """Give the story that counts, with whose words it begins."""
    if not viewer.sight.sees(Section.GOALS):
        return None
    voices = list(circle)
    known = Known(voices)
    rows = known.voiced(bare(record.entries(registry.get("story"), subject.pk, viewer=viewer)), "words_of")
    known.written(rows)
    person = {voice.account_id: voice.is_self for voice in voices if voice.account_id}
    found: Story | None = in_force(rows, own=planning.own_voices(subject, voices), person=person)
    return found


def ticks_left_out(found: Story | None) -> list[str]:
    """Give what a story leaves out, as ticks; its own id stands for the days of agreement, which are no entries."""
    if found is None:
        return []
    return [AGREED if one == found.pk else str(one) for one in found.left_out]


def lines(subject: Subject, *, viewer: Viewer, circle: list[Voice]) -> list[Line]:
    """Give every line this viewer may see, newest first."""
    if not viewer.sight.sees(Section.GOALS):
        return []
    reader = _Reader(subject, viewer, circle)
    found = [
        *reader.achievements(),
        *reader.goals(),
        *reader.steps(),
        *reader.well(),
        *reader.nearer(),
        *reader.hope(),
        *reader.roles(),
        *reader.agreed(),
    ]
    found = _once(found)
    reader.known.written([line.row for line in found if line.row is not None])
    return sorted(found, key=lambda line: (line.at, line.id), reverse=True)


def _once(found: list[Line]) -> list[Line]:
    """Leave out what went well at a review where the same words were kept as an achievement: they are told once."""
    kept = {line.id for line in found if line.kind is LineKind.ACHIEVEMENT}
    return [line for line in found if line.kind is not LineKind.WELL or reviews.achievement_id(line.id) not in kept]


class _Reader:
    """Reads each kind of line once."""

    def __init__(self, subject: Subject, viewer: Viewer, circle: list[Voice]) -> None:
        self.subject, self.viewer, self.circle = subject, viewer, circle
        self.known = Known(circle)
        self.names = {voice.account_id: voice.name for voice in circle if voice.account_id}
        self.goal_rows = self._rows("goal")

    def _rows(self, kind: str, **wanted: Any) -> list[Any]:
        found = bare(record.entries(registry.get(kind), self.subject.pk, viewer=self.viewer))
        return self.known.voiced(found.filter(**wanted) if wanted else found, "words_of")

    def _states(self, kind: str, rows: list[Any], column: str) -> dict[UUID, list[tuple[str, datetime, UUID | None]]]:
        """Give the values a column has had in each of these entries, with when and by whom, oldest first."""
        found: dict[UUID, list[tuple[str, datetime, UUID | None]]] = defaultdict(list)
        if rows:
            model = registry.get(kind).event_model
            states = model.objects.filter(subject_id=self.subject.pk, pgh_obj_id__in=[row.pk for row in rows])
            for pk, value, at, by in states.order_by("pgh_id").values_list(
                "pgh_obj_id", column, "pgh_created_at", "pgh_by"
            ):
                found[pk].append((value, at, by))
        return found

    def achievements(self) -> Iterable[Line]:
        """Tell what was achieved."""
        for row in self._rows("achievement"):
            at = timezone.make_aware(datetime.combine(row.achieved_on, time(12))) if row.achieved_on else row.at
            yield _line(row, LineKind.ACHIEVEMENT, at, words=row.words)

    def goals(self) -> Iterable[Line]:
        """Tell which goals were reached, where each began, and what was said then."""
        reached = [row for row in self.goal_rows if row.status == "achieved"]
        states = self._states("goal", reached, "status")
        for row in reached:
            since = _since("achieved", states.get(row.pk, []))
            at, by = since or (row.written_at, None)
            yield _line(
                row,
                LineKind.GOAL,
                at,
                words=row.words,
                began=row.baseline,
                then=row.status_reason,
                then_by=self.names.get(by, "") if by else "",
            )

    def steps(self) -> Iterable[Line]:
        """Tell which steps were done, and how it went."""
        goals = {goal.pk: goal.words for goal in self.goal_rows}
        for row in self._rows("step", outcome="done", done_at__isnull=False):
            yield _line(
                row,
                LineKind.STEP,
                row.done_at,
                words=row.words,
                about=goals.get(row.goal_id, ""),
                then=row.how_it_went,
                then_by=self.names.get(row.done_by, "") if row.done_by else "",
            )

    def well(self) -> Iterable[Line]:
        """Tell what was said at reviews to have gone well."""
        for row in self._rows("review"):
            if row.words.strip():
                yield _line(row, LineKind.WELL, row.at, words=row.words)

    def nearer(self) -> Iterable[Line]:
        """Tell when somebody was nearer to a goal than before, in the same voice."""
        goals = {goal.pk: goal.words for goal in self.goal_rows}
        rows = [row for row in self._rows("goal_rating", score__isnull=False) if row.goal_id in goals]
        up = rises(Score(row.pk, (row.goal_id, row.words_of_id), row.at, row.score) for row in rows)
        for row in rows:
            if row.pk in up:
                before, now = up[row.pk]
                yield _line(
                    row, LineKind.NEARER, row.at, words=row.words, about=goals[row.goal_id], before=before, now=now
                )

    def hope(self) -> Iterable[Line]:
        """Tell when hope had grown, in the same voice."""
        if not self.viewer.sight.sees(Section.STAYING_WELL):
            return
        rows = self._rows("hope")
        up = rises(Score(row.pk, row.words_of_id, row.at, row.score) for row in rows)
        for row in rows:
            if row.pk in up:
                before, now = up[row.pk]
                yield _line(row, LineKind.HOPE, row.at, words=row.words, before=before, now=now)

    def roles(self) -> Iterable[Line]:
        """Tell which roles came true that had been wished for."""
        rows = self._rows("role", tense="has") if self.viewer.sight.sees(Section.ROLES) else []
        states = self._states("role", rows, "tense")
        for row in rows:
            at = gained((tense, at) for tense, at, _by in states.get(row.pk, []))
            if at:
                yield _line(row, LineKind.ROLE, at, words=row.words, about=row.name)

    def agreed(self) -> Iterable[Line]:
        """Tell on which days everybody had agreed to the plan."""
        for one in versions.versions(self.subject, viewer=self.viewer, circle=self.circle):
            at = agreed_at(one)
            if at and one.version:
                yield Line(one.version.pk, LineKind.AGREED, at, local(at).date(), now=one.version.number)


def _line(row: Any, kind: LineKind, at: datetime, **more: Any) -> Line:
    return Line(row.pk, kind, at, local(at).date(), row=row, **more)


def _since(value: str, states: list[tuple[str, datetime, UUID | None]]) -> tuple[datetime, UUID | None] | None:
    """Say since when, and by whom, a column has held this value without a break."""
    since = None
    for held, at, by in states:
        since = (since or (at, by)) if held == value else None
    return since


def agreed_at(one: Version) -> datetime | None:
    """Say when the last of those who are needed agreed to a version, though it may have been replaced since."""
    if one.version is None or one.version.blocked or not any(holder.is_person for holder in one.needed):
        return None
    heard = {str(answer.voice_id): answer for answer in one.answers}
    said = [heard.get(holder.voice) for holder in one.needed]
    if any(answer is None or answer.answer != plans.Answer.AGREE for answer in said):
        return None
    return max(answer.written_at for answer in said if answer is not None)
