"""Writes audit rows, in the transaction of what they speak of. Called by actions, never by pages."""

from uuid import UUID

from alongside.access.models import Account, AuditEvent


def note(*, by: Account, action: str, subject_id: UUID | None = None, **detail: str) -> None:
    """Keep that `by` did `action` (such as `strength.added`). `detail` holds ids and plain words, never care text."""
    AuditEvent(by=by.pk, action=action, subject_id=subject_id, detail=detail).save(force_insert=True)
