"""The questions of a hand-over, and of what was agreed about staying in touch."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.design.fields import DateField, Hidden, OwnWords, ShortWords
from alongside.design.forms import Form
from alongside.people.working.words import EVERY_WORDS, WEIGHT_WORDS
from alongside.record.times import today
from alongside.record.web.forms import EntryForm
from alongside.record.web.page import Page

OTHER, AS_YOU_LIKE = "other", ""


class HandOverForm(EntryForm):
    """What whoever goes wants whoever comes to know."""

    words = OwnWords(
        label=_("What should whoever comes next know?"),
        rows=10,
        help_text=_(
            "Who this is and what matters to them first; what is under way and was promised; what helps, and what does "
            "not. The person reads this before anybody goes."
        ),
    )
    on = DateField(label=_("From which day?"))


class NewHandOverForm(HandOverForm):
    """The same, with who goes and who comes; the words are the writer's own."""

    going = forms.ChoiceField(label=_("Who goes?"), widget=forms.RadioSelect)
    coming = forms.ChoiceField(label=_("Who comes?"), widget=forms.Select)
    field_order = ("going", "coming", "on", "words")

    def __init__(
        self, *args: Any, page: Page, going: list[tuple[str, str]], coming: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        """Take who works with the person by name, and who could come."""
        super().__init__(*args, page=page, **kwargs)
        self.fields["going"].choices = going  # type: ignore[attr-defined]
        self.fields["coming"].choices = [("", _("Choose")), *coming]  # type: ignore[attr-defined]
        self.fields["on"].earliest = today  # type: ignore[attr-defined]

    def _add_voice(self) -> None:
        """Ask nobody whose words these are: they are the writer's."""

    def clean(self) -> dict[str, Any]:
        """See that somebody else comes."""
        told = super().clean() or self.cleaned_data
        if told.get("going") and told.get("going") == told.get("coming"):
            self.add_error("coming", _("Please choose somebody else than who goes."))
        return told

    def own_fields(self) -> dict[str, Any]:
        """Give the values with who goes and comes as ids."""
        values = super().own_fields()
        return values | {f"{name}_id": UUID(values.pop(name)) for name in ("going", "coming")}


class ReadForm(Form):
    """How the person got to know what is handed over, where somebody else says so."""

    words = ShortWords(
        label=_("How, and when, did they get to know it?"),
        max_length=500,
        help_text=_("For example: I read it aloud on Tuesday, and we talked about each part."),
    )
    typed_by = Hidden(required=False, max_length=500)


class CarryOutForm(Form):
    """Why it could not wait until the person had read it; nothing where they have."""

    why = OwnWords(
        label=_("Why can it not wait until they have read it?"),
        rows=3,
        max_length=500,
        required=False,
        help_text=_("They are told, and read these words."),
    )
    typed_by = Hidden(required=False, max_length=500)


class AgreedForm(Form):
    """How often one agreed to be in touch, how, and how much work it is."""

    often = forms.ChoiceField(
        label=_("How often did you agree to be in touch?"),
        choices=(
            *((str(days), words) for days, words in EVERY_WORDS.items()),
            (OTHER, _("something else")),
            ("as_you_like", _("as you both like, with no number")),
        ),
        widget=forms.RadioSelect,
    )
    days = forms.IntegerField(
        label=_("If something else: about every how many days?"),
        required=False,
        min_value=1,
        max_value=366,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": _("Write a number of days, like 10."),
            "min_value": _("Write a number from 1 to 366."),
            "max_value": _("Write a number from 1 to 366."),
        },
    )
    how = ShortWords(
        label=_("How?"), required=False, max_length=300, help_text=_("For example: a visit, or a call if that suits.")
    )
    weight = forms.ChoiceField(
        label=_("How much work is it to work with them?"),
        choices=(("", _("Not said")), *((str(one), words) for one, words in WEIGHT_WORDS.items())),
        required=False,
        widget=forms.RadioSelect,
        help_text=_(
            "It is about the work, and says nothing about them. It helps to share work fairly. They can read it."
        ),
    )
    typed_by = Hidden(required=False, max_length=500)

    def clean(self) -> dict[str, Any]:
        """Ask for the number of days where it is something else."""
        told = super().clean() or self.cleaned_data
        if told.get("often") == OTHER and not told.get("days") and "days" not in self.errors:
            self.add_error("days", _("Write a number of days, like 10."))
        return told

    @property
    def every(self) -> int | None:
        """Give the days; None for as both like."""
        often = self.cleaned_data["often"]
        if often == OTHER:
            return int(self.cleaned_data["days"])
        return int(often) if often.isdigit() else None
