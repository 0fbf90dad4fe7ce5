"""The part `alongside law`: ask the law about decision records. Nothing is kept, and no database is needed."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, Parameter

from alongside.access.doors import by_operator

law = App(name="law", help="What the law says to a decision record.")
Format = Annotated[Literal["json", "text"], Parameter(help="As JSON, or as text for people.")]
AsAt = Annotated[str | None, Parameter(help="By the law of this day (2026-11-21), and not of the record's own.")]


def _day(typed: str | None) -> date | None:
    from alongside.law.mental_capacity_act.reading import day_of

    try:
        return day_of(typed) if typed else None
    except ValueError:
        print(f"alongside: --as-at takes a day, as 2026-11-21; {typed!r} is none.", file=sys.stderr)  # noqa: T201
        sys.exit(2)


@law.command
@by_operator("reads the files named, and no database")
def check(*files: Path, as_at: AsAt = None, format: Format = "text") -> int:  # noqa: A002
    """Say what stands in the way of each record, what to look at, what to ask.

    Exit status 0: nothing is blocked; 1: something is; 2: a file is no decision record.
    """
    from alongside.law.command import check_files

    if not files:
        print("alongside: name at least one file.", file=sys.stderr)  # noqa: T201
        return 2
    told, wrong, status = check_files(files, _day(as_at), format)
    _print(told)
    for line in wrong:
        print(line.encode(errors="backslashreplace").decode(), file=sys.stderr)  # noqa: T201
    return status


@law.command
@by_operator("lists the rules, which are code")
def rules(*, as_at: AsAt = None, format: Format = "text") -> int:  # noqa: A002
    """List the rules, or those in force on a day."""
    from alongside.law.command import list_rules

    _print(list_rules(_day(as_at), format))
    return 0


def _print(text: str) -> None:
    """Print what may hold anything that somebody wrote."""
    sys.stdout.write(
        text.encode(sys.stdout.encoding or "utf-8", errors="backslashreplace").decode(sys.stdout.encoding or "utf-8")
    )
