"""Reads of my data beyond the tables: who looked, and what is left out, for whoever looks after privacy."""

from typing import Any
from uuid import UUID

from alongside.access import keeper
from alongside.access.models import Account
from alongside.people import queries as people

EVERY_LOOK = 1_000_000


def looks(subject_id: UUID) -> list[dict[str, Any]]:
    """Give who looked and who changed something, all of it, for the person alone."""
    return people.who_looked(subject_id, most=EVERY_LOOK)


def names(account_ids: set[UUID]) -> dict[UUID, str]:
    """Give the names of these accounts."""
    return dict(Account.objects.filter(pk__in=account_ids).order_by("pk").values_list("pk", "name"))


def left_out(subject_id: UUID) -> list[dict[str, Any]]:
    """Give each entry that the person's copy leaves out, with the ground; for the privacy lead. Raises `Refused`."""
    return keeper.rows("left_out", subject_id)


def records_with_left_out() -> list[dict[str, Any]]:
    """Give the records in the privacy lead's care from whose copies something is left out. Raises `Refused`."""
    return keeper.rows("left_out_records")
