"""Every read of this room. The database gives a concern to its audience alone; nothing here widens that."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404

from alongside.access import keeper
from alongside.base.clock import now
from alongside.people.domain import Section, Viewer
from alongside.record.domain import Standing
from alongside.record.models import Audience
from alongside.record.times import local, today
from alongside.safeguarding.domain import PartView, Sort, State, Tell, decide_by, on_front, state
from alongside.safeguarding.models import Concern, Part


@dataclass(frozen=True, slots=True)
class Known:
    """A concern with what stands below it, oldest first, and what follows from both."""

    concern: Concern
    parts: list[Part]

    @property
    def state(self) -> State:
        """Say where it stands."""
        return state(_views(self.parts))

    @property
    def on_front(self) -> bool:
        """Say whether the person wants it on the front page."""
        return on_front(_views(self.parts))

    @property
    def decide_by(self) -> date:
        """Give the day by which it is to be decided."""
        return decide_by(local(self.concern.written_at).date(), self.concern.danger)

    @property
    def is_late(self) -> bool:
        """Say whether it should have been decided by now."""
        return self.state is State.TO_DECIDE and self.decide_by < today()

    @property
    def kept_until(self) -> date | None:
        """Give the day on which telling the person is looked at again; None when they have been told."""
        until = self.concern.keep_review if self.concern.tell == Tell.NOT_NOW else None
        for part in self.parts:
            if part.sort == Sort.KEPT:
                until = part.by_when
            elif part.sort == Sort.PERSON_TOLD:
                until = None
        return until

    @property
    def steps(self) -> list[tuple[Part, Part | None]]:
        """Give each step with what came of it."""
        done = {part.of: part for part in self.parts if part.sort == Sort.STEP_DONE}
        return [(part, done.get(part.pk)) for part in self.parts if part.sort == Sort.STEP]


def _views(parts: Iterable[Part]) -> list[PartView]:
    return [PartView(part.sort, part.outcome) for part in parts]


def _known(found: list[Concern], using: str = "default") -> list[Known]:
    below: dict[UUID, list[Part]] = defaultdict(list)
    parts = Part.objects.using(using).filter(item_id__in=[one.pk for one in found]).select_related("written_by")
    for part in parts.order_by("written_at", "id"):
        below[part.item_id].append(part)
    return [Known(one, below[one.pk]) for one in found]


def _rows() -> Any:
    shown = Concern.objects.exclude(standing=Standing.MOVED).select_related("words_of", "written_by", "subject")
    return shown.order_by("-written_at", "-id")


def of(subject_id: UUID, *, viewer: Viewer) -> list[Known]:
    """Give the concerns of a record that this viewer is in the audience of, newest first; also those taken back."""
    if not viewer.sight.sees(Section.SAFEGUARDING):
        return []
    return _known(list(_rows().filter(subject_id=subject_id)))


def one(concern_id: UUID, *, subject_id: UUID, viewer: Viewer) -> Known:
    """Give one concern; raises Http404 alike when it is not there and when it is not for this viewer."""
    found = _rows().filter(pk=concern_id, subject_id=subject_id).first()
    if found is None or not viewer.sight.sees(Section.SAFEGUARDING):
        raise Http404
    return _known([found])[0]


def everywhere(*, viewer: Viewer) -> list[Known]:
    """Give every concern this viewer is in the audience of, in all records: what waits first, the oldest on top."""
    found = _known(list(_rows().filter(written_at__lte=now())))
    order = list(State)
    return sorted(found, key=lambda known: (order.index(known.state), known.concern.written_at))


def overdue(*, using: str) -> tuple[list[UUID], list[UUID]]:
    """Give the concerns past the day of their decision, and those past the day of telling the person. For the clock."""
    known = [one for one in _known(list(_rows().using(using)), using) if one.state is not State.CLOSED]
    late = [one.concern.pk for one in known if one.is_late]
    return late, [one.concern.pk for one in known if one.kept_until and one.kept_until < today()]


def for_front(subject_id: UUID, *, viewer: Viewer) -> list[Known]:
    """Give the concerns that the person wants on the front page, as far as this viewer sees them."""
    return [known for known in of(subject_id, viewer=viewer) if known.on_front]


def audience(concern_id: UUID) -> list[Audience]:
    """Give who sees a concern now: rows with their account, by name."""
    live = Audience.objects.filter(entry_id=concern_id).filter(Q(ends=None) | Q(ends__gt=now()))
    return sorted(live.select_related("account"), key=lambda row: row.account.name.lower())


def candidates(concern_id: UUID) -> list[dict[str, Any]]:
    """Give who may be brought in: account, name, title. Raises `Refused` for whoever brings nobody in."""
    return keeper.rows("concern_candidates", concern_id)


def works(concern_id: UUID) -> bool:
    """Say whether the signed viewer looks after this concern: a worker of the person in its audience, or a lead."""
    return bool(keeper.call("concern_works", concern_id))
