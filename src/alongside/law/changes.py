"""What changed in the law and when, in words a notice can use; and what is awaited and not law yet."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

ACID_TEST_FROM: Final = date(2014, 3, 19)
ACID_TEST_OVERRULED: Final = date(2026, 6, 2)


@dataclass(frozen=True, slots=True)
class Change:
    """A change that took effect on a day: what it is, what it means for somebody's work, its source, which rules."""

    on: date
    title: str
    words: str
    source: str
    rules: tuple[str, ...] = ()


CHANGES: Final = (
    Change(
        date(2007, 10, 1),
        "The Mental Capacity Act is in force",
        "Everybody is taken to be able to decide until it is shown that they are not, for this decision, at this time.",
        "Mental Capacity Act 2005",
    ),
    Change(
        date(2009, 4, 1),
        "Safeguards for people deprived of their liberty",
        "In hospitals and care homes somebody may be deprived of their liberty only with an authorisation, and with "
        "somebody to speak for them.",
        "Mental Capacity Act 2005, Schedule A1",
        (
            "MCA-4B-emergency",
            "DOLS-A1-requirements",
            "DOLS-1A-eligibility",
            "DOLS-A1-validity",
            "DOLS-A1-rpr",
            "IMCA-39A-D-dols",
        ),
    ),
    Change(
        ACID_TEST_FROM,
        "One test for being deprived of liberty",
        "Somebody was deprived of their liberty when they were under continuous supervision and control and not free "
        "to leave, whatever the purpose and whatever they felt about it. This was the test until 1 June 2026.",
        "P v Cheshire West [2014] UKSC 19",
    ),
    Change(
        date(2019, 9, 26),
        "A parent cannot agree to a deprivation of liberty at 16 or 17",
        "For somebody of 16 or 17 who cannot decide this themself, a court order is needed.",
        "Re D [2019] UKSC 42",
        ("DOL-16-17",),
    ),
    Change(
        ACID_TEST_OVERRULED,
        "Whether somebody is deprived of liberty is decided on all the facts again",
        "The test of 2014 decides it no more. Purpose, how ordinary the life is, and what the person wants all count. "
        "Somebody who lacks capacity may consent by plain signs that they are content, never by silence, and not "
        "against an objection. Look again at records in which the old test decided.",
        "A Reference by the Attorney General for Northern Ireland [2026] UKSC 16",
        ("DOL-acid-test-outdated", "DOL-screen", "DOL-valid-consent"),
    ),
)
# Not law yet, as far as is known. Nothing here is a rule; each would come with a day of its own.
AWAITED: Final = (
    "Liberty Protection Safeguards (Mental Capacity (Amendment) Act 2019): not in force.",
    "A new Code of Practice: the Code of 2007 is taken to be the one in force.",
    "Most of the Mental Health Act 2025: what it does to Schedule 1A and section 28 is not settled here.",
)


def changes(since: date, until: date) -> tuple[Change, ...]:
    """Give what changed after one day and up to another, the earliest first."""
    return tuple(one for one in CHANGES if since < one.on <= until)


def confinement_test(day: date) -> Literal["acid_test", "multifactorial"]:
    """Give the test by which it was decided on this day whether somebody is confined."""
    return "acid_test" if ACID_TEST_FROM <= day < ACID_TEST_OVERRULED else "multifactorial"
