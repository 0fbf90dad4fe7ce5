"""Reads of this room that are more than one kind's entries."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from alongside.about_me.domain import place_of
from alongside.about_me.models import StayingWell
from alongside.people.domain import Viewer
from alongside.record import queries as record
from alongside.record import registry


def staying_well(subject_id: UUID, *, viewer: Viewer) -> dict[str, list[StayingWell]]:
    """Give the staying-well plan by its parts, each in order: whom to call by place, all else as it was said."""
    return by_part(record.entries(registry.get("staying_well"), subject_id, viewer=viewer))


def by_part(rows: Iterable[Any]) -> dict[str, list[Any]]:
    """Put the entries of a staying-well plan under their parts, in order."""
    found: dict[str, list[Any]] = {}
    for one in sorted(rows, key=lambda one: (place_of(one.position), one.at, one.pk)):
        found.setdefault(one.part, []).append(one)
    return found
