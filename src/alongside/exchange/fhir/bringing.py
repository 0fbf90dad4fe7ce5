"""Bringing files in: read all, settle who is who, then keep one person's whole group at a time."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .elements import HELPERS, RESOURCES
from .mapping import Mapped, map_group
from .mapping.group import refuse
from .problems import Problem
from .reading import MAX_BYTES, Found, read
from .records import Loader, Origin, Outcome, stable_id
from .shape import check, without
from .spool import Spool

NOBODY = "it does not say whom it is about in a way that can be followed"

log = logging.getLogger(__name__)

Told = Callable[[int], None]


@dataclass
class Tally:
    """The last line: resources read, records made, records found as they were, and the length of the list."""

    read: int = 0
    made: int = 0
    unchanged: int = 0
    not_placed: int = 0

    def line(self) -> str:
        """The last line of an import."""
        counts = f"read {self.read}, made {self.made}, unchanged {self.unchanged}, not placed {self.not_placed}"
        return counts


class GroupStoppedError(Exception):
    """A subject was refused: nothing of the group may stay."""


def gather(files: Iterable[Path], spool: Spool, tally: Tally, *, progress: Told, limit: int = MAX_BYTES) -> None:
    """Reads files into the spool, each resource checked against R4. `progress` is told bytes as they are read."""
    for file in files:
        for one in read(file, progress=progress, limit=limit):
            if isinstance(one, Problem):
                spool.problem(one)
                continue
            tally.read += 1
            spool.add(_checked(one))
    spool.settle()


def _checked(one: Found) -> Found:
    if one.resource.get("resourceType") not in RESOURCES:
        return one
    refused = one.refused | check(without(one.resource, one.refused))
    return Found(one.file, one.where, one.resource, one.full_url, refused)


def place(spool: Spool, loader: Loader, tally: Tally, *, today: date, progress: Told) -> None:
    """Keeps everything gathered, a subject at a time; lists what is not placed. `progress` is told 1 for each subject.

    An error inside a group undoes that group alone and is listed.
    """
    helpers: set[str] = set()
    for key in spool.subjects():
        mapped = map_group(key, spool, loader.known, today)
        _keep_group(key, mapped, spool, loader, tally)
        helpers |= mapped.helpers
        progress(1)
    for row in spool.loose():
        if row.kind in RESOURCES:
            spool.problem(row.problem(row.refused.get((), NOBODY)))
        elif row.key not in helpers:
            spool.problem(row.problem(_unused(row.kind)))
    tally.not_placed = spool.count_problems()


def _unused(kind: str) -> str:
    if kind in HELPERS:
        return "read for the names of those around a person; nobody brought in points to it"
    return "it comes in only as the activity of a plan that points to it"


def _keep_group(key: str, mapped: Mapped, spool: Spool, loader: Loader, tally: Tally) -> None:
    counts: dict[str, int] = {"made": 0, "unchanged": 0}
    problems = list(mapped.problems)
    try:
        with loader.group(stable_id(key)):
            _keep(mapped, loader, counts, problems)
    except GroupStoppedError as stopped:
        problems, counts = list(refuse(key, spool, str(stopped))), {}
    except Exception:
        log.exception("import of one group failed")
        why = "something went wrong while keeping it, and nothing of this person's was kept; the log says what"
        problems, counts = list(refuse(key, spool, why)), {}
    tally.made += counts.get("made", 0)
    tally.unchanged += counts.get("unchanged", 0)
    for problem in problems:
        spool.problem(problem)


def _keep(mapped: Mapped, loader: Loader, counts: dict[str, int], problems: list[Problem]) -> None:
    if mapped.subject:
        outcome = loader.subject(mapped.subject)
        if outcome.result == "refused":
            raise GroupStoppedError(outcome.why)
        _count(outcome, mapped.subject.origin, counts, problems)
    for voice in mapped.voices:
        _count(loader.voice(voice), voice.origin, counts, problems)
    for entry in mapped.entries:
        _count(loader.entry(entry), entry.origin, counts, problems)


def _count(outcome: Outcome, origin: Origin, counts: dict[str, int], problems: list[Problem]) -> None:
    if outcome.result in counts:
        counts[outcome.result] += 1
    else:
        problems.append(Problem(origin.file, origin.where, origin.resource, origin.element, outcome.why))
