"""Form fields that take what people write, and say plainly what is wrong, where, and what to do."""

import datetime
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from alongside.design import dates

MOST_OWN_WORDS = 20_000
MOST_SHORT_WORDS = 200
SHOWN_BEFORE = 40


def tidy(text: str) -> str:
    """Give `text` with one kind of line break, as browsers and systems each use their own."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def first_hidden(text: str, *, lines: bool) -> int | None:
    """Give the place of the first character that cannot be kept, or None.

    These are control characters (but for tab, and the line break where `lines` are allowed) and halves of characters.
    Joiners and direction marks stay: emoji, Arabic, Hebrew and Persian need them.
    """
    allowed = "\t\n" if lines else "\t"
    for place, character in enumerate(text):
        if unicodedata.category(character) in ("Cc", "Cs") and character not in allowed:
            return place
    return None


def _refuse_hidden(text: str, *, lines: bool) -> None:
    """Raise ValidationError, saying after which words the hidden character stands."""
    place = first_hidden(text, lines=lines)
    if place is None:
        return
    before = " ".join(text[max(0, place - SHOWN_BEFORE) : place].split()[-2:])
    if before:
        message = _("There is a hidden character after “%(before)s” that we cannot keep. Delete it and type it again.")
    else:
        message = _("There is a hidden character at the start that we cannot keep. Delete it and type it again.")
    raise ValidationError(message, code="hidden", params={"before": before})


class Words(forms.CharField):
    """A CharField that counts as people count, keeps every script and emoji, and refuses hidden characters.

    The browser is not told the limit: it would cut a long paste without a word. The page counts, and the server says.
    """

    lines = False
    default_error_messages = {"required": _("This is still empty. A few words are enough.")}

    def __init__(self, *, max_length: int = MOST_SHORT_WORDS, **kwargs: Any) -> None:
        """Take what a CharField takes; `max_length` is in characters."""
        super().__init__(max_length=max_length, strip=True, **kwargs)
        # Ours speak more plainly than Django's.
        self.validators = [each for each in self.validators if type(each).__module__ != "django.core.validators"]

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Give the page what it needs to say how much room is left."""
        attrs = {key: value for key, value in super().widget_attrs(widget).items() if key != "maxlength"}
        if not widget.is_hidden:
            attrs["dir"] = "auto"
            attrs["data-most"] = str(self.max_length)
            attrs["data-left"] = _("You have room for {n} more characters.")
            attrs["data-too-long"] = _("This is {n} characters too long. Nothing is lost; please shorten it.")
        return attrs

    def to_python(self, value: Any) -> str:
        """Give tidy text; a value that is not text becomes text."""
        if value in self.empty_values:
            return ""
        return tidy(str(value)).strip()

    def validate(self, value: str) -> None:
        """Raise ValidationError when required and empty, too long, or holding what cannot be kept."""
        super().validate(value)
        _refuse_hidden(value, lines=self.lines)
        most = self.max_length or 0
        if len(value) > most:
            message = _(
                "This is %(length)s characters long, and there is room for %(most)s: %(over)s too many. "
                "Nothing is lost; shorten it, or put the rest in another entry."
            )
            amounts = {"length": f"{len(value):,}", "most": f"{most:,}", "over": f"{len(value) - most:,}"}
            raise ValidationError(message, code="max_length", params=amounts)


class ShortWords(Words):
    """One line: a name, a place, a role."""


class OwnWords(Words):
    """Somebody's own words, as many lines as they need."""

    widget = forms.Textarea
    lines = True

    def __init__(self, *, max_length: int = MOST_OWN_WORDS, rows: int = 5, **kwargs: Any) -> None:
        """Take what a CharField takes; `rows` is how tall the field begins."""
        super().__init__(max_length=max_length, **kwargs)
        self.widget.attrs["rows"] = rows
        self.widget.attrs.pop("cols", None)


class Hidden(Words):
    """A value the page carries and nobody types: an id, a version."""

    widget = forms.HiddenInput

    def __init__(self, *, max_length: int = MOST_SHORT_WORDS, **kwargs: Any) -> None:
        """Take what a CharField takes."""
        super().__init__(max_length=max_length, **kwargs)


class HiddenNumber(Hidden):
    """A small number the page carries, such as the version it showed; gives None for anything else."""

    def clean(self, value: Any) -> int | None:
        """Read the number."""
        text = super().clean(value)
        return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None


class DateInput(forms.MultiWidget):
    """Three boxes: day, month, year. What was typed stays in them when it could not be read."""

    part_labels = (_("Day"), _("Month"), _("Year"))
    is_date_boxes = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Take attributes for the three boxes."""
        box = {"autocomplete": "off", "spellcheck": "false"}
        numbers = {**box, "inputmode": "numeric"}
        # The month may be written as a word, so its box does not call up a number pad.
        widgets = [forms.TextInput(attrs=each) for each in (numbers, box, numbers)]
        super().__init__({"day": widgets[0], "month": widgets[1], "year": widgets[2]}, attrs)

    def decompress(self, value: Any) -> list[Any]:
        """Give the three parts of a date, of the text of one (2026-03-03), or of nothing."""
        if isinstance(value, str):
            try:
                value = datetime.date.fromisoformat(value[:10])
            except ValueError:
                return [value, "", ""]
        if isinstance(value, datetime.date):
            return [value.day, value.month, value.year]
        return ["", "", ""]

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """Read the three boxes, or one value under the plain name (a draft, an import)."""
        parts = super().value_from_datadict(data, files, name)
        if not any(parts) and data.get(name):
            return self.decompress(str(data[name]))
        return parts


class DateField(forms.Field):
    """A date from three boxes; also takes "3 March 2026", "3rd", "Mar" and 2026-03-03.

    `earliest` and `latest` are dates, or functions giving one, so that "today" is asked for when it is needed.
    """

    widget = DateInput
    default_error_messages = {"required": _("Give a date: day, month and year. For example 3 March 2026.")}

    def __init__(
        self,
        *,
        earliest: datetime.date | Callable[[], datetime.date] | None = None,
        latest: datetime.date | Callable[[], datetime.date] | None = None,
        **kwargs: Any,
    ) -> None:
        """Take what a Field takes, and the first and last day that make sense here."""
        super().__init__(**kwargs)
        self.earliest, self.latest = earliest, latest

    def to_python(self, value: Any) -> datetime.date | None:
        """Give the date, or None when all boxes are empty; raise ValidationError saying which box and why."""
        if isinstance(value, datetime.datetime):
            return value.date()
        if isinstance(value, datetime.date):
            return value
        parts = [value, "", ""] if isinstance(value, str) else list(value or ())
        texts = [str(part or "").strip() for part in parts]
        if not any(texts):
            return None
        try:
            return dates.read(*[*texts, "", "", ""][:3])
        except dates.UnreadableDateError as unread:
            raise ValidationError(str(unread.message), code=unread.part, params=unread.params) from unread

    def validate(self, value: datetime.date | None) -> None:
        """Raise ValidationError for a missing date, or one before the earliest or after the latest."""
        super().validate(value)
        if value is None:
            return
        earliest = self.earliest() if callable(self.earliest) else self.earliest
        latest = self.latest() if callable(self.latest) else self.latest
        if earliest and value < earliest:
            message, limit = _("%(day)s is too early. Give a date from %(limit)s on."), earliest
        elif latest and value > latest:
            message, limit = _("%(day)s is too late. Give a date up to %(limit)s."), latest
        else:
            return
        raise ValidationError(message, code="limit", params={"day": dates.day(value), "limit": dates.day(limit)})

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Say whether the boxes hold another date than at first."""
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True
