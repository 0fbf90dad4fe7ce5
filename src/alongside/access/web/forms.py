"""The forms of sign-in, in our words: allauth's own, drawn by our pages."""

from typing import Any

from allauth.account import forms as theirs
from allauth.mfa.base import forms as steps
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as keys
from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.access import signing_in, standing
from alongside.design.forms import Form, PlainMessages

LABELS: dict[str, tuple[str | Promise, str | Promise]] = {
    "login": (_("E-mail address"), ""),
    "email": (_("E-mail address"), ""),
    "password": (_("Password"), ""),
    "oldpassword": (_("Your password now"), ""),
    "password1": (
        _("New password"),
        _("At least 12 characters. Three or four words that only you put together are good."),
    ),
    "password2": (_("The new password once more"), ""),
    "code": (_("The code"), _("Six figures from your app, or one of the codes you put away. You can paste it.")),
}


class OurWords(PlainMessages):
    """Gives allauth's fields our labels and hints, and takes the placeholders out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take what the form takes."""
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label, field.help_text = LABELS.get(name, (field.label, ""))  # type: ignore[assignment]
            field.widget.attrs.pop("placeholder", None)


class SignIn(OurWords, theirs.LoginForm):
    """E-mail address and password."""


class ChangePassword(OurWords, theirs.ChangePasswordForm):
    """The password now, and the new one twice."""


class SetPassword(OurWords, theirs.SetPasswordForm):
    """A first password, twice."""


class ResetPassword(OurWords, theirs.ResetPasswordForm):
    """Where to send the way to a new password."""


class NewPassword(OurWords, theirs.ResetPasswordKeyForm):
    """The new password, twice, after following the way in the e-mail."""


NOT_RIGHT = _("That was not right. Please try again.")


class SecondStep(OurWords, steps.AuthenticateForm):
    """A code from the app or from the paper, after the password."""


class Ask(Form):
    """Something only the owner of this account can answer."""

    way = ""

    def __init__(self, *args: Any, account: Any = None, request: Any = None, **kwargs: Any) -> None:
        """Take what a form takes, and whose answer it must be."""
        self.account, self.request = account, request
        super().__init__(*args, auto_id=f"{self.way}-%s", **kwargs)


class AskPassword(Ask):
    """The password of whoever is signed in."""

    way = "password"
    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def clean_password(self) -> str:
        """Refuse any other password."""
        given = str(self.cleaned_data["password"])
        if not self.account.check_password(given):
            raise forms.ValidationError(NOT_RIGHT)
        standing.proven(self.request, "password", reauthenticated=True)
        return ""


class AskCode(Ask):
    """A code from the app or from the paper."""

    way = "code"
    code = forms.CharField(
        label=_("The code"),
        help_text=_("Six figures from your app, or one of the codes you put away. You can paste it."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        """Refuse a code that is wrong or used."""
        inner = steps.ReauthenticateForm({"code": self.cleaned_data["code"]}, user=self.account)
        if not inner.is_valid():
            raise forms.ValidationError(NOT_RIGHT)
        signing_in.proved_with(self.request, inner.authenticator)
        return ""


class AskPasskey(Ask):
    """What the browser signed with a passkey of this account."""

    way = "passkey"
    credential = forms.CharField(widget=forms.HiddenInput, max_length=20_000)

    def clean_credential(self) -> Authenticator:
        """Refuse what no passkey of this account signed."""
        inner = keys.ReauthenticateWebAuthnForm({"credential": self.cleaned_data["credential"]}, user=self.account)
        if not inner.is_valid():
            raise forms.ValidationError(NOT_RIGHT)
        found: Authenticator = inner.cleaned_data["credential"]
        signing_in.proved_with(self.request, found)
        return found
