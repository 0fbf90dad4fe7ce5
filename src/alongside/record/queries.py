"""Every read of the spine. `viewer` says for whom: sections are narrowed here, and by the database again."""

from collections import defaultdict
from collections.abc import Container, Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from alongside.people.domain import Right, Section, Viewer
from alongside.record import registry
from alongside.record.domain import ContributionSort, Outcome, Standing
from alongside.record.models import Attachment, Challenge, Contribution, Entry, Item, Response
from alongside.record.registry import Kind
from alongside.record.whose import bare

PAGE = 50
# What a voice line does not show of voices and writers is not read: the password's hash least of all.
UNSHOWN = (
    *(f"words_of__{name}" for name in ("of", "contact_wish", "since", "until", "source", "added_at", "added_by")),
    *(f"written_by__{name}" for name in ("password", "last_login", "email", "is_active", "opened_at", "opened_by")),
)


def _with_voice(found: QuerySet[Any]) -> QuerySet[Any]:
    return found.select_related("words_of", "written_by").defer(*UNSHOWN)


def _in_sight(viewer: Viewer) -> Q:
    bits = [section.bit for section in Section if viewer.sight.sees(section)]
    return Q(bit__in=bits) | _own(viewer)


def _own(viewer: Viewer) -> Q:
    """Give what is seen whatever is shared: what one wrote, and, for the person, their own words."""
    own = Q(written_by_id=viewer.account_id) if viewer.sight.has(Right.OWN) else Q(pk__in=[])
    return own | Q(words_of_id__in=viewer.voices) if viewer.is_person else own


def items(subject_id: UUID, *, viewer: Viewer, kinds: Iterable[str] | None = None) -> QuerySet[Item]:
    """Give the current entries of a record as slim rows, newest first, with voice and writer."""
    found = Item.objects.filter(_in_sight(viewer), subject_id=subject_id, standing=Standing.CURRENT)
    if kinds is not None:
        found = found.filter(kind__in=list(kinds))
    return _with_voice(found).order_by("-at", "-id")


def pointed_at(subject_id: UUID, *, viewer: Viewer) -> QuerySet[Item]:
    """Give slim rows in whatever standing: what links point at may have been taken back since. Newest first."""
    found = Item.objects.filter(_in_sight(viewer), subject_id=subject_id).exclude(standing=Standing.MOVED)
    return _with_voice(found).order_by("-at", "-id")


def hide_links(rows: Iterable[tuple[Kind, Any]], seen: Container[UUID]) -> None:
    """Take out of these rows, whole entries or their states, every link to what is not among `seen`.

    A reader then learns nothing of what is kept from them: not its words, not a gap or an empty line, not even, by
    what the rules ask, that something is named there. What an entry cannot be without (a step's goal) stays.
    """
    for kind, row in rows:
        for name in kind.links:
            value = getattr(row, name)
            if isinstance(value, list):
                setattr(row, name, [one for one in value if one in seen])
            elif value and value not in seen and kind.model._meta.get_field(name).null:
                setattr(row, name, None)


def timeline(
    subject_id: UUID, *, viewer: Viewer, kind: str = "", voice: UUID | None = None, mine: bool = False
) -> QuerySet[Item]:
    """Give everything in a record, newest first: also what moved away (a line without content); filtered."""
    found = Item.objects.filter(_in_sight(viewer), subject_id=subject_id).exclude(
        standing__in=[Standing.IN_ERROR, Standing.TAKEN_BACK]
    )
    if kind:
        found = found.filter(kind=kind)
    if voice:
        found = found.filter(words_of_id=voice)
    return _with_voice(found).order_by("-at", "-id")


def item(item_id: UUID, *, subject_id: UUID, viewer: Viewer) -> Item:
    """Give one slim row; raises Http404 alike when it is not there and when it may not be seen."""
    found = _with_voice(Item.objects.filter(_in_sight(viewer), pk=item_id, subject_id=subject_id)).first()
    if found is None:
        raise Http404
    return found


def entry(found: Item) -> tuple[Kind, Entry]:
    """Give the kind and the whole entry behind a slim row; raises Http404."""
    kind = registry.get(found.kind)
    whole = _with_voice(kind.model._default_manager.filter(pk=found.pk)).first()
    if whole is None:
        raise Http404
    return kind, whole


def entries(kind: Kind, subject_id: UUID, *, viewer: Viewer) -> QuerySet[Any]:
    """Give the current entries of one kind whole, oldest first; of a section not shared, one's own alone."""
    found = kind.model._default_manager.filter(subject_id=subject_id, standing=Standing.CURRENT)
    if not viewer.sight.sees(kind.section):
        found = found.filter(_own(viewer))
    return _with_voice(found).order_by("at", "id")


