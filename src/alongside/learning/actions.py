"""Every write of this room. The keeper's functions ask for the right once more, and note it."""

from uuid import UUID

from django.db import transaction

from alongside.access import keeper
from alongside.access.actions import OWNER_ALIAS, at_the_machine
from alongside.access.domain import Refused
from alongside.access.models import Account, AuditEvent, Organisation, Team
from alongside.learning.domain import Told
from alongside.learning.models import PracticeNotice


def add(*, by: Account, notice_id: UUID, organisation_id: UUID, told: Told, team_ids: list[UUID]) -> None:
    """Say what is new in how an organisation works. The same id twice is one notice. Raises `Refused`."""
    keeper.call(
        "add_practice",
        notice_id,
        organisation_id,
        told.title,
        told.words,
        told.effective_on,
        told.source,
        told.link,
        list(told.titles),
        team_ids,
        list(told.pages),
    )


def acknowledge(*, by: Account, notice_id: UUID) -> None:
    """Keep that this account has read a notice and knows what it means; twice is once. Raises `Refused`."""
    keeper.call("acknowledge_practice", notice_id)


def withdraw(*, by: Account, notice_id: UUID) -> None:
    """Take a local notice back. Raises `Refused`."""
    keeper.call("withdraw_practice", notice_id)


def load(*, told: Told) -> bool:
    """Add the notice of a file, at the machine; False when one of its reference is there. Raises `Refused`."""
    with transaction.atomic(using=OWNER_ALIAS), at_the_machine():
        notices = PracticeNotice.objects.using(OWNER_ALIAS)
        if notices.filter(reference=told.reference).exists():
            return False
        place = _place(told.organisation)
        row = PracticeNotice(
            organisation_id=place.pk if place else None,
            title=told.title,
            words=told.words,
            sort=told.sort.value,
            effective_on=told.effective_on,
            source=told.source,
            link=told.link,
            titles=list(told.titles),
            teams=_teams(told.teams, place),
            pages=list(told.pages),
            reference=told.reference,
        )
        row.save(using=OWNER_ALIAS, force_insert=True)
        AuditEvent(action="practice.loaded", detail={"notice": str(row.pk)}).save(using=OWNER_ALIAS, force_insert=True)
    return True


def _place(name: str) -> Organisation | None:
    if not name:
        return None
    found = Organisation.objects.using(OWNER_ALIAS).filter(name__iexact=name).first()
    if found is None:
        raise Refused(f"organisation: there is none called “{name}” here.")
    return found


def _teams(names: tuple[str, ...], place: Organisation | None) -> list[UUID]:
    there = {one.name.casefold(): one.pk for one in Team.objects.using(OWNER_ALIAS).filter(organisation=place)}
    if missing := [name for name in names if name.casefold() not in there]:
        raise Refused(f"teams: that organisation has no team called {', '.join(missing)}.")
    return [there[name.casefold()] for name in names]
