"""Two versions of a plan side by side: what was added, what is gone, what was changed. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Then:
    """One entry as it stood in a version: its kind, its words, the rest as (question, answer) pairs.

    `gone` says why its text is no longer shown (taken back, a mistake, moved); it is blank otherwise. `voice` is what
    the voice line needs, and is left out when two are compared.
    """

    id: str
    kind: str
    words: str
    more: tuple[tuple[str, str], ...] = ()
    gone: str = ""
    voice: Any = None

    @property
    def content(self) -> tuple[Any, ...]:
        """Give what is compared."""
        return (self.words, self.more, self.gone)


@dataclass(frozen=True, slots=True)
class Difference:
    """One entry in two versions: `before` and `after`, either of them None when it is not there."""

    kind: str
    before: Then | None
    after: Then | None

    @property
    def what(self) -> str:
        """Give "added", "gone", "changed" or "same"."""
        if self.before is None:
            return "added"
        if self.after is None:
            return "gone"
        return "same" if self.before.content == self.after.content else "changed"

    @property
    def changed(self) -> tuple[str, ...]:
        """Name the questions whose answers differ; "words" stands for the words themselves."""
        if self.before is None or self.after is None or self.before.gone or self.after.gone:
            return ()
        old, new = dict(self.before.more), dict(self.after.more)
        named = [name for name in dict.fromkeys((*new, *old)) if old.get(name) != new.get(name)]
        return (*(["words"] if self.before.words != self.after.words else []), *named)


def compare(before: Iterable[Then], after: Iterable[Then]) -> tuple[Difference, ...]:
    """Lay two versions side by side, in the order of the later one; what is gone stands at the end."""
    old = {one.id: one for one in before}
    new = {one.id: one for one in after}
    later = [Difference(one.kind, old.get(one.id), one) for one in new.values()]
    return (*later, *(Difference(one.kind, one, None) for one in old.values() if one.id not in new))
