"""Reads that join rooms: what the front page and the section pages show. A constant number of queries each."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Case, F, Q, When, Window
from django.db.models.functions import RowNumber
from markupsafe import Markup

from alongside.people.domain import Viewer
from alongside.record import queries as record
from alongside.record import registry
from alongside.record.models import Item
from alongside.record.whose import Known, bare
from alongside.strengths import picture
from alongside.strengths.domain import Tense

NEWEST = 5
WHOLE_PICTURE = 60
TENSES = frozenset(Tense)


@dataclass(frozen=True, slots=True)
class FrontItems:
    """The entries of the front page, as many as each kind's block wants: by kind, the person's own words first."""

    by_kind: dict[str, list[Item]]
    new: list[Item]


def front_items(subject_id: UUID, *, viewer: Viewer, since: datetime | None, known: Known) -> FrontItems:
    """Read the blocks of the front page and what is new since `since`, in two queries whatever the record's size.

    Goals are read whole by `planning`, so they are left out here.
    """
    fronts = {kind.name: kind.front for kind in registry.all_kinds() if kind.front and kind.name != "goal"}
    banners = [kind.name for kind in registry.all_kinds() if kind.banner]
    shown = Q(kind__in=[*banners, *(name for name, front in fronts.items() if front.facets is None)])
    for name, front in fronts.items():
        if front.facets is not None:
            shown |= Q(kind=name, facet__in=front.facets)
    own = [voice.pk for voice in known.voices.values() if voice.is_self]
    own_first = Case(When(Q(words_of_id__in=own) | Q(kind__in=banners), then=0), default=1)
    newest_first = [own_first, F("at").desc(), F("id").desc()]
    ranked = bare(record.items(subject_id, viewer=viewer)).filter(shown)
    ranked = ranked.annotate(place=Window(RowNumber(), partition_by=F("kind"), order_by=newest_first))
    most = max(front.most for front in fronts.values())
    rows = known.voiced(ranked.filter(Q(place__lte=most) | Q(kind__in=banners)).order_by("place"), "words_of")
    new: list[Item] = []
    if since:
        later = bare(record.items(subject_id, viewer=viewer)).exclude(written_by=viewer.account_id)
        later = later.exclude(kind__in=[kind.name for kind in registry.all_kinds() if kind.section.is_closed])
        new = known.voiced(later.filter(written_at__gt=since).order_by("-written_at")[:NEWEST], "words_of")
    known.written(rows, new)
    by_kind: dict[str, list[Item]] = {}
    for item in rows:
        by_kind.setdefault(item.kind, []).append(item)
    return FrontItems(by_kind, new)


def network(
    name: str, subject_id: UUID, *, viewer: Viewer, width: int = 360, whole: bool = True, font: str = picture.FONTS
) -> tuple[picture.Layout, Markup]:
    """Draw the network picture of what this viewer may see: people, and (when `whole`) places and strengths.

    Gives where everything stands, and the drawing in the letters of `font`; `width` as `picture.layout` takes it.
    """
    people = bare(record.entries(registry.get("connection"), subject_id, viewer=viewer))[:WHOLE_PICTURE]
    shown = tuple(
        picture.ConnectionView(str(one.pk), one.name, one.tense, one.closeness, one.sort, one.words)
        for one in people
        if one.tense in TENSES
    )
    if not whole:
        return picture.drawn(name, shown, (), (), width=width, font=font)
    ties = bare(record.entries(registry.get("community_tie"), subject_id, viewer=viewer))[:WHOLE_PICTURE]
    strengths = bare(record.items(subject_id, viewer=viewer, kinds=["strength"]))[:WHOLE_PICTURE]
    return picture.drawn(
        name,
        shown,
        tuple(picture.TieView(str(one.pk), one.name, one.tense, one.words) for one in ties if one.tense in TENSES),
        tuple(picture.StrengthView(str(one.pk), one.text) for one in strengths),
        width=width,
        font=font,
    )
