"""Makes the notices of change of the organisation, each by a lead, with who has read it."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from alongside.base.ids import uuid7
from alongside.home.demo.rows import Calendar
from alongside.learning.models import Acknowledgement, PracticeNotice


def rows(told: dict[str, Any], organisation: UUID, accounts: dict[str, UUID], calendar: Calendar) -> Iterator[Any]:
    """Give each notice of the file of accounts, and who has read it."""
    for one in told.get("practice") or ():
        notice = PracticeNotice(
            id=uuid7(),
            organisation_id=organisation,
            title=one["title"],
            words=one["words"],
            sort="local",
            effective_on=calendar.ahead(-one["days_ago"]),
            source=one.get("source", ""),
            pages=one.get("pages", []),
            made_at=calendar.ago(one["days_ago"] + 7, "09:30"),
            made_by=accounts[one["by"]],
        )
        yield notice
        for who in one.get("read_by") or ():
            yield Acknowledgement(
                id=uuid7(), notice_id=notice.pk, account_id=accounts[who], said=calendar.ago(one["days_ago"], "17:10")
            )
