"""Every read of this room. The keeper's functions say whom a notice concerns; the database narrows again."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate

from alongside.access import keeper
from alongside.access.models import Team
from alongside.learning.domain import SHOWN_BEFORE
from alongside.learning.models import Acknowledgement, PracticeNotice
from alongside.people.domain import Viewer


@dataclass(frozen=True, slots=True)
class Mine:
    """A notice that concerns the viewer, and when they said that they have read it."""

    notice: PracticeNotice
    said: datetime | None


def mine(*, viewer: Viewer) -> list[Mine]:
    """Give the notices that concern this viewer: those to read, by their day; then those read, the latest first."""
    said = {row["id"]: row["said"] for row in keeper.rows("practice_mine")}
    found = list(PracticeNotice.objects.filter(pk__in=said).order_by("effective_on", "pk"))
    unread = [Mine(one, None) for one in found if said[one.pk] is None]
    read = [Mine(one, when) for one in found if (when := said[one.pk])]
    return [*unread, *sorted(read, key=lambda one: str(one.said), reverse=True)]


def unread_count(*, viewer: Viewer) -> int:
    """Count the notices that this viewer has yet to read; nobody but staff has any."""
    return sum(row["said"] is None for row in keeper.rows("practice_mine"))


def notice(notice_id: UUID, *, viewer: Viewer) -> PracticeNotice | None:
    """Give a notice of a place where this viewer works; None for anybody else."""
    return PracticeNotice.objects.filter(pk=notice_id).select_related("organisation").first()


def said(notice_id: UUID, *, viewer: Viewer) -> datetime | None:
    """Give when this viewer said that they have read it."""
    found = Acknowledgement.objects.filter(notice_id=notice_id, account_id=viewer.account_id).first()
    return found.said if found else None


def works_here(*, viewer: Viewer) -> bool:
    """Say whether this viewer works, or holds a duty, anywhere here."""
    return bool(keeper.call("my_places"))


def places(*, viewer: Viewer) -> list[dict[str, Any]]:
    """Give the organisations for which this viewer may say what is new, as `{"id", "name"}`."""
    return keeper.rows("practice_places")


def teams(organisations: list[UUID], *, viewer: Viewer) -> list[Team]:
    """Give the teams of these organisations."""
    return list(Team.objects.filter(organisation__in=organisations).order_by("name"))


def waits(notice_id: UUID, *, viewer: Viewer) -> list[dict[str, Any]]:
    """Give who has yet to read it in the teams this viewer leads, as `{"team", "name"}`."""
    return keeper.rows("practice_waits", notice_id)


def on_page(page: str, *, viewer: Viewer, on: date | None = None) -> list[dict[str, Any]]:
    """Give what stands on a page of a record for this viewer, as `{"id", "title", "effective_on"}`: one query."""
    return keeper.rows("practice_on", page, (on or localdate()) + SHOWN_BEFORE)
