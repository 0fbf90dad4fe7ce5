"""A corrected entry on paper: both texts, the one that stood there and the right one, with the day."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.design import dates
from alongside.record import queries as record


class Corrections:
    """What was corrected in a record, read once for one paper."""

    def __init__(self, subject_id: UUID) -> None:
        """Read what was corrected."""
        self.found = record.corrections(subject_id)

    def text(self, entry_id: UUID, words: str) -> str:
        """Give words as they stood, and how they are right."""
        for one in self.found.get(entry_id, ()):
            told = {"words": words, "day": dates.day(one.answered_at), "right": one.right_words}
            words = _("%(words)s\n(Corrected on %(day)s. This is right: %(right)s)") % told
        return words

    def frozen(self, entries: Iterable[Any]) -> None:
        """Let entries of a plan, as it is or was, say both texts where they were corrected since."""
        for one in entries:
            one.row.words = self.text(one.item.pk, one.row.words)

    def rows(self, rows: Iterable[Any]) -> list[Any]:
        """Give entries, to be drawn and not kept, each corrected one with both texts."""
        drawn = list(rows)
        for row in drawn:
            row.words = self.text(row.pk, row.words)
        return drawn
