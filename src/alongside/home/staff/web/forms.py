"""The forms of working with somebody."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from alongside.base.clock import now
from alongside.design.fields import DateField, Hidden, OwnWords, ShortWords
from alongside.design.forms import Form
from alongside.home.circle.web.forms import LONG_AGO, NHSNumberField
from alongside.people import words
from alongside.people.domain import ALL_SECTIONS, OPEN_SECTIONS, Relationship, Section
from alongside.people.working.domain import LAWS, LONGEST, Function, Outcome, Verdict, WorkRole, needs_end
from alongside.people.working.words import FUNCTIONS, REASONS, ROLES, SHUT
from alongside.record.times import moment, today

NOT_AT_WORK = {
    Relationship.PERSON,
    Relationship.CARER,
    Relationship.FAMILY,
    Relationship.FRIEND,
    Relationship.ATTORNEY,
    Relationship.DEPUTY,
}
HOURS_A_DAY = 24


def _choices(table: Any) -> list[tuple[str, Any]]:
    return [(str(code), label) for code, label in table.items()]


def section_choices() -> list[tuple[str, Any]]:
    """Give every part of a record that a form may offer."""
    return [(one.code, title) for one, (title, _about) in words.SECTIONS.items() if not one.is_closed]


def mask_of(codes: list[str]) -> int:
    """Give the bits of the sections ticked."""
    return sum(Section[code.upper()].bit for code in codes)


def codes_of(mask: int) -> list[str]:
    """Give the sections of a mask as a form ticks them."""
    return [section.code for section in OPEN_SECTIONS if mask & section.bit]


class _Typed(Form):
    """A form whose words are kept while they are typed."""

    typed_by = Hidden(required=False, max_length=500)


class AllocateForm(_Typed):
    """Who of the lead's teams works with the person, as what, from when, until when."""

    account = forms.ChoiceField(label=_("Who will work with them?"), widget=forms.Select)
    role = forms.ChoiceField(label=_("In which role?"), choices=_choices(ROLES), widget=forms.Select)
    relationship = forms.ChoiceField(
        label=_("As what?"),
        choices=[(code.value, label) for code, label in words.RELATIONSHIPS.items() if code not in NOT_AT_WORK],
        widget=forms.Select,
        initial=Relationship.SOCIAL_WORKER.value,
        help_text=_("For a whole team this does not matter."),
    )
    begins = DateField(
        label=_("From when?"), required=False, earliest=today, help_text=_("Leave it empty: from now on.")
    )
    until = DateField(
        label=_("Until when?"),
        required=False,
        earliest=today,
        help_text=_(
            "From an agency or on placement: within six months. Standing in: within three. On duty: within two weeks. "
            "Out of hours ends by itself after 24 hours. Otherwise leave it empty if not known."
        ),
    )
    words = OwnWords(label=_("Anything the person should know about this?"), required=False, rows=2, max_length=400)

    def span(self) -> tuple[datetime | None, datetime | None]:
        """Give the moments between which it holds; None is now, and until somebody ends it."""
        told = self.cleaned_data
        begins = moment(told["begins"], time(0)) if told["begins"] and told["begins"] > today() else None
        until = moment(told["until"] + timedelta(days=1), time(0)) if told["until"] else None
        if told["role"] == WorkRole.OUT_OF_HOURS:
            latest = (begins or now()) + timedelta(hours=HOURS_A_DAY)
            until = min(until, latest) if until else latest
        return begins, until

    def clean(self) -> dict[str, Any]:
        """Ask for an end where the role must have one, and say how far away it may be."""
        told = super().clean() or self.cleaned_data
        role, until = told.get("role"), told.get("until")
        if role and needs_end(WorkRole(role)) and role != WorkRole.OUT_OF_HOURS and "until" in told:
            days = LONGEST[WorkRole(role)] // HOURS_A_DAY
            last = max(told.get("begins") or today(), today()) + timedelta(days=days - 1)
            if until is None or until > last:
                self.add_error("until", _t("In this role an end is needed, within %(days)s days.") % {"days": days})
        if until and told.get("begins") and until < told["begins"]:
            self.add_error("until", _t("The end comes before the beginning."))
        return told


