"""The form by which a lead says what is new in how people work here."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from alongside.design.fields import DateField, Hidden, OwnWords, ShortWords
from alongside.design.forms import Form
from alongside.learning.domain import MOST_WORDS
from alongside.learning.words import PAGES


class PracticeForm(Form):
    """What changed, from when, where that can be read, whom it concerns, and where it is shown."""

    notice_id = Hidden(required=False, max_length=40)
    place = forms.ChoiceField(label=_("For whose people?"), widget=forms.Select)
    title = ShortWords(label=_("What is new, in a few words?"), max_length=200)
    words = OwnWords(
        label=_("What changed, and what does it mean for people’s work?"),
        rows=8,
        max_length=MOST_WORDS,
        help_text=_("Plain words. Nothing about any one person."),
    )
    effective_on = DateField(label=_("From which day does it hold?"))
    source = ShortWords(
        label=_("Where does it come from?"),
        required=False,
        max_length=500,
        help_text=_("For example: the minutes of the practice meeting, 4 May 2026."),
    )
    link = forms.URLField(
        label=_("A link to read more"), required=False, max_length=500, assume_scheme="https", widget=forms.TextInput
    )
    teams = forms.MultipleChoiceField(
        label=_("Which teams must read it?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick none: everybody."),
    )
    titles = ShortWords(
        label=_("Only those who do this work"),
        required=False,
        max_length=400,
        help_text=_(
            "As it stands beside their name, with commas between: Social worker, Team manager. Empty: everybody."
        ),
    )
    pages = forms.MultipleChoiceField(
        label=_("On which pages of a record should it stand until it is read?"),
        choices=PAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only those who work here see it, from two weeks before its day."),
    )

    def __init__(self, *args: Any, places: list[dict[str, Any]], teams: list[Any], **kwargs: Any) -> None:
        """Take the organisations and teams one may choose from."""
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [(str(one["id"]), one["name"]) for one in places]  # type: ignore[attr-defined]
        self.fields["teams"].choices = [(str(one.pk), one.name) for one in teams]  # type: ignore[attr-defined]
        if len(places) == 1:
            self.fields["place"].widget = forms.HiddenInput()
            self.fields["place"].initial = str(places[0]["id"])

    def clean_link(self) -> str:
        """Take only addresses that are read over a safe line."""
        link: str = self.cleaned_data["link"]
        if link and not link.startswith("https://"):
            raise forms.ValidationError(_t("The link should begin with https://"))
        return link

    def clean_titles(self) -> tuple[str, ...]:
        """Give what stands between the commas."""
        return tuple(one.strip()[:100] for one in self.cleaned_data["titles"].split(",") if one.strip())
