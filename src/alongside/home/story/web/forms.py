"""What a story shows and how it begins: a tick for each line."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.design.fields import Hidden, HiddenNumber, OwnWords
from alongside.planning.web.agreement_forms import OnceForm

MOST_IDS = 20_000


class Ticks(forms.MultipleChoiceField):
    """Lines that are ticked. One that has moved to another page, or was taken back meanwhile, is no mistake."""

    widget = forms.CheckboxSelectMultiple

    def valid_value(self, value: str) -> bool:
        """Take what was ticked; which of it counts, `lines` says."""
        return True


class StoryChoiceForm(OnceForm):
    """One page of lines to tick; on the first, how the story begins.

    What was typed on this page before and kept may speak of other lines than it offers now: `lines` says of which. A
    line that came since is ticked unless it is left out.
    """

    version = HiddenNumber(required=False)
    lines = Hidden(required=False, max_length=MOST_IDS)
    words = OwnWords(
        label=_("How would you like it to begin?"),
        required=False,
        rows=4,
        help_text=_("For example: This is how I got from the kitchen to the choir. You can leave it empty."),
    )
    show = Ticks(label=_("What shall it show?"), required=False)
    field_order = ("words", "show")

    def __init__(
        self,
        *args: Any,
        choices: list[tuple[str, str | Promise]],
        known: set[str],
        left_out: list[str],
        begins: bool,
        initial: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        """Take the lines this page offers, as (tick, words); all there are on every page; what is left out now."""
        first = dict(initial or {})
        offered = [tick for tick, _words in choices]
        spoken_of = set(str(first["lines"]).split()) if "lines" in first else set()
        ticked = set(first.get("show", ())) & spoken_of
        first["show"] = [tick for tick in offered if tick in ticked or (tick not in spoken_of and tick not in left_out)]
        first["lines"] = " ".join(offered)
        super().__init__(*args, initial=first, **kwargs)
        self.known = known
        self.fields["show"].choices = choices  # type: ignore[attr-defined]
        if not choices:
            del self.fields["show"]
        if not begins:
            del self.fields["words"]

    def clean_lines(self) -> list[str]:
        """Read of which lines the page spoke, as far as they are still there."""
        return [one for one in str(self.cleaned_data["lines"]).split() if one in self.known]
