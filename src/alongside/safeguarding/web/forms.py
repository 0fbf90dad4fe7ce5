"""The questions of this room. Few stand open; the rest unfold. None stops anybody from writing what they saw."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.design.fields import DateField, Hidden, OwnWords, ShortWords
from alongside.design.forms import Form
from alongside.record.times import today
from alongside.record.web.forms import ME, EntryForm
from alongside.record.web.page import Page
from alongside.safeguarding import words as texts
from alongside.safeguarding.domain import (
    ADVOCATES,
    DAYS_UNTIL_ASKED_AGAIN,
    DECISIONS,
    ENDS,
    MOST_DAYS_KEPT,
    Asked,
    Sort,
    Tell,
    decision_findings,
)

WORKERS_ONLY = ("abuse", "consent", "grounds", "grounds_words")


def latest_review() -> Any:
    """Give the last day on which something kept from the person may be looked at again."""
    return today() + timedelta(days=MOST_DAYS_KEPT)


def tomorrow() -> Any:
    """Give the day after today."""
    return today() + timedelta(days=1)


class ConcernForm(EntryForm):
    """What somebody is worried about: danger first, then what was seen or said, and what the person wants."""

    danger = forms.ChoiceField(
        label=_("Is somebody in danger now?"),
        choices=texts.DANGER,
        widget=forms.RadioSelect,
        help_text=_("If so, call 999 first. This page keeps until afterwards, and nobody watches it around the clock."),
    )
    done_now = OwnWords(label=_("What has been done already?"), required=False, rows=2)
    words = OwnWords(
        label=_("What did you see or hear?"),
        help_text=_("As it was, in the words that were said. You need not be sure, and nothing has to be proved."),
    )
    when = ShortWords(label=_("When was it?"), required=False, help_text=_("As well as you know."))
    asked = forms.ChoiceField(
        label=_("Have they been asked what they want to happen?"),
        choices=texts.ASKED,
        widget=forms.RadioSelect,
        initial="not_yet",
    )
    wishes = OwnWords(label=_("What do they want to happen?"), required=False, rows=3, help_text=_("In their words."))
    tell = forms.ChoiceField(
        label=_("May they read this from now on?"), choices=texts.TELL, widget=forms.RadioSelect, initial="yes"
    )
    keep_ground = forms.ChoiceField(
        label=_("If not now: why?"),
        choices=(("", _("They can read it")), *texts.KEEP),
        required=False,
        widget=forms.RadioSelect,
    )
    keep_words = OwnWords(
        label=_("In your own words: why does it have to wait?"),
        required=False,
        rows=2,
        help_text=_("That it would upset them, or that they may complain, is not enough."),
    )
    keep_review = DateField(
        label=_("When will it be looked at again?"), required=False, earliest=tomorrow, latest=latest_review
    )
    sources = forms.MultipleChoiceField(
        label=_("Is it about somebody in this circle?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Whoever you choose will not see this, on any page, whatever else they may see."),
    )
    source_words = ShortWords(label=_("Or about somebody or something else?"), required=False, max_length=300)
    at_risk = forms.ChoiceField(
        label=_("Who may be harmed?"), choices=texts.AT_RISK, widget=forms.RadioSelect, initial="person"
    )
    abuse = forms.MultipleChoiceField(
        label=_("What kind of harm may it be?"),
        choices=texts.ABUSE,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Several can fit, or none."),
    )
    consent = forms.ChoiceField(
        label=_("Do they want this to be passed on?"),
        choices=texts.CONSENT,
        widget=forms.RadioSelect,
        initial="not_asked",
    )
    grounds = forms.MultipleChoiceField(
        label=_("If it is passed on without their yes: on which ground?"),
        choices=texts.GROUNDS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    grounds_words = OwnWords(label=_("Say why, in your own words"), required=False, rows=2)

    folds: tuple[tuple[Any, tuple[str, ...]], ...] = (
        (_("If it could be dangerous that they read this"), ("tell", "keep_ground", "keep_words", "keep_review")),
        (_("Who or what it is about"), ("sources", "source_words", "at_risk")),
        (_("For those at work: kind of harm, and passing it on"), WORKERS_ONLY),
        (_("If these are somebody else’s words"), ("words_of", "how")),
    )

    def __init__(self, *args: Any, page: Page, **kwargs: Any) -> None:
        """Offer who is in the circle but the person; ask the person as "you", and workers what is for workers."""
        super().__init__(*args, page=page, **kwargs)
        self.fields["sources"].choices = [  # type: ignore[attr-defined]
            (str(voice.pk), voice.name)
            for voice in page.circle
            if not voice.is_self and voice.pk not in page.viewer.voices and voice.kind != "together"
        ]
        if not page.viewer.is_staff:
            for name in WORKERS_ONLY:
                del self.fields[name]
        if page.viewer.is_person:
            for name in ("asked", "tell", "keep_ground", "keep_words", "keep_review"):
                del self.fields[name]
            self.fields["danger"].label = _("Are you in danger now?")
            self.fields["words"].label = _("What happened, or what are you worried about?")
            self.fields["wishes"].label = _("What do you want to happen?")
            self.fields["wishes"].help_text = ""
            self.folds = self.folds[:-1]
        elif page.viewer.is_staff and "version" not in self.initial:
            self.initial.update({"words_of": str(page.own_voice.pk) if page.own_voice else ME, "how": "wrote"})

    @property
    def folded(self) -> list[tuple[Any, list[forms.BoundField], bool]]:
        """Give the folds that hold a question for this viewer; what stands as it does by itself opens none."""
        blank: tuple[Any, ...] = (None, "", [], ["", "", ""])
        shown = []
        for heading, names in self.folds:
            fields = [self[name] for name in names if name in self.fields]
            is_open = any(one.errors or one.value() not in (*blank, one.field.initial) for one in fields)
            if fields:
                shown.append((heading, fields, is_open))
        return shown

    def clean(self) -> dict[str, Any]:
        """What was asked and said goes together, and so does why telling has to wait."""
        values = super().clean() or {}
        if values.get("asked") == Asked.YES and not values.get("wishes") and "wishes" not in self.errors:
            self.add_error("wishes", _("Write down what they said they want, or choose “Not yet”."))
        if values.get("tell") == Tell.NOT_NOW:
            values["keep_review"] = values.get("keep_review") or today() + timedelta(days=DAYS_UNTIL_ASKED_AGAIN)
            for name in ("keep_ground", "keep_words"):
                if not values.get(name) and name not in self.errors:
                    self.add_error(name, _("Say why they cannot read it now, or choose that they can."))
        elif "tell" in values:
            values |= {"keep_ground": "", "keep_words": "", "keep_review": None}
        return values

    def own_fields(self) -> dict[str, Any]:
        """Give the values with sources as ids; what the person wrote themself they have been asked."""
        values = super().own_fields()
        values["sources"] = [UUID(one) for one in values.get("sources", [])]
        if self.page.viewer.is_person:
            values["asked"] = Asked.YES if values.get("wishes") else Asked.NOT_YET
        return values

    @classmethod
    def initial_of(cls, entry: Any) -> dict[str, Any]:
        """Give a concern's values as the form shows them."""
        return super().initial_of(entry) | {"sources": [str(one) for one in entry.sources]}


