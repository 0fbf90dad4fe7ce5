"""The questions of a review, of where a goal is, and of the story."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.design.fields import OwnWords
from alongside.design.scales import out_of_ten
from alongside.planning import words as codes
from alongside.planning.web.forms.linked import LinkedForm
from alongside.record.times import today


class ReviewForm(LinkedForm):
    """A review, whole: used to mend one. It is held page by page (`web/reviewing`)."""

    words = OwnWords(
        label=_("What went well?"), required=False, rows=3, help_text=_("First of all. Small things count.")
    )
    helped = OwnWords(label=_("What helped?"), required=False, rows=2)
    not_helped = OwnWords(label=_("What did not help, or got in the way?"), required=False, rows=2)
    changed = OwnWords(label=_("What has changed in your life?"), required=False, rows=2)
    next = OwnWords(label=_("What comes next?"), required=False, rows=2)
    present = forms.MultipleChoiceField(label=_("Who was there?"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Fill in who is in the circle."""
        super().__init__(*args, **kwargs)
        kept = {str(one) for one in self.initial.get("present", ())}
        here = [one for one in self.page.circle if not one.has_left(today()) or str(one.pk) in kept]
        self.fields["present"].choices = [(str(one.pk), one.name) for one in here]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Something is said, whichever of the questions it answers."""
        values = super().clean() or {}
        if (
            not any(values.get(name) for name in ("words", "helped", "not_helped", "changed", "next"))
            and not self.errors
        ):
            self.add_error("words", _("Write a few words to one of these questions."))
        return values

    def own_fields(self) -> dict[str, Any]:
        """Give the values with `present` as ids."""
        values = super().own_fields()
        values["present"] = [UUID(one) for one in values["present"]]
        return values


class GoalRatingForm(LinkedForm):
    """Where a goal is now."""

    link_kinds = {"goal_id": ("goal",)}
    goal_id = forms.ChoiceField(label=_("Which goal is it about?"))
    words = OwnWords(label=_("Where is it now?"), required=False, rows=3, help_text=_("In your own words."))
    score = forms.TypedChoiceField(
        label=_("How near are you, from 0 to 10?"),
        choices=out_of_ten(codes.NEARNESS),
        coerce=int,
        empty_value=None,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Words, or a number."""
        values = super().clean() or {}
        if not values.get("words") and values.get("score") is None and not self.errors:
            self.add_error("words", _("Write a few words, or choose a number."))
        return values


class StoryForm(LinkedForm):
    """The words a story begins with. What it shows is chosen on its own page."""

    words = OwnWords(label=_("How would you like it to begin?"), required=False, rows=4)
