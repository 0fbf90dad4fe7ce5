"""The forms of sign-in, in our words: allauth's own, drawn by our pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.account import forms as theirs
from allauth.core import context
from allauth.mfa.base import forms as steps
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as keys
from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from alongside.access import signing_in, standing
from alongside.access.adapter import guess_of
from alongside.design.fields import ShortWords
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

    def clean_code(self) -> str:
        """Refuse a code that is wrong or used, and whoever guesses."""
        with guarded(context.request, self.user, "code"):
            return str(super().clean_code())


class SecondPasskey(keys.AuthenticateWebAuthnForm):
    """A passkey, after the password."""

    def clean_credential(self) -> Authenticator:
        """Refuse what no passkey of this account signed, and what has no shape at all."""
        try:
            found: Authenticator = super().clean_credential()
        except (AttributeError, KeyError, TypeError, ValueError, forms.ValidationError):
            raise forms.ValidationError(NOT_RIGHT) from None
        return found


@contextmanager
def guarded(request: Any, account: Any, what: str) -> Iterator[None]:
    """Take one answer: too many wrong ones wait; a wrong one is counted, and said in the same words always."""
    guess = guess_of(request, account.email, what)
    if seconds := guess.wait():
        minutes = max(1, round(seconds / 60))
        said = ngettext(
            "There were many wrong answers. Wait %(num)s minute, then try again, or use a passkey.",
            "There were many wrong answers. Wait %(num)s minutes, then try again, or use a passkey.",
            minutes,
        )
        raise forms.ValidationError(said % {"num": minutes})
    try:
        yield
    except forms.ValidationError:
        guess.missed()
        raise forms.ValidationError(NOT_RIGHT) from None
    guess.right()


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
        with guarded(self.request, self.account, "password"):
            if not self.account.check_password(str(self.cleaned_data["password"])):
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
        with guarded(self.request, self.account, "code"):
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
        if not holds(inner):
            raise forms.ValidationError(NOT_RIGHT)
        found: Authenticator = inner.cleaned_data["credential"]
        signing_in.proved_with(self.request, found)
        return found


class NewPasskey(Form):
    """A passkey the browser has just made, and a name to know it by."""

    name = ShortWords(
        label=_("A name for it"),
        help_text=_("So that you know it again: my phone, the key on my ring."),
        max_length=60,
        required=False,
    )
    credential = forms.CharField(widget=forms.HiddenInput, max_length=50_000)
    made: dict[str, Any]

    def __init__(self, *args: Any, account: Any, **kwargs: Any) -> None:
        """Take what a form takes, and whose passkey it is to be."""
        self.account = account
        super().__init__(*args, **kwargs)

    def clean_credential(self) -> str:
        """Refuse what does not answer our question, or was made without finger, face or PIN."""
        given = {"name": "x", "passwordless": "on", "credential": self.cleaned_data["credential"]}
        inner = keys.AddWebAuthnForm(given, user=self.account)
        if not holds(inner):
            raise forms.ValidationError(_("That did not work. Please try again, or use another way."))
        self.made = inner.cleaned_data["credential"]
        return ""


class PasskeyName(Form):
    """Another name for a passkey."""

    name = ShortWords(label=_("Its name"), max_length=60)


class AppCode(Form):
    """The first code of an app."""

    code = forms.CharField(
        label=_("The code that the app shows now"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}),
    )


def holds(inner: forms.Form) -> bool:
    """Say whether what a browser signed is good; what has no shape at all is as wrong as what does not fit."""
    try:
        return inner.is_valid()
    except (AttributeError, KeyError, TypeError, ValueError):
        return False
