"""The declared policy of every way in: who may come through it, why, and the most it shows. No Django here.

A page, a command and a chore each carry a `Door`. What carries none is refused when it runs and fails the build
(`tests/rules/test_doors.py`). The door is drawn by the code that stands in it, so that the two cannot disagree:
`public` and `signed_in` below, `record_page` for pages of a record, `by_operator` for commands.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


class Who(StrEnum):
    """Who may come in at all; what they then see, grants and withholdings decide."""

    ANYBODY = "anybody"
    SIGNED_IN = "signed_in"
    IN_RECORD = "in_record"
    OPERATOR = "operator"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class Door:
    """Who may come in and why. In a record: the acts asked for to read and to write, the sections it shows at most.

    `read` and `write` are acts of `people.domain.may`; without `write` nothing is taken in. What stands at the top of
    every page of a record comes on top of `shows`. `is_staff` asks for a live place in a team, `duty` for that duty.
    """

    who: Who
    why: str = ""
    is_staff: bool = False
    duty: str = ""
    shows: frozenset[Any] | None = None
    read: Any = None
    write: Any = None

    @property
    def is_whole(self) -> bool:
        """Say whether all is declared that this sort of door needs."""
        return self.shows is not None if self.who is Who.IN_RECORD else bool(self.why)


# Pages drawn by libraries, by the name of their address: they show nothing of a record, and run without a viewer.
_elsewhere: dict[str, Door] = {}


def public(view: View) -> View:
    """Mark a page that needs nobody signed in and shows nothing of a record; a test lists them."""
    view.is_public = True  # type: ignore[attr-defined]
    view.door = Door(Who.ANYBODY, why=(view.__doc__ or "").partition("\n")[0])  # type: ignore[attr-defined]
    return view


def signed_in(why: str, *, is_staff: bool = False, duty: str = "") -> Callable[[Any], Any]:
    """Mark a page for whoever is signed in, outside any one record; `why` says what keeps it within what they may see.

    With `is_staff` or `duty`, nobody else gets in: they are refused, or find no such page.
    """

    def mark(view: Any) -> Any:
        view.door = Door(Who.SIGNED_IN, why=why, is_staff=is_staff, duty=duty)
        return view

    return mark


def by_operator(why: str) -> Callable[[Any], Any]:
    """Mark a command: run at the machine by whoever keeps it; `why` says what of records it touches."""

    def mark(command: Any) -> Any:
        command.door = Door(Who.OPERATOR, why=why)
        return command

    return mark


def elsewhere(who: Who, why: dict[str, str]) -> None:
    """Declare pages of libraries, by the names of their addresses: `elsewhere(Who.ANYBODY, {"account_login": "…"})`."""
    _elsewhere.update({name: Door(who, why=said) for name, said in why.items()})


def of(view: Any, name: str | None = "") -> Door | None:
    """Give the door of a view (or command); of one drawn by a library, by its name; None when nobody declared it."""
    door: Door | None = getattr(view, "door", None) or _elsewhere.get(name or "")
    return door if door is not None and door.is_whole else None
