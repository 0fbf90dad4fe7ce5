"""The NHS number: ten digits, the last a check digit by modulus 11 (NHS Data Dictionary)."""

import re

_IGNORED = re.compile(r"[\s\-\u2010-\u2015\u2212\u200b-\u200f\ufeff]+")
_TEN_DIGITS = re.compile(r"[0-9]{10}")


def clean(text: str) -> str:
    """Take out the spaces and hyphens people write in an NHS number; everything else is left as it was."""
    return _IGNORED.sub("", text)


def check_digit(first_nine: str) -> int | None:
    """Work out the check digit for nine digits, or None when no number with these nine digits can be valid."""
    total = sum(int(digit) * weight for digit, weight in zip(first_nine, range(10, 1, -1), strict=True))
    digit = (11 - total % 11) % 11
    return None if digit == 10 else digit


def is_valid(text: str) -> bool:
    """Say whether the text, once cleaned, is ten plain digits whose last agrees with the other nine."""
    number = clean(text)
    return bool(_TEN_DIGITS.fullmatch(number)) and check_digit(number[:9]) == int(number[9])


def pretty(text: str) -> str:
    """Write a number the way people read it, 3 3 4: "999 123 4560". A text of another length is given back cleaned."""
    number = clean(text)
    return f"{number[:3]} {number[3:6]} {number[6:]}" if len(number) == 10 else number
