"""How entries are shown: one shape for every kind, the same on every page."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from alongside.people.domain import Act, Relationship, may
from alongside.people.models import Voice
from alongside.record import queries, registry
from alongside.record.domain import Standing
from alongside.record.models import Attachment, Challenge, Entry, Item, Response
from alongside.record.registry import Kind
from alongside.record.web.page import Page
from alongside.record.web.uploads import PICTURES

RELATIONSHIPS = {
    Relationship.PERSON: "",
    Relationship.CARER: later("carer"),
    Relationship.FAMILY: later("family"),
    Relationship.FRIEND: later("friend"),
    Relationship.SOCIAL_WORKER: later("social worker"),
    Relationship.NURSE: later("nurse"),
    Relationship.OCCUPATIONAL_THERAPIST: later("occupational therapist"),
    Relationship.PEER_WORKER: later("peer worker"),
    Relationship.ADVOCATE: later("advocate"),
    Relationship.ATTORNEY: later("attorney"),
    Relationship.DEPUTY: later("deputy"),
    Relationship.CONNECTOR: later("community connector"),
    Relationship.SUPPORT_WORKER: later("support worker"),
    Relationship.OTHER: "",
}
ANSWERS = {
    "agree": later("Agrees"),
    "in_part": later("Agrees with part of it"),
    "differently": later("Sees it differently"),
    "comment": later("Says"),
    "wrong": later("Says this is wrong"),
    "complaint": later("Complains"),
    "harm": later("Says this harmed them"),
}
PLAIN_FACETS = {"", "present", "has", "now"}
STANDINGS = {
    Standing.IN_ERROR: later("Marked as a mistake"),
    Standing.TAKEN_BACK: later("Taken back"),
    Standing.MOVED: later("Moved: it belonged in another record"),
}


def voice(of: Voice, row: Item | Entry) -> dict[str, Any]:
    """Give what the voice line needs, from an entry or its slim row."""
    return {
        "name": of.name,
        "relationship": RELATIONSHIPS.get(Relationship(of.relationship), ""),
        "kind": of.kind,
        "how": row.how,
        "confirmed": row.confirmed_at,
        "written_by": row.written_by.name if of.account_id != row.written_by_id else "",
        "at": row.at,
        "written_at": row.written_at,
    }


STILL_SHOWN = {"id", "label", "voice", "standing", "href"}


def card(item: Item, page: Page, *, said: dict[UUID, list[Response]] | None = None, **more: Any) -> dict[str, Any]:
    """Give an entry as `entry_card` draws it, from its slim row; `said` holds the responses by entry.

    Of a closed one that cannot be shown now (`Page.shows_now`), and of another's that is opened on a page of its own,
    there is what it is, whose, and the way to it.
    """
    kind = registry.get(item.kind)
    facet = "" if item.facet in PLAIN_FACETS else kind.facet_label(item.facet)
    label = " · ".join(str(part) for part in (item.title, facet) if part) or str(kind.label)
    shown = {
        "id": item.pk,
        "label": label[:1].upper() + label[1:],
        "words": item.text,
        "voice": voice(item.words_of, item),
        "standing": STANDINGS.get(Standing(item.standing)),
        "href": page.url(kind.opened_on or "entry", item.pk),
        "replies": replies((said or {}).get(item.pk, ()), page),
        "corrected": page.corrected(item.pk),
        "kept": page.kept(item.pk, item.bit),
        "asks_you": bool(item.text or item.title)
        and item.confirmed_at is None
        and item.words_of_id in page.viewer.voices
        and item.written_by_id != page.viewer.account_id
        and item.standing == Standing.CURRENT
        and page.subject.is_open,
    } | more
    if page.shows_now(item.bit) and not (kind.opened_on and item.written_by_id != page.viewer.account_id):
        return shown
    return {name: value if name in STILL_SHOWN else None for name, value in shown.items()}


def cards(items: Iterable[Item], page: Page) -> list[dict[str, Any]]:
    """Give cards with what was said to each and their pictures; two queries for all."""
    found = list(items)
    ids = [item.pk for item in found]
    said = queries.responses(page.subject.pk, ids) if ids else {}
    kept = queries.attachments(page.subject.pk, ids) if ids else {}
    return [card(item, page, said=said, **files(kept.get(item.pk, ()), page)) for item in found]


def replies(said: Collection[Response | Challenge], page: Page) -> list[dict[str, Any]]:
    """Give responses as small voices beside an entry."""
    by_account = {one.account_id: one for one in page.circle if one.account_id} if said else {}
    shown = []
    for one in said:
        circle = by_account.get(one.written_by_id)
        shown.append(
            {
                "answer": ANSWERS[one.kind],
                "words": one.words,
                "voice": {
                    "name": one.written_by.name,
                    "relationship": RELATIONSHIPS.get(Relationship(circle.relationship), "")
                    if circle
                    else one.written_by.title,
                    "kind": circle.kind if circle else "outside",
                    "how": "",
                    "at": one.written_at,
                },
            }
        )
    return shown


def files(kept: Iterable[Attachment], page: Page) -> dict[str, Any]:
    """Give attachments as pictures to look at and files to fetch."""
    pictures, others = [], []
    for one in kept:
        href = page.url("attachment", one.pk)
        if one.content_type in PICTURES:
            pictures.append({"href": href, "alt": one.name})
        others.append({"href": href, "text": one.name})
    return {"pictures": pictures, "files": others}


def whole(kind: Kind, entry: Entry, page: Page) -> list[tuple[str, str]]:
    """Give the rest of an entry's own fields as (question, answer) pairs, in the form's order; empty ones left out."""
    form = kind.form_class()
    names: dict[str, str] = {str(one.pk): one.name for one in page.circle}
    rows: list[tuple[str, str]] = form.said_first(entry, names)
    for name, field in form.base_fields.items():
        if name in {"words", "entry_id", "version", "typed_by", "on", "clock"}:
            continue
        value = getattr(entry, f"{name}_id" if name in form.voice_fields else name)
        text = _said(value, dict(getattr(field, "choices", ())), names, page, name in form.link_kinds)
        if text:
            rows.append((str(field.label), text))
    return rows


def _said(value: Any, choices: dict[Any, Any], names: dict[str, str], page: Page, is_link: bool) -> str:
    if value in (None, "", []):
        return ""
    if is_link:
        ids = value if isinstance(value, list) else [value]
        found = queries.items(page.subject.pk, viewer=page.viewer).filter(pk__in=ids)
        return "; ".join(item.title or item.text for item in found)
    if isinstance(value, list):
        said = names | {str(code): str(words) for code, words in choices.items()}
        return ", ".join(said[str(one)] for one in value if str(one) in said)
    if str(value) in names:
        return names[str(value)]
    from alongside.design.dates import day

    if hasattr(value, "isoformat"):
        return str(day(value))
    return str(choices.get(value, choices.get(str(value), value)))


def _answers(item: Item, page: Page) -> list[dict[str, Any]]:
    """Give the ways to say something to an entry, for whoever sees it."""
    return [
        {"text": _("I see it differently"), "href": page.url("entry_respond", item.pk, "differently")},
        {"text": _("I agree with part of it"), "href": page.url("entry_respond", item.pk, "in_part")},
        {"text": _("Say something to this"), "href": page.url("entry_respond", item.pk, "comment")},
        {"text": _("This is wrong"), "href": page.url("entry_challenge", item.pk, "wrong")},
        {"text": _("Complain about this"), "href": page.url("entry_challenge", item.pk, "complaint")},
        {"text": _("This harmed me"), "href": page.url("entry_challenge", item.pk, "harm")},
    ]


def deeds(item: Item, entry: Entry, page: Page) -> list[dict[str, Any]]:
    """Give what this viewer may do with an entry, each with its way; what they may not do is not offered."""

    def can(act: Act) -> bool:
        return bool(
            may(
                page.viewer,
                act,
                section=registry.get(item.kind).section,
                written_by=entry.written_by_id,
                words_of=entry.words_of_id,
                confirmed=entry.confirmed_at is not None,
                subject_open=page.subject.is_open,
                shared_work=bool(registry.get(item.kind).shared_work),
                by_staff=registry.get(item.kind).by_staff,
            )
        )

    own = entry.words_of_id in page.viewer.voices
    offered = []
    if can(Act.CONFIRM):
        offered.append({"text": _("Yes, these are my words"), "action": page.url("entry_confirm", item.pk)})
    if can(Act.RESPOND) and not own:
        offered.append({"text": _("I agree"), "action": page.url("entry_agree", item.pk)})
    if can(Act.RESPOND):
        offered += _answers(item, page)
    if can(Act.MEND):
        offered.append({"text": _("Change it"), "href": page.url("entry_mend", item.pk)})
    if can(Act.TAKE_BACK):
        offered.append({"text": _("Take my words back"), "href": page.url("entry_take_back", item.pk)})
    if can(Act.MARK_IN_ERROR):
        offered.append({"text": _("This was a mistake"), "href": page.url("entry_in_error", item.pk)})
    if can(Act.MOVE) and page.viewer.is_staff and not registry.get(item.kind).section.is_closed:
        offered.append({"text": _("It belongs in another record"), "href": page.url("entry_move", item.pk)})
    if can(Act.WITHHOLD):
        offered.append({"text": _("Keep this from somebody"), "href": page.url("keep_entry", item.pk)})
    return offered
