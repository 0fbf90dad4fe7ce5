"""The form every entry has: whose words, how we know them, and the kind's own questions."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.base.ids import uuid7
from alongside.design.fields import DateField, Hidden, HiddenNumber, OwnWords, ShortWords
from alongside.design.forms import Form
from alongside.people.domain import Right
from alongside.people.models import Voice
from alongside.record.models import Entry
from alongside.record.times import local, moment, today
from alongside.record.web import uploads
from alongside.record.web.page import TYPED_BY, Page, typed_by

ME = "me"
# Versions of ids a page may send: in order of time, or by chance. Ids made of others (version 5) are the record's own.
OURS = (4, 7)
HOWS = (
    ("wrote", _("They wrote it")),
    ("said", _("They said it")),
    ("signed", _("They signed it")),
    ("interpreter", _("Through an interpreter")),
    ("behaviour", _("They showed it by what they do")),
    ("best_understanding", _("It is the best understanding of those who know them")),
)
CHOOSERS = (
    ("person", _("The person")),
    ("worker", _("The worker")),
    ("together", _("Together")),
    ("somebody_else", _("Somebody else")),
    ("not_asked", _("Nobody was asked")),
)


class EntryForm(Form):
    """Whose words these are and how we know them, before the kind's own fields.

    `link_kinds` names, for each field that points at other entries, which kinds it may point at; `voice_fields` name
    fields that choose somebody in the circle. Both get their choices from the record, as far as the viewer sees it.
    `folds` puts questions that few need at once under a heading that opens: (heading, names of fields).
    """

    link_kinds: dict[str, tuple[str, ...]] = {}
    folds: tuple[tuple[Any, tuple[str, ...]], ...] = ()
    voice_fields: tuple[str, ...] = ()
    takes_files = False

    entry_id = Hidden()
    version = HiddenNumber(required=False)
    typed_by = Hidden(required=False, max_length=500)

    def __init__(
        self, *args: Any, page: Page, links: dict[str, list[tuple[str, str]]] | None = None, **kwargs: Any
    ) -> None:
        """Take what a Django form takes, the page it stands on, and the choices of its links."""
        initial = {"entry_id": uuid7(), TYPED_BY: typed_by(page.account)} | (kwargs.pop("initial", None) or {})
        super().__init__(*args, initial=initial, **kwargs)
        self.page = page
        for name in self.voice_fields:
            self.fields[name].choices = [("", _("Choose")), *voices_to_choose(page, self.initial.get(name))]  # type: ignore[attr-defined]
        for name in self.link_kinds:
            blank = [] if isinstance(self.fields[name], forms.MultipleChoiceField) else [("", _("Not chosen"))]
            self.fields[name].choices = [*blank, *(links or {}).get(name, [])]  # type: ignore[attr-defined]
        self.unseen = {name: self._unseen(name) for name in self.link_kinds} if "version" in self.initial else {}
        self._add_voice()
        if self.takes_files and "version" not in self.initial:
            self.fields["attachment"] = uploads.AttachmentField(required=False)

    @property
    def unfolded(self) -> list[forms.BoundField]:
        """Give the questions that always show."""
        folded = {name for _heading, names in self.folds for name in names}
        return [bound for bound in self if bound.name not in folded]

    @property
    def folded(self) -> list[tuple[Any, list[forms.BoundField], bool]]:
        """Give the folds: heading, questions, and whether it is open, as something is said or wrong there."""
        made = []
        for heading, names in self.folds:
            fields = [self[name] for name in names if name in self.fields]
            first = {name: self.get_initial_for_field(self.fields[name], name) for name in names}
            is_open = any(bound.errors or bound.value() not in (None, "", [], ["", "", ""]) for bound in fields)
            made.append((heading, fields, is_open or any(first.values())))
        return made

    def _unseen(self, name: str) -> list[UUID]:
        """Give what this link points at and this viewer does not see: a change leaves it as it is, and unsaid."""
        value = self.initial.get(name)
        had = value if isinstance(value, list) else [value]
        offered = {str(code) for code, _label in self.fields[name].choices}  # type: ignore[attr-defined]
        found = [pk for one in had if (pk := _id(one)) and str(pk) not in offered]
        if found:
            self.fields[name].required = False
        return found

    def _add_voice(self) -> None:
        if "version" in self.initial:
            return
        own = self.page.own_voice
        choices = [*voices_to_choose(self.page, self.initial.get("words_of")), *_me_to_be(self.page)]
        self.fields["words_of"] = forms.ChoiceField(
            label=_("Whose words are these?"),
            choices=choices,
            widget=forms.Select,
            initial=str(own.pk) if own else None,
        )
        self.fields["how"] = forms.ChoiceField(
            label=_("How do we know them?"), choices=HOWS, widget=forms.RadioSelect, initial="wrote" if own else "said"
        )
        if own and not self.page.viewer.is_staff:
            self.fields["words_of"].help_text = _("Yours, unless you write for somebody else.")
        if self.page.viewer.is_person:
            for name in ("words_of", "how"):
                self.fields[name].widget = forms.HiddenInput()
        if self.page.viewer.is_staff:
            first = next((voice for voice in self.page.circle if voice.is_self), None)
            self.initial.setdefault("words_of", str(first.pk) if first else None)
            self.initial.setdefault("how", "said")

    def clean_words_of(self) -> str:
        """Read whose words these are; "me" is the voice the viewer has got by now."""
        own = self.page.own_voice
        chosen = str(self.cleaned_data["words_of"])
        return str(own.pk) if own and chosen == ME else chosen

    def own_fields(self) -> dict[str, Any]:
        """Give the kind's own values, as its model takes them."""
        spine = {"entry_id", "version", TYPED_BY, "words_of", "how", "attachment"}
        values = {name: value for name, value in self.cleaned_data.items() if name not in spine}
        for name in self.link_kinds:
            unseen = self.unseen.get(name, [])
            if isinstance(values[name], list):
                values[name] = list(dict.fromkeys([*map(UUID, values[name]), *unseen]))
            else:
                values[name] = _id(values[name]) or next(iter(unseen), None)
        for name in self.voice_fields:
            values[f"{name}_id"] = _id(values.pop(name))
        return values

    def clean_entry_id(self) -> UUID:
        """Read the id this page was given, so that the same form twice is the same entry."""
        sent = _id(self.cleaned_data["entry_id"])
        return sent if sent is not None and sent.version in OURS else uuid7()

    @classmethod
    def said_first(cls, entry: Entry, names: dict[str, str]) -> list[tuple[str, str]]:
        """Give what an entry's page says before the questions of the form: (label, text); `names` are voices by id."""
        return []

    @classmethod
    def initial_of(cls, entry: Entry) -> dict[str, Any]:
        """Give an entry's values as the form shows them."""
        names = [name for name in cls.base_fields if name not in {"entry_id", "version", TYPED_BY}]
        values = {name: getattr(entry, f"{name}_id" if name in cls.voice_fields else name) for name in names}
        return values | {"entry_id": entry.pk, "version": entry.version}


