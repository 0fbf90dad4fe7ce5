"""Every read of this room. `viewer` says for whom; the database narrows again."""

from uuid import UUID

from alongside.contact.models import HandOver, Message, Task
from alongside.people.domain import Viewer
from alongside.record import queries as record
from alongside.record import registry


def messages(subject_id: UUID, *, viewer: Viewer) -> list[Message]:
    """Give the messages that this viewer reads, newest first."""
    return list(record.entries(registry.of_model(Message), subject_id, viewer=viewer).order_by("-written_at", "-id"))


def open_tasks(subject_id: UUID, *, viewer: Viewer) -> list[Task]:
    """Give the open tasks of a record, the nearest day first."""
    found = record.entries(registry.of_model(Task), subject_id, viewer=viewer)
    return list(found.filter(outcome="").select_related("responsible").order_by("by_when", "at", "id"))


def hand_overs(subject_id: UUID, *, viewer: Viewer) -> list[HandOver]:
    """Give the hand-overs of a record, newest first."""
    found = record.entries(registry.of_model(HandOver), subject_id, viewer=viewer)
    return list(found.select_related("going", "coming").order_by("-written_at", "-id"))
