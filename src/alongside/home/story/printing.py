"""Makes the paper of a story for whoever prints it: what they may see of what the person chose, oldest first."""

from alongside.access.models import Account
from alongside.base.clock import now
from alongside.design.language import month_name
from alongside.home.papers import story as sheet
from alongside.home.papers.data import Said
from alongside.home.printing.voices import Names
from alongside.home.story import telling
from alongside.home.story.domain import Line, by_month, shown
from alongside.home.story.queries import Told
from alongside.people.domain import Section, Viewer
from alongside.people.models import Subject, Voice

SECTIONS = (Section.GOALS, Section.STAYING_WELL, Section.ROLES)


def is_extract(told: Told, viewer: Viewer) -> bool:
    """Say whether a copy shows less than there is: something is left out, or not shared with its reader."""
    is_cut = len(shown(told.lines, told.left_out)) < len(told.lines)
    return is_cut or not all(viewer.sight.sees(section) for section in SECTIONS)


def paper(told: Told, *, subject: Subject, viewer: Viewer, circle: list[Voice], by: Account) -> sheet.StoryPaper:
    """Make the paper."""
    names = Names(circle)
    lines = shown(told.lines, told.left_out)[::-1]
    begins = told.story if told.story and told.story.words else None
    return sheet.StoryPaper(
        name=subject.liked_name,
        pronouns=subject.pronouns,
        printed_by=by.name,
        printed_at=now(),
        opening=Said(begins.words, names.line(begins), begins.confirmed_at is not None) if begins else None,
        months=tuple(
            sheet.StoryMonth(f"{month_name(month.month)} {month.year}", tuple(_line(one, names) for one in some))
            for month, some in by_month(lines)
        ),
        extract=is_extract(told, viewer),
    )


def _line(line: Line, names: Names) -> sheet.StoryLine:
    return sheet.StoryLine(
        sentence=telling.sentence(line),
        on=line.on,
        words=telling.words(line),
        voice=names.line(line.row) if line.row is not None else "",
        confirmed=line.row is None or line.row.confirmed_at is not None,
        facts=telling.facts(line),
    )
