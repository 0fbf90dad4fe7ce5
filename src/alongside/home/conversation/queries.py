"""What has been said in a conversation and on its topics, and how far it has come. A constant number of queries."""

from uuid import UUID

from django.db.models import Count
from django.http import Http404
from django.utils.translation import gettext as _

from alongside.home.conversation.domain import Part, Progress, counted, progress
from alongside.home.conversation.topics import PARTS
from alongside.home.models import TopicMark
from alongside.people import queries as people
from alongside.people.domain import Right, Section, Viewer
from alongside.planning.models import Step
from alongside.record import queries as record
from alongside.record import registry
from alongside.record.domain import ContributionSort
from alongside.record.models import Contribution, Item

MOST_SHOWN = 12
KINDS = tuple(dict.fromkeys(part.kind for part in PARTS))


def held(contribution_id: UUID, *, subject_id: UUID, viewer: Viewer) -> Contribution:
    """Give a conversation; raises Http404 when there is none to be seen, or it is another sort of meeting."""
    found = record.contribution(contribution_id, subject_id=subject_id, viewer=viewer)
    if found.sort != ContributionSort.CONVERSATION:
        raise Http404
    return found


def where(contribution: Contribution, *, viewer: Viewer) -> Progress:
    """Work out how far this conversation has come, in two queries."""
    said = record.items(contribution.subject_id, viewer=viewer, kinds=KINDS).filter(contribution_id=contribution.pk)
    rows = said.order_by().values_list("kind", "facet", "words_of__kind")
    return progress(PARTS, counted(rows, PARTS), marks(contribution))


def marks(contribution: Contribution) -> dict[str, str]:
    """Give what was last decided about each question that was skipped or is not for them."""
    found = TopicMark.objects.filter(contribution=contribution).order_by("part", "-written_at").distinct("part")
    return {one.part: one.mark for one in found}


def in_record(subject_id: UUID, *, viewer: Viewer) -> dict[str, int]:
    """Count what the record holds on each question, whenever it was said."""
    found = record.items(subject_id, viewer=viewer, kinds=KINDS).order_by()
    totals = dict.fromkeys((part.code for part in PARTS), 0)
    for kind, facet, voice, number in found.values_list("kind", "facet", "words_of__kind").annotate(n=Count("pk")):
        part = next((one for one in PARTS if one.holds(kind, facet, voice)), None)
        if part:
            totals[part.code] += number
    return totals


def said_on(part: Part, subject_id: UUID, *, viewer: Viewer) -> tuple[list[Item], int]:
    """Give the newest entries on a question, oldest of them first, and how many more there are."""
    found = record.items(subject_id, viewer=viewer, kinds=[part.kind])
    if part.facets:
        found = found.filter(facet__in=part.facets)
    if part.whose == "person":
        found = found.filter(words_of__kind__in=["self", "together"])
    elif part.whose == "others":
        found = found.exclude(words_of__kind__in=["self", "together"])
    rows = list(found[: MOST_SHOWN + 1])
    more = found.count() - MOST_SHOWN if len(rows) > MOST_SHOWN else 0
    return rows[:MOST_SHOWN][::-1], more


def has_any(kind: str, subject_id: UUID, *, viewer: Viewer) -> bool:
    """Say whether the record holds an entry of this kind that the viewer sees."""
    return record.items(subject_id, viewer=viewer, kinds=[kind]).exists()


def steps(ids: list[UUID], subject_id: UUID, *, viewer: Viewer) -> dict[UUID, Step]:
    """Give these steps whole, by id, each with who sees to it."""
    found = record.entries(registry.get("step"), subject_id, viewer=viewer).filter(pk__in=ids)
    return {step.pk: step for step in found.select_related("responsible")}


def said_in(contribution: Contribution, *, viewer: Viewer) -> list[Item]:
    """Give everything that was said in a conversation, in the order in which it was written down."""
    found = record.items(contribution.subject_id, viewer=viewer).filter(contribution_id=contribution.pk)
    return list(found.exclude(kind="contribution").order_by("written_at", "id"))


def readers(section: Section, subject_id: UUID, *, viewer: Viewer) -> list[str]:
    """Name who can read a section, as far as this viewer may know: the person and those who work with them."""
    if not (viewer.sight.has(Right.SELF) or viewer.sight.has(Right.CARE)):
        return []
    names = []
    for grant in people.grants(subject_id, viewer=viewer):
        if grant.mask & section.bit and not grant.deny:
            team = _("everybody in the team %(name)s") % {"name": grant.team.name} if grant.team else ""
            names.append(grant.account.name if grant.account else team)
    return sorted({name for name in names if name}, key=str.casefold)
