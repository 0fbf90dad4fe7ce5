"""A loader that keeps everything in memory, for tests of what comes before the database."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from uuid import UUID

from alongside.exchange.fhir.bringing import Tally, gather, place
from alongside.exchange.fhir.problems import Problem
from alongside.exchange.fhir.records import EntryIn, Loader, Outcome, SubjectIn, VoiceIn
from alongside.exchange.fhir.spool import Spool

TODAY = date(2026, 11, 23)
FIXTURES = Path(__file__).parent / "fixtures"


class Memory:
    """Keeps records by id."""

    def __init__(self) -> None:
        self.kept: dict[UUID, SubjectIn | VoiceIn | EntryIn] = {}

    def known(self, kind: str, one: UUID, subject: UUID) -> bool:
        return one in self.kept

    @contextmanager
    def group(self, subject: UUID) -> Iterator[None]:
        before = dict(self.kept)
        try:
            yield
        except BaseException:
            self.kept = before
            raise

    def keep(self, one: SubjectIn | VoiceIn | EntryIn) -> Outcome:
        if one.id in self.kept:
            same = self.kept[one.id] == one
            return Outcome("unchanged") if same else Outcome("differs", "what is here says something else")
        self.kept[one.id] = one
        return Outcome("made")

    subject = voice = entry = keep

    @property
    def subjects(self) -> list[SubjectIn]:
        return [one for one in self.kept.values() if isinstance(one, SubjectIn)]

    @property
    def voices(self) -> list[VoiceIn]:
        return [one for one in self.kept.values() if isinstance(one, VoiceIn)]

    def entries(self, kind: str) -> list[EntryIn]:
        return [one for one in self.kept.values() if isinstance(one, EntryIn) and one.kind == kind]


def bring(loader: Loader, files: Sequence[Path], *, limit: int = 10_000_000) -> tuple[Tally, list[Problem]]:
    """Bring files in; the counts and the list of what was not placed."""
    tally = Tally()
    with Spool() as spool:
        gather(files, spool, tally, progress=lambda _: None, limit=limit)
        place(spool, loader, tally, today=TODAY, progress=lambda _: None)
        return tally, list(spool.problems())
