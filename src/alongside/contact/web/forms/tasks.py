"""The questions of a task."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.contact import words as texts
from alongside.design.fields import DateField, Hidden, HiddenNumber, OwnWords, ShortWords
from alongside.design.forms import Form
from alongside.record.times import today
from alongside.record.web.forms import ME, EntryForm
from alongside.record.web.handing import members
from alongside.record.web.page import Page

# What a task may be about: entries of open kinds, so that a task gives nothing away of a closed one.
ABOUT = ("goal", "step", "need", "met_by", "support", "means", "contribution", "visit")


class TaskForm(EntryForm):
    """Something to be done: what, by whom, by when, and what it is about."""

    voice_fields = ("responsible",)
    link_kinds = {"about_id": ABOUT}
    words = OwnWords(
        label=_("What is to be done?"),
        rows=2,
        help_text=_("Small enough to do. For example: ring the housing office about the damp."),
    )
    responsible = forms.ChoiceField(
        label=_("Who does it?"), required=False, help_text=_("One person, so that everybody knows who.")
    )
    by_when = DateField(label=_("By which day?"), required=False, help_text=_("You can change it later."))
    about_id = forms.ChoiceField(label=_("Is it about something written here?"), required=False)

    def __init__(self, *args: Any, page: Page, **kwargs: Any) -> None:
        """Offer who is in the circle and is here; the words are those of whoever writes it down."""
        own = page.own_voice
        kwargs["initial"] = {"words_of": str(own.pk) if own else ME, "how": "wrote"} | (kwargs.get("initial") or {})
        super().__init__(*args, page=page, **kwargs)
        chosen = str(self.initial.get("responsible") or "")
        self.fields["responsible"].choices = [("", _("Choose")), *members(page, chosen)]  # type: ignore[attr-defined]
        for name in ("words_of", "how"):
            if name in self.fields:
                self.fields[name].widget = forms.HiddenInput()
        if "version" not in self.initial:
            for name, message in (
                ("responsible", _("Choose one person who sees that it is done.")),
                ("by_when", _("Give a day: day, month and year. For example 3 March 2026.")),
            ):
                self.fields[name].required = True
                self.fields[name].error_messages["required"] = message

    def clean_responsible(self) -> str:
        """Read who does it; "me" is the voice the viewer has got by now."""
        own = self.page.own_voice
        chosen = str(self.cleaned_data["responsible"] or "")
        return str(own.pk) if own and chosen == ME else chosen


class _OnTask(Form):
    """What a form about one task carries: which version was read, and whose screen it is."""

    version = HiddenNumber(required=False)
    typed_by = Hidden(required=False, max_length=500)


class TaskDoneForm(_OnTask):
    """What became of a task, with a word."""

    outcome = forms.ChoiceField(
        label=_("What became of it?"),
        choices=[*texts.TASK_OUTCOMES, ("open", _("It is still to be done"))],
        widget=forms.RadioSelect,
        initial="done",
    )
    how_it_went = OwnWords(
        label=_("How did it go? Or why is it no longer needed?"),
        required=False,
        rows=3,
        help_text=_("A few words are enough."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask why something is no longer needed; give the outcome as the task keeps it."""
        data = super().clean() or self.cleaned_data
        if data.get("outcome") == "not_needed" and not data.get("how_it_went"):
            self.add_error("how_it_went", _("Please say in a few words why it is no longer needed."))
        if data.get("outcome") == "open":
            data["outcome"] = ""
        return data


class TaskDayForm(_OnTask):
    """Another day for a task."""

    by_when = DateField(label=_("By which day?"), earliest=today)
    why = ShortWords(label=_("Why another day?"), required=False, max_length=500)
    answer_id = Hidden(required=False)
