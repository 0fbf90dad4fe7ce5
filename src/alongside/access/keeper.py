"""Calls the keeper's functions: the only way to write what decides who sees what.

Each function lives in the database (`*/sql/*.sql`), checks the signed viewer and writes its own audit row.
"""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from django.db import Error, connection, transaction
from django.utils.translation import gettext as _

from alongside.access.domain import Refused

REFUSED, NOT_ALLOWED = "AL001", "42501"


@contextmanager
def readable_refusals(*, savepoint: bool = True) -> Iterator[None]:
    """Turn the database's own "no" (SQLSTATE AL001) into `Refused`, whose words can be shown.

    The block is a savepoint: after a refusal the page can still be read and shown again.
    """
    try:
        with transaction.atomic() if savepoint else nullcontext():
            yield
    except Error as error:
        cause = error.__cause__
        state = getattr(cause, "sqlstate", None)
        if state == REFUSED:
            raise Refused(cause.diag.message_primary) from None  # type: ignore[union-attr]
        if state == NOT_ALLOWED:
            raise Refused(_("You may not write this here.")) from error
        raise


def call(function: str, *args: Any) -> Any:
    """Call `alongside.<function>(args…)` and give its one value; raises `Refused`."""
    marks = ", ".join(["%s"] * len(args))
    with readable_refusals(), connection.cursor() as cursor:
        cursor.execute(f"SELECT alongside.{function}({marks})", args)
        return cursor.fetchone()[0]


def read(function: str, *args: Any) -> list[dict[str, Any]]:
    """Call a set-returning function that refuses nothing and writes nothing: as `rows`, without a savepoint."""
    marks = ", ".join(["%s"] * len(args))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM alongside.{function}({marks})", args)  # noqa: S608 (our own function names)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def rows(function: str, *args: Any) -> list[dict[str, Any]]:
    """Call a set-returning `alongside.<function>(args…)` and give its rows as dicts; raises `Refused`."""
    marks = ", ".join(["%s"] * len(args))
    with readable_refusals(), connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM alongside.{function}({marks})", args)  # noqa: S608 (our own function names)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
