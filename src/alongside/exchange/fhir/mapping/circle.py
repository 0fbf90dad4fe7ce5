"""RelatedPerson, CareTeam and those whom goals and plans name → the circle around a person."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID

from ..records import Origin, VoiceIn, WordsOf, stable_id
from ..sheet import Cursor, Row, Sheet
from ..values import day, names
from .person import MAX_NAME, NotPlacedError
from .relationships import relationship

_NAMELESS = f"it has no name, or one longer than {MAX_NAME} letters"
_NOT_PEOPLE = ("Organization", "CareTeam", "Group", "HealthcareService", "Device", "Location")

Finder = Callable[[str, str], "Row | None"]


class Circle:
    """The circle of one subject as it grows from the resources; the same somebody is in it once."""

    def __init__(self, key: str, find: Callable[[str, str], tuple[str, Row | None]]) -> None:
        """`key` is the subject's; `find(reference, system)` gives a key and the resource, where it is in the files."""
        self.key = key
        self.subject = stable_id(key)
        self.find = find
        self.voices: dict[UUID, VoiceIn] = {}
        self.helpers: dict[str, Sheet] = {}

    def related_person(self, sheet: Sheet) -> None:
        """A RelatedPerson joins the circle. Raises NotPlacedError where it has no name."""
        root = sheet.root
        name = names(root.all("name")).full
        if not name or len(name) > MAX_NAME:
            raise NotPlacedError(_NAMELESS)
        root.use("patient")
        since, until = _period(root.one("period"))
        if root.peek("active") == "" and root.tree.get("active") is False and not until:
            raise NotPlacedError("the sender no longer uses it, and does not say since when")
        self._join(sheet.row.key, name, relationship(root.all("relationship")), since, until, sheet.origin())

    def care_team(self, sheet: Sheet) -> None:
        """The people of a CareTeam join the circle. Raises NotPlacedError for a team entered in error."""
        root = sheet.root
        status = root.text("status")
        if status == "entered-in-error":
            raise NotPlacedError("the sender marks it as entered in error")
        root.use("subject")
        ended = root.one("period")
        team_since, team_until = _period(ended)
        for one in root.all("participant"):
            member = one.one("member")
            if member is None:
                continue
            since, until = _period(one.one("period"))
            until = until or team_until
            if status == "inactive" and not until:
                one.leave("the team has ended, and nobody says when")
                continue
            self.member(member, since=since or team_since, until=until, roles=one.all("role"))

    def member(
        self,
        reference: Cursor,
        *,
        since: date | None = None,
        until: date | None = None,
        roles: list[Cursor] | None = None,
        by_name: bool = True,
    ) -> WordsOf | None:
        """Whom a reference means, joined to the circle; "self" for the subject, None (listed) where we cannot say.

        `by_name`: somebody outside the files joins by the name shown in the reference.
        """
        sheet, text = reference.sheet, reference.peek("reference")
        if text.startswith("#"):
            return self._contained(reference, text[1:], since, until, roles)
        key, row = self.find(text, sheet.row.system) if text else ("", None)
        if key == self.key:
            reference.use()
            return "self"
        if row and row.kind == "PractitionerRole":
            return self._by_role(reference, row, since, until, roles)
        if row and row.kind in {"Practitioner", "RelatedPerson"}:
            return self._by_row(reference, row, since, until, roles)
        kind = key.rpartition("|")[2].partition("/")[0] or reference.peek("type")
        name = reference.peek("display").strip()
        if kind in _NOT_PEOPLE or (row and row.kind == "Patient"):
            reference.leave("not one person of this circle; add by hand whom it stands for")
            return None
        if not name or not by_name or len(name) > MAX_NAME:
            reference.leave("it points outside the files given" if text else "it does not say whom")
            return None
        reference.use()
        return self._join(
            key or f"{sheet.row.key}#{name}", name, relationship(roles or []), since, until, _at(reference)
        )

    def _contained(
        self, reference: Cursor, name: str, since: date | None, until: date | None, roles: list[Cursor] | None
    ) -> WordsOf | None:
        sheet = reference.sheet
        inside = sheet.contained(name)
        if inside is None or inside["resourceType"] not in {"Practitioner", "RelatedPerson"}:
            reference.leave("it points to nothing in this resource that is a person of the circle")
            return None
        place = next(n for n, one in enumerate(sheet.tree["contained"]) if one is inside)
        cursor = Cursor(sheet, inside, ("contained", place))
        called = names(cursor.all("name")).full or reference.peek("display").strip()
        if not called or len(called) > MAX_NAME:
            reference.leave(_NAMELESS)
            return None
        for used in ("resourceType", "id"):
            cursor.use(used)
        reference.use("reference")
        if reference.peek("display").strip() == called:
            reference.use("display")
        return self._join(f"{sheet.row.key}#{name}", called, relationship(roles or []), since, until, _at(reference))

    def _by_role(
        self, reference: Cursor, row: Row, since: date | None, until: date | None, roles: list[Cursor] | None
    ) -> WordsOf | None:
        sheet = self.helper(row)
        who = sheet.root.one("practitioner")
        reference.use("reference")
        _same_name(reference, "")
        if who is None:
            reference.leave("the role it points to names nobody")
            return None
        return self.member(who, since=since, until=until, roles=[*(roles or []), *sheet.root.all("code")])

    def _by_row(
        self, reference: Cursor, row: Row, since: date | None, until: date | None, roles: list[Cursor] | None
    ) -> WordsOf | None:
        known = self._id(row.key)
        if row.kind == "RelatedPerson" and known in self.voices:
            name = self.voices[known].name
        else:
            sheet = self.helper(row) if row.kind == "Practitioner" else Sheet(row)
            name = names(sheet.root.all("name")).full or reference.peek("display").strip()
        if not name or len(name) > MAX_NAME:
            reference.leave(_NAMELESS)
            return None
        reference.use("reference")
        reference.use("type")
        _same_name(reference, name)
        return self._join(row.key, name, relationship(roles or []), since, until, _at(reference))

    def helper(self, row: Row) -> Sheet:
        """The sheet of a resource read for a name or an activity, one for all that point to it."""
        return self.helpers.setdefault(row.key, Sheet(row))

    def _id(self, key: str) -> UUID:
        return stable_id(f"{key}@{self.key}")

    def _join(self, key: str, name: str, relation: str, since: date | None, until: date | None, origin: Origin) -> UUID:
        voice = VoiceIn(self._id(key), self.subject, name, relation, since, until, origin)
        before = self.voices.setdefault(voice.id, voice)
        if before.relationship == "other" and relation != "other":
            self.voices[voice.id] = replace(before, relationship=relation)
        return voice.id


def _period(cursor: Cursor | None) -> tuple[date | None, date | None]:
    found: list[date | None] = []
    for name in ("start", "end"):
        one = day(cursor.peek(name)) if cursor else None
        if cursor and one:
            cursor.use(name)
        found.append(one)
    return found[0], found[1]


def _same_name(reference: Cursor, name: str) -> None:
    if not name or reference.peek("display").strip().casefold() == name.casefold():
        reference.use("display")


def _at(reference: Cursor) -> Origin:
    return reference.sheet.origin(reference.path)
