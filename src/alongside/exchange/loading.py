"""Keeps what an import brings, through the actions of the rooms below, as the service account. Never overwrites."""

from contextlib import AbstractContextManager
from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.db import IntegrityError

from alongside.access import keeper
from alongside.access.domain import Refused
from alongside.access.models import Account, Team
from alongside.access.viewer import viewing
from alongside.exchange.fhir.records import EntryIn, Outcome, SubjectIn, VoiceIn, WordsOf
from alongside.people import actions as people
from alongside.people.domain import SubjectState, VoiceKind
from alongside.people.models import Details, Subject, Voice
from alongside.record import actions as record
from alongside.record import registry
from alongside.record.domain import Standing
from alongside.record.models import Entry

_LINKS = {"goal": "goal_id", "responsible": "responsible_id"}
_MADE, _UNCHANGED = Outcome("made"), Outcome("unchanged")


class NoTeamError(Exception):
    """There is no team to take the people in; the words say what to do."""


def find_team(name: str | None) -> Team:
    """The team of this name, or the first one made where `name` is None. Raises NoTeamError, naming those there are."""
    teams = list(Team.objects.order_by("pk"))
    found = next((team for team in teams if name is None or team.name == name), None)
    if found:
        return found
    if not teams:
        raise NoTeamError("There is no team yet to take these people in. Make one first: alongside account add --help")
    raise NoTeamError(f"There is no team called “{name}”. There are: {', '.join(team.name for team in teams)}")


class DatabaseLoader:
    """The loader of `alongside import fhir`: see `records.Loader`."""

    def __init__(self, team: Team) -> None:
        """`team` works with whoever is new."""
        self.team = team
        self.by = Account.objects.get(pk=keeper.call("import_account"))

    def group(self, subject: UUID) -> AbstractContextManager[Any, bool | None]:
        """One transaction, in which only this subject's record can be seen."""
        return viewing(self.by.pk, subject_id=subject, context={"import": "fhir"})

    def known(self, kind: Literal["subject", "goal"], one: UUID, subject: UUID) -> bool:
        """Is this subject, or this goal of the subject, here already and shared with the import?"""
        with self.group(subject):
            if kind == "subject":
                return Subject.objects.filter(pk=one).exists()
            return _entries(kind).filter(pk=one, subject_id=subject).exists()

    def subject(self, one: SubjectIn) -> Outcome:
        """Open a record for somebody new; an earlier one is left as it is."""
        if here := Subject.objects.filter(pk=one.id).first():
            return _compare_subject(here, one)
        if keeper.call("import_number_taken", one.nhs_number, one.id):
            return Outcome("refused", "a record with this NHS number is here already; bring the two together by hand")
        try:
            with keeper.readable_refusals():
                people.add_subject(
                    by=self.by,
                    id=one.id,
                    name=one.name,
                    known_as=one.known_as,
                    born=one.born,
                    nhs_number=one.nhs_number,
                    team_id=self.team.pk,
                    source=one.origin.source,
                )
                if one.dead:
                    keeper.call("record_death", one.id, one.died)
        except Refused as no:
            return Outcome("refused", str(no))
        except IntegrityError:
            return Outcome("refused", "the record is here already, and is not shared with the import")
        return _MADE

    def voice(self, one: VoiceIn) -> Outcome:
        """Add somebody to the circle; somebody there already is left as they are."""
        if here := Voice.objects.filter(pk=one.id, subject_id=one.subject).first():
            return _compare_voice(here, one)
        try:
            people.add_voice(
                by=self.by,
                id=one.id,
                subject_id=one.subject,
                name=one.name,
                relationship=one.relationship,
                since=one.since,
                source=one.origin.source,
            )
            if one.until:
                keeper.call("import_until", one.id, one.until)
        except Refused as no:
            return Outcome("differs", str(no))
        return _MADE

    def entry(self, one: EntryIn) -> Outcome:
        """Write an entry down, not yet confirmed by anybody; one that is here already is left as it is."""
        fields = {
            _LINKS.get(name, name): self._voice(one.subject, value) if name == "responsible" else value
            for name, value in one.fields.items()
        }
        if here := _entries(one.kind).filter(pk=one.id, subject_id=one.subject).first():
            return _compare_entry(here, fields)
        try:
            record.add(
                by=self.by,
                kind=registry.get(one.kind),
                subject_id=one.subject,
                words_of=self._voice(one.subject, one.words_of),
                how=one.how,
                at=one.at,
                source=one.origin.source,
                id=one.id,
                **fields,
            )
        except Refused as no:
            return Outcome("differs", str(no))
        return _MADE

    def _voice(self, subject: UUID, whose: WordsOf | None) -> Any:
        if whose == "self":
            return Voice.objects.values_list("pk", flat=True).get(subject_id=subject, kind=VoiceKind.SELF)
        if whose == "imported":
            return Voice.objects.values_list("pk", flat=True).get(subject_id=subject, account=self.by)
        return whose


def _entries(kind: str) -> Any:
    model: type[Entry] = registry.get(kind).model
    return model._default_manager


def _compare_subject(here: Subject, one: SubjectIn) -> Outcome:
    if here.state == SubjectState.REDIRECTED:
        return Outcome("refused", "the record was joined into another one; nothing is added to it")
    details = Details.objects.filter(subject_id=here.pk).first() or Details(subject=here)
    if here.name != one.name and _both_differ(details.born, one.born) and details.nhs_number != one.nhs_number:
        why = "a record that came in under the same id is somebody else's; give --sender to tell the systems apart"
        return Outcome("refused", why)
    found = {
        "name": (here.name, one.name),
        "name they like": (here.known_as, one.known_as),
        "date of birth": (details.born, one.born),
        "NHS number": (details.nhs_number, one.nhs_number),
        "death": (here.state == SubjectState.DIED, one.dead),
    }
    return _told([name for name, (kept, comes) in found.items() if comes and kept != comes])


def _both_differ(kept: date | None, comes: date | None) -> bool:
    return bool(kept and comes and kept != comes)


def _compare_voice(here: Voice, one: VoiceIn) -> Outcome:
    found = {
        "name": (here.name, one.name),
        "relationship": (here.relationship, one.relationship if one.relationship != "other" else here.relationship),
        "since": (here.since, one.since),
        "until": (here.until, one.until),
    }
    return _told([name for name, (kept, comes) in found.items() if comes and kept != comes])


def _compare_entry(here: Entry, fields: dict[str, Any]) -> Outcome:
    differing = [name.removesuffix("_id") for name, value in fields.items() if getattr(here, name) != value]
    if here.standing != Standing.CURRENT:
        return Outcome("differs", "it was taken out of use here; it was not brought back")
    return _told(differing, changed_here=here.version > 1)


def _told(differing: list[str], *, changed_here: bool = False) -> Outcome:
    if not differing:
        return _UNCHANGED
    names = ", ".join(name.replace("_", " ") for name in differing)
    if changed_here:
        return Outcome("differs", f"it was changed here since it came in, and what is here was kept ({names})")
    return Outcome("differs", f"it is here already and says something else, and what is here was kept ({names})")
