"""What a copy shows, without Django: the parts one can tick, and what is left of a reader's sight when some are not."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from alongside.people.domain import Right, Section, Sight, Viewer


class Paper(StrEnum):
    """The papers there are."""

    PLAN = "plan"
    CARE_PLAN = "care-plan"
    STAYING_WELL = "staying-well"
    ABOUT_ME = "about-me"
    FORM = "conversation"


class Part(StrEnum):
    """A part of a paper that the person can leave out of their own copy."""

    COMMUNICATION = "communication"
    HOPES = "hopes"
    GOALS = "goals"
    STRENGTHS = "strengths"
    PEOPLE = "people"
    PLACES = "places"
    ROLES = "roles"
    NEEDS = "needs"
    SUPPORT = "support"
    COUNCIL = "council"
    TENSIONS = "tensions"
    ANSWERS = "answers"
    PRACTITIONERS = "practitioners"
    MEETINGS = "meetings"
    DETAILS = "details"
    MUST_KNOWS = "must_knows"
    ABOUT = "about"
    STAYING_WELL = "staying_well"


PARTS = {
    Paper.PLAN: (
        Part.COMMUNICATION, Part.HOPES, Part.GOALS, Part.STRENGTHS, Part.PEOPLE, Part.PLACES, Part.ROLES, Part.NEEDS,
        Part.SUPPORT, Part.COUNCIL, Part.TENSIONS, Part.ANSWERS, Part.PRACTITIONERS,
    ),
    Paper.CARE_PLAN: (
        Part.DETAILS, Part.COMMUNICATION, Part.MEETINGS, Part.ANSWERS, Part.NEEDS, Part.COUNCIL, Part.SUPPORT,
        Part.HOPES, Part.GOALS, Part.TENSIONS,
    ),
    Paper.STAYING_WELL: (Part.COMMUNICATION, Part.STAYING_WELL),
    Paper.ABOUT_ME: (Part.DETAILS, Part.COMMUNICATION, Part.MUST_KNOWS, Part.STAYING_WELL, Part.ABOUT),
    Paper.FORM: (),
}  # fmt: skip
_SECTIONS = {
    Part.COMMUNICATION: Section.COMMUNICATION,
    Part.HOPES: Section.HOPES,
    Part.GOALS: Section.GOALS,
    Part.STRENGTHS: Section.STRENGTHS,
    Part.PEOPLE: Section.PEOPLE,
    Part.PLACES: Section.PLACES,
    Part.ROLES: Section.ROLES,
    Part.NEEDS: Section.NEEDS,
    Part.SUPPORT: Section.GOALS,
    Part.COUNCIL: Section.COUNCIL,
    Part.TENSIONS: Section.TENSIONS,
    Part.MEETINGS: Section.MEETINGS,
    Part.ANSWERS: Section.GOALS,
    Part.PRACTITIONERS: Section.GOALS,
    Part.DETAILS: Section.DETAILS,
    Part.MUST_KNOWS: Section.MUST_KNOWS,
    Part.ABOUT: Section.ABOUT,
    Part.STAYING_WELL: Section.STAYING_WELL,
}
# Kinds whose section does not tell these parts apart: they are left out by name.
_KINDS = {
    Part.GOALS: ("goal", "step", "not_yet"),
    Part.SUPPORT: ("support", "means"),
    Part.PRACTITIONERS: ("practitioner_answer",),
}


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of a paper: for whom it is read, which parts it shows, whether it is an extract."""

    viewer: Viewer
    parts: frozenset[Part]
    extract: bool

    def shows(self, part: Part) -> bool:
        """Say whether this copy shows a part."""
        return part in self.parts

    @property
    def left_out(self) -> frozenset[str]:
        """Give the kinds of entry that this copy does not show though their section is in it."""
        return frozenset(kind for part, kinds in _KINDS.items() if part not in self.parts for kind in kinds)


def seen_parts(paper: Paper, viewer: Viewer) -> tuple[Part, ...]:
    """Give the parts of a paper that this viewer may see, in the order of the page."""
    return tuple(part for part in PARTS[paper] if viewer.sight.sees(_SECTIONS[part]))


def whole(paper: Paper, viewer: Viewer) -> Copy:
    """Give the copy of all a viewer may see; an extract when that is not all there is."""
    seen = seen_parts(paper, viewer)
    return Copy(viewer, frozenset(seen), extract=seen != PARTS[paper])


def chosen(paper: Paper, viewer: Viewer, ticked: Iterable[str]) -> Copy:
    """Give the person's own copy: only what they ticked, never more than they may see; always an extract.

    Their sight is narrowed to it, so that every read gives that and no more.
    """
    parts = frozenset(part for part in seen_parts(paper, viewer) if part in set(ticked))
    mask = 0
    for part in parts:
        mask |= _SECTIONS[part].bit
    return Copy(replace(viewer, sight=Sight(mask)), parts, extract=True)


def may_care_plan(viewer: Viewer) -> bool:
    """Say whether somebody may have the plan in the order of the Care Act: who sees goals and what the council says."""
    return viewer.sight.sees(Section.COUNCIL) and viewer.sight.sees(Section.GOALS)


def may_see(copy: Copy, section: Section, written_by: object) -> bool:
    """Say whether a row of this section and writer stands in a copy: shared, or the reader's own."""
    sight = copy.viewer.sight
    return sight.sees(section) or (sight.has(Right.OWN) and written_by == copy.viewer.account_id)
