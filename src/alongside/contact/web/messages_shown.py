"""How messages are shown: a line for each thread, a thread whole, who reads what and when."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.contact.messaging import queries
from alongside.contact.messaging.queries import Opening, Reached, Thread
from alongside.contact.models import Message
from alongside.contact.web.said import ago_words, and_list, reading_lines
from alongside.people.domain import Act, Right, Section, Viewer, VoiceKind, may
from alongside.people.models import Voice
from alongside.record.domain import Standing
from alongside.record.web.page import Page
from alongside.record.web.presenters import RELATIONSHIPS

FIRST_LINE = 90


def may_write(page: Page) -> bool:
    """Say whether this viewer may send a message here."""
    return bool(may(page.viewer, Act.ADD, section=Section.MESSAGES, subject_open=page.subject.is_open))


def line(thread: Thread, names: dict[UUID, str], *, me: UUID, href: str) -> dict[str, Any]:
    """Give a thread as one line: the first words of the newest message, who wrote, to whom, when, how many are new."""
    newest = thread.newest
    first = " ".join(newest.words.split())
    is_shown = newest.standing == Standing.CURRENT
    return {
        "href": href,
        "words": (first if len(first) <= FIRST_LINE else f"{first[:FIRST_LINE].rstrip()}…")
        if is_shown
        else _taken_back(newest),
        "who": _("You") if newest.written_by_id == me else newest.words_of.name,
        "kind": newest.words_of.kind,
        "to": and_list([names[pk] for pk in newest.sent_to if pk in names]),
        "at": newest.written_at,
        "unopened": thread.unopened,
        "record": newest.subject.liked_name,
    }


def _taken_back(message: Message) -> str:
    return _("This message was taken back.") if message.standing == Standing.TAKEN_BACK else _("This was a mistake.")


def lines(found: Iterable[Thread], page: Page) -> list[dict[str, Any]]:
    """Give the threads of a record as lines."""
    names = _names(page)
    return [line(one, names, me=page.account.pk, href=page.url("message_thread", one.id)) for one in found]


def _names(page: Page) -> dict[UUID, str]:
    return {one.pk: _("you") if one.pk in page.viewer.voices else one.name for one in page.circle}


def role(voice: Voice) -> str:
    """Give what somebody is to the person, or does."""
    named = str(RELATIONSHIPS.get(voice.relationship) or "")  # type: ignore[call-overload]
    return named or (voice.account.title if voice.account else "")


def choices(page: Page, reached: Reached) -> list[Voice]:
    """Give whom one can write to here: with an account, and still able to read. The person first."""
    return [one for one in page.circle if one.pk in reached.here and one.kind in (VoiceKind.SELF, VoiceKind.MEMBER)]


def label(voice: Voice) -> str:
    """Give a name with its role, as one choice."""
    return ", ".join(filter(None, (voice.name, role(voice))))


def told(page: Page, reached: Reached, to: list[Voice], *, is_list: bool = False) -> list[dict[str, Any]]:
    """Give for each of these who reads what is sent to them, and when. `is_list`: one is yet to choose among them."""
    self_reads = not is_list and reached.person_reads_too([one.pk for one in to], viewer=page.viewer)
    alone = is_list or (len(to) == 1 and not self_reads)
    return [
        {
            "id": str(one.pk),
            "name": one.name,
            "role": role(one),
            "lines": reading_lines(reached.readers[one.pk], alone=alone, me=page.account.pk),
        }
        for one in to
    ]


def person_too(page: Page, reached: Reached, to: Iterable[UUID] | None) -> str:
    """Say that the person reads what those who work with them write to one another; of `to` None: if that is all."""
    has_account = any(one.is_self and one.account_id for one in page.circle)
    if not has_account or not page.viewer.sight.has(Right.CARE) or page.account.pk not in reached.works_here:
        return ""
    name = {"name": page.subject.liked_name}
    if to is None:
        return _("What you write to others who work with %(name)s, %(name)s can read too.") % name
    return _("%(name)s can read this too.") % name if reached.person_reads_too(to, viewer=page.viewer) else ""


def outside(page: Page, reached: Reached, to: Iterable[Voice]) -> str:
    """Say how they come to know of it: calmly, and never why somebody is not written to."""
    person = any(one.is_self for one in to)
    if person and not page.viewer.is_person and reached.person_is_mailed is False:
        name = {"name": page.subject.liked_name}
        return _("We do not write to %(name)s outside Alongside. They see it when they next sign in.") % name
    return _(
        "They see it when they next sign in. Where that is safe, we let them know by e-mail or text that there is "
        "something to read, and nothing more."
    )


def thread_context(page: Page, thread: Thread, voices: list[UUID], reached: Reached) -> dict[str, Any]:
    """Give a thread whole: whom it is between, its messages in order, who opened what, and who reads an answer."""
    ids = [one.pk for one in thread.messages]
    openings = queries.openings(ids)
    states = queries.states(thread.messages)
    between = [one for one in page.circle if one.pk in voices]
    to = [one for one in between if one.pk in reached.here]
    gone = [one.name for one in between if one.pk not in reached.here and one.account_id != page.account.pk]
    mine = [one for some in openings.values() for one in some if one.account_id == page.account.pk and one.away_id]
    return {
        "between": and_list([_names(page)[one.pk] for one in between]),
        "rows": [
            _message(one, page, voices, openings.get(one.pk, []), states.get(one.pk, []))
            for one in reversed(thread.messages)
        ],
        "stands_in_for": mine[0].away if mine else "",
        "told": told(page, reached, to),
        "gone": and_list(gone),
        "person_too": person_too(page, reached, [one.pk for one in to]) if to else "",
        "outside": outside(page, reached, to),
        "may_write": may_write(page),
    }


def _message(
    one: Message, page: Page, voices: list[UUID], openings: list[Opening], states: list[Any]
) -> dict[str, Any]:
    is_mine = one.written_by_id == page.account.pk
    is_current = one.standing == Standing.CURRENT
    changed = states[-1].pgh_created_at if states and is_current else None
    own = next((each.opened for each in openings if each.account_id == page.account.pk), None)
    return {
        "id": one.pk,
        "who": one.words_of.name,
        "kind": one.words_of.kind,
        "role": role(next((voice for voice in page.circle if voice.pk == one.words_of_id), one.words_of)),
        "stood_in": one.words_of_id not in voices and not one.words_of.is_self,
        "is_mine": is_mine,
        "is_new": one.is_new,  # type: ignore[attr-defined]  # annotated
        "at": one.written_at,
        "words": one.words if is_current else "",
        "gone": "" if is_current else _taken_back(one),
        "changed": _changed(changed, own, is_mine=is_mine),
        "before": [{"words": state.words, "at": state.pgh_created_at} for state in states[:-1]] if is_current else [],
        "opened": _opened(openings, changed, page, is_mine=is_mine) if is_current else [],
        "deeds": _deeds(one, page) if is_mine and is_current and may_write(page) else [],
    }


def _changed(at: datetime | None, own: datetime | None, *, is_mine: bool) -> str:
    if at is None:
        return ""
    if not is_mine and own and own < at:
        return _("Changed %(when)s, after you opened it.") % {"when": ago_words(at)}
    return _("Changed %(when)s.") % {"when": ago_words(at)}


def _opened(some: list[Opening], changed: datetime | None, page: Page, *, is_mine: bool) -> list[str]:
    """Say who has opened a message, for whoever wrote it; and, for whoever was away, who stood in."""
    said = []
    for one in some:
        if one.account_id == page.account.pk or not (is_mine or one.away_id == page.account.pk):
            continue
        who = (
            _("%(name)s (who stands in for %(away)s)") % {"name": one.name, "away": one.away}
            if one.away_id
            else one.name
        )
        if one.opened is None:
            said.append(_("Not opened yet by %(who)s") % {"who": who})
            continue
        words = _("Opened by %(who)s %(when)s") % {"who": who, "when": ago_words(one.opened)}
        late = changed is not None and one.opened < changed
        said.append(_("%(opened)s; changed after it was opened") % {"opened": words} if late else words)
    return said


def _deeds(one: Message, page: Page) -> list[tuple[str, str]]:
    return [
        (_("Change it"), page.url("entry_mend", one.pk)),
        (_("Take it back"), page.url("entry_take_back", one.pk)),
    ]


def inbox(found: list[Thread], *, viewer: Viewer) -> dict[str, Any]:
    """Give the threads of all records in groups: not opened, for whoever is away, earlier ones."""
    covered = queries.covered()
    sent_to = queries.names([one.newest for one in found]).items()
    names = {pk: _("you") if account == viewer.account_id else name for pk, (name, account) in sent_to}
    new: list[dict[str, Any]] = []
    earlier: list[dict[str, Any]] = []
    away: dict[UUID, dict[str, Any]] = {}
    for thread in found:
        href = reverse("message_thread", args=[thread.newest.subject_id, thread.id])
        shown = line(thread, names, me=viewer.account_id, href=href)
        of = next((covered[one.pk] for one in thread.messages if one.pk in covered), None)
        if of:
            away.setdefault(of[0], {"name": of[1], "lines": []})["lines"].append(shown)
        else:
            (new if thread.unopened else earlier).append(shown)
    return {"new": new, "away": list(away.values()), "earlier": earlier}
