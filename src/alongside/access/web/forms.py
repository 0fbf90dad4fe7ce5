"""The forms of sign-in, in our words: allauth's own, drawn by our pages."""

from typing import Any

from allauth.account import forms as theirs
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.design.forms import PlainMessages

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
