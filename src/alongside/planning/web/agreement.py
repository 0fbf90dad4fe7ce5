"""How agreement is shown: where the plan stands, what each voice says, the versions, and two side by side."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.base.findings import Finding, blocks
from alongside.design import dates
from alongside.people.domain import Act, Relationship, Section, may
from alongside.people.models import Voice
from alongside.planning import domain, versions
from alongside.planning import words as codes
from alongside.planning.models import PlanAnswer
from alongside.planning.queries import Plan
from alongside.planning.versions import FrozenEntry, Version
from alongside.planning.web.links import can_add
from alongside.planning.web.presenters import LABELS
from alongside.record.domain import Standing
from alongside.record.times import today
from alongside.record.web import presenters as record
from alongside.record.web.page import Page

Shown = dict[str, Any]
COLOURS = {
    domain.Mark.DRAFT: "grey",
    domain.Mark.PUT_FORWARD: "violet",
    domain.Mark.AGREED: "green",
    domain.Mark.IN_USE_NOT_AGREED: "amber",
    domain.Mark.REPLACED: "grey",
}


def of_plan(page: Page, found: Plan, seen: list[Version], findings: tuple[Finding, ...]) -> Shown:
    """Give what the plan's page says about agreement."""
    last = seen[0]
    after = last.version.put_forward_at if last.version else None
    said = voices(page, last)
    manager = versions.authorising(page.subject.pk)
    return {
        "awaits_manager": manager.asked
        and page.subject.kind != "group"
        and domain.can_authorise(last.state)
        and last.state.authorisation is None,
        "may_authorise": manager.may and can_add(page) and domain.can_authorise(last.state),
        "standing": standing(page, last),
        "voices": said,
        "my_answer": next((one["href"] for one in said if one["is_own"] and not one["answer"]), ""),
        "version": last.version,
        "review_on": last.version.review_on if last.version else None,
        "review_is_due": bool(last.version and last.version.review_on and last.version.review_on <= today()),
        "may_review": leads(page) and bool(last.version),
        "versions_count": len(seen) if last.version else 0,
        "since": sum(entry.written_at > after for entry in found.entries) if after else 0,
        "is_blocked": blocks(findings),
        "may_put_forward": leads(page) and any(goal.status == "now" for goal in found.goals),
        "may_interim": leads(page) and domain.can_start_interim(last.state),
        "may_use": is_staff(page) and domain.can_use_without_agreement(last.state),
    }


def leads(page: Page) -> bool:
    """Say whether this viewer may put the plan forward: the person, or somebody who works with them."""
    return can_add(page) and bool(may(page.viewer, Act.AMEND_SUBJECT)) and page.viewer.sight.sees(Section.GOALS)


def is_staff(page: Page) -> bool:
    """Say whether this viewer works with the person."""
    return can_add(page) and bool(may(page.viewer, Act.ALLOCATE)) and page.viewer.sight.sees(Section.GOALS)


def standing(page: Page, of: Version) -> Shown:
    """Give where a version stands: its marks, what they mean, whose agreement is missing and why."""
    state = of.state
    names = ", ".join(one.name for one in state.missing)
    words = {
        domain.Mark.DRAFT: (_("DRAFT"), _("Nothing is decided yet. Everybody can go on adding and changing.")),
        domain.Mark.PUT_FORWARD: (_("PUT FORWARD"), _("It is with everybody now, to say what they think of it.")),
        domain.Mark.AGREED: (_("AGREED"), _("Everybody who is needed for this plan has agreed to it.")),
        domain.Mark.IN_USE_NOT_AGREED: (
            _("IN USE, NOT AGREED BY %(names)s") % {"names": names} if names else _("IN USE, NOT AGREED"),
            _("The plan is used, though not everybody agrees."),
        ),
        domain.Mark.REPLACED: (_("REPLACED"), _("A newer version has taken its place. This one is kept as it was.")),
    }
    text, means = words[state.mark]
    in_use = next((one for one in reversed(of.events) if one.kind == "in_use_not_agreed"), None)
    return {
        "tag": text,
        "colour": COLOURS[state.mark],
        "means": means,
        "interim": state.interim,
        "missing": [
            {
                "name": one.name,
                "why": _("has not answered yet") if one.why == domain.NOT_ANSWERED else one.why,
                "ask_again_on": one.ask_again_on,
            }
            for one in state.missing
        ],
        "differently": state.differently,
        "authorisation": state.authorisation,
        "blocked": state.blocked and state.mark is not domain.Mark.REPLACED,
        "in_use": in_use if state.mark is domain.Mark.IN_USE_NOT_AGREED else None,
    }


