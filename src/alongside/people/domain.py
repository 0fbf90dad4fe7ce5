"""Sections, rights and the one decision: may this viewer do that? Pure, so that button and door tell the same truth."""

from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from uuid import UUID


class Section(Enum):
    """What a person shares by. The number is the bit in a grant's mask; it is never re-used.

    A closed section is not shared: each of its entries is seen by its named audience alone, and no grant opens it.
    """

    DETAILS = 0
    ABOUT = 1
    IDENTITY = 2
    COMMUNICATION = 3
    MUST_KNOWS = 4
    STRENGTHS = 5
    PEOPLE = 6
    PLACES = 7
    ROLES = 8
    HOPES = 9
    NEEDS = 10
    GOALS = 11
    STAYING_WELL = 12
    MEETINGS = 13
    COUNCIL = 14
    TENSIONS = 15
    RIGHTS = 16
    SAFEGUARDING = 17
    VISITS = 18
    MESSAGES = 19

    @property
    def bit(self) -> int:
        """Give this section's bit in a mask."""
        return 1 << self.value

    @property
    def code(self) -> str:
        """Give the name as addresses and forms write it."""
        return self.name.lower()

    @property
    def is_closed(self) -> bool:
        """Say whether its entries are seen by their named audience alone."""
        return self in {Section.SAFEGUARDING, Section.MESSAGES}

    @property
    def asks_first(self) -> bool:
        """Say whether its words are shown only to who has shown lately that it is them."""
        return self is Section.SAFEGUARDING


class Right(Enum):
    """What one may do besides seeing."""

    VOICE = 56
    OWN = 57
    CARE = 58
    SELF = 59

    @property
    def bit(self) -> int:
        """Give this right's bit in a mask."""
        return 1 << self.value


OPEN_SECTIONS = tuple(section for section in Section if not section.is_closed)
ALL_SECTIONS = sum(section.bit for section in OPEN_SECTIONS)
CLOSED = sum(section.bit for section in Section if section.is_closed)
ASKED_FIRST = sum(section.bit for section in Section if section.asks_first)
CIRCLE_RIGHTS = Right.VOICE.bit | Right.OWN.bit
ADULT = 18


class SubjectKind(StrEnum):
    """A record is about a person, or about a group or community."""

    PERSON = "person"
    GROUP = "group"


class SubjectState(StrEnum):
    """Where a record stands."""

    OPEN = "open"
    DIED = "died"
    REDIRECTED = "redirected"


class Basis(StrEnum):
    """Why somebody may see a record."""

    OWN = "own"
    CONSENT = "consent"
    CARE = "care"
    SUPERVISION = "supervision"
    PROXY = "proxy"
    BEST_INTERESTS = "best_interests"
    STATUTORY = "statutory"
    BREAK_GLASS = "break_glass"


# The person, and those of their circle: whoever does not see by their work.
CIRCLE_BASES = (Basis.OWN, Basis.CONSENT, Basis.PROXY, Basis.BEST_INTERESTS)


class ContactSort(StrEnum):
    """What a way to reach somebody is."""

    ADDRESS = "address"
    PHONE = "phone"
    TEXT = "text"
    EMAIL = "email"


class Safe(StrEnum):
    """Whether somebody may be written to or called there without harm. `ASK`: not known, so ask them first."""

    YES = "yes"
    NO = "no"
    ASK = "ask"


class InvitedBy(StrEnum):
    """How somebody is invited: by a link in an e-mail, or by a code given face to face."""

    LINK = "link"
    CODE = "code"


class ProxyKind(StrEnum):
    """In which capacity somebody acts for the person."""

    ATTORNEY_HEALTH = "attorney_health"
    ATTORNEY_PROPERTY = "attorney_property"
    DEPUTY_HEALTH = "deputy_health"
    DEPUTY_PROPERTY = "deputy_property"
    APPOINTEE = "appointee"
    COURT = "court"


