"""Reads about what is kept from somebody: for those who work with the person, and for whoever looks after privacy."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q
from django.http import Http404

from alongside.access import keeper
from alongside.people.domain import Right, Viewer
from alongside.record import queries, registry
from alongside.record.domain import Whom
from alongside.record.models import Challenge, HealthOpinion, Item, Withholding, WithholdingStep


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who works with the person."""

    account_id: UUID
    name: str
    title: str
    is_lead: bool


@dataclass(frozen=True, slots=True)
class Told:
    """One withholding whole: with what was kept along, its steps and opinions."""

    main: Withholding
    along: list[Withholding] = field(default_factory=list)
    steps: list[WithholdingStep] = field(default_factory=list)
    opinions: list[HealthOpinion] = field(default_factory=list)


def colleagues(subject_id: UUID) -> list[Colleague]:
    """Give those who work with the person, leads first; raises `Refused` for anybody else who asks."""
    return [
        Colleague(row["account"], row["name"], row["title"], row["is_lead"])
        for row in keeper.rows("colleagues", subject_id)
    ]


def live(subject_id: UUID, *, viewer: Viewer) -> list[Withholding]:
    """Give the withholdings of a record that stand now, as far as the viewer may know of them."""
    if not viewer.sight.has(Right.CARE):
        return []
    found = Withholding.objects.filter(subject_id=subject_id, lifted_at=None)
    return list(found.select_related("account").order_by("review_by", "made_at"))


def all_of(subject_id: UUID, *, viewer: Viewer) -> list[Withholding]:
    """Give every withholding of a record, those that stand first; what was kept along is left to its main one."""
    if not viewer.sight.has(Right.CARE):
        return []
    found = Withholding.objects.filter(subject_id=subject_id, along_with=None).select_related("account")
    return sorted(found.order_by("made_at"), key=lambda one: one.lifted_at is not None)


def one(withholding_id: UUID, *, subject_id: UUID, viewer: Viewer) -> Told:
    """Give one withholding whole; raises Http404 alike when it is not there and when it is not to be known."""
    found = Withholding.objects.filter(pk=withholding_id, subject_id=subject_id, along_with=None)
    main = found.select_related("account", "second_asked", "decider").first() if viewer.sight.has(Right.CARE) else None
    if main is None:
        raise Http404
    return Told(
        main,
        list(Withholding.objects.filter(along_with=main, lifted_at=None)),
        list(main.steps.select_related("written_by").order_by("written_at")),
        list(main.opinions.order_by("-given_on", "-written_at")),
    )


def names(withholdings: Iterable[Withholding], *, viewer: Viewer) -> dict[UUID, str]:
    """Give the names of the professionals who act in these."""
    from alongside.access.models import Account

    ids = {pk for each in withholdings for pk in (each.made_by, each.second_by, each.lifted_by) if pk}
    return dict(Account.objects.filter(pk__in=ids).values_list("pk", "name"))


def hangs_on(item_id: UUID, *, subject_id: UUID, viewer: Viewer) -> list[Item]:
    """Give every entry that would point at a withheld one: by a link of its kind, as part of a meeting, and so on.

    A step tells of its goal, a line of its need, what was said in a meeting of the meeting.
    """
    found: set[UUID] = set()
    ahead = {item_id}
    while ahead:
        ahead = _pointing_at(ahead, subject_id) - found - {item_id}
        found |= ahead
    return list(queries.items(subject_id, viewer=viewer).filter(pk__in=found).order_by("at", "id"))


def _pointing_at(ids: set[UUID], subject_id: UUID) -> set[UUID]:
    return {
        pk
        for kind in registry.all_kinds()
        for pk in kind.model._default_manager.filter(_links_to(kind, ids), subject_id=subject_id).values_list(
            "pk", flat=True
        )
    }


def _links_to(kind: registry.Kind, ids: set[UUID]) -> Q:
    """Give the condition that one of a kind's links, single or a list, names one of these entries."""
    found = Q(contribution_id__in=ids)
    for name in kind.links:
        column = kind.model._meta.get_field(name)
        is_list = column.get_internal_type() == "ArrayField"
        found |= Q(**{f"{name}__overlap": list(ids)}) if is_list else Q(**{f"{name}__in": ids})
    return found


def can_be_kept(item: Item, *, whom: Whom, account_id: UUID | None, circle: Iterable[Any]) -> bool:
    """Say whether an entry may be kept from them: not from who wrote it, nobody's own words from themself."""
    voice = next((one for one in circle if one.pk == item.words_of_id), None)
    speaker = voice.account_id if voice else None
    person = next((one for one in circle if one.is_self), None)
    if whom == Whom.PERSON:
        return not (voice and voice.is_self) and (person is None or person.account_id != item.written_by_id)
    if whom == Whom.ACCOUNT:
        return account_id not in (item.written_by_id, speaker)
    return True


@contextmanager
def on_paper() -> Iterator[None]:
    """Leave out, while a paper is made, what is kept from the person or the circle: paper is given out of hand.

    The database narrows by it (`hidden`, `seen`). After a failure the transaction is rolled back, and it with it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('alongside.paper', 'yes', true)")
        yield
        cursor.execute("SELECT set_config('alongside.paper', '', true)")


def everywhere() -> list[dict[str, Any]]:
    """Give every withholding for whoever looks after privacy, without care text; raises `Refused` for anybody else."""
    return keeper.rows("withheld_everywhere")


def late_challenges() -> list[dict[str, Any]]:
    """Give the challenges whose day has gone by, for whoever looks after privacy; raises `Refused` for anybody else."""
    return keeper.rows("challenges_late")


def waits(each: Withholding, day: date) -> list[tuple[str, date]]:
    """Give what a withholding waits for: (what, by when), the nearest first."""
    found = [("review", each.review_by)]
    if each.second_at is None and each.second_due:
        found.append(("second", each.second_due))
    if each.opinion_due:
        found.append(("opinion", each.opinion_due))
    if each.decision_due:
        found.append(("decision", each.decision_due))
    return sorted(found, key=lambda pair: pair[1])


def open_challenges(*, viewer: Viewer) -> list[Challenge]:
    """Give the challenges this account owns and has not answered, in every record."""
    found = Challenge.objects.filter(owner_id=viewer.account_id, answered_at=None, shut=False)
    return list(found.select_related("subject", "item").order_by("answer_by"))


def asked_of(*, viewer: Viewer) -> list[Withholding]:
    """Give the withholdings in which this account acts, in every record."""
    me = viewer.account_id
    found = Withholding.objects.filter(
        Q(made_by=me) | Q(second_by=me) | Q(second_asked_id=me, second_at=None) | Q(decider_id=me),
        lifted_at=None,
        along_with=None,
    )
    return list(found.select_related("subject").order_by("review_by"))