def voices_to_choose(page: Page, chosen: Any = ()) -> list[tuple[str, str]]:
    """Give the voices to choose from: not who has left the circle, unless `chosen` already, or the viewer themself."""
    kept = {str(one) for one in (*(chosen if isinstance(chosen, list | tuple) else [chosen]), *page.viewer.voices)}
    there = [voice for voice in page.circle if not voice.has_left(today()) or str(voice.pk) in kept]
    return [(str(voice.pk), _voice_label(voice, page)) for voice in there]


def _me_to_be(page: Page) -> list[tuple[str, str]]:
    """Offer the viewer's own voice before they have one: they get it with their first word here."""
    waits = page.own_voice is None or page.request.method == "POST"
    return [(ME, f"{page.account.name} ({_('me')})")] if waits and page.viewer.sight.has(Right.VOICE) else []


def _voice_label(voice: Voice, page: Page) -> str:
    return f"{voice.name} ({_('me')})" if voice.pk in page.viewer.voices else voice.name


def _id(value: Any) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None


class ContributionForm(EntryForm):
    """A meeting or moment: when, where, who was there, who chose, what support the person had."""

    words = OwnWords(label=_("What was it about?"), required=False, rows=2)
    on = DateField(label=_("When was it?"), latest=today)
    clock = forms.TimeField(
        label=_("At what time?"),
        required=False,
        help_text=_("For example 14:30. Leave it empty if nobody remembers."),
        error_messages={"invalid": _("Write the time like 14:30.")},
        widget=forms.TextInput,
    )
    place = ShortWords(label=_("Where?"), required=False)
    present = forms.MultipleChoiceField(label=_("Who was there?"), required=False, widget=forms.CheckboxSelectMultiple)
    also_present = ShortWords(label=_("Who else was there?"), required=False)
    chose_place = forms.ChoiceField(
        label=_("Who chose the place?"), choices=CHOOSERS, widget=forms.RadioSelect, required=False
    )
    chose_time = forms.ChoiceField(
        label=_("Who chose the time?"), choices=CHOOSERS, widget=forms.RadioSelect, required=False
    )
    chose_agenda = forms.ChoiceField(
        label=_("Who chose what to talk about?"), choices=CHOOSERS, widget=forms.RadioSelect, required=False
    )
    support = OwnWords(label=_("What support did the person have to take part?"), required=False, rows=2)
    took_part = OwnWords(label=_("How did the person take part?"), required=False, rows=2)
    paper_author = ShortWords(
        label=_("If this was written on paper: who wrote it?"),
        required=False,
        help_text=_("Leave empty if you were there yourself."),
    )

    def __init__(self, *args: Any, page: Page, **kwargs: Any) -> None:
        """Fill in who is in the circle."""
        super().__init__(*args, page=page, **kwargs)
        self.fields["present"].choices = voices_to_choose(page, self.initial.get("present"))  # type: ignore[attr-defined]

    def own_fields(self) -> dict[str, Any]:
        """Give the values with `present` as ids and day and time as one moment."""
        values = super().own_fields()
        values["present"] = [UUID(one) for one in values["present"]]
        values["at"] = moment(values.pop("on"), values.pop("clock"))
        return values

    @classmethod
    def initial_of(cls, entry: Any) -> dict[str, Any]:
        """Give a meeting's values as the form shows them."""
        at = local(entry.at)
        skip = {"entry_id", "version", TYPED_BY, "on", "clock"}
        values = {name: getattr(entry, name) for name in cls.base_fields if name not in skip}
        values["present"] = [str(one) for one in entry.present]
        return values | {"on": at.date(), "clock": at.strftime("%H:%M"), "entry_id": entry.pk, "version": entry.version}


class ReasonForm(Form):
    """Why something is a mistake."""

    reason = ShortWords(label=_("Why is this a mistake?"), max_length=500)


class ResponseForm(Form):
    """An answer to an entry, in own words."""

    answer_id = Hidden()
    kind = Hidden()
    words = OwnWords(label=_("In your own words"), rows=3, required=False)
    typed_by = Hidden(required=False, max_length=500)


class MoveForm(Form):
    """Where an entry belongs, and whose words it holds there."""

    to_subject = forms.ChoiceField(label=_("Whose record does this belong in?"), widget=forms.Select)
    whose = forms.ChoiceField(
        label=_("Whose words are these there?"),
        choices=(("self", _("The person whose record it is")), ("me", _("Mine"))),
        widget=forms.RadioSelect,
        initial="self",
    )