class ProxyGround(StrEnum):
    """Why a proxy may see: the person's own yes, or a finding for one decision. Never the standing alone."""

    CONSENT = "consent"
    FINDING = "finding"


# Whoever acts in money matters sees by a finding only what money matters need; by the person's yes, what they choose.
MONEY_PROXIES = frozenset({ProxyKind.ATTORNEY_PROPERTY, ProxyKind.DEPUTY_PROPERTY, ProxyKind.APPOINTEE})
MONEY_SECTIONS = Section.DETAILS.bit | Section.NEEDS.bit | Section.GOALS.bit | Section.COUNCIL.bit | Section.RIGHTS.bit
# Registered with the Office of the Public Guardian, which can be asked.
REGISTERED = frozenset(ProxyKind) - {ProxyKind.APPOINTEE, ProxyKind.COURT}


class VoiceKind(StrEnum):
    """Who speaks: the person, somebody in the circle, several together, somebody outside it, or an import."""

    SELF = "self"
    MEMBER = "member"
    TOGETHER = "together"
    OUTSIDE = "outside"
    IMPORTED = "imported"


class Relationship(StrEnum):
    """How a voice belongs to the person."""

    PERSON = "person"
    CARER = "carer"
    FAMILY = "family"
    FRIEND = "friend"
    SOCIAL_WORKER = "social_worker"
    NURSE = "nurse"
    OCCUPATIONAL_THERAPIST = "occupational_therapist"
    PEER_WORKER = "peer_worker"
    ADVOCATE = "advocate"
    ATTORNEY = "attorney"
    DEPUTY = "deputy"
    CONNECTOR = "connector"
    SUPPORT_WORKER = "support_worker"
    OTHER = "other"


PRACTITIONERS = frozenset(
    {
        Relationship.SOCIAL_WORKER,
        Relationship.NURSE,
        Relationship.OCCUPATIONAL_THERAPIST,
        Relationship.PEER_WORKER,
        Relationship.ADVOCATE,
        Relationship.CONNECTOR,
        Relationship.SUPPORT_WORKER,
    }
)


@dataclass(frozen=True, slots=True)
class Sight:
    """What a viewer may see and do in one record: the mask the database works out from grants and withholdings."""

    mask: int = 0

    def sees(self, section: Section) -> bool:
        """Say whether entries of this section may be seen."""
        return bool(self.mask & section.bit)

    def has(self, right: Right) -> bool:
        """Say whether this right is held."""
        return bool(self.mask & right.bit)

    @property
    def is_anything(self) -> bool:
        """Say whether the record can be opened at all."""
        return bool(self.mask)

    @property
    def sections(self) -> tuple[Section, ...]:
        """Give the sections that are shared by sections and may be seen, in order."""
        return tuple(section for section in OPEN_SECTIONS if self.sees(section))

    @property
    def is_closed_only(self) -> bool:
        """Say whether nothing may be seen but what names this viewer as its audience."""
        return bool(self.mask) and not self.mask & ~CLOSED


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who reads or writes now, in which record, with which sight and which voices of that record."""

    account_id: UUID
    subject_id: UUID | None = None
    sight: Sight = Sight()
    voices: frozenset[UUID] = frozenset()
    is_staff: bool = False

    @property
    def is_person(self) -> bool:
        """Say whether this is the person the record is about."""
        return self.sight.has(Right.SELF)


class Act(StrEnum):
    """What can be asked of `may`."""

    SEE = "see"
    ADD = "add"
    RESPOND = "respond"
    MEND = "mend"
    CONFIRM = "confirm"
    TAKE_BACK = "take_back"
    MARK_IN_ERROR = "mark_in_error"
    MOVE = "move"
    SHARE = "share"
    SEE_WHO_LOOKED = "see_who_looked"
    ALLOCATE = "allocate"
    AMEND_SUBJECT = "amend_subject"
    WITHHOLD = "withhold"


@dataclass(frozen=True, slots=True)
class Decision:
    """Yes, or no with the reason in words. Is true when the answer is yes."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