class PartForm(Form):
    """Something below a concern."""

    part_id = Hidden()
    typed_by = Hidden(required=False, max_length=500)


def _of(codes: Any, choices: Any) -> list[tuple[str, Any]]:
    said = dict(choices)
    return [(code.value, said[code.value]) for code in codes]


class ToldForm(PartForm):
    """Who was told, when, and on what ground."""

    whom = forms.ChoiceField(label=_("Who was told?"), choices=texts.WHOM, widget=forms.RadioSelect)
    name = ShortWords(label=_("Who exactly?"), required=False, help_text=_("A name, a team, a reference number."))
    on = DateField(label=_("When?"), latest=today, initial=today)
    words = OwnWords(label=_("What was said, and what did they answer?"), required=False, rows=3)
    grounds = forms.MultipleChoiceField(
        label=_("If the person had not said yes: on which ground?"),
        choices=texts.GROUNDS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class WishesForm(PartForm):
    """What the person wants to happen, asked again."""

    words = OwnWords(label=_("What do they want to happen?"), rows=4, help_text=_("In their words."))


class AdvocateForm(PartForm):
    """Whether an advocate was offered (Care Act 2014, section 68)."""

    outcome = forms.ChoiceField(
        label=_("Has an advocate been offered?"), choices=_of(ADVOCATES, texts.OUTCOMES), widget=forms.RadioSelect
    )
    name = ShortWords(label=_("Who?"), required=False)
    words = OwnWords(label=_("What did the person say?"), required=False, rows=2)


class DecisionForm(PartForm):
    """The three parts of section 42(1), and what follows."""

    needs = forms.ChoiceField(
        label=_("Do they have needs for care and support?"),
        choices=texts.ANSWERS,
        widget=forms.RadioSelect,
        help_text=_("Whether or not anybody meets them."),
    )
    abused = forms.ChoiceField(
        label=_("Are they harmed or neglected, or at risk of it?"), choices=texts.ANSWERS, widget=forms.RadioSelect
    )
    unable = forms.ChoiceField(
        label=_("Do those needs keep them from protecting themself?"), choices=texts.ANSWERS, widget=forms.RadioSelect
    )
    outcome = forms.ChoiceField(
        label=_("What is decided?"), choices=_of(DECISIONS, texts.OUTCOMES), widget=forms.RadioSelect
    )
    name = ShortWords(label=_("Who decided it?"), help_text=_("A name, and where they work."))
    words = OwnWords(label=_("Why? In words the person can read"), rows=4)

    def clean(self) -> dict[str, Any]:
        """A decision agrees with its own answers."""
        values = super().clean() or {}
        told = [str(values.get(name, "")) for name in ("needs", "abused", "unable", "outcome")]
        for found in decision_findings(*told):
            self.add_error("outcome", _(found.message))
        return values


class StepForm(PartForm):
    """A step to keep somebody safe."""

    words = OwnWords(label=_("What will be done?"), rows=3)
    name = ShortWords(label=_("Who does it?"))
    by_when = DateField(label=_("By when?"), required=False)


class DoneForm(PartForm):
    """How a step went."""

    of = Hidden(required=False)
    words = OwnWords(label=_("How did it go?"), rows=3)
    on = DateField(label=_("When?"), latest=today, initial=today)


class ReviewForm(PartForm):
    """Looked at again: how it is now, and when next."""

    words = OwnWords(label=_("How is it now, and what does the person say?"), rows=4)
    by_when = DateField(label=_("When is it looked at again?"), required=False, earliest=today)


class CloseForm(PartForm):
    """The end: did what the person wanted come about?"""

    outcome = forms.ChoiceField(
        label=_("Did what they wanted come about?"), choices=_of(ENDS, texts.OUTCOMES), widget=forms.RadioSelect
    )
    words = OwnWords(label=_("What do they say about it?"), rows=3, required=False, help_text=_("In their words."))

    def clean(self) -> dict[str, Any]:
        """What the person thinks is said in words, unless they did not want to say."""
        values = super().clean() or {}
        if values.get("outcome") not in {None, "not_said"} and not values.get("words") and "words" not in self.errors:
            self.add_error("words", _("Ask them, and write down what they say."))
        return values


class ReopenForm(PartForm):
    """Why it is opened again."""

    words = OwnWords(label=_("What has happened?"), rows=3)


PARTS: dict[Sort, type[PartForm]] = {
    Sort.TOLD: ToldForm,
    Sort.WISHES: WishesForm,
    Sort.ADVOCATE: AdvocateForm,
    Sort.DECISION: DecisionForm,
    Sort.STEP: StepForm,
    Sort.STEP_DONE: DoneForm,
    Sort.REVIEW: ReviewForm,
    Sort.CLOSED: CloseForm,
    Sort.REOPENED: ReopenForm,
}


class InviteForm(Form):
    """Who is brought in."""

    account = forms.ChoiceField(label=_("Who else is to read this?"), widget=forms.Select)


class TellForm(Form):
    """How the person was told."""

    words = OwnWords(label=_("How were they told, and what did they say?"), rows=3)
    typed_by = Hidden(required=False, max_length=500)


class KeepForm(Form):
    """Why telling the person has to wait, and until when."""

    ground = forms.ChoiceField(label=_("Why does it have to wait?"), choices=texts.KEEP, widget=forms.RadioSelect)
    words = OwnWords(
        label=_("In your own words"),
        rows=3,
        help_text=_("That it would upset them, or that they may complain, is not enough."),
    )
    review = DateField(label=_("When will it be looked at again?"), earliest=tomorrow, latest=latest_review)
    typed_by = Hidden(required=False, max_length=500)


class NameForm(Form):
    """Who may be the source of harm."""

    voice = forms.ChoiceField(label=_("Who is it about?"), widget=forms.Select)
    words = OwnWords(label=_("Why?"), rows=3)
    typed_by = Hidden(required=False, max_length=500)
