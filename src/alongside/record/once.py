"""Rows that are inserted and never changed: the same one twice is one."""

from typing import Any
from uuid import uuid5

from django.db import IntegrityError, transaction
from django.db.models import Model

from alongside.access import keeper
from alongside.access.domain import Refused

OF_THE_MOMENT = {"written_at"}


def insert_once(row: Model) -> bool:
    """Insert a row that has a client's id, a subject and a writer; gives whether it is new.

    The same content under the same id from the same writer a second time changes nothing. Other content under that id
    (somebody went back to the form and sent something else) is another row: nothing sent is lost. Raises `Refused`.
    """
    if _inserted(row):
        return True
    before = _before(row)
    if before is not None and _content(before) == _content(row):
        return False
    row.pk = uuid5(row.pk, repr(sorted(_content(row).items(), key=lambda pair: pair[0])))
    if _inserted(row):
        return True
    if _before(row) is not None:
        return False
    raise Refused("This could not be kept: it belongs to another record, or may not be seen by you.")


def _inserted(row: Model) -> bool:
    try:
        with keeper.readable_refusals(), transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return False
    return True


def _before(row: Model) -> Model | None:
    same = {name: getattr(row, name) for name in ("pk", "written_by_id", "subject_id")}
    return type(row)._default_manager.filter(**same).first()


def _content(row: Model) -> dict[str, Any]:
    own = {field.attname for field in row._meta.concrete_fields if not field.primary_key} - OF_THE_MOMENT
    return {name: str(getattr(row, name)) for name in own}
