"""The questions a council has to answer: eligibility, personal budget, aftercare."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.design.fields import DateField, OwnWords, ShortWords
from alongside.planning import words as codes
from alongside.planning.web.forms.linked import LinkedForm, in_order
from alongside.record.times import today
from alongside.record.web.forms import ME


def pounds(label: Any, **kwargs: Any) -> forms.DecimalField:
    """Give a field for pounds and pence."""
    wrong = {
        "invalid": _("Write the amount in pounds, for example 86.40."),
        "max_digits": _("That is more than can be kept here. Please look at it again."),
        "max_whole_digits": _("That is more than can be kept here. Please look at it again."),
        "max_decimal_places": _("Write pounds and pence, for example 86.40."),
        "min_value": _("An amount is nothing, or more."),
    }
    return forms.DecimalField(
        label=label,
        required=False,
        min_value=0,
        max_digits=10,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages=wrong,
        **kwargs,
    )


class _OwnVoiceFirst(LinkedForm):
    """The words are the writer's own unless they say otherwise."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begin with the writer's own voice."""
        own = kwargs["page"].own_voice
        first = {"words_of": str(own.pk) if own else ME, "how": "wrote"}
        kwargs["initial"] = first | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)


class EligibilityForm(_OwnVoiceFirst):
    """A decision about eligibility, by somebody, on a day, for a reason. Nothing is worked out for anybody."""

    link_kinds = {"needs": ("need",), "towards": ("goal", "aspiration")}
    voice_fields = ("decided_by",)
    needs = forms.MultipleChoiceField(
        label=_("Which needs is it about?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    outcomes = forms.MultipleChoiceField(
        label=_("Which outcomes are out of reach without help?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=codes.OUTCOMES_BY_LAW,
    )
    wellbeing = forms.MultipleChoiceField(
        label=_("Which parts of wellbeing does that touch?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=codes.WELLBEING,
    )
    impact = OwnWords(label=_("In what way, and how much?"), required=False, rows=2)
    going_on = OwnWords(
        label=_("Are you able to go on caring, and do you want to?"),
        required=False,
        rows=2,
        help_text=_("In the carer’s own words. Nobody has to."),
    )
    towards = forms.MultipleChoiceField(
        label=_("Which hopes and goals could help contribute to?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    decision = forms.ChoiceField(label=_("What is decided?"), choices=codes.ELIGIBILITY, widget=forms.RadioSelect)
    decided_by = forms.ChoiceField(label=_("Who decided it?"), help_text=_("A person, by name."))
    decided_on = DateField(label=_("When?"), latest=today)
    words = OwnWords(label=_("Why?"), rows=3, help_text=_("So that the person can follow it, and answer it."))
    how_met = OwnWords(
        label=_("How will the council meet them?"),
        required=False,
        rows=2,
        help_text=_("Beside the lines of support that stand in the plan."),
    )
    advice = OwnWords(
        label=_("Advice: what can be done to meet or reduce these needs?"),
        required=False,
        rows=2,
        help_text=_("Given in every case."),
    )
    prevent = OwnWords(label=_("Advice: what can keep needs from coming or growing?"), required=False, rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """In a carer's own record, ask after a carer's outcomes."""
        super().__init__(*args, **kwargs)
        if self.page.subject.cares_for:
            self.fields["outcomes"].choices = codes.CARER_OUTCOMES  # type: ignore[attr-defined]
        else:
            del self.fields["going_on"]

    def clean(self) -> dict[str, Any]:
        """Whoever is not eligible has advice (Care Act 2014, s. 24(2))."""
        values = super().clean() or {}
        if values.get("decision") == "not_eligible" and not (values.get("advice") or "advice" in self.errors):
            self.add_error("advice", _("Whoever is not eligible is given advice. Write down what it was."))
        return values


class PersonalBudgetForm(_OwnVoiceFirst):
    """What meeting the needs costs, who pays what, and any direct payment."""

    link_kinds = {"direct_for": ("need",)}
    folds = ((_("A direct payment"), ("direct_payment", "direct_frequency", "direct_for")),)
    words = OwnWords(label=_("What does it pay for?"), rows=2)
    amount = pounds(_("How much is the personal budget, in pounds?"))
    frequency = forms.ChoiceField(label=_("How often?"), choices=codes.FREQUENCIES, required=False)
    council_pays = pounds(_("Of this the council pays, in pounds"))
    person_pays = pounds(_("Of this the person pays, in pounds"), help_text=_("What a financial assessment came to."))
    direct_payment = pounds(_("Paid as a direct payment, in pounds"))
    direct_frequency = forms.ChoiceField(
        label=_("How often is the direct payment made?"), choices=codes.FREQUENCIES, required=False
    )
    direct_for = forms.MultipleChoiceField(
        label=_("Which needs does the direct payment meet?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    managed_by = forms.ChoiceField(
        label=_("Who manages the money?"), choices=codes.MANAGED_BY, widget=forms.RadioSelect, required=False
    )
    manager = ShortWords(label=_("If it is somebody named: who?"), required=False)
    from_on = DateField(label=_("From when?"), required=False)
    until_on = DateField(label=_("Until when?"), required=False)

    def clean(self) -> dict[str, Any]:
        """An amount says how often; a direct payment for which needs too (s. 25(2)); parts make the whole."""
        values = super().clean() or {}
        in_order(self, "from_on", "until_on")
        if values.get("amount") is not None and not values.get("frequency"):
            self.add_error("frequency", _("Say how often: once, a week, a month …"))
        if values.get("direct_payment") is not None:
            if not values.get("direct_frequency"):
                self.add_error("direct_frequency", _("Say how often the direct payment is made."))
            if not values.get("direct_for") and self.fields["direct_for"].choices:  # type: ignore[attr-defined]
                self.add_error("direct_for", _("Choose the needs that the direct payment meets."))
        whole, council, person = (values.get(name) for name in ("amount", "council_pays", "person_pays"))
        if whole is not None and council is not None and person is not None and council + person != whole:
            self.add_error("person_pays", _("What the council pays and what the person pays do not make up the whole."))
        return values


class AftercareForm(_OwnVoiceFirst):
    """Aftercare under section 117 of the Mental Health Act."""

    words = OwnWords(
        label=_("What does the aftercare cover?"),
        rows=3,
        help_text=_("Nobody is charged for it, whatever they earn or own."),
    )
    owed_by = ShortWords(
        label=_("Who owes it?"), required=False, max_length=300, help_text=_("The council, and the NHS body.")
    )
    from_on = DateField(label=_("From when?"), required=False)
    until_on = DateField(label=_("If it has ended: when?"), required=False, latest=today)
    ended_because = OwnWords(
        label=_("If it has ended: why, and how did the person take part in deciding that?"), required=False, rows=2
    )

    def clean(self) -> dict[str, Any]:
        """Days follow each other; an end has its reason."""
        values = super().clean() or {}
        in_order(self, "from_on", "until_on")
        if values.get("until_on") and not values.get("ended_because") and "ended_because" not in self.errors:
            self.add_error("ended_because", _("Say why it has ended. It ends only when both bodies are satisfied."))
        return values
