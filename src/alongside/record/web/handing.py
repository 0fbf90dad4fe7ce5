"""Handing something on: whom of the circle one can ask, and the form that asks them."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.timezone import localtime
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alongside.base.ids import uuid7
from alongside.design import dates
from alongside.design.fields import Hidden, HiddenNumber, OwnWords
from alongside.design.forms import Form
from alongside.people.domain import Right, VoiceKind
from alongside.people.queries import parse_id
from alongside.people.working.owning import Gone
from alongside.record import queries
from alongside.record.times import today
from alongside.record.web.forms import ME
from alongside.record.web.page import TYPED_BY, Page, typed_by

MEMBERS = (VoiceKind.SELF, VoiceKind.MEMBER)


def members(page: Page, chosen: str = "") -> list[tuple[str, str]]:
    """Give those of the circle who can see to something: not who is gone; who is away is said to be. `chosen` stays."""
    found = []
    for voice in page.circle:
        here = page.gone.get(voice.pk)
        is_there = voice.kind in MEMBERS and not voice.has_left(today()) and (here is None or here.is_away)
        if is_there or str(voice.pk) == chosen:
            found.append((str(voice.pk), _label(voice.name, here, is_me=voice.pk in page.viewer.voices)))
    waits = page.own_voice is None or page.request.method == "POST"
    if waits and page.viewer.sight.has(Right.VOICE):
        found.append((ME, _label(page.account.name, None, is_me=True)))
    return found


def _label(name: str, gone: Gone | None, *, is_me: bool) -> str:
    if is_me:
        return f"{name} ({_now('me')})"
    if gone is None or gone.away_until is None:
        return name
    day = dates.day(localtime(gone.away_until).date())
    return _now("%(name)s (away until %(day)s)") % {"name": name, "day": day}


class HandOnForm(Form):
    """Who does it from now on, and a word to them."""

    version = HiddenNumber(required=False)
    typed_by = Hidden(required=False, max_length=500)
    answer_id = Hidden(required=False)
    responsible = forms.ChoiceField(
        label=_("Who does it from now on?"),
        error_messages={"required": _("Choose one person who sees that it is done.")},
    )
    words = OwnWords(
        label=_("A word to them"),
        rows=3,
        help_text=_("What has been done already? What should they know? Everybody who can read this reads it."),
    )

    def __init__(self, *args: Any, here: Page, now_with: UUID | None, **kwargs: Any) -> None:
        """Take what a Django form takes, the page it stands on, and with whom it is now: they are not offered again."""
        super().__init__(*args, **kwargs)
        self.page = here
        left_out = "" if here.request.method == "POST" else str(now_with)
        some = [one for one in members(here) if one[0] != left_out]
        self.fields["responsible"].choices = [("", _("Choose")), *some]  # type: ignore[attr-defined]

    def to(self) -> UUID:
        """Give the voice that was chosen; "me" is the one the viewer has got by now."""
        own, chosen = self.page.own_voice, self.cleaned_data["responsible"]
        return own.pk if own and chosen == ME else UUID(chosen)


def was_sent(page: Page) -> bool:
    """Say whether this very form was sent before: whoever handed something on may no longer do so."""
    sent = parse_id(page.request.POST.get("answer_id", ""))
    return page.request.method == "POST" and queries.has_said(sent, subject_id=page.subject.pk, viewer=page.viewer)


def first_values(page: Page, version: int) -> dict[str, Any]:
    """Give what such a form carries unseen."""
    return {"answer_id": uuid7(), "version": version, TYPED_BY: typed_by(page.account)}
