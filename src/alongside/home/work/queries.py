"""What is asked of one viewer in all their open records, in a constant number of queries."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate

from alongside.contact import queries as contact
from alongside.contact.models import Visit
from alongside.home.work import around
from alongside.home.work.around import News, Owed, Silence, Waiting
from alongside.home.work.domain import HELD_BY_NAME, Group, group_of, is_mine
from alongside.people import queries as people
from alongside.people.domain import Right, SubjectState, Viewer
from alongside.people.models import Subject, Voice
from alongside.people.working import queries as working
from alongside.people.working.owning import Gone, falls_to
from alongside.record import registry
from alongside.record.registry import Due

MOST = 20


@dataclass(frozen=True, slots=True)
class Place:
    """The viewer's own voice in a record, and whether the record is their own."""

    voice_id: UUID
    is_self: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that is asked, and the viewer's own place there, if they have one.

    `gone` is whoever it is with, where that is another who is away or gone.
    """

    due: Due
    place: Place | None
    gone: Gone | None = None


@dataclass(frozen=True, slots=True)
class Mine:
    """Where the viewer has a place, where they work (or are the person), and who of those they see to things for."""

    places: dict[UUID, Place]
    works: frozenset[UUID]
    gone: dict[UUID, Gone]
    fallen: dict[UUID, Gone]


def mine(*, viewer: Viewer) -> Mine:
    """Give the viewer's places in open records, not where they have left the circle; in three questions."""
    found = Voice.objects.filter(account_id=viewer.account_id, subject__state=SubjectState.OPEN)
    rows = found.exclude(until__lte=localdate()).values_list("subject_id", "id", "kind")
    places = {subject_id: Place(pk, kind == "self") for subject_id, pk, kind in rows}
    works = people.where_held(Right.CARE, Right.SELF, viewer=viewer)
    gone = working.not_here(viewer=viewer) if works else {}
    own = {one.voice_id for one in places.values()}
    fallen = {
        voice: one
        for voice, one in gone.items()
        if voice not in own and falls_to(one, viewer.account_id, works_here=one.subject_id in works)
    }
    return Mine(places, works, gone, fallen)


def asked(here: Mine, *, viewer: Viewer) -> list[Asked]:
    """Give everything that is asked of this viewer, the nearest day first, those without a day last.

    What names nobody is given to the person, and to those who work with them and have a voice in their record. What
    names somebody who is away or gone is given to whoever sees to it now.
    """
    own = frozenset(one.voice_id for one in here.places.values())
    if not own and not here.fallen and not viewer.is_staff:
        return []
    voices = own | here.fallen.keys()
    found = []
    for kind in registry.all_kinds():
        for due in kind.due(viewer=viewer, voices=voices) if kind.due is not None else ():
            place = here.places.get(due.subject_id)
            gone = here.fallen.get(due.who_id) if due.who_id and due.sort in HELD_BY_NAME else None
            if gone is not None:
                if due.sort != "yes" or not gone.is_away:
                    found.append(Asked(due, place, gone))
            elif (place or due.sort == "authorise") and is_mine(
                due.sort, due.who_id, voices=own, works_here=due.subject_id in here.works
            ):
                found.append(Asked(due, place))
    return sorted(found, key=_nearest)


def _nearest(one: Asked) -> Any:
    return (one.due.by is None, one.due.by or 0, one.due.entry_id)


# The whole page


@dataclass(frozen=True, slots=True)
class Day:
    """My work as one page shows it: some of each group, whether there is more, and whose records they are in."""

    visits: list[Visit]
    groups: dict[Group, list[Asked]]
    more: frozenset[Group]
    waiting: list[Waiting]
    silent: list[Silence]
    news: list[News]
    owed: list[Owed]
    places: dict[UUID, Place]
    subjects: dict[UUID, Subject]


def day(*, viewer: Viewer, today: date, only: Group | None = None) -> Day:
    """Give the page of work of this viewer on this day; `only` gives one group whole, and nothing else."""
    here = mine(viewer=viewer)
    found = asked(here, viewer=viewer)
    known = {one.due.entry_id for one in found}
    others = [one for one in _waiting(here, viewer) if one.sort == "visit" or one.entry_id not in known]
    own_visits = {one.entry_id for one in others if one.sort == "visit"}
    groups: dict[Group, list[Asked]] = {group: [] for group in Group}
    for one in found:
        if one.due.entry_id not in own_visits:
            groups[group_of(one.due.sort, one.due.by, today)].append(one)
    if only is not None:
        shown = {only: groups[only]}
        return _named([], shown, frozenset(), [], [], [], [], here, viewer)
    shown = {group: some[:MOST] for group, some in groups.items() if some}
    more = frozenset(group for group, some in groups.items() if len(some) > MOST)
    at_work = viewer.is_staff
    return _named(
        _visits(here, viewer, today),
        shown,
        more,
        others[:MOST],
        around.silent(viewer=viewer) if at_work else [],
        around.news(viewer=viewer) if at_work else [],
        around.owed(viewer=viewer),
        here,
        viewer,
    )


def _waiting(here: Mine, viewer: Viewer) -> list[Waiting]:
    own = [one.voice_id for one in here.places.values()]
    return around.waiting(own, here.gone, viewer=viewer)


def _visits(here: Mine, viewer: Viewer, today: date) -> list[Visit]:
    voices = [one.voice_id for one in here.places.values()]
    voices += [voice for voice, one in here.fallen.items() if one.is_away]
    own = [subject_id for subject_id, one in here.places.items() if one.is_self]
    return contact.visits_on(today, voices=voices, own=own, viewer=viewer)


def _named(
    visits: list[Visit],
    groups: dict[Group, list[Asked]],
    more: frozenset[Group],
    others: list[Waiting],
    quiet: list[Silence],
    new: list[News],
    debts: list[Owed],
    here: Mine,
    viewer: Viewer,
) -> Day:
    rows: tuple[Iterable[Any], ...] = (visits, others, quiet, new)
    wanted = {one.subject_id for some in rows for one in some}
    wanted |= {one.due.subject_id for some in groups.values() for one in some}
    subjects = {one.pk: one for one in Subject.objects.filter(pk__among=wanted)} if wanted else {}
    is_seen: Callable[[UUID], bool] = subjects.__contains__
    return Day(
        [one for one in visits if is_seen(one.subject_id)],
        {group: [one for one in some if is_seen(one.due.subject_id)] for group, some in groups.items()},
        more,
        [one for one in others if is_seen(one.subject_id)],
        [one for one in quiet if is_seen(one.subject_id)],
        [one for one in new if is_seen(one.subject_id)],
        debts,
        here.places,
        subjects,
    )
