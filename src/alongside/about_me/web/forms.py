"""The questions of this room, one form a kind."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.about_me import words as texts
from alongside.design.fields import DateField, OwnWords, ShortWords
from alongside.record.times import today
from alongside.record.web.forms import EntryForm
from alongside.record.web.page import Page


class WayOfLifeForm(EntryForm):
    """What matters, a good day, a bad day, how they like to be spoken with, things to know."""

    takes_files = True
    topic = forms.ChoiceField(label=_("What is this about?"), choices=texts.TOPICS, widget=forms.RadioSelect)
    words = OwnWords(label=_("In my own words"), help_text=_("As it is said. Spelling does not matter."))


class IdentityForm(EntryForm):
    """Who somebody says they are. Nothing here has to be told."""

    category = forms.ChoiceField(label=_("What is this about?"), choices=texts.IDENTITY, widget=forms.RadioSelect)
    words = OwnWords(
        label=_("In my own words"),
        required=False,
        rows=3,
        help_text=_("As much or as little as you like. It helps us to treat you as you are, and fairly."),
    )
    code = forms.ChoiceField(
        label=_("Would you rather not say?"),
        choices=(("", _("What I wrote stands")), ("prefer_not_to_say", _("I prefer not to say"))),
        required=False,
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, object]:
        """An answer is words, or "prefer not to say"."""
        values = super().clean() or {}
        if not values.get("words") and not values.get("code") and "words" not in self.errors:
            self.add_error("words", _("Write a few words, or choose “I prefer not to say”."))
        return values


class CommunicationNeedForm(EntryForm):
    """What somebody needs so that we can talk and they can take part."""

    category = forms.ChoiceField(label=_("What is this about?"), choices=texts.NEEDS, widget=forms.RadioSelect)
    words = OwnWords(
        label=_("What do you need?"),
        rows=3,
        help_text=_("For example: short sentences; my hearing aid side is left; a BSL interpreter; large print."),
    )
    meet = OwnWords(label=_("How will we do this?"), required=False, rows=2)
    share = forms.ChoiceField(
        label=_("May others who support you know this?"), choices=texts.SHARE, widget=forms.RadioSelect, initial="ask"
    )
    review_on = DateField(label=_("When shall we ask again?"), required=False)


class MustKnowForm(EntryForm):
    """What anybody near the person must know at once."""

    about = forms.ChoiceField(label=_("What is this about?"), choices=texts.MUST_KNOWS, widget=forms.RadioSelect)
    words = OwnWords(
        label=_("What must people know?"), rows=3, help_text=_("Short and factual. This is not a medicines list.")
    )
    where_kept = ShortWords(label=_("Where is it kept?"), required=False, max_length=300)
    as_of = DateField(label=_("When was this true?"), required=False, latest=today)
    from_whom = ShortWords(label=_("Who told us?"), required=False)


class StayingWellForm(EntryForm):
    """One part of the staying-well plan."""

    part = forms.ChoiceField(label=_("Which part of the plan?"), choices=texts.STAYING_WELL, widget=forms.RadioSelect)
    words = OwnWords(label=_("In my own words"), rows=3, required=False)
    name = ShortWords(label=_("If it is somebody to call: who?"), required=False)
    phone = ShortWords(label=_("Their number"), required=False, max_length=50)
    position = forms.IntegerField(
        label=_("Call them first, second, third …"),
        required=False,
        min_value=0,
        max_value=99,
        help_text=_("A number, for example 1."),
    )

    def clean(self) -> dict[str, object]:
        """Words, or somebody to call."""
        values = super().clean() or {}
        if not values.get("words") and not values.get("name") and "words" not in self.errors:
            self.add_error("words", _("Write a few words, or say whom to call."))
        return values

    def clean_position(self) -> int:
        """Nobody needs to count."""
        return self.cleaned_data["position"] or 0


class RightExplainedForm(EntryForm):
    """That a right was explained, how, and what the person said."""

    voice_fields = ("explained_by",)
    right = forms.ChoiceField(label=_("Which right?"), choices=texts.RIGHTS, widget=forms.RadioSelect)
    other = ShortWords(label=_("If it is another right: which?"), required=False)
    form = forms.ChoiceField(
        label=_("How was it explained?"), choices=texts.EXPLAINED, widget=forms.RadioSelect, initial="talked"
    )
    understood = forms.ChoiceField(label=_("Was it understood?"), choices=texts.UNDERSTOOD, widget=forms.RadioSelect)
    words = OwnWords(
        label=_("What did the person say?"),
        required=False,
        rows=3,
        help_text=_("In their own words, if they said any."),
    )
    explained_by = forms.ChoiceField(label=_("Who explained it?"), required=False)
    explained_on = DateField(label=_("When?"), latest=today, initial=today)
    again_on = DateField(label=_("When shall we talk about it again?"), required=False)

    def __init__(self, *args: Any, page: Page, **kwargs: Any) -> None:
        """Ask the person as "you"; begin with whoever writes as the one who explained it, unless that is the person."""
        super().__init__(*args, page=page, **kwargs)
        if page.viewer.is_person:
            self.fields["words"].label = _("What do you say to it?")
            self.fields["words"].help_text = _("In your own words, if you want to say something.")
            self.fields["understood"].label = _("Is it clear to you?")
            self.fields["form"].label = _("How was it explained to you?")
        elif page.own_voice and page.viewer.is_staff and "version" not in self.initial:
            self.initial.setdefault("explained_by", str(page.own_voice.pk))

    def clean(self) -> dict[str, object]:
        """Another right has a name; one asks again after one has asked."""
        values = super().clean() or {}
        if values.get("right") == "other" and not values.get("other"):
            self.add_error("other", _("Say which right it is."))
        if values.get("right") != "other":
            values["other"] = ""
        on, again = values.get("explained_on"), values.get("again_on")
        if isinstance(on, date) and isinstance(again, date) and again <= on:
            self.add_error("again_on", _("Choose a day after the day on which it was explained."))
        return values


class HopeForm(EntryForm):
    """How hopeful somebody feels, with words. Nothing is made of the number but a line for them to look at."""

    score = forms.TypedChoiceField(
        label=_("How hopeful do you feel, from 0 to 10?"),
        choices=texts.HOPE_CHOICES,
        coerce=int,
        help_text=_("There is no right answer, and nobody is graded by it."),
    )
    words = OwnWords(label=_("What makes it so?"), required=False, rows=3)

    def __init__(self, *args: Any, page: Page, **kwargs: Any) -> None:
        """Ask about the person, where somebody else writes it down."""
        super().__init__(*args, page=page, **kwargs)
        if not page.viewer.is_person:
            self.fields["score"].label = _("How hopeful do they feel, from 0 to 10? Ask them.")
