"""What is asked of one viewer in all their open records, in a constant number of queries."""

from dataclasses import dataclass
from typing import Any

from alongside.home.work.domain import is_mine
from alongside.people import queries as people
from alongside.people.domain import Right, Viewer
from alongside.people.models import Subject, Voice
from alongside.record import registry
from alongside.record.registry import Due


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that is asked, in whose record, and the viewer's own voice there."""

    due: Due
    subject: Subject
    voice: Voice


def asked(*, viewer: Viewer) -> list[Asked]:
    """Give everything that is asked of this viewer, the nearest day first, those without a day last.

    Closed records are left out, and those whose circle the viewer has left. What names nobody is given to the person,
    and to those who work with them and have a voice in their record.
    """
    voices = {voice.subject_id: voice for voice in people.own_voices_everywhere(viewer=viewer)}
    if not voices:
        return []
    own = frozenset(voice.pk for voice in voices.values())
    works = people.where_held(Right.CARE, Right.SELF, viewer=viewer)
    found = [
        Asked(due, voices[due.subject_id].subject, voices[due.subject_id])
        for kind in registry.all_kinds()
        if kind.due is not None
        for due in kind.due(viewer=viewer, voices=own)
        if due.subject_id in voices and is_mine(due.sort, due.who_id, voices=own, works_here=due.subject_id in works)
    ]
    return sorted(found, key=_nearest)


def _nearest(one: Asked) -> Any:
    return (one.due.by is None, one.due.by or 0, one.subject.liked_name.lower(), one.due.entry_id)
