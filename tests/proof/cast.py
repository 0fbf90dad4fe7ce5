"""Who plays in the matrix: every way in which somebody can stand to a record, one account each."""

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import product

from .oracle import CARE, OWN, SELF, VOICE

DAY = timedelta(days=1)
HALF, SINGLE = "half_", "sister_"
HOUR = timedelta(hours=1)
A, R, K, B = "A", "R", "K", "B"
RECORDS = (A, R, K, B)
WORDS_OF_CIRCLE = frozenset({VOICE, OWN})


@dataclass(frozen=True)
class Span:
    """From when until when, from now."""

    starts: timedelta = -30 * DAY
    ends: timedelta | None = None


EVER, OVER, LATER = Span(), Span(ends=-HOUR), Span(starts=DAY)


@dataclass(frozen=True)
class Given:
    """A grant as the cast names it: in which record, which sections ("*" for all) and rights, on what basis, when."""

    record: str
    sections: tuple[str, ...] = ("*",)
    rights: frozenset[str] = frozenset()
    basis: str = "consent"
    span: Span = EVER
    deny: bool = False


@dataclass(frozen=True)
class Role:
    """One who asks: what they hold, where they work, what is kept from them."""

    name: str
    given: tuple[Given, ...] = ()
    teams: tuple[tuple[str, str, Span], ...] = ()
    duty: str = ""
    voice_in: str = ""
    is_service: bool = False
    home: str = A
    keeps_section: str = ""
    tags: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_staff(self) -> bool:
        return bool(self.teams or self.duty)


def member(team: str, role: str = "member", span: Span = EVER) -> tuple[tuple[str, str, Span], ...]:
    """Give a place in one team."""
    return ((team, role, span),)


def care(record: str = A, *, span: Span = EVER, basis: str = "care", sections: tuple[str, ...] = ("*",)) -> Given:
    """Give what working with somebody gives."""
    return Given(record, sections, frozenset({VOICE, CARE}), basis, span)


def shared(
    *sections: str, rights: frozenset[str] = WORDS_OF_CIRCLE, span: Span = EVER, basis: str = "consent"
) -> Given:
    """Give what the person shares."""
    return Given(A, sections, rights, basis, span)


def own(record: str) -> Given:
    """Give what somebody has in their own record."""
    return Given(record, ("*",), frozenset({VOICE, OWN, SELF}), "own")


def deny(*sections: str, rights: frozenset[str] = frozenset()) -> Given:
    """Give what is denied by name in the main record."""
    return Given(A, sections, rights, "consent", deny=True)


EVERYTHING = frozenset({VOICE, OWN, CARE, SELF})
# What stands between teams and records: (team, what), team "" for a record restricted to those named.
TEAM_GRANTS = (
    ("North", care(A)),
    ("North", care(R)),
    ("North", care(K)),
    ("East", Given(A, ("*",), EVERYTHING, "care", deny=True)),
    ("", Given(R, ("*",), EVERYTHING, "care", deny=True)),
)
TEAMS = ("North", "South", "East", "West")


def _circle() -> list[Role]:
    return [
        Role("person", (own(A),), voice_in=A),
        Role("sister", (shared(),), voice_in=A),
        Role("friend", (shared("goals", "strengths", "about", "needs", rights=frozenset()),)),
        Role("former", (shared("*", span=OVER),)),
        Role("coming", (shared("*", span=LATER),)),
        Role("all_shared", (shared("*"),), voice_in=A),
        Role("proxy", (shared("council", "needs", "goals", "meetings", basis="proxy"),), voice_in=A),
        Role("proxy_over", (shared("*", span=OVER, basis="proxy"),)),
        Role("person_kept", (own(K),), voice_in=K, home=K),
        Role("sister_kept", (Given(K, ("*",), WORDS_OF_CIRCLE),), voice_in=K, home=K),
        Role("person_restricted", (own(R),), voice_in=R, home=R),
        Role("other_person", (own(B),), voice_in=B, home=B),
        Role("outsider"),
    ]


def _staff() -> list[Role]:
    return [
        Role("worker", (care(), care(K)), member("North"), voice_in=A),
        Role("former_now_worker", (shared("*", span=OVER), care()), member("West")),
        Role("teammate", (), member("North")),
        Role("lead", (), member("North", "lead")),
        Role("named_in_restricted", (care(R),), member("South"), home=R),
        Role("was_worker", (care(span=OVER),), member("South")),
        Role("coming_worker", (care(span=LATER),), member("South")),
        Role("agency_over", (care(span=OVER),), member("South", span=OVER)),
        Role("left_team", (), member("North", span=OVER)),
        Role("joins_later", (), member("North", span=LATER)),
        Role("supervisor", (care(basis="supervision"),), member("West", "lead")),
        Role("statutory", (care(basis="statutory", sections=("council", "needs", "rights")),), member("West")),
        Role("colleague", (), member("South")),
        Role("lead_elsewhere", (), member("South", "lead")),
        Role("denied", (care(), deny("*", rights=EVERYTHING)), member("North")),
        Role("denied_some", (care(), deny("goals", "needs")), member("West")),
        Role("team_denied", (care(),), member("East")),
        Role("privacy_lead", duty="privacy_lead"),
        Role("safeguarding_lead", duty="safeguarding_lead"),
        Role("service", (), member("South"), is_service=True),
    ]


def _glass() -> list[Role]:
    broken = Given(A, ("*",), frozenset({VOICE}), "break_glass", Span(-HOUR / 2, HOUR / 2))
    over = Given(A, ("*",), frozenset({VOICE}), "break_glass", OVER)
    in_restricted = Given(R, ("*",), frozenset({VOICE}), "break_glass", Span(-HOUR / 2, HOUR / 2))
    return [
        Role("glass", (broken,), member("South")),
        Role("glass_team_denied", (broken,), member("East")),
        Role("glass_over", (over,), member("South")),
        Role("glass_denied", (broken, deny("*", rights=EVERYTHING)), member("South")),
        Role("glass_restricted", (in_restricted,), member("South"), home=R),
        Role("glass_kept_section", (broken,), member("South"), keeps_section="goals"),
        Role("kept_section", (care(),), member("West"), keeps_section="needs"),
        Role("kept_entry", (care(),), member("West"), tags=frozenset({"from_account"})),
    ]


def _halves(sections: list[str]) -> list[Role]:
    """Sisters with half the sections each: of any two sections, somebody sees the first and not the second."""
    found = []
    for bit, side in product(range((len(sections) - 1).bit_length()), (0, 1)):
        half = [section for number, section in enumerate(sections) if number >> bit & 1 == side]
        found.append(Role(f"{HALF}{bit}_{side}", (shared(*half),), voice_in=A))
    return found


def cast(sections: list[str]) -> dict[str, Role]:
    """Give every role by name; sisters for each half and each single section among them."""
    single = [Role(f"{SINGLE}{section}", (shared(section),), voice_in=A) for section in sections]
    return {role.name: role for role in (*_circle(), *_staff(), *_glass(), *_halves(sections), *single)}


def is_short(name: str) -> bool:
    """Say whether this role plays in a run of all tests: halves stand there for the single sections, but for one."""
    return name == "sister_goals" or name == "sister_kept" or not name.startswith(SINGLE)
