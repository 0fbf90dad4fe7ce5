"""Makes what belongs to messages: who opened which when, who is away and who stands in, when somebody reads."""

from collections.abc import Iterator
from datetime import time, timedelta
from typing import Any
from uuid import UUID

from alongside.access.models import AuditEvent, Preference
from alongside.base.ids import uuid7
from alongside.contact.models import Seen
from alongside.home.demo.reading import Life
from alongside.home.demo.rows import Calendar, LifeRows
from alongside.people.domain import Section
from alongside.people.working.models import Absence
from alongside.record.times import moment

# What said that there is a message has been read with it.
READ = (
    "UPDATE people_notice n SET read_at = s.written_at, read_by = n.account_id FROM contact_seen s "
    "WHERE n.kind = 'message.new' AND n.about = s.item_id AND n.account_id = s.written_by_id"
)


def rows(life: LifeRows) -> Iterator[Any]:
    """Give who opened each message of a life, with the audit row of it."""
    for told in life.life["entries"]:
        if told["kind"] != "message":
            continue
        message = life.entries[told["key"]]
        for one in told.get("opened") or ():
            at, by = life.calendar.ago(one["days_ago"], one.get("time") or "15:00"), life.accounts[one["by"]]
            yield Seen(
                id=uuid7(),
                item_id=message.pk,
                subject_id=life.subject_id,
                bit=Section.MESSAGES.bit,
                item_by=message.written_by_id,
                written_by_id=by,
                written_at=at,
                of_id=next((voice.pk for voice in life.voices.values() if voice.account_id == by), None),
            )
            detail = {"entry": str(message.pk)}
            yield AuditEvent(at=at, by=by, action="message.opened", subject_id=life.subject_id, detail=detail)


def of_accounts(told: Life, calendar: Calendar, accounts: dict[str, UUID]) -> Iterator[Any]:
    """Give who is away and who stands in, and when somebody reads messages."""
    for one in told["accounts"]:
        account = accounts[one["key"]]
        if reads := one.get("reads"):
            yield Preference(
                account_id=account,
                reads_days=sum(1 << day for day in reads["days"]),
                reads_from=time.fromisoformat(reads["from"]),
                reads_until=time.fromisoformat(reads["until"]),
                changed_by=account,
            )
        if away := one.get("away"):
            begins = calendar.ahead(-away["since_days"])
            yield Absence(
                account_id=account,
                cover_id=accounts[away["cover"]] if "cover" in away else None,
                starts=moment(begins, time.min),
                ends=moment(begins + timedelta(days=away["days"]), time.min),
                made_by=account,
            )
