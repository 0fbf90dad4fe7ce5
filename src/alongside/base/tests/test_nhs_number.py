import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.base import nhs_number

NINE = st.text("0123456789", min_size=7, max_size=7).map(lambda tail: "99" + tail)


@pytest.mark.parametrize(
    "number", ["9000000009", "9876543210", "5900026175", "999 000 0018", "999-000-0018", " 9990000018 "]
)
def test_known_good(number):
    assert nhs_number.is_valid(number)


@pytest.mark.parametrize(
    "number", ["", "999", "9990000019", "99900000180", "999000001x", "٩٩٩٠٠٠٠٠١٨", "999.000.0018", "a" * 100_000]
)
def test_known_bad(number):
    assert not nhs_number.is_valid(number)


def test_ten_as_check_digit_is_never_valid():
    first = next(f"99900{n:04}" for n in range(10_000) if nhs_number.check_digit(f"99900{n:04}") is None)
    assert not any(nhs_number.is_valid(f"{first}{digit}") for digit in range(10))


@given(NINE)
def test_at_most_one_last_digit_is_valid(first):
    valid = [digit for digit in range(10) if nhs_number.is_valid(f"{first}{digit}")]
    expected = nhs_number.check_digit(first)
    assert valid == ([] if expected is None else [expected])


@given(NINE, st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(first, place, step):
    digit = nhs_number.check_digit(first)
    if digit is None:
        return
    number = f"{first}{digit}"
    wrong = number[:place] + str((int(number[place]) + step) % 10) + number[place + 1 :]
    assert not nhs_number.is_valid(wrong)


@given(st.text())
def test_any_text_is_answered_without_an_error(text):
    assert nhs_number.is_valid(text) in (True, False)


def test_pretty():
    assert nhs_number.pretty("9990000018") == "999 000 0018"
    assert nhs_number.pretty("99 9") == "999"
