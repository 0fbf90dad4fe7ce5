"""The forms of the circle and of the head of a record."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.base import nhs_number
from alongside.base.ids import uuid7
from alongside.design.fields import DateField, Hidden, OwnWords, ShortWords
from alongside.design.forms import Form
from alongside.people import words
from alongside.people.domain import Section, SubjectKind, check_adult
from alongside.record.times import today

LONG_AGO = date(1890, 1, 1)
RELATIONSHIPS = [(code.value, label) for code, label in words.RELATIONSHIPS.items()]
SORTS = (("address", _("Address")), ("phone", _("Phone")), ("text", _("Text message")), ("email", _("E-mail")))


class NHSNumberField(ShortWords):
    """An NHS number as people write it, with or without spaces; checked by its last digit. Gives ten digits, or ""."""

    def clean(self, value: Any) -> str:
        """Give the ten digits; raise ValidationError saying what is wrong with them."""
        number = nhs_number.clean(super().clean(value))
        if not number:
            return ""
        if not number.isascii() or not number.isdigit():
            raise forms.ValidationError(
                _("An NHS number has only digits, for example 999 123 4560. Please look again.")
            )
        if len(number) != 10:
            amounts = {"count": len(number)}
            raise forms.ValidationError(
                _("An NHS number has 10 digits; this has %(count)s. It stands on letters from the NHS."), params=amounts
            )
        if not nhs_number.is_valid(number):
            raise forms.ValidationError(
                _(
                    "This NHS number is not right: its last digit does not fit the others. Two may have "
                    "changed places. Look at a letter from the NHS, or leave it empty for now."
                )
            )
        return number


class HeadForm(Form):
    """Who the record is about."""

    name = ShortWords(label=_("Name"), help_text=_("The whole name, as on letters."))
    known_as = ShortWords(label=_("The name they like"), required=False, max_length=100)
    pronouns = ShortWords(
        label=_("Pronouns"), required=False, max_length=50, help_text=_("For example she/her, they/them.")
    )
    born = DateField(
        label=_("Date of birth"),
        required=False,
        earliest=LONG_AGO,
        latest=today,
        help_text=_("Leave it empty if not known."),
    )
    nhs_number = NHSNumberField(
        label=_("NHS number"), required=False, max_length=40, help_text=_("10 digits. Leave it empty if not known.")
    )
    place = ShortWords(label=_("Where they live"), required=False, help_text=_("A town or area is enough."))
    about = OwnWords(label=_("In one line: who this is"), required=False, rows=2, max_length=500)
    typed_by = Hidden(required=False, max_length=500)

    is_group = False

    def clean_born(self) -> date | None:
        """Refuse somebody under 18 plainly, with where to turn."""
        born: date | None = self.cleaned_data["born"]
        adult = check_adult(born, today())
        if not adult and not self.is_group:
            raise forms.ValidationError(_(adult.reason))
        return born


class AddForm(HeadForm):
    """Somebody new, or a group."""

    kind = forms.ChoiceField(
        label=_("Whose record is it?"),
        choices=((SubjectKind.PERSON.value, _("A person")), (SubjectKind.GROUP.value, _("A group or community"))),
        widget=forms.RadioSelect,
        initial=SubjectKind.PERSON.value,
    )
    team = forms.ChoiceField(label=_("Which team works with them?"), widget=forms.Select)
    new_id = Hidden()
    sure = Hidden(required=False)

    field_order = ("kind", "name", "known_as", "pronouns", "born", "nhs_number", "place", "about", "team")

    def __init__(self, *args: Any, teams: list[tuple[str, str]], **kwargs: Any) -> None:
        """Take what a form takes, and the teams to choose from."""
        kwargs["initial"] = {"new_id": uuid7()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.is_group = self.data.get("kind") == SubjectKind.GROUP
        field = self.fields["team"]
        field.choices = teams if len(teams) == 1 else [("", _("Choose")), *teams]  # type: ignore[attr-defined]
        if len(teams) == 1:
            field.initial, field.widget = teams[0][0], forms.HiddenInput()


class VoiceForm(Form):
    """Somebody for the circle, by name."""

    name = ShortWords(label=_("Name"))
    relationship = forms.ChoiceField(
        label=_("Who are they?"), choices=RELATIONSHIPS, widget=forms.Select, initial="family"
    )
    contact_wish = ShortWords(
        label=_("How do they like to be contacted?"),
        required=False,
        max_length=300,
        help_text=_("For example: a text after six. Not needed."),
    )
    new_id = Hidden()
    typed_by = Hidden(required=False, max_length=500)


class ShareForm(Form):
    """What somebody sees, part by part, until when, and whether they may write."""

    sections = forms.MultipleChoiceField(
        label=_("What may they see?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    may_write = forms.BooleanField(
        label=_("They may write here too, in their own voice. They always see what they wrote themself."),
        required=False,
        initial=True,
    )
    until = DateField(
        label=_("Until when?"), required=False, earliest=today, help_text=_("Leave it empty: until you take it back.")
    )
    typed_by = Hidden(required=False, max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Fill in the parts of a record."""
        super().__init__(*args, **kwargs)
        self.fields["sections"].choices = [  # type: ignore[attr-defined]
            (section.code, f"{title}: {about}") for section, (title, about) in words.SECTIONS.items()
        ]

    def chosen(self) -> list[Section]:
        """Give the sections ticked."""
        return [Section[code.upper()] for code in self.cleaned_data["sections"]]


class AddressForm(ShareForm):
    """The same, for somebody who signs in with an e-mail address."""

    email = forms.EmailField(
        label=_("The e-mail address they sign in with"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "email"}),
    )
    relationship = forms.ChoiceField(
        label=_("Who are they?"), choices=RELATIONSHIPS, widget=forms.Select, initial="family"
    )
    field_order = ("email", "relationship", "sections", "may_write", "until")


class ContactForm(Form):
    """A way to reach the person, and whether it is safe: asked each time, with no answer set beforehand."""

    sort = forms.ChoiceField(label=_("What is it?"), choices=SORTS, widget=forms.RadioSelect, initial="phone")
    value = ShortWords(label=_("The number or address"), max_length=500)
    safe = forms.ChoiceField(
        label=_("Is it safe to write or call there?"),
        help_text=_("Safe means: nobody answers it, opens it or reads along whom the person would not want to know."),
        choices=[(code.value, label) for code, label in words.SAFE.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one. If you are not sure, choose “Ask first”.")},
    )
    safe_how = ShortWords(
        label=_("What makes it safe?"),
        required=False,
        max_length=300,
        help_text=_("For example: after ten in the morning; no voice messages; the post is opened by nobody else."),
    )
    note = ShortWords(label=_("Anything else to know about it?"), required=False, max_length=300)
    typed_by = Hidden(required=False, max_length=500)


class HiddenContactForm(Form):
    """An address or number that nobody may find out. What is typed here is kept nowhere else, not even as a draft."""

    sort = forms.ChoiceField(label=_("What is it?"), choices=SORTS, widget=forms.RadioSelect, initial="address")
    value = ShortWords(label=_("The number or address"), max_length=500)
    note = ShortWords(
        label=_("Anything to know about it?"),
        required=False,
        max_length=300,
        help_text=_("For example: who may be told, and what to say if somebody asks."),
    )
    new_id = Hidden()


class DiedForm(Form):
    """The day somebody died."""

    day = DateField(label=_("On which day?"), latest=today, earliest=LONG_AGO)


class LeaveForm(Form):
    """From which day somebody is no longer in the circle."""

    day = DateField(label=_("Since when?"), latest=today, earliest=LONG_AGO)
