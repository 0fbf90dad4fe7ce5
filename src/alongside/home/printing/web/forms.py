"""What to print: one small form a paper. They only choose; nothing is written by them but the audit row."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.design.forms import Form
from alongside.home.printing.domain import Part

LABELS = {
    Part.COMMUNICATION: _("How to talk with me"),
    Part.HOPES: _("What I hope for"),
    Part.GOALS: _("My goals and steps"),
    Part.STRENGTHS: _("What I am good at"),
    Part.PEOPLE: _("My people"),
    Part.PLACES: _("My places and groups"),
    Part.ROLES: _("Who I am to others"),
    Part.NEEDS: _("What I need, how it is met, and what gets in the way"),
    Part.SUPPORT: _("Support, and what it takes"),
    Part.COUNCIL: _("What the council decided"),
    Part.TENSIONS: _("Where we want different things"),
    Part.MEETINGS: _("When we met"),
    Part.ANSWERS: _("Who agrees, and who sees it differently"),
    Part.PRACTITIONERS: _("What those who work with me answered"),
    Part.DETAILS: _("My date of birth and NHS number"),
    Part.MUST_KNOWS: _("Must-knows"),
    Part.ABOUT: _("What matters, good and bad days"),
    Part.STAYING_WELL: _("What helps, and whom to call"),
}


class LargeForm(Form):
    """A paper in normal or large letters."""

    large = forms.BooleanField(label=_("Large print"), required=False)


class PlanForm(LargeForm):
    """Which state of the plan."""

    which = forms.ChoiceField(label=_("Which one?"), widget=forms.RadioSelect, required=False)

    field_order = ["which", "large"]

    def __init__(self, *, numbers: tuple[int, ...], marks: dict[int, str], ask: str = "", **kwargs: Any) -> None:
        """Take the numbers of the versions, newest first, with their marks; `ask` is how the question is put."""
        super().__init__(**kwargs)
        self.fields["which"].label = ask or self.fields["which"].label
        if not numbers:
            del self.fields["which"]
            return
        choices = [(str(one), _("Plan %(n)s: %(mark)s") % {"n": one, "mark": marks[one]}) for one in numbers]
        self.fields["which"].choices = [*choices, ("now", _("As it is written now"))]  # type: ignore[attr-defined]
        self.initial.setdefault("which", str(numbers[0]))


class ShowForm(LargeForm):
    """What the person's own copy shows."""

    show = forms.MultipleChoiceField(
        label=_("What shall it show?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    field_order = ["show", "large"]

    def __init__(self, *args: Any, parts: tuple[Part, ...], **kwargs: Any) -> None:
        """Take the parts that can be shown; all are ticked at first."""
        super().__init__(*args, **kwargs)
        self.fields["show"].choices = [(part.value, LABELS[part]) for part in parts]  # type: ignore[attr-defined]
        self.initial.setdefault("show", [part.value for part in parts])