class EndForm(Form):
    """When somebody no longer works with the person."""

    day = DateField(
        label=_("Until when do they work with the person?"),
        required=False,
        earliest=today,
        help_text=_("Leave it empty: it ends now."),
    )


class DutyForm(_Typed):
    """A duty in law for which somebody has to see the record."""

    email = forms.EmailField(label=_("The e-mail address of whoever has the duty"))
    function = forms.ChoiceField(
        label=_("Which duty is it?"),
        choices=[(code.value, f"{label}: {LAWS[code].section}") for code, label in FUNCTIONS.items()],
        widget=forms.Select,
    )
    sections = forms.MultipleChoiceField(
        label=_("What does the duty need to see?"),
        choices=section_choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick what it needs, and no more."),
    )
    until = DateField(label=_("Until when?"), earliest=today)
    words = OwnWords(
        label=_("What is it for?"), rows=3, max_length=400, help_text=_("The person reads this. Plain words are best.")
    )

    def clean(self) -> dict[str, Any]:
        """Say how long this duty may open a record at most."""
        told = super().clean() or self.cleaned_data
        if told.get("until") and told.get("function"):
            days = LAWS[Function(told["function"])].days
            if told["until"] > today() + timedelta(days=days):
                self.add_error("until", _t("This duty may open a record for %(days)s days at most.") % {"days": days})
        return told


class PrivacyDutyForm(DutyForm):
    """The same, by who looks after privacy: the record is named by its NHS number."""

    nhs_number = NHSNumberField(label=_("The NHS number of the person"), max_length=40)
    field_order = ("nhs_number", "email", "function", "sections", "until", "words")


class ObjectForm(_Typed):
    """What the person does not want somebody to see, and why."""

    sections = forms.MultipleChoiceField(
        label=_("What should they not see?"),
        choices=section_choices,
        widget=forms.CheckboxSelectMultiple,
        initial=codes_of(ALL_SECTIONS),
        help_text=_("Everything is ticked. Take away what they may still see."),
    )
    words = OwnWords(label=_("Why?"), rows=3, max_length=2000, help_text=_("In your own words. It need not be long."))
    new_id = Hidden()


class AnswerForm(_Typed):
    """The answer to an objection."""

    outcome = forms.ChoiceField(
        label=_("What is the answer?"),
        choices=(
            (Outcome.AGREED.value, _("Yes: they see it no longer, from now on")),
            (Outcome.NOT_AGREED.value, _("No: they go on seeing it")),
        ),
        widget=forms.RadioSelect,
    )
    sections = forms.MultipleChoiceField(
        label=_("If yes: which parts?"),
        required=False,
        choices=section_choices,
        widget=forms.CheckboxSelectMultiple,
    )
    email = forms.EmailField(
        label=_("If yes: the e-mail address of whoever they mean"),
        required=False,
        help_text=_("The person named somebody in words alone."),
    )
    answer = OwnWords(
        label=_("The reasons, as you would say them to the person"),
        rows=5,
        max_length=4000,
        help_text=_("If no: why it is needed, by which law or code, and what could be done instead."),
    )


class ShutForm(_Typed):
    """Somebody who works here and must not see this record."""

    who = ShortWords(
        label=_("Who is it?"), help_text=_("Their e-mail address at work, or their whole name as you know it.")
    )
    kind = forms.ChoiceField(
        label=_("What fits best?"),
        choices=[(code, label) for code, label in SHUT.items() if code != "objection"],
        widget=forms.RadioSelect,
    )
    why = OwnWords(
        label=_("Anything else to know?"), required=False, rows=3, max_length=400, help_text=_("Not needed.")
    )
    new_id = Hidden()


class RestrictForm(_Typed):
    """Why a record is opened by named people alone."""

    why = OwnWords(
        label=_("Why is it restricted?"), rows=3, max_length=400, help_text=_("The person and those named read this.")
    )


