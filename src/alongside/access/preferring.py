"""How somebody likes to use this: written by themself, one row an account."""

from typing import Any
from uuid import UUID

from alongside.access import audit
from alongside.access.models import Account, Preference
from alongside.base.clock import now


def of(account_id: UUID) -> Preference:
    """Give what this account prefers; what everybody begins with when they never said."""
    found = Preference.objects.filter(account_id=account_id).first()
    return found or Preference(account_id=account_id, changed_by=account_id)


def prefer(*, by: Account, **fields: Any) -> None:
    """Keep what `by` prefers: fields of `Preference`; those not named stay as they are."""
    row = of(by.pk)
    for name, value in fields.items():
        setattr(row, name, value)
    row.changed_at, row.changed_by = now(), by.pk
    row.save(force_insert=row._state.adding)
    audit.note(by=by, action="preference.changed", fields=" ".join(sorted(fields)))
