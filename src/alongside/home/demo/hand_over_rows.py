"""Makes what was agreed about staying in touch, and who has read a hand-over."""

from collections.abc import Iterator
from typing import Any

from alongside.base.ids import uuid7
from alongside.contact.models import Seen
from alongside.home.demo.rows import LifeRows
from alongside.people.working.models import Arrangement
from alongside.record import registry


def rows(life: LifeRows) -> Iterator[Any]:
    """Give the arrangement of a life, if there is one, and that its hand-overs were read."""
    if told := life.life.get("agreed"):
        yield Arrangement(
            subject_id=life.subject_id,
            every=told["every"],
            how=told["how"],
            weight=told["weight"],
            changed_at=life.calendar.ago(told["days_ago"], "15:00"),
            changed_by=life.accounts[told["by"]],
        )
    for told in life.life.get("read") or ():
        entry = life.entries[told["on"]]
        yield Seen(
            id=uuid7(),
            item_id=entry.pk,
            subject_id=life.subject_id,
            bit=registry.of_model(type(entry)).section.bit,
            item_by=entry.written_by_id,
            written_by_id=life.accounts[told["by"]],
            written_at=life.calendar.ago(told["days_ago"], "10:00"),
            of_id=life.voices[told["of"]].pk,
            words=told.get("words") or "",
        )
