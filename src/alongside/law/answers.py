"""What a field of a record can hold: an answer, an answer that says there is nothing, or no answer at all."""

from collections.abc import Iterable
from datetime import date
from enum import Enum
from typing import Any, Final, TypeAlias, TypeVar


class Unanswered(Enum):
    """The value of a field nobody has answered. It is neither yes nor no, and counts as false where it is tested."""

    UNANSWERED = "unanswered"

    def __bool__(self) -> bool:
        """Give False: what is not answered is not said."""
        return False

    def __repr__(self) -> str:
        """Show it by its name."""
        return "UNANSWERED"


UNANSWERED: Final = Unanswered.UNANSWERED

Text: TypeAlias = str | Unanswered
Flag: TypeAlias = bool | Unanswered
Whole: TypeAlias = int | Unanswered
Day: TypeAlias = date | Unanswered
Texts: TypeAlias = tuple[str, ...]

PLACEHOLDERS = frozenset({"none", "no change", "n/a", "-", "nil"})
TICKS = frozenset(
    {"yes", "no", "na", ".", "x", "tick", "ticked", "same", "ditto", "as above", "see above", "see notes"}
)


class Nothing(str):
    """Words that say that somebody looked and there is nothing to say. Kept and shown; to a rule they are blank."""

    __slots__ = ()


class Part:
    """A part of a record that has parts of its own; its fields are the names in ``__slots__``."""

    __slots__: tuple[str, ...] = ()

    def _answers(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self.__slots__)

    def __eq__(self, other: object) -> bool:
        """Say whether another part of the same kind holds the same answers."""
        return isinstance(other, Part) and type(self) is type(other) and self._answers() == other._answers()

    def __hash__(self) -> int:
        """Give what equal parts have in common."""
        return hash((type(self), self._answers()))

    def __repr__(self) -> str:
        """Show what is answered."""
        told = (f"{name}={value!r}" for name in self.__slots__ if said(value := getattr(self, name)))
        return f"{type(self).__name__}({', '.join(told)})"


One = TypeVar("One")


def said(value: Any) -> bool:
    """Say whether this holds an answer: not where it is unanswered, a placeholder, or has nothing but those in it.

    ``False``, ``0`` and a day are answers.
    """
    if value is UNANSWERED or isinstance(value, Nothing):
        return False
    if isinstance(value, tuple):
        return any(map(said, value))
    if isinstance(value, Part):
        return any(said(getattr(value, name)) for name in value.__slots__)
    return True


def filled(values: Iterable[One]) -> tuple[One, ...]:
    """Give those of a list that hold an answer."""
    return tuple(one for one in values if said(one))
