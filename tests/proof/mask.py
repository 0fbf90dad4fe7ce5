"""What may differ between two answers that are the same: one list, published in docs/proof.md, tried on real words.

Everything else has to be equal, byte for byte: a page, its headers, its file, the text of its paper.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from django.utils.timezone import localtime

from alongside.base.clock import now


@dataclass(frozen=True)
class Mask:
    """One thing that is new in every answer, and why."""

    name: str
    why: str
    pattern: re.Pattern[bytes]
    by: bytes = rb"\1*\2"


def _mask(name: str, why: str, pattern: bytes) -> Mask:
    return Mask(name, why, re.compile(pattern))


_ID = rb"[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
MASKS = (
    _mask(
        "form token",
        "each form has its own against forged requests",
        rb'(name="csrfmiddlewaretoken" value=")[A-Za-z0-9]{64}(")',
    ),
    _mask("script nonce", "each page names its own scripts by a number of its own", rb'( nonce=")[\w+/=-]{16,64}(")'),
    _mask("nonce in the policy", "the same number in the header", rb"('nonce-)[\w+/=-]{16,64}(')"),
    _mask(
        "new id",
        "a form brings the id that what is sent will have",
        rb'(name="(?:entry_id|answer_id|made_id|sent_id|new_id|contribution_id)" value=")' + _ID + rb'(")',
    ),
    _mask(
        "signed writer",
        "who types on this page, signed with the time",
        rb'((?:name="typed_by" value="|[?&]typed_by=|data-typed-by="))[\w.%-]+:[\w-]{4,12}:[\w-]{20,90}(\b)',
    ),
    _mask("session", "the cookies of a session", rb"((?:csrftoken|sessionid|messages)=)[^;]+(;)"),
    _mask("day a cookie ends", "counted from now", rb"(expires=)\w{3}, \d{2} \w{3} \d{4} \d\d:\d\d:\d\d( GMT)"),
    _mask("day of a paper", "when the file was made", rb"(/(?:CreationDate|ModDate) ?\(D:)[^)]*(\))"),
    _mask("moment of a paper", "the same, as it describes itself", rb"(<xmp:\w+Date>)[^<]*(</xmp:\w+Date>)"),
    _mask("id of a paper", "made from that moment", rb"(/ID ?\[)\([^()]*\)\([^()]*\)(\])"),
    _mask("id of a paper, described", "the same", rb"(<xmpMM:\w+ID>)[^<]*(</xmpMM:\w+ID>)"),
)


WINDOW = timedelta(minutes=90)


def masked(body: bytes, *, at: datetime | None = None) -> bytes:
    """Give the bytes with everything replaced that is new in every answer.

    Besides `MASKS`: a time of day (14:03) of the last hour and a half, when a look was or a page was drawn. A time in
    somebody's words is another, and is compared.
    """
    for mask in MASKS:
        body = mask.pattern.sub(mask.by, body)
    moment = at or now()
    here, there = localtime(moment), moment.astimezone(UTC)
    return _times(here.hour, there.hour, here.minute).sub(b"*", body)


@lru_cache(maxsize=8)
def _times(here: int, there: int, minute: int) -> re.Pattern[bytes]:
    """Give the pattern of a time of the last while, by the clock here or in UTC.

    It stands alone, or in a whole moment as a file to move says it: 2026-03-03T03:20:05.123456+00:00.
    """
    ends = [datetime(2026, 1, 2, hour, minute) for hour in (here, there)]  # noqa: DTZ001 (a clock face, not a moment)
    minutes = range(-1, int(WINDOW.total_seconds() / 60))
    faces = sorted({f"{end - timedelta(minutes=n):%H:%M}" for end in ends for n in minutes})
    day, rest = rb"\b(?:\d{4}-\d\d-\d\d[T ])?", rb"(?!\d)(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?"
    return re.compile(day + b"(?:" + "|".join(faces).encode() + b")" + rest)
