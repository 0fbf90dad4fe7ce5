"""Who sees what, said once more from the rules in plain Python, for tests to compare the real thing with.

Written from the decision on grants and withholdings, not from the code: it imports nothing of the application and
thinks in single rights ("goals", "care" …), not in masks, so that a slip of a bit or a bracket is not made twice.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

Id = Hashable
VOICE, OWN, CARE, SELF = "voice", "own", "care", "self"
RIGHTS = (VOICE, OWN, CARE, SELF)
# The routes by which the person and the circle hold a record; withholding from "person" or "circle" follows these.
PERSON, CIRCLE = ("own",), ("consent", "proxy", "best_interests")


@dataclass(frozen=True)
class Grant:
    """What is given or denied to one account, one team, or (a deny alone) to nobody by name: a restricted record."""

    subject: Id
    gives: frozenset[str]
    account: Id | None = None
    team: Id | None = None
    deny: bool = False
    basis: str = "consent"
    starts: datetime | None = None
    ends: datetime | None = None


@dataclass(frozen=True)
class Member:
    """Somebody's place in a team, for a time."""

    account: Id
    team: Id
    starts: datetime | None = None
    ends: datetime | None = None


@dataclass(frozen=True)
class Voice:
    """One whose words stand in a record; with an account, or by name alone."""

    id: Id
    subject: Id
    account: Id | None = None


@dataclass(frozen=True)
class Entry:
    """One entry: its section, who wrote it down, who is asked to see it beside (`also`), whose words it holds."""

    id: Id
    subject: Id
    kind: str
    section: str
    writer: Id
    also: Id | None = None
    voice: Id | None = None


@dataclass(frozen=True)
class Kept:
    """A withholding: of one entry, or (`entry` None) of a whole section; from an account, the person or the circle."""

    subject: Id
    section: str
    whom: str
    entry: Id | None = None
    account: Id | None = None
    lifted: bool = False


@dataclass(frozen=True)
class Invited:
    """Somebody named for one entry of a closed kind, for a time."""

    entry: Id
    account: Id
    starts: datetime | None = None
    ends: datetime | None = None


