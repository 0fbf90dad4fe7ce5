"""The questions of a visit or a call: what one would like, when and with whom it is, why it changes."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from alongside.base.clock import now
from alongside.contact import words as texts
from alongside.contact.domain import LENGTHS, UnreadableClock, moments, read_clock
from alongside.contact.models import Visit
from alongside.design import dates, near
from alongside.design.fields import DateField, Hidden, HiddenNumber, OwnWords, ShortWords
from alongside.design.forms import Form
from alongside.people.domain import VoiceKind
from alongside.record.times import local, today
from alongside.record.web.forms import ME, EntryForm, voices_to_choose
from alongside.record.web.page import Page

COME = frozenset({VoiceKind.MEMBER, VoiceKind.OUTSIDE})
WHICH = (
    ("first", _("The first time: before the clocks go back")),
    ("second", _("The second time: after the clocks went back")),
)


def who_reads_why(page: Page) -> str:
    """Say beside a reason who will read it: the person, or, where they give it themselves, whoever was to come."""
    if page.viewer.is_person:
        return now_("Whoever was to come reads this.")
    return now_("%(name)s reads this.") % {"name": page.subject.liked_name}


class ClockField(ShortWords):
    """A time of day as people write it; gives a `time`."""

    def clean(self, value: Any) -> Any:
        """Read it; raise ValidationError saying how to write it."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return read_clock(text)
        except UnreadableClock as unread:
            told = {"typed": text[:20]}
            if unread.code == "which_half":
                words = _("Is “%(typed)s” in the morning or later in the day? Write %(typed)s am or %(typed)s pm.")
            else:
                words = _("We cannot read “%(typed)s” as a time. Write it like 2 pm, or 14:00.")
            raise ValidationError(words, code=unread.code, params=told) from unread