def responses(subject_id: UUID, item_ids: Iterable[UUID] | None = None) -> dict[UUID, list[Response]]:
    """Give what was said to entries, by entry, oldest first."""
    found = Response.objects.filter(subject_id=subject_id)
    if item_ids is not None:
        found = found.filter(item_id__in=list(item_ids))
    by_item: dict[UUID, list[Response]] = defaultdict(list)
    for response in found.select_related("written_by").order_by("written_at"):
        by_item[response.item_id].append(response)
    return by_item


def has_said(response_id: UUID | None, *, subject_id: UUID, viewer: Viewer) -> bool:
    """Say whether this viewer said something under this id: then the form that carries it was sent before."""
    if response_id is None:
        return False
    return Response.objects.filter(pk=response_id, subject_id=subject_id, written_by_id=viewer.account_id).exists()


def challenges(subject_id: UUID, item_ids: Iterable[UUID] | None = None) -> dict[UUID, list[Challenge]]:
    """Give the challenges to entries, by entry, oldest first."""
    found = Challenge.objects.filter(subject_id=subject_id)
    if item_ids is not None:
        found = found.filter(item_id__in=list(item_ids))
    by_item: dict[UUID, list[Challenge]] = defaultdict(list)
    for challenge in found.select_related("written_by", "owner", "item").order_by("written_at"):
        by_item[challenge.item_id].append(challenge)
    return by_item


def challenge(challenge_id: UUID, *, subject_id: UUID, viewer: Viewer) -> Challenge:
    """Give one challenge with its entry; raises Http404 alike when it is not there and when it may not be read."""
    found = Challenge.objects.filter(pk=challenge_id, subject_id=subject_id, shut=False)
    one = found.select_related("written_by", "owner", "item", "item__words_of", "item__written_by").first()
    if one is None:
        raise Http404
    return one


def corrections(subject_id: UUID) -> dict[UUID, list[Challenge]]:
    """Give what was corrected, by entry, oldest first: how it is right, when that was said, by whom."""
    by_item: dict[UUID, list[Challenge]] = defaultdict(list)
    for one in Challenge.objects.filter(subject_id=subject_id, outcome=Outcome.CORRECTED).order_by("answered_at"):
        by_item[one.item_id].append(one)
    return by_item


def attachments(subject_id: UUID, item_ids: Iterable[UUID] | None = None) -> dict[UUID, list[Attachment]]:
    """Give the photos, sounds and papers of entries, by entry."""
    found = Attachment.objects.filter(subject_id=subject_id, shut=False)
    if item_ids is not None:
        found = found.filter(item_id__in=list(item_ids))
    by_item: dict[UUID, list[Attachment]] = defaultdict(list)
    for attachment in found.order_by("written_at"):
        by_item[attachment.item_id].append(attachment)
    return by_item


def attachment(attachment_id: UUID, *, subject_id: UUID, viewer: Viewer) -> Attachment:
    """Give one photo, sound or paper; raises Http404 alike when it is not there and when its entry may not be seen."""
    found = Attachment.objects.filter(pk=attachment_id, subject_id=subject_id, shut=False).first()
    if found is None:
        raise Http404
    item(found.item_id, subject_id=subject_id, viewer=viewer)
    return found


def history(kind: Kind, found: Entry) -> list[Any]:
    """Give every state an entry has had, newest first: rows of its history table, each with `pgh_by`."""
    return list(kind.event_model._default_manager.filter(pgh_obj_id=found.pk).order_by("-pgh_id"))


def contribution(contribution_id: UUID, *, subject_id: UUID, viewer: Viewer) -> Contribution:
    """Give a meeting or moment; raises Http404."""
    found = entries(registry.get("contribution"), subject_id, viewer=viewer).filter(pk=contribution_id).first()
    if found is None:
        raise Http404
    return found


def conversations(subject_id: UUID, *, viewer: Viewer) -> list[Contribution]:
    """Give the first conversations of a record, newest first."""
    found = entries(registry.get("contribution"), subject_id, viewer=viewer)
    return list(found.filter(sort=ContributionSort.CONVERSATION).order_by("-at"))


def open_conversation(subject_id: UUID, *, viewer: Viewer) -> Contribution | None:
    """Give the newest first conversation that has not been finished, if there is one."""
    found = entries(registry.get("contribution"), subject_id, viewer=viewer)
    return bare(found).filter(sort=ContributionSort.CONVERSATION, finished_at=None).order_by("-at").first()
