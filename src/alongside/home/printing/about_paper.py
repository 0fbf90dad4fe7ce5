"""Reads the one page about a person for one copy: what anybody who meets them must know, and who they are."""

from collections import defaultdict
from typing import Any

from django.utils.translation import gettext as _

from alongside.about_me.domain import place_of
from alongside.access.models import Account
from alongside.base.clock import now
from alongside.home import papers
from alongside.home.printing.correcting import Corrections
from alongside.home.printing.domain import Copy
from alongside.home.printing.voices import Names, marked, spaced
from alongside.people import queries as people
from alongside.people.models import Subject
from alongside.record import queries as record
from alongside.record import registry

MOST = 40
TOPICS = ("spoken_with", "what_matters", "good_day", "bad_day")
PARTS = ("who_to_call", "helps", "must_not", "signs", "home")


def about_paper(subject: Subject, *, copy: Copy, by: Account) -> papers.AboutMePaper:
    """Make the page from what this copy shows. A constant number of queries."""
    names = Names(people.circle(subject.pk, viewer=copy.viewer))
    details = people.details(subject.pk, viewer=copy.viewer)
    right = Corrections(subject.pk).rows
    ways = _by(right(record.entries(registry.get("way_of_life"), subject.pk, viewer=copy.viewer)), "topic")
    well = _by(right(record.entries(registry.get("staying_well"), subject.pk, viewer=copy.viewer)), "part")
    needs = right(record.entries(registry.get("communication_need"), subject.pk, viewer=copy.viewer))
    musts = right(record.entries(registry.get("must_know"), subject.pk, viewer=copy.viewer))
    told = [*needs[:MOST], *(one for topic in TOPICS for one in ways[topic])]
    told += [one for part in PARTS for one in well[part]]
    return papers.AboutMePaper(
        name=subject.liked_name,
        full_name=subject.name,
        pronouns=subject.pronouns,
        printed_by=by.name,
        printed_at=now(),
        born=details.born if details else None,
        nhs_number=spaced(details.nhs_number) if details else "",
        communication=tuple(
            papers.Said(marked(one, one.words, names), names.line(one), bool(one.confirmed_at)) for one in needs[:MOST]
        ),
        must_knows=tuple(
            papers.MustKnow(_unconfirmed(one), one.from_whom or names.of(one.words_of_id), one.as_of, one.where_kept)
            for one in musts[:MOST]
        ),
        calls=tuple(
            papers.Call(marked(one, one.name or one.words, names), one.words if one.name else "", one.phone)
            for one in well["who_to_call"]
        ),
        spoken_with=_words(ways["spoken_with"], names),
        what_matters=_words(ways["what_matters"], names),
        helps=_words([*well["helps"], *well["must_not"]], names),
        good_day=_words(ways["good_day"], names),
        bad_day=_words(ways["bad_day"], names),
        signs=_words(well["signs"], names),
        home=_words(well["home"], names),
        unconfirmed=any(one.confirmed_at is None for one in told),
        extract=copy.extract,
    )


def _by(rows: Any, field: str) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for one in sorted(rows[: MOST * 3], key=lambda row: (place_of(row.position), row.at)):
        found[getattr(one, field)].append(one)
    return found


def _words(rows: list[Any], names: Names) -> tuple[str, ...]:
    return tuple(marked(one, one.words, names) for one in rows if one.words)


def _unconfirmed(one: Any) -> str:
    return one.words if one.confirmed_at else _("%(words)s (not yet confirmed)") % {"words": one.words}
