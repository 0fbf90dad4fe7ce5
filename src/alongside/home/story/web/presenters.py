"""How the story is shown: month by month, each line with whose words it is."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.design import dates
from alongside.design.language import month_name
from alongside.home.story import telling
from alongside.home.story.domain import AGREED, Line, LineKind, by_month
from alongside.planning.models import Story
from alongside.record.web import presenters as record
from alongside.record.web.page import Page

Shown = dict[str, Any]
MOST_WORDS = 160


def line(page: Page, one: Line) -> Shown:
    """Give a line as `entry_card` draws it; a day of agreement has nobody's words."""
    label = f"{dates.day(one.on)}: {telling.sentence(one)}"
    if one.row is None:
        return {"label": label, "href": page.url("plan_version", one.id), "is_day": True}
    return {
        "id": one.id,
        "label": label,
        "words": telling.words(one),
        "more": telling.facts(one),
        "voice": record.voice(one.row.words_of, one.row),
        "href": page.url("entry", one.id),
    }


def months(page: Page, lines: Iterable[Line]) -> list[Shown]:
    """Give lines in their order, by month."""
    return [{"name": named(month), "lines": [line(page, one) for one in some]} for month, some in by_month(lines)]


def named(month: date) -> str:
    """Say a month and its year."""
    return f"{month_name(month.month)} {month.year}"


def begins(page: Page, story: Story | None) -> Shown | None:
    """Give the words a story begins with."""
    if story is None or not story.words:
        return None
    return {
        "words": story.words,
        "voice": record.voice(story.words_of, story),
        "href": page.url("entry", story.pk),
        "asks_you": story.confirmed_at is None
        and story.words_of_id in page.viewer.voices
        and story.written_by_id != page.viewer.account_id
        and page.subject.is_open,
    }


def choices(lines: Iterable[Line], *, days: int) -> list[tuple[str, str]]:
    """Give lines to tick, as (tick, words); the days of agreement, of which there are `days`, are one tick."""
    agreed = ngettext(
        "The day on which everybody agreed to the plan", "The %(num)s days on which everybody agreed to the plan", days
    ) % {"num": days}
    rows = [(one.tick, _choice(one)) for one in lines if one.kind is not LineKind.AGREED]
    return [(AGREED, agreed), *rows] if days else rows


def _choice(one: Line) -> str:
    words = " ".join(telling.words(one).split())
    short = words if len(words) <= MOST_WORDS else words[:MOST_WORDS].rsplit(" ", 1)[0] + " …"
    said = {"day": dates.day(one.on), "what": telling.sentence(one), "words": short}
    return _("%(day)s: %(what)s “%(words)s”") % said if short else _("%(day)s: %(what)s") % said


def side(story: Any, left_out: int) -> str:
    """Say in words what somebody chose, for when two chose at once."""
    count = ngettext("%(num)s thing is left out.", "%(num)s things are left out.", left_out) % {"num": left_out}
    return "\n".join(part for part in (story, count) if part)
