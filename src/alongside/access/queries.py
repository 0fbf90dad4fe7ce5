"""What pages may ask about accounts and places of work: nothing of anybody's record."""

from uuid import UUID

from django.db import InterfaceError, OperationalError, connection

from alongside.access import keeper
from alongside.access.domain import DutyKind
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


def has_duty(kind: DutyKind) -> bool:
    """Say whether the signed viewer looks after this, for any organisation, now."""
    return bool(keeper.call("has_duty", kind.value))
