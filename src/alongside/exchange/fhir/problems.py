"""What could not be placed, and why: one line each, in words that can be shown."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing from a file that did not find a place in the record.

    `where` says where in the file ("line 3", "entry 12", ""); `resource` is "Goal/example" or ""; `element` is the
    path inside the resource ("Goal.target[0].measure"), or "" for the whole; `why` is a sentence.
    """

    file: str
    where: str
    resource: str
    element: str
    why: str

    @property
    def kind(self) -> str:
        """The resource's type alone ("Goal"), or "" where there is none."""
        return self.resource.partition("/")[0]


def plain(text: str, limit: int = 200) -> str:
    """The text made safe to print: no control or direction characters, no half characters, cut at `limit`."""
    safe = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text[: limit + 1])
    return safe if len(safe) <= limit else safe[:limit] + "…"
