"""`alongside import fhir FILE…`: what it prints, and what it gives back to the shell."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from .bringing import Tally, Told, gather, place
from .problems import plain
from .records import Loader
from .spool import Spool

LONG_LIST = 300


def run(files: Sequence[Path], team: str | None = None, *, sender: str = "", listing: Path | None = None) -> int:
    """`alongside import fhir`: brings files into the database as the service account; see `bring_in`.

    `team` is the name of the team new subjects go to, the first one where it is None. Gives 1 where there is none.
    """
    from alongside.base.clock import now
    from alongside.exchange.loading import DatabaseLoader, NoTeamError, find_team

    try:
        loader = DatabaseLoader(find_team(team))
    except NoTeamError as error:
        Console(soft_wrap=True).print(str(error), highlight=False, markup=False)
        return 1
    return bring_in(files, loader, today=now().date(), sender=sender, listing=listing)


def bring_in(
    files: Sequence[Path],
    loader: Loader,
    *,
    today: date,
    sender: str = "",
    listing: Path | None = None,
    console: Console | None = None,
) -> int:
    """Brings files in through a loader and prints what was not placed; the last line holds the counts.

    `sender` tells systems apart whose resources have the same ids. `listing` is a file for the whole list, one
    tab-separated line each; on screen a long list is folded by type, element and reason, with how many and an
    example. Gives 0 where at least one resource was read, else 1.
    """
    console = console or Console(soft_wrap=True)
    tally = Tally()
    with Spool(sender) as spool:
        with _bar(console, "Reading", sum(_size(file) for file in files)) as told:
            gather(files, spool, tally, progress=told)
        with _bar(console, "Keeping", len(spool.subjects())) as told:
            place(spool, loader, tally, today=today, progress=told)
        if tally.not_placed:
            console.print(_folded(spool) if tally.not_placed > LONG_LIST else _whole(spool))
        if listing:
            _write(spool, listing)
        elif tally.not_placed > LONG_LIST:
            console.print("The list is folded. Give --listing FILE to have every line of it.")
    console.print(tally.line(), highlight=False, markup=False)
    return 0 if tally.read else 1


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except (OSError, ValueError):
        return 0


@contextmanager
def _bar(console: Console, what: str, total: int) -> Iterator[Told]:
    columns = (TextColumn(what), BarColumn(), TextColumn("{task.percentage:>3.0f} %"), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(what, total=max(total, 1))
        yield lambda step: progress.advance(task, step)


def _table(*heads: str) -> Table:
    table = Table(title="Not placed", title_justify="left")
    for head in heads:
        table.add_column(head, overflow="fold")
    return table


def _whole(spool: Spool) -> Table:
    table = _table("Where", "Resource", "Element", "Why")
    for one in spool.problems():
        where = ", ".join(filter(None, [one.file, one.where]))
        table.add_row(*(escape(plain(text)) for text in (where, one.resource, one.element, one.why)))
    return table


def _folded(spool: Spool) -> Table:
    table = _table("Type", "Element", "Why", "How many", "For example")
    for kind, element, why, many, example in spool.grouped():
        table.add_row(*(escape(plain(str(text))) for text in (kind, element, why, many, example)))
    return table


def _write(spool: Spool, listing: Path) -> None:
    with listing.open("w", encoding="utf-8") as out:
        for one in spool.problems():
            texts = (one.file, one.where, one.resource, one.element, one.why)
            out.write("\t".join(plain(text) for text in texts) + "\n")
