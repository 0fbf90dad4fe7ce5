"""Whose words stand on a paper, and how we know them, ready to read."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.access.models import Account
from alongside.home.papers import UNCONFIRMED
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

    def __init__(self, circle: Iterable[Voice], accounts: Mapping[UUID, Account | None] | None = None) -> None:
        """Take every voice of the record, and the accounts of those who wrote things down, where these are shown."""
        self.by_id = {voice.pk: voice for voice in circle}
        self.writers = {pk: account.name for pk, account in (accounts or {}).items() if account}

    def of(self, voice_id: UUID | None) -> str:
        """Give a name, or nothing."""
        voice = self.by_id.get(voice_id) if voice_id else None
        return voice.name if voice else ""

    def is_self(self, voice_id: UUID) -> bool:
        """Say whether this is the person's own voice."""
        voice = self.by_id.get(voice_id)
        return voice is not None and voice.is_self

    def whole(self, voice_id: UUID | None) -> str:
        """Give a name with who they are to the person: "Grace Okafor, family"."""
        voice = self.by_id.get(voice_id) if voice_id else None
        return ", ".join(part for part in (voice.name, relationship(voice)) if part) if voice else ""

    def line(self, row: Any) -> str:
        """Say whose words an entry holds, how we know, and who wrote them down: "Grace Okafor, family, said"."""
        said = ", ".join(part for part in (self.whole(row.words_of_id), said_how(row.how)) if part)
        voice = self.by_id.get(row.words_of_id)
        writer = self.writers.get(row.written_by_id, "")
        if not writer or (voice and voice.account_id == row.written_by_id):
            return said
        return _("%(said)s · written down by %(writer)s") % {"said": said, "writer": writer}


def marked(one: Any, words: str, names: Names) -> str:
    """Give words with whose they are, when not the person's own, and with a "*" while they are not confirmed."""
    said = words if names.is_self(one.words_of_id) else f"{names.of(one.words_of_id)}: {words}"
    return said if one.confirmed_at else said + UNCONFIRMED


def spaced(number: str) -> str:
    """Give an NHS number as people read it out: 999 000 0018."""
    return f"{number[:3]} {number[3:6]} {number[6:]}" if number else ""
