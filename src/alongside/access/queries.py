"""What pages may ask about accounts and places of work: nothing of anybody's record."""

from uuid import UUID

from django.db import InterfaceError, OperationalError, connection
from django.http import Http404
from django.utils.translation import gettext as _

from alongside.access import keeper
from alongside.access.domain import DutyKind, Refused
from alongside.access.doors import Door
from alongside.access.models import Account, Organisation


def database_answers() -> bool:
    """Say whether the database can be reached."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (OperationalError, InterfaceError):
        return False
    return True


def account(account_id: UUID) -> Account | None:
    """Give an account that may still sign in."""
    return Account.objects.filter(pk=account_id, is_active=True).first()


def local_help() -> list[dict[str, str]]:
    """Give the numbers to call here, as `{"name", "number", "note"}`, organisation by organisation."""
    places = Organisation.objects.order_by("name")
    return [line for organisation in places for line in organisation.local_help]


def duties_held(*kinds: DutyKind) -> frozenset[DutyKind]:
    """Give which of these duties the signed viewer has now, by one question."""
    asked = ", ".join("alongside.has_duty(%s)" for _kind in kinds)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked}", list(kinds))
        return frozenset(kind for kind, held in zip(kinds, cursor.fetchone(), strict=True) if held)


def has_duty(kind: DutyKind) -> bool:
    """Say whether the signed viewer looks after this, for any organisation, now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT alongside.has_duty(%s)", [kind.value])
        return bool(cursor.fetchone()[0])


def check_door(door: Door | None) -> None:
    """Go on when the viewer may come in; `Refused` to whoever is not staff, Http404 without the duty asked for."""
    if door is None or not (door.is_staff or door.duty):
        return
    if door.is_staff and not keeper.call("my_teams"):
        raise Refused(_("Only somebody who works in a team can do this."))
    if door.duty and not has_duty(DutyKind(door.duty)):
        raise Http404
