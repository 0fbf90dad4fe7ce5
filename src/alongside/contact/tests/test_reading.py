"""When a message is read: hours, bank holidays, the change of clocks, being away, standing in; and how that is said."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from alongside.contact.messaging.reading import Away, Reader, first_read, unread_after
from alongside.contact.web import said
from alongside.people.working.domain import Hours

EVERY_DAY = 0b1111111
FRIDAY_EVENING = datetime(2026, 11, 27, 18, tzinfo=UTC)


def utc(month: int, day: int, hour: int, minute: int = 0, *, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def test_within_ones_hours_it_is_now_and_after_them_the_next_working_day() -> None:
    assert Hours().next_read(utc(11, 27, 10)) == utc(11, 27, 10)
    assert Hours().next_read(utc(11, 27, 7)) == utc(11, 27, 9)
    assert Hours().next_read(FRIDAY_EVENING) == utc(11, 30, 9)
    assert Hours(days=0).next_read(FRIDAY_EVENING) is None


def test_bank_holidays_are_no_days_of_reading() -> None:
    assert Hours().next_read(utc(12, 24, 18)) == utc(12, 29, 9)  # Christmas on a Friday, Boxing Day moved to Monday
    assert Hours().next_read(utc(3, 25, 18, year=2027)) == utc(3, 30, 8, year=2027)  # Easter; and the clocks go forward


def test_hours_go_by_the_clock_on_the_wall_when_clocks_change() -> None:
    night = Hours(days=EVERY_DAY, since=time(1, 30), until=time(2, 30))
    assert night.next_read(utc(3, 27, 12, year=2027)) == utc(3, 28, 1, 30, year=2027)  # 1:30 is left out: 2:30
    assert night.next_read(utc(10, 30, 12, year=2027)) == utc(10, 31, 0, 30, year=2027)  # 1:30, the first of two
    assert Hours(zone="Asia/Dhaka").next_read(utc(11, 30, 0)) == utc(11, 30, 3)


def test_who_does_not_read_at_hours_has_no_next_reading() -> None:
    assert first_read(Reader("Asha"), FRIDAY_EVENING) is None


def test_away_without_anybody_it_waits_until_they_are_back() -> None:
    away = Away(utc(11, 26, 0), utc(12, 9, 0))
    assert first_read(Reader("Salma", Hours(), (away,)), FRIDAY_EVENING) == utc(12, 9, 9)
    shut_out = Away(utc(11, 26, 0), utc(12, 9, 0), "Daniel", may_read=False)
    assert first_read(Reader("Salma", Hours(), (shut_out,)), FRIDAY_EVENING) == utc(12, 9, 9)


def test_away_with_somebody_it_goes_by_their_hours() -> None:
    saturdays = Hours(days=0b0100000)
    away = Away(utc(11, 26, 0), utc(12, 9, 0), "Daniel", may_read=True, hours=saturdays)
    assert first_read(Reader("Salma", Hours(), (away,)), FRIDAY_EVENING) == utc(11, 28, 9)
    short = Away(utc(11, 27, 0), utc(11, 28, 0), "Daniel", may_read=True, hours=saturdays)
    assert first_read(Reader("Salma", Hours(), (short,)), FRIDAY_EVENING) == utc(11, 30, 9)


def test_an_absence_to_come_counts_when_the_next_reading_falls_into_it() -> None:
    coming = Away(utc(11, 30, 0), utc(12, 2, 0))
    assert first_read(Reader("Salma", Hours(), (coming,)), FRIDAY_EVENING) == utc(12, 2, 9)
    later = Away(utc(12, 3, 0), utc(12, 5, 0))
    assert first_read(Reader("Salma", Hours(), (later,)), FRIDAY_EVENING) == utc(11, 30, 9)


def test_unread_after_is_the_end_of_the_hours_it_would_have_been_read_in() -> None:
    assert unread_after(Hours(), FRIDAY_EVENING) == utc(11, 30, 17)
    assert unread_after(Hours(), utc(11, 27, 10)) == utc(11, 27, 17)
    assert unread_after(Hours(days=0), FRIDAY_EVENING) is None


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (time(9), "9 am"),
        (time(17), "5 pm"),
        (time(12), "noon"),
        (time(0), "midnight"),
        (time(12, 30), "12:30 pm"),
        (time(0, 30), "12:30 am"),
        (time(16, 5), "4:05 pm"),
    ],
)
def test_a_time_of_day_is_said_as_people_say_it(at: time, words: str) -> None:
    assert said.clock_words(at) == words


@pytest.mark.parametrize(
    ("mask", "words"),
    [
        (0b0011111, "Monday to Friday"),
        (0b1111111, "every day"),
        (0b0010011, "Monday, Tuesday and Friday"),
        (0b0000001, "Monday"),
        (0b1100000, "Saturday and Sunday"),
        (0b0110111, "Monday to Wednesday, Friday and Saturday"),
    ],
)
def test_days_are_said_as_people_say_them(mask: int, words: str) -> None:
    assert said.days_words(mask) == words


@pytest.fixture
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(said, "now", lambda: FRIDAY_EVENING)
    monkeypatch.setattr(said, "today", lambda: FRIDAY_EVENING.date())


def lines(reader: Reader, *, alone: bool = True) -> str:
    return " ".join(said.reading_lines(reader, alone=alone))


@pytest.mark.usefixtures("friday")
def test_who_reads_it_and_when_is_said_before_it_is_sent() -> None:
    assert lines(Reader("Salma Khatun", Hours())) == (
        "Salma Khatun reads messages Monday to Friday, 9 am to 5 pm. Nobody reads this before Monday 30 November, 9 am."
    )
    assert lines(Reader("Salma Khatun", Hours()), alone=False).endswith("Not read before Monday 30 November, 9 am.")
    assert "Nobody knows when" in lines(Reader("Asha Miah"))


@pytest.mark.usefixtures("friday")
def test_who_stands_in_is_said_by_name_and_that_nobody_does() -> None:
    away = Away(utc(11, 26, 0), utc(12, 9, 0), "Daniel Owusu", may_read=True)
    assert lines(Reader("Salma Khatun", Hours(), (away,))) == (
        "Salma Khatun is away until 8 December 2026. Daniel Owusu stands in, and reads messages to Salma Khatun "
        "meanwhile. Daniel Owusu reads messages Monday to Friday, 9 am to 5 pm. "
        "Nobody reads this before Monday 30 November, 9 am."
    )
    nobody = lines(Reader("Salma Khatun", Hours(), (Away(utc(11, 26, 0), utc(12, 9, 0)),)))
    assert "Nobody stands in who can read this." in nobody
    assert "those who lead the team hear that a message waits" in nobody
    assert nobody.endswith("Nobody reads this before Wednesday 9 December, 9 am.")


@pytest.mark.usefixtures("friday")
def test_who_is_elsewhere_reads_whose_clock_each_hour_is_by_and_the_same_last_day() -> None:
    away = Away(utc(11, 26, 0), utc(12, 9, 0), "Daniel Owusu", may_read=True)
    with timezone.override(ZoneInfo("Asia/Dhaka")):
        assert lines(Reader("Salma Khatun", Hours())) == (
            "Salma Khatun reads messages Monday to Friday, 9 am to 5 pm by the clock of London. "
            "Nobody reads this before Monday 30 November, 3 pm by your clock."
        )
        assert lines(Reader("Salma Khatun", Hours(), (away,))).startswith("Salma Khatun is away until 8 December 2026.")


@pytest.mark.usefixtures("friday")
def test_an_absence_that_matters_is_said_and_within_hours_it_is_now(monkeypatch: pytest.MonkeyPatch) -> None:
    coming = Reader("Salma Khatun", Hours(), (Away(utc(11, 30, 0), utc(12, 2, 0)),))
    assert "Salma Khatun is away from 30 November 2026 until 1 December 2026." in lines(coming)
    monkeypatch.setattr(said, "now", lambda: utc(11, 27, 10))
    assert "That is now." in lines(Reader("Salma Khatun", Hours()))
    assert "away" not in lines(coming)
