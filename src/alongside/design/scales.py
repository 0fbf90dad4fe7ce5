"""Numbers from 0 to 10, each said in words, so that nobody has to guess what a number means."""

from typing import Any

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

UP_TO = (0, 3, 6, 8)
OUT_OF_TEN = range(11)


def of_ten(number: int, scale: tuple[str | Promise, ...]) -> str | Promise:
    """Say a number from 0 to 10 by the word of its part of the scale (five words)."""
    return scale[sum(number > limit for limit in UP_TO)]


NOT_SAID = _("Not said")


def out_of_ten(scale: tuple[str | Promise, ...], blank: str | Promise = NOT_SAID) -> list[tuple[str, Any]]:
    """Give the choices 0 to 10, each with its word."""
    return [("", blank), *((str(n), format_lazy("{}: {}", n, of_ten(n, scale))) for n in OUT_OF_TEN)]
