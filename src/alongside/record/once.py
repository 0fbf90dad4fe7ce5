"""Rows that are inserted and never changed: the same one twice is one."""

from django.db import DatabaseError, transaction
from django.db.models import Model

from alongside.access import keeper
from alongside.access.domain import Refused


def insert_once(row: Model) -> bool:
    """Insert a row that has a client's id, a subject and a writer; gives whether it is new.

    The same id from the same writer in the same record a second time changes nothing. Raises `Refused` for anything
    else the database does not take.
    """
    try:
        with keeper.readable_refusals(), transaction.atomic():
            row.save(force_insert=True)
    except DatabaseError:
        same = {name: getattr(row, name) for name in ("pk", "written_by_id", "subject_id")}
        if type(row)._default_manager.filter(**same).exists():
            return False
        raise Refused("This could not be kept: it belongs to another record, or may not be seen by you.") from None
    return True
