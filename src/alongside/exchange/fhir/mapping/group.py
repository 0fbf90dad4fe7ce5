"""One person and all that came in about them → a subject, a circle, goals, steps, and what found no place."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal
from uuid import UUID

from ..problems import Problem
from ..records import EntryIn, SubjectIn, VoiceIn, stable_id
from ..sheet import Row, Sheet
from ..spool import Spool
from .circle import Circle
from .goals import goal
from .person import NotPlacedError, subject
from .plans import Plans, care_plan

Known = Callable[[Literal["subject", "goal"], UUID, UUID], bool]


@dataclass
class Mapped:
    """The records of one group, in the order they can be kept, and what was not placed.

    `subject` is None where it is here from an earlier import. `helpers` are the keys of resources used for a name or
    an activity.
    """

    subject: SubjectIn | None = None
    voices: list[VoiceIn] = field(default_factory=list)
    entries: list[EntryIn] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    helpers: set[str] = field(default_factory=set)


def map_group(key: str, spool: Spool, known: Known, today: date) -> Mapped:
    """Everything about the person under `key`. Asks `known` ("subject" or "goal", id, whose) for what is here already.

    Raises nothing for what the resources hold.
    """
    mapped = Mapped()
    why = _begin(key, spool, known, today, mapped)
    if why:
        mapped.problems += refuse(key, spool, why)
        return mapped

    def find(reference: str, system: str) -> tuple[str, Row | None]:
        found = spool.find(reference, system)
        return found, spool.get(found) if found else None

    circle = Circle(key, find)
    for row in spool.of(key, "RelatedPerson"):
        _each(row, mapped, circle.related_person)
    for row in spool.of(key, "CareTeam"):
        _each(row, mapped, circle.care_team)
    goals: dict[str, UUID] = {}
    for row in spool.of(key, "Goal"):
        _each(row, mapped, lambda sheet: _goal(sheet, circle, today, mapped, goals))
    plans = Plans(circle, goals, lambda one: known("goal", one, circle.subject), today)
    for row in spool.of(key, "CarePlan"):
        _each(row, mapped, lambda sheet: care_plan(sheet, plans))
    mapped.entries += plans.made
    mapped.voices = list(circle.voices.values())
    for name, sheet in circle.helpers.items():
        mapped.helpers.add(name)
        mapped.problems += sheet.problems()
    return mapped


def refuse(key: str, spool: Spool, why: str) -> Iterator[Problem]:
    """Every resource of a group as not placed: the Patient for `why`, the others because of the Patient."""
    for row in spool.of(key, "Patient"):
        yield row.problem(why)
    whose = key.rpartition("|")[2]
    for kind in ("RelatedPerson", "CareTeam", "Goal", "CarePlan"):
        for row in spool.of(key, kind):
            yield row.problem(f"it is about {whose}: {why}")


def _begin(key: str, spool: Spool, known: Known, today: date, mapped: Mapped) -> str:
    patient = spool.get(key)
    if patient is None:
        if "|Patient/" not in key:
            return "it is not about one person"
        return (
            ""
            if known("subject", stable_id(key), stable_id(key))
            else "that person is neither in the files given nor here already"
        )
    if () in patient.refused:
        return patient.refused[()]
    sheet = Sheet(patient)
    try:
        mapped.subject = subject(sheet, today)
    except NotPlacedError as reason:
        return str(reason)
    mapped.problems += sheet.problems()
    return ""


def _goal(sheet: Sheet, circle: Circle, today: date, mapped: Mapped, goals: dict[str, UUID]) -> None:
    made = goal(sheet, circle, today)
    mapped.entries.append(made)
    goals[sheet.row.key] = made.id


def _each(row: Row, mapped: Mapped, place: Callable[[Sheet], None]) -> None:
    if () in row.refused:
        mapped.problems.append(row.problem(row.refused[()]))
        return
    sheet = Sheet(row)
    try:
        place(sheet)
    except NotPlacedError as reason:
        mapped.problems.append(row.problem(str(reason)))
    else:
        mapped.problems += sheet.problems()
