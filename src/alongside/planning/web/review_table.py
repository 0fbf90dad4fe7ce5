"""What lies on the table at a review, read for its pages."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.access.domain import Refused
from alongside.people.domain import Section
from alongside.planning import reviewing, reviews
from alongside.planning.due import NEAR
from alongside.planning.models import PlanVersion
from alongside.planning.reviews import Goals, Held
from alongside.record.times import local
from alongside.record.web.page import Page


def seen_at(page: Page) -> list[Held]:
    """Give the reviews of this record; raises `Refused` when goals are not shared."""
    if not page.viewer.sight.sees(Section.GOALS):
        raise Refused(_("This part of the record has not been shared with you."))
    return reviews.reviews(page.subject.pk, viewer=page.viewer, circle=page.circle)


def may_hold(page: Page) -> bool:
    """Say whether this viewer may hold a review here."""
    return bool(reviewing.may_hold(page.viewer, subject_open=page.subject.is_open))


@dataclass(slots=True)
class Table:
    """What lies on the table at a review: the review, all others, its goals, and since when one looks back."""

    page: Page
    held: Held
    after: datetime | None
    goals: Goals
    hopes: tuple[list[Any], Any] = field(default_factory=lambda: ([], None))


def table_of(page: Page, review_id: UUID, *, steps: bool = False, hopes: bool = True) -> Table:
    """Read a review with its goals; raises `Refused`, or Http404. `steps`: what was done since; `hopes`: hope too."""
    seen = seen_at(page)
    held = reviews.one(review_id, seen)
    after = reviews.since(held, seen)
    goals = reviews.goals(held, viewer=page.viewer, circle=page.circle, after=after, steps=steps)
    made = Table(page, held, after, goals)
    if hopes:
        made.hopes = reviews.hopes(held, viewer=page.viewer, circle=page.circle)
    return made


def is_begun(table: Table) -> bool:
    """Say whether anything has been said at this review."""
    rated = any(one.said for one in table.goals.looked)
    return bool(rated or table.hopes[0] or table.held.said(*reviews.WORDS))


def stands_for(held: Held, version: PlanVersion) -> bool:
    """Say whether a review was held in place of the one due: of this version, in the weeks before its day or later."""
    done = held.main.finished_at
    if done is None or held.main.of_version != version.pk:
        return False
    return version.review_on is None or local(done).date() >= version.review_on - NEAR
