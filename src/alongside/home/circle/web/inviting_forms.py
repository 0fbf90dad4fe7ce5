"""The forms of inviting, of giving together, of proxies, and of whoever comes with an invitation."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from alongside.access.models import Account
from alongside.base.ids import uuid7
from alongside.design.fields import DateField, Hidden, OwnWords, ShortWords
from alongside.design.forms import Form
from alongside.home.circle.web.forms import LONG_AGO, RELATIONSHIPS, ShareForm
from alongside.people import words
from alongside.people.domain import REGISTERED, InvitedBy, ProxyGround
from alongside.record.times import today

HOW = (
    (InvitedBy.CODE.value, _("A code that I give them face to face. It works for 3 days")),
    (InvitedBy.LINK.value, _("A link by e-mail. It works for 14 days")),
)
EMAIL = forms.TextInput(attrs={"autocomplete": "off", "inputmode": "email"})
SAID = _("How did they say it? In their words if you can")
PRESENT = _("Who was there?")


class HowForm(Form):
    """By a link or by a code; for a link, where to, and whether that is safe."""

    how = forms.ChoiceField(label=_("How do you invite them?"), choices=HOW, widget=forms.RadioSelect, initial="code")
    email = forms.EmailField(label=_("Their e-mail address, for a link"), required=False, widget=EMAIL)
    is_safe = forms.BooleanField(
        label=_("It is their own address, and they said that it is safe to write there"), required=False
    )
    new_id = Hidden()

    def clean(self) -> dict[str, Any]:
        """Ask for the address, and whether it is safe, where a link is to go out."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if told.get("how") == InvitedBy.LINK:
            if not told.get("email") and "email" not in self.errors:
                self.add_error("email", _("Write the address to which the link should go, or choose a code."))
            elif not told.get("is_safe"):
                self.add_error("is_safe", _("Please ask them first whether it is safe to write there."))
        else:
            told["email"] = ""
        return told