class TransferForm(_Typed):
    """Asking another team to go on."""

    sender = forms.ChoiceField(label=_("Which of your teams hands over?"), widget=forms.Select)
    receiver = forms.ChoiceField(label=_("Which team should go on?"), widget=forms.Select)
    day = DateField(label=_("From which day?"), earliest=today)
    summary = OwnWords(
        label=_("What do they need to know to go on well?"),
        rows=8,
        max_length=8000,
        help_text=_(
            "Who this is and what matters to them first; what is under way and promised; what is urgent. "
            "The person reads this too. Until they say yes, the other team sees the name and this, and nothing else."
        ),
    )
    new_id = Hidden()


class ReplyForm(_Typed):
    """Yes or no to another team, in words."""

    answer = forms.ChoiceField(
        label=_("Does your team go on with this?"),
        choices=(("yes", _("Yes, we go on from that day")), ("no", _("No, not like this"))),
        widget=forms.RadioSelect,
    )
    words = OwnWords(
        label=_("Your words to them"),
        required=False,
        rows=4,
        max_length=2000,
        help_text=_("For a no: why, and what would help."),
    )


class FindForm(Form):
    """Whom somebody has to know of now."""

    nhs_number = NHSNumberField(label=_("NHS number"), required=False, max_length=40)
    name = ShortWords(label=_("Or the whole name, as on letters"), required=False)
    born = DateField(label=_("And the date of birth"), required=False, earliest=LONG_AGO, latest=today)

    def clean(self) -> dict[str, Any]:
        """Ask for the number, or for name and date of birth together."""
        told = super().clean() or self.cleaned_data
        if not self.errors and not told.get("nhs_number") and not (told.get("name") and told.get("born")):
            self.add_error("nhs_number", _t("Give the NHS number, or the whole name and the date of birth."))
        return told


class GlassForm(Form):
    """Why somebody must look now."""

    why = forms.ChoiceField(label=_("Why must you look?"), choices=_choices(REASONS), widget=forms.RadioSelect)
    words = OwnWords(
        label=_("In your own words: what has happened?"),
        rows=4,
        max_length=500,
        help_text=_("The person can read this. So does whoever looks after privacy."),
    )
    keep = forms.BooleanField(
        label=_("It would do serious harm if the person knew of this now"),
        required=False,
    )
    untold = OwnWords(
        label=_("If so: what harm, and to whom?"),
        required=False,
        rows=3,
        max_length=2000,
        help_text=_("Then you can read, and not write. Whoever looks after privacy decides within five days."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the harm where it was ticked."""
        told = super().clean() or self.cleaned_data
        if told.get("keep") and not told.get("untold"):
            self.add_error("untold", _t("Say what harm it would do, and to whom."))
        return told


class VerdictForm(Form):
    """What came of looking into a look."""

    verdict = forms.ChoiceField(
        label=_("Was it in order?"),
        choices=(
            (Verdict.IN_ORDER.value, _("It was in order")),
            (Verdict.NOT_IN_ORDER.value, _("It was not in order")),
        ),
        widget=forms.RadioSelect,
    )
    words = OwnWords(label=_("What did you find, and what follows?"), rows=4, max_length=2000)


class TellingForm(Form):
    """Whether the person is told of an emergency look."""

    choice = forms.ChoiceField(
        label=_("Is the person told?"),
        choices=(("tell", _("Tell them now")), ("keep", _("Not yet: it would do serious harm"))),
        widget=forms.RadioSelect,
    )
    until = DateField(
        label=_("If not yet: on which day is it decided again?"),
        required=False,
        earliest=today,
        help_text=_("Within six months."),
    )
    words = OwnWords(
        label=_("If not yet: what harm would it do, and to whom?"), required=False, rows=4, max_length=2000
    )

    def clean(self) -> dict[str, Any]:
        """Ask for a day and for words where the person is not told."""
        told = super().clean() or self.cleaned_data
        if told.get("choice") == "keep":
            for name in ("until", "words"):
                if not told.get(name) and name not in self.errors:
                    self.add_error(name, _t("This is needed when the person is not told."))
        return told


class WishForm(Form):
    """What the person wishes to hear of."""

    first_look = forms.BooleanField(label=_("When somebody opens my record for the first time"), required=False)
    allocation = forms.BooleanField(
        label=_("When somebody begins to work with me, or may look by a duty in law"), required=False
    )