@dataclass(repr=False)
class Facts:
    """Everything that decides, in one world."""

    now: datetime
    sections: tuple[str, ...] = ()
    closed: frozenset[str] = frozenset()
    grants: list[Grant] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)
    voices: list[Voice] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    invited: list[Invited] = field(default_factory=list)
    leads: frozenset[Id] = frozenset()

    # --- what somebody holds in a record -----------------------------------------------------------------------

    def holds(self, account: Id | None, subject: Id, right: str) -> bool:
        """Say whether this account holds this one right (or sees this section) in this record now."""
        if account is None:
            return False
        if right not in self.closed and self._denied_by_name(account, subject, right):
            return False
        if right in self.closed:
            # Neither given nor denied by grants, whatever they say; it can be withheld as a section.
            if self._withheld_section(account, subject, right):
                return False
            return self.stands(account, subject) and any(
                one.account == account and self._now(one) and self._subject_of(one) == subject for one in self.invited
            )
        given = [grant for grant in self._live(subject) if not grant.deny and right in grant.gives]
        by_name = [grant for grant in given if grant.account == account]
        if any(grant.basis == "break_glass" for grant in by_name):
            return True
        teams = self.teams(account)
        denied = [grant for grant in self._live(subject) if grant.deny and right in grant.gives]
        if any(grant.team in teams for grant in denied if grant.team is not None):
            return False
        if by_name:
            return True
        is_restricted = any(grant.account is None and grant.team is None for grant in denied)
        return not is_restricted and any(grant.team in teams for grant in given if grant.team is not None)

    def stands(self, account: Id, subject: Id) -> bool:
        """Say whether being named for a closed entry of this record counts for this account.

        No deny names it or a team of its; it has a place here other than by an emergency look, or leads safeguarding.
        """
        teams = self.teams(account)
        live = self._live(subject)
        if any(one.deny and (one.account == account or one.team in teams) for one in live if one.account or one.team):
            return False
        is_restricted = any(one.deny and one.account is None and one.team is None for one in live)
        places = [one for one in live if not one.deny and one.basis != "break_glass"]
        by_team = not is_restricted and any(one.team in teams for one in places if one.team is not None)
        return account in self.leads or by_team or any(one.account == account for one in places)

    def _subject_of(self, named: Invited) -> Id | None:
        return next((one.subject for one in self.entries if one.id == named.entry), None)

    def rights(self, account: Id | None, subject: Id) -> frozenset[str]:
        """Give everything this account holds in this record: sections and rights."""
        return frozenset(one for one in {*self.sections, *self.closed, *RIGHTS} if self.holds(account, subject, one))

    def opens(self, account: Id | None, subject: Id) -> bool:
        """Say whether this account may open this record at all."""
        return bool(self.rights(account, subject))

    def teams(self, account: Id) -> frozenset[Id]:
        """Give the teams this account is in now."""
        return frozenset(one.team for one in self.members if one.account == account and self._now(one))

    def is_staff(self, account: Id) -> bool:
        """Say whether this account works in any team now."""
        return bool(self.teams(account))

    def _denied_by_name(self, account: Id, subject: Id, right: str) -> bool:
        if any(one.deny and one.account == account and right in one.gives for one in self._live(subject)):
            return True
        return self._withheld_section(account, subject, right)

    def _withheld_section(self, account: Id, subject: Id, section: str) -> bool:
        whole = [one for one in self.kept if one.entry is None and one.subject == subject]
        return any(one.section == section and self._kept_from(one, account) for one in whole)

    def _live(self, subject: Id) -> list[Grant]:
        return [grant for grant in self.grants if grant.subject == subject and self._now(grant)]

    def _now(self, one: Grant | Member | Invited) -> bool:
        return (one.starts is None or one.starts <= self.now) and (one.ends is None or one.ends > self.now)

    # --- what is kept from somebody ------------------------------------------------------------------------------

    def _kept_from(self, one: Kept, account: Id) -> bool:
        """Say whether a withholding keeps something from this account: it follows the human, so ended routes count."""
        if one.lifted:
            return False
        if one.whom == "account":
            return one.account == account
        bases = PERSON if one.whom == "person" else CIRCLE
        return any(
            grant.subject == one.subject and grant.account == account and not grant.deny and grant.basis in bases
            for grant in self.grants
        )

    def is_kept(self, account: Id, entry: Entry) -> bool:
        """Say whether this one entry is withheld from this account."""
        return any(one.entry == entry.id and self._kept_from(one, account) for one in self.kept if one.entry)

    # --- what somebody sees --------------------------------------------------------------------------------------

    def sees(self, account: Id | None, entry: Entry) -> bool:
        """Say whether this account may see this entry, and every state it has had."""
        return self.sees_line(account, entry) or (
            entry.also is not None
            and account is not None
            and entry.section not in self.closed
            and not self.is_kept(account, entry)
            and any(voice.id == entry.also and voice.account == account for voice in self.voices)
            and self.holds(account, entry.subject, VOICE)
        )

    def sees_line(self, account: Id | None, entry: Entry) -> bool:
        """Say whether this account may see the entry's line in the timeline.

        The person's own words are never kept from them: not even where their whole section is.
        """
        if self.sees_beside(account, entry):
            return True
        return (
            account is not None
            and entry.voice is not None
            and entry.section not in self.closed
            and not self.is_kept(account, entry)
            and any(voice.id == entry.voice and voice.account == account for voice in self.voices)
            and self.holds(account, entry.subject, SELF)
        )

    def sees_beside(self, account: Id | None, entry: Entry) -> bool:
        """Say whether this account may see what others put beside the entry."""
        if account is None or self.is_kept(account, entry):
            return False
        if entry.section in self.closed:
            named = any(one.entry == entry.id and one.account == account and self._now(one) for one in self.invited)
            return named and self.holds(account, entry.subject, entry.section)
        if self.holds(account, entry.subject, entry.section):
            return True
        return entry.writer == account and self.holds(account, entry.subject, OWN)

    def seen_by(self, account: Id | None, entries: Iterable[Entry] | None = None) -> frozenset[Id]:
        """Give the ids of the entries this account may see."""
        return frozenset(one.id for one in (self.entries if entries is None else entries) if self.sees(account, one))