class InviteForm(HowForm, ShareForm):
    """Somebody for the circle: who, how, and what they are given. A worker says how the person agreed."""

    name = ShortWords(label=_("Their name"))
    relationship = forms.ChoiceField(
        label=_("Who are they?"), choices=RELATIONSHIPS, widget=forms.Select, initial="family"
    )
    said = OwnWords(label=SAID, rows=2, max_length=500)
    present = ShortWords(label=PRESENT, max_length=300)
    field_order = (
        "name",
        "relationship",
        "how",
        "email",
        "is_safe",
        "sections",
        "may_write",
        "until",
        "said",
        "present",
    )

    def __init__(self, *args: Any, together: bool, acts: bool = False, **kwargs: Any) -> None:
        """Leave out what is not asked: of the person, how they agreed; of a proxy, what a grant of its own says."""
        kwargs["initial"] = {"new_id": uuid7()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.acts = acts
        if acts or not together:
            del self.fields["said"], self.fields["present"]
        if acts:
            del self.fields["sections"], self.fields["may_write"], self.fields["until"]

    def clean(self) -> dict[str, Any]:
        """An invitation gives something."""
        told = super().clean()
        if not self.acts and not told.get("sections") and not told.get("may_write"):
            self.add_error("sections", _("Choose at least one part, or let them write."))
        return told


class InvitePersonForm(HowForm):
    """The person themself, to the record others opened about them."""

    sure = OwnWords(
        label=_("How did you make sure that it is them?"),
        rows=2,
        max_length=500,
        help_text=_("Face to face. For example: I have known them for a year; or they showed me their bus pass."),
    )
    field_order = ("sure", "how", "email", "is_safe")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take what a form takes."""
        kwargs["initial"] = {"new_id": uuid7()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)


class TogetherForm(ShareForm):
    """What somebody sees, written down by a worker on the person's word."""

    said = OwnWords(label=SAID, rows=2, max_length=500)
    present = ShortWords(label=PRESENT, max_length=300)


class CodeForm(Form):
    """The code somebody was given."""

    code = ShortWords(
        label=_("Your code"),
        max_length=40,
        help_text=_("Twelve digits, for example 1234 5678 9012. Spaces do not matter."),
    )


class AddressForm(Form):
    """Where a link can go, for whoever has a code and no account."""

    email = forms.EmailField(
        label=_("Your e-mail address"), widget=forms.TextInput(attrs={"autocomplete": "email", "inputmode": "email"})
    )


class AccountForm(Form):
    """A new account: a name and a password."""

    name = ShortWords(label=_("Your name"), help_text=_("As the others know you."))
    password = forms.CharField(
        label=_("A password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters. Three or four words that only you put together are good."),
    )

    def __init__(self, *args: Any, address: str = "", **kwargs: Any) -> None:
        """Take the address, so that the password is not made of it."""
        super().__init__(*args, **kwargs)
        self.address = address

    def clean_password(self) -> str:
        """Refuse a password that is short, common, or made of the name or address."""
        password: str = self.cleaned_data["password"]
        validate_password(password, Account(email=self.address, name=self.cleaned_data.get("name", "")))
        return password


class ProxyForm(Form):
    """Who acts for the person by law, what was seen of it, and why they may see what."""

    voice = forms.ChoiceField(label=_("Who is it?"), widget=forms.Select)
    kind = forms.ChoiceField(
        label=_("As what?"),
        choices=[(code.value, label) for code, label in words.PROXIES.items()],
        widget=forms.RadioSelect,
    )
    number = ShortWords(
        label=_("Number at the Office of the Public Guardian"),
        required=False,
        max_length=40,
        help_text=_("For an attorney or a deputy."),
    )
    checked_on = DateField(label=_("On which day was it looked up there?"), required=False, latest=today)
    seen_by = ShortWords(label=_("Who has read the document itself?"))
    seen_on = DateField(label=_("On which day?"), latest=today, earliest=LONG_AGO)
    ground = forms.ChoiceField(
        label=_("Why may they see something?"),
        choices=(
            (ProxyGround.CONSENT.value, _("The person said yes")),
            (
                ProxyGround.FINDING.value,
                _("It was found that the person cannot make one decision, and they need it for that"),
            ),
        ),
        widget=forms.RadioSelect,
        help_text=_("To act for somebody by law opens nothing by itself."),
    )
    because = OwnWords(label=_("Which decision is it? Or: how did the person say yes?"), rows=2, max_length=1000)
    found_by = ShortWords(label=_("Whose finding is it? Or: who was there?"))
    found_on = DateField(label=_("Of which day is it?"), latest=today, earliest=LONG_AGO)
    sections = forms.MultipleChoiceField(
        label=_("Which parts does that need?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one part.")},
    )
    until = DateField(label=_("Until when?"), earliest=today, help_text=_("Twelve months at most."))
    new_id = Hidden()
    typed_by = Hidden(required=False, max_length=500)

    def __init__(self, *args: Any, voices: list[tuple[str, str]], **kwargs: Any) -> None:
        """Take the members of the circle who could be it."""
        kwargs["initial"] = {"new_id": uuid7()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.fields["voice"].choices = [("", _("Choose")), *voices]  # type: ignore[attr-defined]
        self.fields["sections"].choices = ShareForm().fields["sections"].choices  # type: ignore[attr-defined]

    def clean_until(self) -> date:
        """Refuse more than twelve months."""
        until: date = self.cleaned_data["until"]
        if until > today() + timedelta(days=364):
            raise forms.ValidationError(_("Twelve months at most. Then it is looked at again."))
        return until

    def clean(self) -> dict[str, Any]:
        """Ask for the number of what is registered."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if told.get("kind") in REGISTERED and not (told.get("number") and told.get("checked_on")):
            self.add_error("number", _("Look the number up with the Office of the Public Guardian, and say when."))
        return told


class SayForm(Form):
    """A few words about a proxy: that one does not agree, or the answer to that."""

    what = OwnWords(label=_("In your own words"), rows=3, max_length=1000)
