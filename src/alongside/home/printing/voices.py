"""Whose words stand on a paper, and how we know them, ready to read."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.people.domain import Relationship
from alongside.people.models import Voice
from alongside.record.web.presenters import RELATIONSHIPS


def said_how(how: str) -> str:
    """Give how we know the words, as it follows a name."""
    return {
        "wrote": _("wrote"),
        "said": _("said"),
        "signed": _("signed"),
        "interpreter": _("through an interpreter"),
        "behaviour": _("shown by what they do"),
        "best_understanding": _("the best understanding of those who know them"),
    }.get(how, "")


def relationship(voice: Voice) -> str:
    """Give who a voice is to the person; nothing for the person."""
    return str(RELATIONSHIPS.get(Relationship(voice.relationship), ""))


class Names:
    """The circle of a record, to name voices by."""

    def __init__(self, circle: Iterable[Voice]) -> None:
        """Take every voice of the record."""
        self.by_id = {voice.pk: voice for voice in circle}

    def of(self, voice_id: UUID | None) -> str:
        """Give a name, or nothing."""
        voice = self.by_id.get(voice_id) if voice_id else None
        return voice.name if voice else ""

    def is_self(self, voice_id: UUID) -> bool:
        """Say whether this is the person's own voice."""
        voice = self.by_id.get(voice_id)
        return voice is not None and voice.is_self

    def line(self, row: Any) -> str:
        """Say whose words an entry holds and how we know: "Grace Okafor, family, said"."""
        voice = self.by_id.get(row.words_of_id)
        known = [voice.name, relationship(voice)] if voice else []
        return ", ".join(part for part in (*known, said_how(row.how)) if part)