def voices(page: Page, of: Version) -> list[Shown]:
    """Give each voice with its answer, all the same size: first those who are needed, then who else answered."""
    if of.version is None:
        return []
    answers = {one.voice_id: one for one in of.answers}
    circle = {voice.pk: voice for voice in page.circle}
    needed = [circle[pk] for pk in of.version.holders if pk in circle]
    others = [one.voice for one in of.answers if one.voice_id not in of.version.holders]
    own = page.own_voice
    if own and own not in needed and own not in others:
        others.append(own)
    takes = domain.can_answer(of.state)
    return [_voice(page, of, voice, answers.get(voice.pk), voice in needed, takes) for voice in [*needed, *others]]


def _voice(page: Page, of: Version, voice: Voice, answer: PlanAnswer | None, needed: bool, takes: bool) -> Shown:
    is_own = voice.pk in page.viewer.voices
    spoken = answer is not None and answer.written_by_id == voice.account_id
    for_them = not spoken and (leads(page) or bool(page.viewer.voices & set(voice.of)))
    may_write = takes and can_add(page) and (is_own or for_them)
    again = {one.voice: one.ask_again_on for one in (*of.state.missing, *of.state.differently)}
    return {
        "name": voice.name,
        "kind": voice.kind,
        "relationship": record.RELATIONSHIPS.get(Relationship(voice.relationship), ""),
        "is_needed": needed,
        "is_own": is_own,
        "answer": dict(codes.ANSWERS).get(answer.answer, "") if answer else "",
        "words": (answer.words or answer.why) if answer else "",
        "how": dict(codes.HOWS).get(answer.how, "") if answer else "",
        "written_by": answer.written_by.name if answer and answer.written_by_id != voice.account_id else "",
        "at": answer.written_at if answer else None,
        "ask_again_on": again.get(str(voice.pk)),
        "ask_again": page.url("plan_ask_again", voice.pk) if takes and str(voice.pk) in again and leads(page) else "",
        "href": page.url("plan_answer", of.version.pk, voice.pk) if may_write and of.version else "",
    }


def then(one: FrozenEntry, page: Page, items: dict[str, str]) -> domain.Then:
    """Give one entry as it stood in a version; `items` holds the words of what entries point at, by id."""
    label = str(one.kind.label)
    if one.row is None:
        gone = record.STANDINGS.get(Standing(one.item.standing)) or _("Not shown to you")
        return domain.Then(str(one.item.pk), label, "", gone=str(gone))
    row = one.row
    form = one.kind.form_class()
    names = {voice.pk: voice.name for voice in page.circle}
    more = []
    for name, field in form.base_fields.items():
        if name in {"words", "entry_id", "version", "typed_by", one.kind.title}:
            continue
        value = getattr(row, f"{name}_id" if name in form.voice_fields else name)
        text = _said(value, field, names, items)
        if text:
            more.append((str(field.label), text))
    more += _became(one, row, form)
    title = getattr(row, one.kind.title) if one.kind.title else ""
    words = ": ".join(part for part in (title, row.words) if part)
    return domain.Then(str(one.item.pk), label, words, tuple(more), voice=_voice_of(one, page))


def _became(one: FrozenEntry, row: Any, form: Any) -> list[tuple[str, str]]:
    """Give what had become of an entry by then: it is no question of its form, as it is said on a page of its own."""
    facet = one.kind.facet
    code = getattr(row, facet) if facet and facet not in form.base_fields else ""
    said = [(_("What became of it"), str(one.kind.facet_label(code)) if code not in record.PLAIN_FACETS else "")]
    said += [(str(LABELS[name]), getattr(row, name, "")) for name in ("status_reason", "how_it_went")]
    return [(label, text) for label, text in said if text]


def _said(value: Any, field: Any, names: dict[Any, str], items: dict[str, str]) -> str:
    if value in (None, "", []):
        return ""
    choices = {str(code): str(text) for code, text in getattr(field, "choices", ())}
    if isinstance(value, list):
        known = choices | items
        return "; ".join(known[str(part)] for part in value if str(part) in known)
    if value in names:
        return names[value]
    if str(value) in items:
        return items[str(value)]
    if isinstance(value, UUID):
        return ""
    if isinstance(value, date):
        return dates.day(value)
    return choices.get(str(value), str(value))


def _voice_of(one: FrozenEntry, page: Page) -> Shown:
    voice = next((voice for voice in page.circle if voice.pk == one.row.words_of_id), None)
    writers = {known.account_id: known.account.name for known in page.circle if known.account}
    own = voice is not None and voice.account_id == one.row.written_by_id
    return {
        "name": voice.name if voice else "",
        "relationship": record.RELATIONSHIPS.get(Relationship(voice.relationship), "") if voice else "",
        "kind": voice.kind if voice else "outside",
        "how": one.row.how,
        "at": one.row.at,
        "confirmed": one.row.confirmed_at,
        "written_by": "" if own else writers.get(one.row.written_by_id, "") or _("somebody else"),
    }
