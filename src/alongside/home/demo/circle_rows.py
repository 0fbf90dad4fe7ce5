"""Makes who is invited to a life's circle, who acts in it by law, and how the person is reached, safely or not."""

import secrets
from collections.abc import Iterable, Iterator
from datetime import time, timedelta
from typing import Any

from alongside.base.ids import uuid7
from alongside.home.demo.reading import Life
from alongside.home.demo.rows import LifeRows
from alongside.people.circle_models import Invitation, ProtectedContact, Proxy, ProxyWord
from alongside.people.domain import CIRCLE_RIGHTS, Section
from alongside.people.models import ContactPoint, Grant
from alongside.record.times import moment

LINK_DAYS = 14
A_YEAR = timedelta(days=365)


def rows(life: LifeRows) -> Iterator[Any]:
    """Give all of it, in the order of the life's file."""
    for told in life.life.get("invited") or ():
        yield _invitation(life, told)
    for told in life.life.get("proxies") or ():
        yield from _proxy(life, told)
    for told in life.life.get("reached") or ():
        yield _reached(life, told)


def _mask(names: Iterable[str]) -> int:
    return sum(Section[name.upper()].bit for name in names)


def _invitation(life: LifeRows, told: Life) -> Invitation:
    made_at = life.calendar.ago(told["days_ago"], "19:30")
    return Invitation(
        subject_id=life.subject_id,
        name=told["name"],
        how="link",
        email=told["email"],
        secret=secrets.token_hex(32),
        relationship=told["relationship"],
        mask=_mask(told["sections"]) | CIRCLE_RIGHTS,
        mails=1,
        made_at=made_at,
        made_by=life.accounts[told["by"]],
        ends=made_at + timedelta(days=LINK_DAYS),
    )


def _proxy(life: LifeRows, told: Life) -> Iterator[Any]:
    """Give a proxy, why they may see what they see, and the grant that lets them: one id for proxy and grant."""
    starts, by = life.calendar.ago(told["days_ago"], "11:00"), life.accounts[told["by"]]
    voice, found_on = life.voices[told["voice"]], life.calendar.ahead(-told["days_ago"])
    ends = moment(found_on + A_YEAR, time.min)
    both: dict[str, Any] = {"id": uuid7(), "subject_id": life.subject_id, "starts": starts, "ends": ends}
    plain = ("kind", "number", "seen_by", "ground", "found_by")
    mask = _mask(told["sections"])
    yield Proxy(
        voice_id=voice.pk,
        checked_on=found_on,
        seen_on=found_on,
        found_on=found_on,
        mask=mask,
        added_at=starts,
        added_by=by,
        **both,
        **{name: told[name] for name in plain},
    )
    yield ProxyWord(
        subject_id=life.subject_id,
        proxy_id=both["id"],
        sort="because",
        words=told["because"],
        said_at=starts,
        said_by=by,
    )
    yield Grant(
        account_id=voice.account_id,
        mask=mask | CIRCLE_RIGHTS,
        basis="proxy",
        reason=told["kind"],
        given_by=by,
        **both,
    )


def _reached(life: LifeRows, told: Life) -> ContactPoint | ProtectedContact:
    made = {
        "id": uuid7(),
        "subject_id": life.subject_id,
        "sort": told["sort"],
        "value": told["value"],
        "note": told.get("note") or "",
        "written_at": life.calendar.ago(told["days_ago"], "10:00"),
        "written_by_id": life.accounts[told["by"]],
    }
    if told.get("protected"):
        return ProtectedContact(**made)
    return ContactPoint(safe=told.get("safe", "ask"), safe_how=told.get("safe_how") or "", **made)
