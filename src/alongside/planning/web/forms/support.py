"""The questions about what it takes, and about support."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.design.fields import DateField, OwnWords, ShortWords
from alongside.planning import words as codes
from alongside.planning.web.forms.linked import LinkedForm, in_order
from alongside.record.times import today

SCHEMES = ("https://", "http://")


class MeansForm(LinkedForm):
    """What it takes: asked of whom, when, what came back, and the appeal."""

    link_kinds = {"meets": ("goal", "step", "need", "support")}
    folds = (
        (_("The answer"), ("answer", "answered_on", "reason", "appeal_by")),
        (_("The appeal"), ("appeal", "appealed_on", "appeal_answer", "appeal_answered_on", "appeal_reason")),
    )
    words = OwnWords(
        label=_("What does it take?"), rows=2, help_text=_("For example: a bus pass; a grab rail; two hours.")
    )
    sort = forms.ChoiceField(
        label=_("What kind of thing is it?"), choices=codes.MEANS, widget=forms.RadioSelect, initial="other"
    )
    meets = forms.ChoiceField(label=_("What is it for?"), required=False)
    asked_of = ShortWords(label=_("Whom did we ask?"), required=False)
    asked_on = DateField(label=_("When did we ask?"), required=False, latest=today)
    answer = forms.ChoiceField(
        label=_("What was the answer?"), choices=codes.MEANS_ANSWERS, widget=forms.RadioSelect, required=False
    )
    answered_on = DateField(label=_("When did the answer come?"), required=False, latest=today)
    reason = OwnWords(label=_("What reason was given?"), required=False, rows=2)
    appeal_by = DateField(
        label=_("If it is a no: by when can we appeal?"),
        required=False,
        help_text=_("It is shown to us before that day."),
    )
    appeal = OwnWords(label=_("What do we say in the appeal?"), required=False, rows=2)
    appealed_on = DateField(label=_("When did we appeal?"), required=False, latest=today)
    appeal_answer = forms.ChoiceField(
        label=_("What came of the appeal?"), choices=codes.APPEAL_ANSWERS, widget=forms.RadioSelect, required=False
    )
    appeal_answered_on = DateField(label=_("When was that?"), required=False, latest=today)
    appeal_reason = OwnWords(label=_("What reason was given then?"), required=False, rows=2)

    def clean(self) -> dict[str, Any]:
        """Days follow each other; a no has its reason; an appeal follows an answer."""
        values = super().clean() or {}
        in_order(self, "asked_on", "answered_on", "appealed_on", "appeal_answered_on")
        if values.get("answer") in ("no", "in_part") and not values.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Say what reason was given; “none was given” is an answer too."))
        if values.get("appealed_on") and values.get("answer") not in ("no", "in_part"):
            self.add_error(
                "appealed_on", _("One appeals against a “no” or an “in part”. Say first what the answer was.")
            )
        return values


class SupportForm(LinkedForm):
    """Support: what, by whom, what is known of it, what it means to the person, and where it stands."""

    link_kinds = {"meets": ("need", "goal")}
    folds = (
        (_("What is good about it, and what is hard"), ("good", "hard")),
        (
            _("How do we know that it can help?"),
            ("evidence", "evidence_strength", "evidence_link", "evidence_checked_on"),
        ),
    )
    words = OwnWords(label=_("What is it?"), rows=2, help_text=_("So plainly that one could picture it."))
    provider = ShortWords(label=_("Who gives it?"), required=False)
    meets = forms.MultipleChoiceField(
        label=_("Which need or goal would it help with?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    means_to_me = OwnWords(
        label=_("What does it mean to you?"),
        required=False,
        rows=2,
        help_text=_("How does it go with what matters to you? What would you think of yourself, doing it?"),
    )
    good = OwnWords(label=_("What is good about it?"), required=False, rows=2)
    hard = OwnWords(label=_("What is hard about it, or would be hard?"), required=False, rows=2)
    adapted = OwnWords(
        label=_("How is it adapted to you?"),
        required=False,
        rows=2,
        help_text=_("Language, pace, place, faith, hearing, sight … If it needs no change, say so."),
    )
    evidence = OwnWords(
        label=_("Where is it known from?"),
        required=False,
        rows=2,
        help_text=_("A guideline, a study, people who have tried it. Name it, so that one can look it up."),
    )
    evidence_strength = forms.ChoiceField(label=_("How strong is that?"), choices=codes.EVIDENCE, required=False)
    evidence_link = ShortWords(label=_("Where can one read it? (a web address)"), required=False, max_length=500)
    evidence_checked_on = DateField(label=_("When was that looked at last?"), required=False, latest=today)
    status = forms.ChoiceField(
        label=_("Where does it stand?"), choices=codes.SUPPORT_STATUS, widget=forms.RadioSelect, initial="talked_about"
    )
    status_on = DateField(label=_("Since when?"), required=False, latest=today)
    status_reason = OwnWords(
        label=_("Why?"),
        required=False,
        rows=2,
        help_text=_("Needed when it is declined or has ended. No is an answer."),
    )

    def clean_evidence_link(self) -> str:
        """Take a web address and nothing else."""
        text: str = self.cleaned_data["evidence_link"]
        if text and not text.lower().startswith(SCHEMES):
            raise forms.ValidationError(_("Write the whole address, beginning with https://"))
        return text

    def clean(self) -> dict[str, Any]:
        """What is declined or has ended says why."""
        values = super().clean() or {}
        reason = values.get("status_reason")
        if values.get("status") in ("declined", "ended") and not reason and "status_reason" not in self.errors:
            self.add_error("status_reason", _("Say why, in the words of whoever decided it."))
        return values
