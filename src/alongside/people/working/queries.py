"""Reads about who works with somebody. Each is for the signed viewer; keeper functions narrow to what they may know."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404

from alongside.access import keeper
from alongside.access.domain import TeamRole
from alongside.access.models import Membership, Team
from alongside.base.clock import now
from alongside.people.domain import Viewer
from alongside.people.models import Grant
from alongside.people.working.domain import Hours
from alongside.people.working.models import Absence, Arrangement, Objection, TellMe, Transfer
from alongside.people.working.owning import Gone, Who, Why


@dataclass(frozen=True, slots=True)
class Presence:
    """Whether somebody of a circle can be reached here: away until when, who stands in, when they read messages."""

    account_id: UUID
    voice_id: UUID
    is_here: bool
    away_until: datetime | None
    cover_id: UUID | None
    cover: str
    is_staff: bool
    hours: Hours


FAR = datetime(9000, 1, 1).astimezone()


def looks(
    subject_id: UUID, *, before: datetime | None = None, who: UUID | None = None, most: int = 300
) -> list[dict[str, Any]]:
    """Give who opened or changed the record, newest first, with why they might; for the person alone."""
    return keeper.rows("looks", subject_id, before or FAR, who, most)


def denies(subject_id: UUID, *, viewer: Viewer) -> list[Grant]:
    """Give whom this record is shut to now, as far as the viewer may know: never one that names the viewer."""
    found = Grant.objects.filter(subject_id=subject_id, deny=True).filter(Q(ends=None) | Q(ends__gt=now()))
    return list(found.select_related("account", "team").order_by("starts"))


def is_restricted(subject_id: UUID, *, viewer: Viewer) -> bool:
    """Say whether only those named in it may open this record."""
    return any(one.account_id is None and one.team_id is None for one in denies(subject_id, viewer=viewer))


def allocation(subject_id: UUID, grant_id: UUID, *, viewer: Viewer) -> Grant:
    """Give a grant of this record that the viewer may see and that has not ended; raises Http404."""
    found = Grant.objects.filter(subject_id=subject_id, pk=grant_id).filter(Q(ends=None) | Q(ends__gt=now()))
    grant = found.select_related("account", "team").first()
    if grant is None:
        raise Http404
    return grant


def objections(subject_id: UUID, *, viewer: Viewer) -> list[Objection]:
    """Give the objections of this record, newest first: for the person, and for leads whom they are not about."""
    found = Objection.objects.filter(subject_id=subject_id).select_related("account", "team")
    return list(found.order_by("-made_at"))


def objection(subject_id: UUID, objection_id: UUID, *, viewer: Viewer) -> Objection:
    """Give one objection; raises Http404."""
    found = next((one for one in objections(subject_id, viewer=viewer) if one.pk == objection_id), None)
    if found is None:
        raise Http404
    return found


def open_objections(*, viewer: Viewer) -> list[Objection]:
    """Give the objections that wait for this lead, in all their records, the nearest day first."""
    found = Objection.objects.filter(answered_at=None).exclude(made_by=viewer.account_id)
    return list(found.select_related("subject").order_by("answer_by", "pk"))


def overdue_objections() -> list[dict[str, Any]]:
    """Give the objections that who looks after privacy may answer: overdue ones, and those no lead can answer."""
    return keeper.rows("objections_for_privacy")


def transfers(subject_id: UUID, *, viewer: Viewer) -> list[Transfer]:
    """Give the transfers of this record, newest first."""
    found = Transfer.objects.filter(subject_id=subject_id).exclude(outcome="withdrawn")
    return list(found.select_related("from_team", "to_team").order_by("-asked_at"))


def transfer(subject_id: UUID, transfer_id: UUID, *, viewer: Viewer) -> Transfer:
    """Give one transfer of this record; raises Http404."""
    found = next((one for one in transfers(subject_id, viewer=viewer) if one.pk == transfer_id), None)
    if found is None:
        raise Http404
    return found


def transfers_to_me() -> list[dict[str, Any]]:
    """Give what other teams ask of the teams this viewer leads: name and summary, and no more."""
    return keeper.rows("transfers_to_me")


def tell_me(subject_id: UUID, *, viewer: Viewer) -> TellMe | None:
    """Give what the person wishes to hear of, if they said."""
    return TellMe.objects.filter(subject_id=subject_id).first()


def led_teams(*, viewer: Viewer) -> list[Team]:
    """Give the teams this viewer leads, by name."""
    live = Membership.objects.filter(account_id=viewer.account_id, role=TeamRole.LEAD, starts__lte=now())
    live = live.filter(Q(ends=None) | Q(ends__gt=now())).select_related("team").order_by("team__name")
    return [one.team for one in live]


def other_teams(teams: list[Team], *, viewer: Viewer) -> list[Team]:
    """Give every team but these, by name, with its organisation: who works here is no secret from staff."""
    found = Team.objects.exclude(pk__in=[one.pk for one in teams])
    return list(found.select_related("organisation").order_by("name"))


def leads_here(subject_id: UUID) -> bool:
    """Say whether the signed viewer decides, as a lead, about who works with this person."""
    return bool(keeper.call("leads_here", subject_id))


def waits_for_lead(*, viewer: Viewer) -> dict[str, int]:
    """Count what waits for this viewer as a lead: objections, transfers asked of their teams, unusual looking."""
    if not led_teams(viewer=viewer):
        return {}
    return {
        "objections": len(open_objections(viewer=viewer)),
        "transfers": sum(1 for one in transfers_to_me() if not one["outcome"]),
        "alerts": sum(1 for one in alerts() if not one["verdict"]),
    }


def waits_for_privacy() -> dict[str, int]:
    """Count what waits for who looks after privacy."""
    return {
        "glass": sum(1 for one in glass_looks() if not one["verdict"] or (one["opened"] and not one["told_at"])),
        "late_objections": len(overdue_objections()),
        "alerts": sum(1 for one in alerts() if not one["verdict"]),
    }


def glass_find(*, name: str, born: date | None, nhs_number: str) -> list[dict[str, Any]]:
    """Give whom somebody may mean who has to look now: at most five, restricted ones without name or dates."""
    return keeper.rows("glass_find", name, born, nhs_number)


def glass_looks() -> list[dict[str, Any]]:
    """Give every look in an emergency, for who looks after privacy."""
    return keeper.rows("glass_looks")


def alerts() -> list[dict[str, Any]]:
    """Give unusual looking: for who looks after privacy, and for the leads of whoever looked."""
    return keeper.rows("alerts")


def presence(subject_id: UUID, *, viewer: Viewer) -> dict[UUID, Presence]:
    """Give, by voice, everybody with an account in this circle and whether they can be reached; one question."""
    found = {}
    for row in keeper.rows("presence", subject_id):
        told = (row["reads_days"], row["reads_from"], row["reads_until"], row["zone"])
        found[row["voice"]] = Presence(
            row["account"],
            row["voice"],
            row["is_here"],
            row["away_until"],
            row["cover"],
            row["cover_name"] or "",
            row["is_staff"],
            Hours() if None in told else Hours(*told),
        )
    return found


def absences(*, viewer: Viewer) -> list[Absence]:
    """Give the absences, now and to come, that this viewer knows of: their own, those they cover, their workers'."""
    live = Absence.objects.filter(ended_at=None, ends__gt=now()).select_related("account", "cover")
    return list(live.order_by("starts", "pk"))


def not_covered() -> list[dict[str, Any]]:
    """Give `absence`, `subject`, `is_shut`: records of workers of the signed lead that their cover cannot open."""
    return keeper.rows("not_covered")


def arrangement(subject_id: UUID, *, viewer: Viewer) -> Arrangement | None:
    """Give how often one agreed to be in touch, for the person and those who work with them."""
    return Arrangement.objects.filter(subject_id=subject_id).first()


def not_here(subject_id: UUID | None = None, *, viewer: Viewer) -> dict[UUID, Gone]:
    """Give, by voice, who is away or gone and who could see to things instead: in this record, or in all; one question.

    In all: of those the viewer works with, and of their own record.
    """
    found = {}
    for row in keeper.read("not_here", subject_id):
        found[row["voice"]] = Gone(
            row["subject"],
            row["voice"],
            row["name"],
            Why(row["why"]),
            row["away_until"],
            _who(row, "cover"),
            _who(row, "named"),
            row["named_is_away"],
            _who(row, "named_cover"),
            frozenset(row["leads"]),
        )
    return found


def _who(row: dict[str, Any], name: str) -> Who | None:
    return Who(row[name], row[f"{name}_name"]) if row[name] else None