class WhenForm(Form):
    """Day, time and how long, in the time that clocks here show. Gives `starts` and `ends`.

    Where clocks show that time twice, it asks which of the two; where they leave it out, it says so.
    """

    on = DateField(label=_("Which day?"), earliest=today)
    clock = ClockField(label=_("At what time?"), help_text=_("For example 2 pm, or 14:00."), max_length=20)
    which = forms.ChoiceField(
        label=_("The clocks go back that night, and this time comes twice. Which one is it?"),
        choices=WHICH,
        widget=forms.RadioSelect,
        error_messages={"required": _("This time comes twice that night. Say which one it is.")},
    )
    minutes = forms.TypedChoiceField(
        label=_("How long?"), choices=texts.LENGTHS, coerce=int, initial=60, widget=forms.Select
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask which of two times only where there are two."""
        super().__init__(*args, **kwargs)
        if (long := self.initial.get("minutes")) and str(long).isdigit() and int(long) not in LENGTHS:
            self.fields["minutes"].choices = [*texts.LENGTHS, (long, now_("%(n)s minutes") % {"n": long})]  # type: ignore[attr-defined]
        if city := dates.elsewhere():
            self.fields["clock"].help_text = now_("For example 2 pm, or 14:00, by the clock of %(city)s.") % {
                "city": city
            }
        if len(self._moments()) < 2:
            del self.fields["which"]

    def _moments(self) -> tuple[datetime, ...]:
        """Give the moments that what is in the boxes can mean; none while it cannot be read."""
        try:
            day, clock = (self.fields[name].clean(self[name].value()) for name in ("on", "clock"))
        except ValidationError:
            return ()
        return moments(day, clock, timezone.get_current_timezone()) if day and clock else ()

    def clean(self) -> dict[str, Any]:
        """Put day and time together, and say what is wrong with them."""
        values = super().clean() or self.cleaned_data
        day, clock = values.get("on"), values.get("clock")
        if day is None or clock is None or ("which" in self.fields and "which" not in values):
            return values
        found = self._moments()
        if not found:
            told = {"day": dates.day(day), "hour": near.hour(clock)}
            words = now_("The clocks go forward on %(day)s, and there is no %(hour)s. Choose an hour earlier or later.")
            self.add_error("clock", words % told)
        elif (starts := found[-1 if values.get("which") == "second" else 0]) <= now():
            self.add_error("clock", now_("That time has gone by. Give one that is to come."))
        elif "minutes" in values:
            values["starts"], values["ends"] = starts, starts + timedelta(minutes=values["minutes"])
        return values

    @staticmethod
    def when_of(visit: Visit) -> dict[str, Any]:
        """Give when a visit is, as this form shows it."""
        if visit.starts is None or visit.ends is None:
            return {}
        here, zone = local(visit.starts), timezone.get_current_timezone()
        both = moments(here.date(), here.time(), zone)
        return {
            "on": here.date(),
            "clock": near.hour(time(here.hour, here.minute)),
            "which": "second" if visit.starts == both[-1] else "first",
            "minutes": int((visit.ends - visit.starts).total_seconds() // 60),
        }


class _Who(Form):
    """Who comes: chosen from the circle."""

    page: Page

    def offer(self) -> None:
        """Offer everybody who can come: not the person, nobody who has left, and the viewer themself."""
        chosen = self.initial.get("who") or ()
        come = {str(one.pk) for one in self.page.circle if one.kind in COME}
        choices = [one for one in voices_to_choose(self.page, chosen) if one[0] in come]
        sent = self.data.getlist("who") if hasattr(self.data, "getlist") else []
        if ME in sent or (self.page.viewer.is_staff and self.page.own_voice is None):
            choices.insert(0, (ME, f"{self.page.account.name} ({now_('me')})"))
        self.fields["who"].choices = choices  # type: ignore[attr-defined]

    def come(self) -> list[UUID]:
        """Give the voices chosen; "me" is the voice the viewer has got by now."""
        own = self.page.own_voice
        chosen = [str(own.pk) if own and one == ME else one for one in self.cleaned_data["who"]]
        return [UUID(one) for one in dict.fromkeys(chosen) if one != ME]


def _who(label: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, required=False, widget=forms.CheckboxSelectMultiple)


def _sort() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("How will you meet?"), choices=texts.SORTS, widget=forms.RadioSelect, initial="visit"
    )


def _interpreter() -> ShortWords:
    return ShortWords(label=_("Is an interpreter needed? Which language?"), required=False, max_length=300)


class VisitForm(EntryForm):
    """What one wants to talk about and needs; when, where and with whom it is has pages of its own."""

    words = OwnWords(label=_("What do you want to talk about?"), required=False, rows=3)
    suits = ShortWords(label=_("When would suit you?"), required=False, max_length=300)
    needs = OwnWords(label=_("What do you need to take part?"), required=False, rows=2)
    interpreter = _interpreter()

    @classmethod
    def said_first(cls, entry: Any, names: dict[str, str]) -> list[tuple[str, str]]:
        """Say when, how, where and with whom it is, how it stands and why."""
        come = [names[str(one)] for one in entry.who if str(one) in names]
        rows = (
            (_("When"), texts.day_and_hour(entry.starts) if entry.starts else ""),
            (_("How it stands"), dict(texts.STATUSES).get(entry.status, "")),
            (_("Why"), entry.why),
            (_("How"), dict(texts.SORTS).get(entry.sort, "")),
            (_("Where"), entry.place),
            (_("Who comes"), ", ".join([*come, *filter(None, [entry.also])])),
        )
        return [(str(label), str(text)) for label, text in rows if text]


class AskForm(_Who, VisitForm):
    """ "I would like a visit or a call"."""

    words = OwnWords(label=_("What would you like to talk about?"), rows=3)
    sort = _sort()
    who = _who(_("Whom would you like to see or talk to?"))
    suits = ShortWords(
        label=_("When would suit you?"),
        required=False,
        max_length=300,
        help_text=_("For example: a Tuesday or a Thursday, not before eleven."),
    )
    field_order = ["words", "sort", "who", "suits", "needs", "interpreter"]
    # How the questions read to those who write it down for the person.
    of_them = {
        "words": _("What would %(name)s like to talk about?"),
        "who": _("Whom would %(name)s like to see or talk to?"),
        "suits": _("When would suit %(name)s?"),
        "needs": _("What does %(name)s need to take part?"),
    }

    def __init__(self, *args: Any, page: Page, **kwargs: Any) -> None:
        """Offer who is in the circle; speak of the person to those who write it down for them."""
        super().__init__(*args, page=page, **kwargs)
        self.offer()
        for name, label in self.of_them.items() if page.viewer.is_staff else ():
            self.fields[name].label = str(label) % {"name": page.subject.liked_name}

    def own_fields(self) -> dict[str, Any]:
        """Give the values with `who` as ids."""
        return super().own_fields() | {"who": self.come()}


class PlanForm(WhenForm, AskForm):
    """A visit or a call that has a time."""

    words = OwnWords(label=_("What is it about?"), required=False, rows=3)
    place = ShortWords(label=_("Where?"), required=False, max_length=300)
    who = _who(_("Who comes, or calls?"))
    also = ShortWords(label=_("Who else comes?"), required=False, max_length=300)
    suits = None  # type: ignore[assignment]  # there is a time
    of_them = {"needs": AskForm.of_them["needs"]}
    field_order = [
        *("words", "sort", "on", "clock", "which", "minutes"),
        *("place", "who", "also", "interpreter", "needs"),
    ]

    def own_fields(self) -> dict[str, Any]:
        """Give the values with day, time and length as two moments."""
        values = super().own_fields()
        return {name: one for name, one in values.items() if name not in {"on", "clock", "which", "minutes"}}


class ArrangeForm(WhenForm, _Who):
    """Another time, place or people; or the first time of a visit that was asked for, which needs no reason."""

    version = HiddenNumber()
    typed_by = Hidden(required=False, max_length=500)
    sort = _sort()
    place = ShortWords(label=_("Where?"), required=False, max_length=300)
    who = _who(_("Who comes, or calls?"))
    also = ShortWords(label=_("Who else comes?"), required=False, max_length=300)
    interpreter = _interpreter()
    why = OwnWords(label=_("Why does it change?"), rows=2, max_length=500)
    field_order = [
        *("version", "typed_by", "on", "clock", "which", "minutes"),
        *("sort", "place", "who", "also", "interpreter", "why"),
    ]

    def __init__(self, *args: Any, page: Page, asked: bool = False, **kwargs: Any) -> None:
        """Offer who is in the circle; ask why it changes where there was a time before."""
        self.page = page
        super().__init__(*args, **kwargs)
        self.offer()
        if asked:
            del self.fields["why"]
        else:
            self.fields["why"].help_text = who_reads_why(page)

    def arranged(self) -> dict[str, Any]:
        """Give what becomes of the visit."""
        names = ("sort", "place", "also", "interpreter", "starts", "ends")
        return {name: self.cleaned_data[name] for name in names} | {
            "who": self.come(),
            "why": self.cleaned_data.get("why", ""),
        }

    @classmethod
    def initial_of(cls, visit: Visit) -> dict[str, Any]:
        """Give a visit's values as this form shows them."""
        plain = {name: getattr(visit, name) for name in ("sort", "place", "also", "interpreter", "version")}
        return cls.when_of(visit) | plain | {"who": [str(one) for one in visit.who]}


class WhyForm(Form):
    """Why a visit will not take place, or did not."""

    version = HiddenNumber()
    typed_by = Hidden(required=False, max_length=500)
    why = OwnWords(label=_("Why?"), rows=3, max_length=500)
