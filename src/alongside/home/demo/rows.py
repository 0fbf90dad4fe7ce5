"""Makes the rows of one life: its subject, voices, grants and entries. Dates are counted from the day of loading."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from alongside.base.ids import uuid7
from alongside.home.demo.reading import Life
from alongside.people.domain import ALL_SECTIONS, Right, Section
from alongside.people.models import Details, Grant, Subject, Voice
from alongside.planning.models import Willing
from alongside.record import registry
from alongside.record.actions import OWN_HOW
from alongside.record.models import Entry

NOON = "12:00"
WRITTEN_UP = timedelta(hours=1)
CONFIRMED = timedelta(days=1)
VOICE_LINKS = {"responsible", "voice", "leans_on", "explained_by", "decided_by"}
ACCOUNT_LINKS = {"going", "coming"}
NEWEST = ("plan", "plan_again")
DONE = {"step", "task"}
# What is not there from the beginning: how a step went and what became of a goal are kept apart, as `Later`.
LATER = {
    "step": ("outcome", "how_it_went"),
    "task": ("outcome", "how_it_went"),
    "goal": ("status", "status_reason", "changed_into"),
}


@dataclass(frozen=True, slots=True)
class Later:
    """What became of an entry after it was written down: the fields, when, and by whose account."""

    entry: Any
    fields: dict[str, Any]
    at: datetime
    by: UUID


@dataclass
class Calendar:
    """Counts days from the moment of loading."""

    now: datetime

    @property
    def today(self) -> date:
        """Give the day of loading."""
        return timezone.localtime(self.now).date()

    def ahead(self, days: int) -> date:
        """Give the day so many days from now; less than nothing has gone by."""
        return self.today + timedelta(days=days)

    def at(self, days: int, clock: str) -> datetime:
        """Give the moment at which it is that time so many days from now."""
        return timezone.make_aware(datetime.combine(self.ahead(days), time.fromisoformat(clock)))

    def ago(self, days: int, clock: str = NOON) -> datetime:
        """Give a moment so many days ago; never one that has not come."""
        moment = datetime.combine(self.ahead(-days), time.fromisoformat(clock))
        return min(timezone.make_aware(moment), self.now)


@dataclass
class LifeRows:
    """One life on its way into the database: ids by the keys of its file, and rows by model.

    `versions` holds the ids of its plans, oldest first; `willing` what was said last to each line, `yeses` all of it.
    """

    life: Life
    calendar: Calendar
    accounts: dict[str, UUID]
    teams: dict[str, UUID]
    subject_id: UUID = field(default_factory=uuid7)
    voices: dict[str, Voice] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    written: list[tuple[registry.Kind, Entry]] = field(default_factory=list)
    later: list[Later] = field(default_factory=list)
    yeses: list[Willing] = field(default_factory=list)
    versions: list[UUID] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Have an id for each plan, so that reviews can name them."""
        self.versions = [uuid7() for _ in self.plans]

    @property
    def plans(self) -> list[Life]:
        """Give what was put forward, oldest first."""
        return [*(self.life.get("plans") or ()), *(self.life[name] for name in NEWEST if self.life.get(name))]

    def head(self, cares_for: UUID | None) -> tuple[Subject, Details]:
        """Give the subject and their details."""
        told = self.life["subject"]
        begun = max((one["since_days"] for one in self.life["grants"]), default=0)
        names = ("kind", "name", "known_as", "pronouns", "place", "about")
        subject = Subject(
            id=self.subject_id,
            cares_for=cares_for,
            added_at=self.calendar.ago(begun, "09:00"),
            **{name: told.get(name) or "" for name in names},
        )
        born = told.get("born")
        number = told.get("nhs_number") or ""
        details = Details(
            subject_id=self.subject_id, born=date.fromisoformat(born) if born else None, nhs_number=number
        )
        return subject, details

    def voice_rows(self) -> list[Voice]:
        """Give everybody whose words may stand here."""
        for told in self.life["voices"]:
            self.voices[told["key"]] = Voice(
                id=uuid7(),
                subject_id=self.subject_id,
                account_id=self.accounts[told["account"]] if told.get("account") else None,
                kind=told["kind"],
                name=told["name"],
                relationship=told["relationship"],
                since=date.fromisoformat(told["since"]) if told.get("since") else None,
                until=self.calendar.ahead(-told["until_days_ago"]) if "until_days_ago" in told else None,
                added_at=self.calendar.ago(max((one["since_days"] for one in self.life["grants"]), default=0), "09:00"),
            )
        for told in self.life["voices"]:
            self.voices[told["key"]].of = [self.voices[key].pk for key in told.get("of") or ()]
        return list(self.voices.values())

    def grant_rows(self) -> list[Grant]:
        """Give who may see what."""
        return [
            Grant(
                subject_id=self.subject_id,
                account_id=self.accounts[told["account"]] if told.get("account") else None,
                team_id=self.teams[told["team"]] if told.get("team") else None,
                mask=_mask(told),
                basis=told["basis"],
                role=told.get("role") or "",
                starts=self.calendar.ago(told["since_days"], "09:00"),
            )
            for told in self.life["grants"]
        ]

    def entry_rows(self) -> list[tuple[registry.Kind, Entry]]:
        """Give every entry with its kind, meetings first; what became of them is kept apart in `later`."""
        meetings = [one | {"kind": "contribution"} for one in self.life["contributions"]]
        told = sorted([*meetings, *self.life["entries"]], key=lambda one: one["kind"] != "contribution")
        for one in told:
            if "key" in one:
                self.entries[one["key"]] = registry.get(one["kind"]).model(id=uuid7())
        for one in told:
            kind = registry.get(one["kind"])
            entry = self.entries.get(one.get("key", "")) or kind.model(id=uuid7())
            self._spine(entry, one)
            self._own(entry, kind, one)
            self.written.append((kind, entry))
            if _comes_later(one):
                self.later.append(self._later(entry, kind, one))
            said = one.get("willing") or []
            self.yeses += [self._willing(entry, yes) for yes in (said if isinstance(said, list) else [said])]
        return self.written

    def willing(self, at: datetime | None = None) -> dict[tuple[UUID, UUID], Willing]:
        """Give what was said last, by that moment, by each one a line leans on."""
        said = [one for one in self.yeses if at is None or one.written_at <= at]
        return {(one.met_by_id, one.voice_id): one for one in sorted(said, key=lambda one: one.written_at)}

    def _willing(self, line: Any, told: Life) -> Willing:
        """Give what whoever a line leans on said to it."""
        return Willing(
            id=uuid7(),
            subject_id=self.subject_id,
            met_by_id=line.pk,
            voice_id=line.leans_on_id,
            answer=told.get("answer", "yes"),
            said_to=line.words,
            words=told.get("words") or "",
            how=told.get("how") or "",
            written_at=max(self.calendar.ago(told["days_ago"], "19:00"), line.written_at),
            written_by_id=self.accounts[told["by"]],
        )

    def _later(self, entry: Any, kind: registry.Kind, told: Life) -> Later:
        """Give what became of an entry: of a step or a goal by fields of its own, of others as `later` says."""
        if then := told.get("later"):
            fields = self._values(kind, then)
            at, by = self.calendar.ago(then["days_ago"], "16:00"), self.accounts.get(then.get("by", ""))
            return Later(entry, fields, max(at, entry.written_at), by or entry.written_by_id)
        days = told["done_days_ago" if kind.name in DONE else "status_days_ago"]
        at = max(self.calendar.ago(days, "16:00"), entry.written_at)
        by = self.voices[told["done_by"]].account_id if "done_by" in told else None
        fields = self._values(kind, {name: told[name] for name in LATER[kind.name] if name in told})
        if kind.name in DONE:
            fields |= {"done_at": at, "done_by": by or entry.written_by_id}
        return Later(entry, fields, at, by or entry.written_by_id)

    def _spine(self, entry: Entry, told: Life) -> None:
        voice = self.voices[told["words_of"]]
        writer = self.accounts[told["written_by"]]
        meeting = self.entries[told["contribution"]] if told.get("contribution") else None
        at = meeting.at if meeting else self.calendar.ago(told["days_ago"], told.get("time") or NOON)
        own = voice.account_id == writer and told["how"] in OWN_HOW
        entry.subject_id, entry.words_of_id, entry.written_by_id = self.subject_id, voice.pk, writer
        entry.how, entry.at, entry.contribution_id = told["how"], at, meeting.pk if meeting else None
        entry.written_at = at if own else min(at + WRITTEN_UP, self.calendar.now)
        confirmer = self._confirmer(voice)
        if told.get("confirmed") and confirmer:
            entry.confirmed_at = entry.written_at if own else min(entry.written_at + CONFIRMED, self.calendar.now)
            entry.confirmed_by = confirmer

    def _confirmer(self, voice: Voice) -> UUID | None:
        """Give the account that can say "these are my words": nobody else's yes counts."""
        spoke = [voice, *(one for one in self.voices.values() if one.pk in voice.of)]
        return next((one.account_id for one in spoke if one.account_id), None)

    def _own(self, entry: Entry, kind: registry.Kind, told: Life) -> None:
        apart = {*LATER.get(kind.name, ()), "done_by", "status_days_ago"} if _comes_later(told) else set()
        for name, value in self._values(kind, {key: told[key] for key in told if key not in apart}).items():
            setattr(entry, name, value)
        if told.get("finished_days_ago") is not None:
            entry.finished_at = self.calendar.ago(told["finished_days_ago"], "16:30")  # type: ignore[attr-defined]
            entry.finished_by = entry.written_by_id  # type: ignore[attr-defined]

    def _values(self, kind: registry.Kind, told: Life) -> dict[str, Any]:
        """Give the kind's own values, by field: days counted from the day of loading, keys as ids."""
        made = {}
        for name in kind.fields:
            plain = name.removesuffix("_id")
            if plain in told:
                field, value = self._value(kind, name, told[plain])
                made[field] = value
            elif name in {"starts", "ends"} and "in_days" in told:
                begins = self.calendar.at(told["in_days"], told["clock"])
                made[name] = begins if name == "starts" else begins + timedelta(minutes=told.get("minutes", 60))
            elif f"{plain}_days" in told:
                made[name] = self.calendar.ahead(told[f"{plain}_days"])
            elif f"{plain}_days_ago" in told:
                made[name] = self.calendar.ahead(-told[f"{plain}_days_ago"])
        return made

    def _value(self, kind: registry.Kind, name: str, value: Any) -> tuple[str, Any]:
        plain = name.removesuffix("_id")
        if plain in VOICE_LINKS:
            return f"{plain}_id", self.voices[value].pk if value else None
        if plain in ACCOUNT_LINKS:
            return f"{plain}_id", self.accounts[value]
        if name in {"present", "sources", "sent_to", "who"}:
            return name, [self.voices[key].pk for key in value]
        if name == "of_version":
            return name, self.versions[value - 1]
        if name in kind.links or f"{name}_id" in kind.links:
            one = (
                [self.entries[key].pk for key in value] if isinstance(value, list) else value and self.entries[value].pk
            )
            return name if name in kind.links else f"{name}_id", one
        return name, value


def _comes_later(told: Life) -> bool:
    return bool(told.get("outcome")) or "status_days_ago" in told or "later" in told


def _mask(told: Life) -> int:
    sections = told["sections"]
    seen = ALL_SECTIONS if sections == "all" else sum(Section[name.upper()].bit for name in sections)
    return seen | sum(Right[name.upper()].bit for name in told["rights"])
