"""How people are shown in lists."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.people import queries, words
from alongside.people.domain import SubjectKind, SubjectState, Viewer
from alongside.people.models import Details, Subject, Voice

MY_PEOPLE = gettext_lazy("My people")
STATES = {
    SubjectState.DIED: gettext_lazy("Has died"),
    SubjectState.REDIRECTED: gettext_lazy("Joined into another record"),
}


def row(subject: Subject, teams: list[str], voice: Voice | None, *, viewer: Viewer) -> dict[str, Any]:
    """Give a record as one line of a list: name, place, born, and why it is on this list."""
    details: Details | None = getattr(subject, "details", None)
    return {
        "href": reverse("front", args=[subject.pk]),
        "name": subject.name,
        "known_as": "" if subject.known_as in {subject.name, *subject.name.split()} else subject.known_as,
        "is_group": subject.kind == SubjectKind.GROUP,
        "place": subject.place,
        "born": details.born if details else None,
        "state": STATES.get(SubjectState(subject.state), ""),
        "is_own": bool(voice and voice.is_self),
        "shared": _shared(voice) if voice and not voice.is_self and not viewer.is_staff else "",
        "teams": teams,
    }


def _shared(voice: Voice) -> str:
    said = words.relationship(voice.relationship)
    return _("Shared with you · %(who)s") % {"who": said.lower()} if said else _("Shared with you")


def rows(subjects: list[Subject], *, viewer: Viewer) -> list[dict[str, Any]]:
    """Give a page of the list; two queries for all of it."""
    ids = [subject.pk for subject in subjects]
    teams = queries.teams_of(ids, viewer=viewer) if viewer.is_staff else {}
    voices = queries.own_voices(ids, viewer=viewer)
    return [
        row(one, [team.name for team in teams.get(one.pk, ())], voices.get(one.pk), viewer=viewer) for one in subjects
    ]
