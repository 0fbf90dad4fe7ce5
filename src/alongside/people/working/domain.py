"""The rules of working with somebody, in plain Python: roles and how long they last, duties in law, days of answer."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from alongside.access.domain import HOME_ZONE, WORKING_WEEK
from alongside.base.working_days import bank_holidays

# An objection is answered within this many days; the law's own limit is one month (UK GDPR Art. 12(3) and 21).
OBJECTION_DAYS = 14
# A look in an emergency is looked into within this many days by who looks after privacy.
GLASS_DAYS = 5
# Not telling the person is decided by somebody named, and decided again before this many days are over.
UNTOLD_DAYS = 183
GLASS_MINUTES = 60


class WorkRole(StrEnum):
    """As what somebody works with a person."""

    NAMED = "named_worker"
    CO = "co_worker"
    DUTY = "duty"
    COVER = "cover"
    AGENCY = "agency"
    OUT_OF_HOURS = "out_of_hours"
    STUDENT = "student"
    SPECIALIST = "specialist"


# The longest an allocation may last, in hours, where it must have an end. One night's work and its hand-over is a day;
# a duty week with its hand-over is two; an agency worker or a student is looked at afresh after half a year.
LONGEST: dict[WorkRole, int] = {
    WorkRole.OUT_OF_HOURS: 24,
    WorkRole.DUTY: 14 * 24,
    WorkRole.COVER: 92 * 24,
    WorkRole.AGENCY: 183 * 24,
    WorkRole.STUDENT: 183 * 24,
}


class Function(StrEnum):
    """A duty in law for which somebody may have to see a record."""

    AMHP = "amhp"
    ENQUIRY = "enquiry"
    DOLS = "dols"
    IMCA = "imca"
    IMHA = "imha"
    ADVOCATE = "advocate"
    BOARD = "board"
    INSPECTION = "inspection"
    COMPLAINT = "complaint"
    OMBUDSMAN = "ombudsman"
    CORONER = "coroner"


@dataclass(frozen=True, slots=True)
class Law:
    """Where a duty stands, how many days it may open a record at most, and whether whoever has it writes here."""

    section: str
    days: int
    writes: bool = False


LAWS: dict[Function, Law] = {
    Function.AMHP: Law("Mental Health Act 1983, section 13", 28, writes=True),
    Function.ENQUIRY: Law("Care Act 2014, section 42", 92, writes=True),
    Function.DOLS: Law("Mental Capacity Act 2005, Schedule A1", 42, writes=True),
    Function.IMCA: Law("Mental Capacity Act 2005, section 35(6)", 92),
    Function.IMHA: Law("Mental Health Act 1983, section 130B", 92),
    Function.ADVOCATE: Law("Care Act 2014, sections 67 and 68", 183),
    Function.BOARD: Law("Care Act 2014, sections 44 and 45", 183),
    Function.INSPECTION: Law("Health and Social Care Act 2008, sections 62 and 63", 28),
    Function.COMPLAINT: Law(
        "Local Authority Social Services and National Health Service Complaints (England) Regulations 2009", 183
    ),
    Function.OMBUDSMAN: Law("Local Government Act 1974, section 29; Health Service Commissioners Act 1993", 183),
    Function.CORONER: Law("Coroners and Justice Act 2009, Schedule 5", 183),
}


class Outcome(StrEnum):
    """How an objection was answered."""

    AGREED = "agreed"
    NOT_AGREED = "not_agreed"


class GlassReason(StrEnum):
    """Why somebody must look now."""

    CONSENT = "consent"
    LEGAL_DUTY = "legal_duty"
    OVERRIDING_INTEREST = "overriding_interest"


class Verdict(StrEnum):
    """What came of looking into a look."""

    IN_ORDER = "in_order"
    NOT_IN_ORDER = "not_in_order"


def answer_by(asked: date) -> date:
    """Give the day by which an objection made on `asked` is answered."""
    return asked + timedelta(days=OBJECTION_DAYS)


def is_overdue(by: date | None, today: date, *, done: bool) -> bool:
    """Say whether something with a day has passed it unanswered."""
    return not done and by is not None and by < today


def needs_end(role: WorkRole) -> bool:
    """Say whether an allocation in this role must have an end."""
    return role in LONGEST


@dataclass(frozen=True, slots=True)
class Hours:
    """On which days of the week and between which times somebody reads messages, in their own zone."""

    days: int = WORKING_WEEK
    since: time = time(9)
    until: time = time(17)
    zone: str = HOME_ZONE

    def reads_on(self, day: date) -> bool:
        """Say whether they read messages on this day: one of theirs, and no bank holiday."""
        return bool(self.days >> day.weekday() & 1) and day not in bank_holidays(day.year)

    def next_read(self, at: datetime) -> datetime | None:
        """Give the moment from which somebody reads what is sent at `at`; None when they name no day.

        `at` itself within their hours. A time the clocks leave out in spring is an hour later.
        """
        here = at.astimezone(ZoneInfo(self.zone))
        for ahead in range(15):
            day = here.date() + timedelta(days=ahead)
            if not self.reads_on(day):
                continue
            begin, end = (_at(day, clock, self.zone) for clock in (self.since, self.until))
            if at < end:
                return max(at, begin)
        return None


def _at(day: date, clock: time, zone: str) -> datetime:
    return datetime.combine(day, clock, ZoneInfo(zone)).astimezone(UTC)


# How often one can agree to be in touch, in days.
EVERY = (7, 14, 30, 42, 91)
# How much work it is to work with somebody, from light to very much.
WEIGHTS = (1, 2, 3, 4)
# Whoever has come to a team in the last days waits for a named worker; after that, they have been forgotten.
NAMED_WITHIN_DAYS = 7


def not_in_touch_since(last: date | None, every: int | None, begun: date | None, today: date) -> date | None:
    """Give since when somebody has not been in touch, where that is longer than agreed; else None.

    `last`: the day of the last real contact; `every`: the days agreed on (None: nothing is agreed, or as the person
    likes); `begun`: the day on which the work began, which counts where there has been no contact at all.
    """
    since = last or begun
    if every is None or since is None:
        return None
    return since if today > since + timedelta(days=every) else None


def is_forgotten(unnamed_since: date, today: date) -> bool:
    """Say whether nobody has been named for somebody for longer than it should take."""
    return today > unnamed_since + timedelta(days=NAMED_WITHIN_DAYS)
