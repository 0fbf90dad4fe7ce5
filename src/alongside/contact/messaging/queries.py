"""Every read of messages. The database gives a message to its audience alone; nothing here widens that."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import Http404

from alongside.access import keeper, preferring
from alongside.access.models import Preference
from alongside.base.clock import now
from alongside.contact.messaging.reading import Away, Reader, first_read
from alongside.contact.models import Message, Seen
from alongside.people.domain import SubjectState, Viewer
from alongside.people.models import Voice
from alongside.people.working import queries as working
from alongside.people.working.domain import Hours
from alongside.people.working.queries import Presence
from alongside.record import registry
from alongside.record.domain import Standing

MOST = 400
SHOWN = (Standing.CURRENT, Standing.TAKEN_BACK, Standing.IN_ERROR)


@dataclass(slots=True)
class Thread:
    """A thread as one viewer reads it: its messages, newest first, and which of them they have not opened."""

    id: UUID
    messages: list[Message] = field(default_factory=list)

    @property
    def newest(self) -> Message:
        """Give the last message."""
        return self.messages[0]

    @property
    def unopened(self) -> int:
        """Count what the viewer has not opened."""
        return sum(one.is_new for one in self.messages)  # type: ignore[attr-defined]  # annotated


@dataclass(frozen=True, slots=True)
class Opening:
    """Somebody who may read a message: when they opened it, and for whom they stand in, if they do."""

    account_id: UUID
    name: str
    away_id: UUID | None
    away: str
    opened: datetime | None


@dataclass(frozen=True, slots=True)
class Reached:
    """Who can be written to in a record: presences by voice, and when each reads."""

    here: dict[UUID, Presence]
    readers: dict[UUID, Reader]
    person_is_mailed: bool | None
    works_here: frozenset[UUID]

    def person_reads_too(self, to: Iterable[UUID], *, viewer: Viewer) -> bool:
        """Say whether the person reads what this viewer writes to these voices, as all of them work with the person."""
        accounts = {viewer.account_id, *(self.here[pk].account_id for pk in to if pk in self.here)}
        return accounts <= self.works_here


def _messages(viewer: Viewer) -> QuerySet[Message]:
    opened = Exists(Seen.objects.filter(item_id=OuterRef("pk"), written_by=viewer.account_id))
    is_new = ~Q(written_by=viewer.account_id) & Q(standing=Standing.CURRENT) & ~Q(opened)
    rows = Message.objects.filter(standing__in=SHOWN).select_related("words_of", "written_by", "subject")
    return rows.annotate(is_new=is_new)


def _threads(rows: Iterable[Message]) -> list[Thread]:
    found: dict[UUID, Thread] = {}
    for one in rows:
        key = one.thread_id or one.pk
        found.setdefault(key, Thread(key)).messages.append(one)
    for thread in found.values():
        thread.messages.sort(key=lambda one: (one.written_at, one.pk), reverse=True)
    return list(found.values())


def threads(subject_id: UUID, *, viewer: Viewer) -> list[Thread]:
    """Give the threads of a record that this viewer reads something of, the one with the newest message first."""
    rows = _messages(viewer).filter(subject_id=subject_id).order_by("-written_at", "-pk")[:MOST]
    return sorted(_threads(rows), key=lambda one: one.newest.written_at, reverse=True)


def everywhere(*, viewer: Viewer) -> list[Thread]:
    """Give the threads of all open records that this viewer reads something of: those with something new first."""
    rows = _messages(viewer).filter(subject__state=SubjectState.OPEN)
    found = _threads(rows.order_by(F("is_new").desc(), "-written_at", "-pk")[:MOST])
    return sorted(found, key=lambda one: (one.unopened > 0, one.newest.written_at), reverse=True)


def covered() -> dict[UUID, tuple[UUID, str]]:
    """Give the messages that the signed viewer reads because somebody is away: by message, who that is."""
    return {row["message"]: (row["away"], row["name"]) for row in keeper.rows("messages_covered")}


def waits_for() -> list[dict[str, Any]]:
    """Give who of those the signed viewer leads is away while a message waits that nobody opened: name, until when."""
    return keeper.rows("messages_wait_for")


def names(rows: Iterable[Message]) -> dict[UUID, tuple[str, UUID | None]]:
    """Give the names of the voices that these messages are sent to, each with its account."""
    wanted = {voice for one in rows for voice in one.sent_to}
    found = Voice.objects.filter(pk__in=wanted).values_list("pk", "name", "account_id")
    return {pk: (name, account) for pk, name, account in found}


def thread(message_id: UUID, *, subject_id: UUID, viewer: Viewer) -> tuple[Thread, list[UUID]]:
    """Give the thread a message belongs to, and the voices it is between.

    Raises Http404 alike when it is not there and when nothing of it is for this viewer.
    """
    told = keeper.rows("message_thread", subject_id, message_id)
    if not told:
        raise Http404
    root = told[0]["thread"]
    rows = (
        _messages(viewer).filter(Q(pk=root) | Q(thread_id=root), subject_id=subject_id).order_by("-written_at", "-pk")
    )
    found = _threads(rows)
    if not found:
        raise Http404
    return found[0], list(dict.fromkeys(told[0]["voices"]))


def openings(ids: list[UUID]) -> dict[UUID, list[Opening]]:
    """Give who may read these messages and when each opened them, as far as the signed viewer may know."""
    found: dict[UUID, list[Opening]] = defaultdict(list)
    for row in keeper.rows("message_openings", ids):
        found[row["message"]].append(
            Opening(row["account"], row["name"], row["away"], row["away_name"] or "", row["opened"])
        )
    return found


def states(messages: Iterable[Message]) -> dict[UUID, list[Any]]:
    """Give every state of those messages that were changed, oldest first: rows of history."""
    changed = [one.pk for one in messages if one.version > 1]
    found: dict[UUID, list[Any]] = defaultdict(list)
    if changed:
        rows = registry.of_model(Message).event_model._default_manager.filter(pgh_obj_id__in=changed)
        for one in rows.order_by("pgh_id"):
            found[one.pgh_obj_id].append(one)
    return found


def reached(subject_id: UUID, *, viewer: Viewer) -> Reached:
    """Give who can be written to in this record and when each reads; the same questions for a large circle."""
    presences = working.presence(subject_id, viewer=viewer)
    away: dict[UUID, list[Away]] = defaultdict(list)
    for row in keeper.rows("absences_here", subject_id):
        away[row["account"]].append(
            Away(row["starts"], row["ends"], row["cover_name"] or "", row["cover"], row["may_read"], _hours(row))
        )
    voices = dict(Voice.objects.filter(pk__in=presences).values_list("pk", "name"))
    readers = {
        pk: Reader(voices.get(pk, ""), one.hours if one.is_staff else None, tuple(away[one.account_id]))
        for pk, one in presences.items()
    }
    works = keeper.call("working_here", subject_id)
    here = {pk: one for pk, one in presences.items() if one.is_here and one.account_id != viewer.account_id}
    return Reached(here, readers, keeper.call("person_is_mailed", subject_id), frozenset(works))


def _hours(row: dict[str, Any]) -> Hours:
    told = (row["reads_days"], row["reads_from"], row["reads_until"], row["zone"])
    return Hours() if None in told else Hours(*told)


def next_reading(reader: Reader) -> datetime | None:
    """Give the moment from which somebody reads what is sent now."""
    return first_read(reader, now())


def preference(*, viewer: Viewer) -> Preference:
    """Give how this viewer likes to use this; as it is for everybody, where they have said nothing."""
    return preferring.of(viewer.account_id)