YES = Decision(True)


def may(
    viewer: Viewer,
    act: Act,
    *,
    section: Section | None = None,
    written_by: UUID | None = None,
    words_of: UUID | None = None,
    confirmed: bool = False,
    subject_open: bool = True,
    shared_work: bool = False,
    by_staff: bool = False,
) -> Decision:
    """Decide whether `viewer` may do `act`, on an entry (its section, writer, voice) or on the record.

    `shared_work`: the entry is of a kind whose standing the person and all who work with them may change (the words
    stay with whose they are). `by_staff`: of a kind that only those who work with the person write.
    Gives a `Decision` with the reason. The database decides the same by itself (see `sql/`); this one speaks to people.
    """
    if not viewer.sight.is_anything:
        return Decision(False, "Nothing in this record has been shared with you.")
    if act in _RECORD_ACTS:
        right, reason = _RECORD_ACTS[act]
        return YES if any(viewer.sight.has(one) for one in right) else Decision(False, reason)
    seen = (
        section is None
        or viewer.sight.sees(section)
        or (written_by == viewer.account_id and viewer.sight.has(Right.OWN) and not section.is_closed)
        or (viewer.is_person and words_of in viewer.voices and not section.is_closed)
    )
    if act is not Act.ADD and not seen:
        return Decision(False, "This part of the record has not been shared with you.")
    if by_staff and act in {Act.ADD, Act.MEND} and not viewer.sight.has(Right.CARE):
        return Decision(False, "This is written by those who work with the person. You can answer it.")
    shared = shared_work and act is Act.MEND and (viewer.sight.has(Right.CARE) or viewer.sight.has(Right.SELF))
    return _may_with_entry(
        viewer, act, written_by == viewer.account_id or shared, words_of in viewer.voices, confirmed, subject_open
    )


def _may_with_entry(
    viewer: Viewer, act: Act, is_writer: bool, is_voice: bool, confirmed: bool, subject_open: bool
) -> Decision:
    if act in {Act.SEE, Act.RESPOND}:
        return YES
    if not viewer.sight.has(Right.VOICE):
        return Decision(False, "You can read and answer here, but not add or change.")
    if act is Act.ADD:
        return YES if subject_open else Decision(False, "This record is closed.")
    if act is Act.CONFIRM:
        if confirmed:
            return Decision(False, "These words are confirmed already.")
        return YES if is_voice else Decision(False, "Only the one whose words these are can confirm them.")
    if act is Act.TAKE_BACK:
        return YES if is_voice else Decision(False, "Only the one whose words these are can take them back.")
    if act is Act.MOVE:
        return YES if is_writer else Decision(False, "Only the one who wrote this down can move it.")
    return (
        YES
        if is_writer or is_voice
        else Decision(
            False, "Only the one who wrote this down, or whose words they are, can change it. You can answer it."
        )
    )


_RECORD_ACTS = {
    Act.SHARE: ((Right.SELF,), "Only the person decides what is shared."),
    Act.SEE_WHO_LOOKED: ((Right.SELF,), "Only the person sees who has looked."),
    Act.ALLOCATE: ((Right.CARE,), "Only somebody who works with the person can do this."),
    Act.WITHHOLD: ((Right.CARE,), "Only somebody who works with the person can do this."),
    Act.AMEND_SUBJECT: ((Right.SELF, Right.CARE), "Only the person, or somebody who works with them, can do this."),
}


def age_on(born: date, day: date) -> int:
    """Give whole years from `born` to `day`."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def check_adult(born: date | None, day: date) -> Decision:
    """Say no, with where to turn, when somebody born then is under 18 on `day`."""
    if born is None or age_on(born, day) >= ADULT:
        return YES
    return Decision(
        False,
        "Alongside is for adults. This date of birth is of somebody under 18: please turn to children's services "
        "at the council where the young person lives.",
    )
