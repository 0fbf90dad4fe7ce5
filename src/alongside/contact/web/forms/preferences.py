"""The questions of how somebody likes to use this."""

from datetime import time
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from alongside.access.models import Preference
from alongside.contact.web.said import clock_words
from alongside.design.fields import ShortWords
from alongside.design.forms import Form
from alongside.people.posting.domain import mobile_number

ZONES = (
    ("Europe/London", _("London, Cardiff, Edinburgh, Belfast")),
    ("Europe/Dublin", _("Dublin")),
    ("Europe/Lisbon", _("Lisbon")),
    ("Europe/Paris", _("Paris, Berlin, Madrid, Rome, Warsaw")),
    ("Europe/Athens", _("Athens, Bucharest, Kyiv")),
    ("Europe/Istanbul", _("Istanbul")),
    ("Africa/Lagos", _("Lagos")),
    ("Africa/Mogadishu", _("Mogadishu, Nairobi")),
    ("Asia/Karachi", _("Karachi")),
    ("Asia/Kolkata", _("Delhi, Kolkata, Mumbai")),
    ("Asia/Dhaka", _("Dhaka")),
    ("America/Jamaica", _("Kingston")),
    ("America/New_York", _("New York, Toronto")),
)
HALF_HOURS = [time(hour, minute) for hour in range(24) for minute in (0, 30)]
STAFF = ("reads_days", "reads_from", "reads_until", "word_prompts")


class Clock(forms.TypedChoiceField):
    """A time of day from a list of half hours; one that somebody has kept already is on it too."""

    def __init__(self, **kwargs: Any) -> None:
        """Take what a field takes."""
        super().__init__(coerce=time.fromisoformat, choices=_clocks(), widget=forms.Select, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Give the value as the list writes it."""
        return value.isoformat("minutes") if isinstance(value, time) else value


def _clocks() -> list[tuple[str, str]]:
    return [(one.isoformat("minutes"), clock_words(one)) for one in HALF_HOURS]


class PreferenceForm(Form):
    """When messages are read and mails may come, which clock, reminders, prompts about words."""

    reads_days = forms.TypedMultipleChoiceField(
        label=_("On which days do you read messages?"),
        help_text=_("Whoever writes to you sees this beside the box, so that they know when to wait for you."),
        coerce=int,
        choices=[(number, name) for number, name in WEEKDAYS.items()],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one day. Whoever writes to you needs to know.")},
    )
    reads_from = Clock(label=_("From what time?"))
    reads_until = Clock(label=_("Until what time?"))
    quiet_from = Clock(
        label=_("No e-mail or text from this time in the evening"),
        help_text=_("Between these two times we send you nothing. It comes in the morning instead."),
    )
    quiet_until = Clock(label=_("Until this time in the morning"))
    zone = forms.ChoiceField(
        label=_("Which clock do you go by?"),
        help_text=_("All times are shown to you by this clock."),
        choices=ZONES,
        widget=forms.Select,
    )
    reminders = forms.BooleanField(
        label=_("Tell me when there is something to read, or a visit to come"),
        help_text=_("By e-mail. It only says that there is something. Never what, or in whose record."),
        required=False,
    )
    mobile = ShortWords(
        label=_("Tell me by text in place of e-mail, at this mobile number"),
        help_text=_("Only if nobody reads your texts whom you would not want to. Leave it empty for e-mail."),
        max_length=30,
        required=False,
    )
    word_prompts = forms.BooleanField(
        label=_("While I write, show me words that could hurt or judge"),
        help_text=_("Nothing is changed by itself. You decide."),
        required=False,
    )

    def __init__(self, *args: Any, is_staff: bool, **kwargs: Any) -> None:
        """Ask those who work here a few questions more."""
        super().__init__(*args, **kwargs)
        if not is_staff:
            for name in STAFF:
                del self.fields[name]
        if not settings.TEXT_GATEWAY and not self.initial.get("mobile"):
            del self.fields["mobile"]

    def clean_mobile(self) -> str:
        """Read the number; raise ValidationError saying how to write it."""
        typed = self.cleaned_data["mobile"]
        try:
            return mobile_number(typed) if typed else ""
        except ValueError:
            words = _("We cannot read “%(typed)s” as a mobile number. Write it like 07700 900123, or +353 85 012 3456.")
            raise ValidationError(words, params={"typed": typed}) from None

    def clean(self) -> dict[str, Any]:
        """Check that reading ends after it begins."""
        told = super().clean() or {}
        if told.get("reads_from") and told.get("reads_until") and told["reads_until"] <= told["reads_from"]:
            self.add_error("reads_until", _("Choose a time after the one above."))
        return told

    def values(self) -> dict[str, Any]:
        """Give the answers as `messaging.actions.prefer` takes them."""
        told = dict(self.cleaned_data)
        if "reads_days" in told:
            told["reads_days"] = sum(1 << day for day in told["reads_days"])
        return told


def initial_of(kept: Preference) -> dict[str, Any]:
    """Give what is kept as the form shows it."""
    plain = ("reads_from", "reads_until", "quiet_from", "quiet_until", "zone", "reminders", "word_prompts")
    days = [day for day in range(7) if kept.reads_days >> day & 1]
    mobile = f"+{kept.mobile}" if kept.mobile else ""
    return {name: getattr(kept, name) for name in plain} | {"reads_days": days, "mobile": mobile}
