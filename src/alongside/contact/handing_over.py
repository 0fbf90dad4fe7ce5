"""Hand-overs: what is read of them, and every write; carrying one out is a keeper function's."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from alongside.access import audit, keeper
from alongside.access.models import Account, Membership
from alongside.base.clock import now
from alongside.base.ids import uuid7
from alongside.contact.models import HandOver, Seen, Task, Visit
from alongside.people import queries as people
from alongside.people.domain import Basis, Viewer, VoiceKind
from alongside.people.models import Grant, Voice
from alongside.record import actions as entries
from alongside.record import queries as record
from alongside.record import registry
from alongside.record.models import Item
from alongside.record.once import insert_once


@dataclass(frozen=True, slots=True)
class Known:
    """A hand-over with that the person has read it, if they have."""

    one: HandOver
    read: Seen | None

    @property
    def may_be_carried_out(self) -> bool:
        """Say whether it waits for a lead alone."""
        return self.one.done_at is None and self.read is not None


def of(subject_id: UUID, *, viewer: Viewer) -> list[Known]:
    """Give the hand-overs of a record, newest first."""
    rows = list(_rows(subject_id, viewer).order_by("-written_at", "-id"))
    return _known(rows)


def one(hand_over_id: UUID, *, subject_id: UUID, viewer: Viewer) -> Known:
    """Give one hand-over; raises Http404 alike when it is not there and when it may not be seen."""
    found = _rows(subject_id, viewer).filter(pk=hand_over_id).first()
    if found is None:
        raise Http404
    return _known([found])[0]


def _rows(subject_id: UUID, viewer: Viewer) -> QuerySet[Any]:
    kind = registry.of_model(HandOver)
    return record.entries(kind, subject_id, viewer=viewer).select_related("going", "coming", "words_of", "written_by")


def _known(rows: list[HandOver]) -> list[Known]:
    seen = Seen.objects.filter(item_id__in=[row.pk for row in rows], of__kind=VoiceKind.SELF, shut=False)
    by_item = {row.item_id: row for row in seen.select_related("of", "written_by").order_by("-written_at")}
    return [Known(row, by_item.get(row.pk)) for row in rows]


def who_goes(subject_id: UUID, *, viewer: Viewer) -> list[Account]:
    """Give who works with the person by name now, by name."""
    found = {
        grant.account
        for grant in people.grants(subject_id, viewer=viewer)
        if grant.basis == Basis.CARE and grant.account is not None and _has_begun(grant)
    }
    return sorted(found, key=lambda account: account.name.lower())


def _has_begun(grant: Grant) -> bool:
    return grant.starts <= now()


def who_comes(*, viewer: Viewer) -> list[Account]:
    """Give everybody in the teams of this viewer, by name."""
    teams = [team.pk for team in people.own_teams(viewer=viewer)]
    live = Membership.objects.filter(team_id__in=teams, starts__lte=now()).exclude(ends__lte=now())
    found = {one.account for one in live.select_related("account") if one.account.is_active}
    return sorted(found, key=lambda account: account.name.lower())


def left_open(subject_id: UUID, account_id: UUID, *, viewer: Viewer) -> list[tuple[str, str]]:
    """Give what is open with this account here: (kind, words) of its tasks and of visits to come."""
    voices = list(Voice.objects.filter(subject_id=subject_id, account_id=account_id).values_list("pk", flat=True))
    tasks = record.entries(registry.of_model(Task), subject_id, viewer=viewer)
    visits = record.entries(registry.of_model(Visit), subject_id, viewer=viewer)
    found = [("task", row.words) for row in tasks.filter(responsible_id__in=voices, outcome="")]
    to_come = visits.filter(who__overlap=voices, status="planned", starts__gt=now())
    return found + [("visit", row.words) for row in to_come]


def write(*, by: Account, subject_id: UUID, words_of: UUID, id: UUID, **fields: Any) -> HandOver:
    """Write a hand-over down, in one's own words; the person is told. Raises `Refused`."""
    kind = registry.of_model(HandOver)
    made = entries.add(by=by, kind=kind, subject_id=subject_id, words_of=words_of, how="wrote", id=id, **fields)
    return made  # type: ignore[return-value]  # of the kind that was asked for


def read(*, by: Account, item: Item, of: UUID, words: str = "") -> None:
    """Keep that the voice `of` has read it; `words` say how, where another says so. Twice is once. Raises `Refused`."""
    if Seen.objects.filter(item_id=item.pk, written_by=by).exists():
        return
    row = Seen(
        id=uuid7(),
        item=item,
        subject_id=item.subject_id,
        bit=item.bit,
        item_by=item.written_by_id,
        written_by=by,
        of_id=of,
        words=words,
    )
    if insert_once(row):
        audit.note(by=by, action="hand_over.read", subject_id=item.subject_id, entry=str(item.pk))


def carry_out(*, by: Account, subject_id: UUID, hand_over_id: UUID, why: str = "") -> None:
    """Whoever comes works with the person from that day, and whoever goes no longer does. Raises `Refused`.

    Refused while the person has not read it, unless `why` says why it could not wait. Twice is once.
    """
    keeper.call("carry_out_hand_over", subject_id, hand_over_id, why)
