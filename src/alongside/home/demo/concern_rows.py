"""Makes the rows below a concern: who was told, what was decided, what was done, how it ended."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from alongside.base.ids import uuid7
from alongside.home.demo.reading import Life
from alongside.home.demo.rows import LifeRows
from alongside.people.domain import Section
from alongside.safeguarding.models import Part

PLAIN = ("sort", "words", "whom", "name", "outcome", "grounds", "needs", "abused", "unable")


def rows(life: LifeRows) -> Iterator[Part]:
    """Give the parts of each concern of a life, in the order of its file."""
    for told in life.life["entries"]:
        if told["kind"] != "concern":
            continue
        concern = life.entries[told["key"]]
        keys = {one["key"]: uuid7() for one in told.get("parts") or () if "key" in one}
        for one in told.get("parts") or ():
            yield Part(
                id=keys.get(one.get("key")) or uuid7(),
                item_id=concern.pk,
                subject_id=life.subject_id,
                bit=Section.SAFEGUARDING.bit,
                item_by=concern.written_by_id,
                written_by_id=life.accounts[one["by"]],
                written_at=life.calendar.ago(one["days_ago"], one.get("time") or "15:00"),
                **_own(life, one, keys),
            )


def _own(life: LifeRows, told: Life, keys: dict[str, UUID]) -> dict[str, Any]:
    values: dict[str, Any] = {name: told[name] for name in PLAIN if name in told}
    days: dict[str, date] = {}
    if "on_days_ago" in told:
        days["on"] = life.calendar.ahead(-told["on_days_ago"])
    if "by_when_days_ago" in told:
        days["by_when"] = life.calendar.ahead(-told["by_when_days_ago"])
    return values | days | ({"of": keys[told["of"]]} if "of" in told else {})
