"""Reads that join rooms: what the front page and the section pages show. A constant number of queries each."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber
from markupsafe import Markup

from alongside.people.domain import Viewer
from alongside.record import queries as record
from alongside.record import registry
from alongside.record.models import Item
from alongside.strengths import picture
from alongside.strengths.domain import Tense

NEWEST, MOST = 5, 8
WHOLE_PICTURE = 60
TENSES = frozenset(Tense)


@dataclass(frozen=True, slots=True)
class FrontItems:
    """The entries of the front page: by kind, the newest first, as many as each kind's block wants."""

    by_kind: dict[str, list[Item]]
    new: list[Item]


def front_items(subject_id: UUID, *, viewer: Viewer, since: datetime | None) -> FrontItems:
    """Read the blocks of the front page and what is new since `since`, in two queries whatever the record's size."""
    kinds = {kind.name: kind for kind in registry.all_kinds() if (kind.front or kind.banner) and kind.name != "goal"}
    always = [kind.name for kind in kinds.values() if kind.banner]
    ranked = Window(RowNumber(), partition_by=[F("kind"), F("facet")], order_by=[F("at").desc(), F("id").desc()])
    rows = record.items(subject_id, viewer=viewer, kinds=kinds).annotate(place=ranked)
    rows = rows.filter(Q(place__lte=MOST) | Q(kind__in=always))
    by_kind: dict[str, list[Item]] = {}
    for item in rows:
        front = kinds[item.kind].front
        if front is None or front.facets is None or item.facet in front.facets:
            by_kind.setdefault(item.kind, []).append(item)
    new = record.items(subject_id, viewer=viewer).exclude(written_by=viewer.account_id).order_by("-written_at")
    return FrontItems(by_kind, list(new.filter(written_at__gt=since)[:NEWEST]) if since else [])


def network(
    name: str, subject_id: UUID, *, viewer: Viewer, width: int = 360, whole: bool = True, font: str = picture.FONTS
) -> tuple[picture.Layout, Markup]:
    """Draw the network picture of what this viewer may see: people, and (when `whole`) places and strengths.

    Gives where everything stands, and the drawing in the letters of `font`; `width` as `picture.layout` takes it.
    """
    people = record.entries(registry.get("connection"), subject_id, viewer=viewer)[:WHOLE_PICTURE]
    shown = tuple(
        picture.ConnectionView(str(one.pk), one.name, one.tense, one.closeness, one.sort, one.words)
        for one in people
        if one.tense in TENSES
    )
    if not whole:
        return picture.drawn(name, shown, (), (), width=width, font=font)
    ties = record.entries(registry.get("community_tie"), subject_id, viewer=viewer)[:WHOLE_PICTURE]
    strengths = record.items(subject_id, viewer=viewer, kinds=["strength"])[:WHOLE_PICTURE]
    return picture.drawn(
        name,
        shown,
        tuple(picture.TieView(str(one.pk), one.name, one.tense, one.words) for one in ties if one.tense in TENSES),
        tuple(picture.StrengthView(str(one.pk), one.text) for one in strengths),
        width=width,
        font=font,
    )
