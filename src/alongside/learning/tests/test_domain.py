"""The file of a notice: what it must hold, and that every fault is said at once; when a notice begins to be shown."""

from datetime import date
from typing import Any

import pytest

from alongside.learning.domain import ChangeSort, NotANotice, is_shown, read_told

PAGES = ("front", "plan")
GOOD: dict[str, Any] = {
    "reference": "new-judgment-2026",
    "title": "The test has changed",
    "what_changed": "  The court said that… ",
    "sort": "law",
    "effective_on": date(2026, 6, 2),
    "source": "[2026] EXSC 1",
    "link": "https://example.org/judgment",
    "titles": ["Social worker"],
    "pages": ["plan"],
}


def faults(**changed: Any) -> list[str]:
    told = {name: value for name, value in (GOOD | changed).items() if value is not ...}
    with pytest.raises(NotANotice) as found:
        read_told(told, pages=PAGES)
    return str(found.value).split("\n")


def test_a_whole_one_is_read() -> None:
    told = read_told(GOOD, pages=PAGES)
    assert told.sort is ChangeSort.LAW
    assert told.words == "The court said that…"
    assert told.titles == ("Social worker",)
    assert told.teams == ()


@pytest.mark.parametrize("name", ["reference", "title", "what_changed", "sort", "effective_on", "source"])
def test_what_is_missing_is_named(name: str) -> None:
    (fault,) = faults(**{name: ...})
    assert fault.startswith(f"{name}:")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"sort": "rumour"}, "sort: should be one of law, guidance, local."),
        ({"effective_on": "tomorrow"}, "effective_on: should be a day, as 2026-06-02."),
        ({"link": "http://example.org"}, "link: should begin with https://"),
        ({"link": "javascript:alert(1)"}, "link: should begin with https://"),
        ({"pages": ["plan", "moon"]}, "pages: a record has no page “moon”. There are: front, plan."),
        ({"pages": "plan"}, "pages: should be a list of words, as [plan, front]."),
        ({"teams": ["North"]}, "organisation: name it, since teams are named."),
        ({"sort": "local"}, "organisation: name whose local practice it is."),
        ({"titel": "x"}, "“titel” is not known here."),
        ({"title": "x" * 201}, "title: is longer than 200 letters."),
        ({"reference": "A b"}, "reference: give it a short name of its own"),
    ],
)
def test_what_is_wrong_is_said(changed: dict[str, Any], said: str) -> None:
    (fault,) = faults(**changed)
    assert fault.startswith(said)


def test_every_fault_is_said_at_once() -> None:
    assert len(faults(title=..., sort="x", link="ftp://x")) == 3


@pytest.mark.parametrize("raw", [None, [], "title: x", 3])
def test_a_file_of_something_else_is_refused(raw: Any) -> None:
    with pytest.raises(NotANotice, match="names and values"):
        read_told(raw, pages=PAGES)


def test_it_is_shown_from_two_weeks_before() -> None:
    day = date(2026, 6, 2)
    assert not is_shown(day, date(2026, 5, 18))
    assert is_shown(day, date(2026, 5, 19))
    assert is_shown(day, date(2030, 1, 1))
