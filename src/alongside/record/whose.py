"""Whose words rows are and who wrote them, set from the voices that a page has read already, without joining each."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet

from alongside.access.models import Account
from alongside.people.models import Voice

UNSHOWN = ("password", "last_login", "email", "opened_at", "opened_by")


def bare(found: QuerySet[Any]) -> QuerySet[Any]:
    """Give the same rows, without reading voices and writers beside each."""
    return found.select_related(None).defer(None)


class Known:
    """The voices and accounts of a record; accounts outside the circle are read once, when first asked for."""

    def __init__(self, circle: Iterable[Voice]) -> None:
        """Take the voices of the record, each with its account."""
        self.voices = {voice.pk: voice for voice in circle}
        self.accounts = {voice.account_id: voice.account for voice in self.voices.values() if voice.account_id}

    def voiced(self, rows: Iterable[Any], *names: str) -> list[Any]:
        """Set the voices of these names on rows; a row is left out when one it must have cannot be seen here."""
        kept = list(rows)
        for name in names:
            for row in kept:
                _set(row, name, self.voices.get(getattr(row, f"{name}_id")))
            if kept and not type(kept[0])._meta.get_field(name).null:
                kept = [row for row in kept if getattr(row, f"{name}_id") in self.voices]
        return kept

    def all_of(self, found: QuerySet[Any]) -> list[Any]:
        """Read rows with whose words they are and who wrote them."""
        rows = self.voiced(bare(found), "words_of")
        self.written(rows)
        return rows

    def written(self, *many: Iterable[Any], name: str = "written_by") -> None:
        """Set who wrote each row, in one query at most however many lists of rows there are."""
        rows = [row for some in many for row in some]
        self._read({getattr(row, f"{name}_id") for row in rows})
        for row in rows:
            _set(row, name, self.accounts[getattr(row, f"{name}_id")])

    def _read(self, wanted: set[UUID]) -> None:
        missing = wanted - self.accounts.keys()
        if missing:
            self.accounts |= Account.objects.filter(pk__in=missing).defer(*UNSHOWN).in_bulk()


def _set(row: Model, name: str, value: Any) -> None:
    """Set what a join would have read."""
    row._meta.get_field(name).set_cached_value(row, value)  # type: ignore[union-attr]
