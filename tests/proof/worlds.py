"""Worlds drawn at random: people, teams, what is given, denied and kept, in past and future; laid into the database.

A world is `oracle.Facts` first, with plain ids; `lay` writes the same into the tables as the keeper, and gives every
row with the rule by which the oracle says who may see it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from hypothesis import strategies as st

from alongside.access.models import Account, Duty, Membership, Organisation, Preference, Team
from alongside.conftest import as_keeper
from alongside.contact.models import CalendarFeed, Seen
from alongside.home.models import TopicMark
from alongside.learning.models import Acknowledgement, PracticeNotice
from alongside.people.circle_models import CodeTry, Invitation, ProtectedContact, Proxy, ProxyWord
from alongside.people.domain import Right, Section
from alongside.people.models import ContactPoint, Details, Grant, Notice, Subject, Voice
from alongside.people.working.models import Absence, Arrangement, Objection, Portrait, TellMe, Transfer
from alongside.planning.models import Frozen, PlanAnswer, PlanEvent, PlanVersion, Willing
from alongside.record import registry
from alongside.record.domain import Decided
from alongside.record.models import (
    Attachment,
    Audience,
    Challenge,
    Draft,
    Entry,
    Escalation,
    HealthOpinion,
    Item,
    Response,
    Withholding,
    WithholdingStep,
)
from alongside.record.registry import Kind
from alongside.safeguarding.models import Part
from tests.proof import oracle
from tests.proof.oracle import CARE, OWN, SELF, VOICE, Facts

ACCOUNTS, TEAMS, SUBJECTS = 8, 3, 3
SECTIONS = tuple(section.code for section in Section)
CLOSED = frozenset(section.code for section in Section if section.is_closed)
BITS = {one.name.lower(): one.bit for one in (*Section, *Right)}
NOW = datetime.now(UTC)
DAY = timedelta(days=1)
# From, until: always; up to a later day; already over; not yet begun; begun a while ago.
ALWAYS = (None, None)
TIMES = (ALWAYS, (-DAY, 3 * DAY), (-9 * DAY, -timedelta(hours=1)), (2 * DAY, None), (-DAY, None), ALWAYS)
GIVEN = ("own", "consent", "care", "supervision", "proxy", "best_interests", "statutory", "break_glass")
STANDINGS = ("current", "current", "current", "in_error", "taken_back")
ROLES = ("member", "lead")


def an_id(sort: int, number: int) -> UUID:
    """Give the id of the nth thing of a sort: the same in every world, which is rolled back."""
    return UUID(int=(0xA110 << 112) | (7 << 76) | (2 << 62) | (sort << 32) | number + 1)


ACCOUNT = [an_id(1, n) for n in range(ACCOUNTS)]
TEAM = [an_id(2, n) for n in range(TEAMS)]
SUBJECT = [an_id(3, n) for n in range(SUBJECTS)]


def bits(gives: frozenset[str]) -> int:
    """Give the mask of these sections and rights."""
    return sum(BITS[one] for one in gives)


@lru_cache
def targets(kind: Kind) -> dict[str, Kind]:
    """Give what an entry of this kind must point at before it can be written: column → kind."""
    models = {one.model: one for one in registry.all_kinds()}
    return {
        str(field.column): models[field.related_model]
        for field in kind.model._meta.concrete_fields
        if not field.null and field.related_model in models
    }


# --- drawing ------------------------------------------------------------------------------------------------


@st.composite
def worlds(draw: Any, *, entries: int = 24) -> Facts:
    """Draw a world of eight accounts, three teams and three records."""
    world = Facts(now=NOW, sections=SECTIONS, closed=CLOSED)
    _draw_people(draw, world)
    world.grants += draw(st.lists(_grants(), min_size=12, max_size=36))
    _draw_entries(draw, world, entries)
    world.kept += draw(st.lists(_kept(world.entries), max_size=8))
    # An invitation to an entry of an open kind gives nothing: so it is drawn for all.
    for entry in world.entries:
        is_closed = entry.section in world.closed
        world.invited += draw(st.lists(_invited(entry), max_size=4)) if is_closed or draw(_n(6)) == 0 else []
    return world


def _draw_people(draw: Any, world: Facts) -> None:
    places = draw(st.lists(st.tuples(_n(ACCOUNTS), _n(TEAMS), st.sampled_from(TIMES)), min_size=3, max_size=9))
    world.members += [oracle.Member(ACCOUNT[who], TEAM[team], *_when(when)) for who, team, when in places]
    world.leads = draw(st.frozensets(st.sampled_from(ACCOUNT[1:]), max_size=2))
    for n, subject in enumerate(SUBJECT):
        in_circle = draw(st.lists(_n(ACCOUNTS), min_size=2, max_size=6, unique=True))
        world.voices += [oracle.Voice(an_id(10 + n, m), subject, ACCOUNT[who]) for m, who in enumerate(in_circle)]
        world.voices.append(oracle.Voice(an_id(10 + n, 50), subject))
        # Usually somebody's own record: the person sees all, or all but a section.
        if draw(_n(4)):
            gives = frozenset((*SECTIONS, VOICE, OWN, SELF))
            world.grants.append(oracle.Grant(subject, gives, account=ACCOUNT[in_circle[0]], basis="own"))


def _n(count: int) -> st.SearchStrategy[int]:
    return st.integers(0, count - 1)


def _when(pair: tuple[timedelta | None, timedelta | None]) -> tuple[datetime, datetime | None]:
    starts, ends = pair
    return NOW + (starts or -30 * DAY), None if ends is None else NOW + ends


@st.composite
def _grants(draw: Any) -> oracle.Grant:
    whom = draw(st.sampled_from(["account"] * 5 + ["team"] * 3 + ["nobody"]))
    deny = whom == "nobody" or draw(_n(6)) == 0
    # A closed section in a mask opens nothing, so it is drawn like the others.
    gives = draw(
        st.one_of(
            st.just(frozenset(SECTIONS)),
            st.just(frozenset(SECTIONS)),
            st.frozensets(st.sampled_from(SECTIONS), max_size=4),
            st.frozensets(st.sampled_from(SECTIONS), min_size=8, max_size=14),
        )
    ) | draw(st.frozensets(st.sampled_from((VOICE, CARE) if whom == "team" else (VOICE, OWN, CARE, SELF)), max_size=3))
    starts, ends = _when(draw(st.sampled_from(TIMES)))
    return oracle.Grant(
        draw(st.sampled_from(SUBJECT)),
        gives,
        account=draw(st.sampled_from(ACCOUNT)) if whom == "account" else None,
        team=draw(st.sampled_from(TEAM)) if whom == "team" else None,
        deny=deny,
        basis="consent" if deny else "care" if whom == "team" else draw(st.sampled_from(GIVEN)),
        starts=starts,
        ends=ends,
    )


def _draw_entries(draw: Any, world: Facts, count: int) -> None:
    kinds = registry.all_kinds()
    first = draw(_n(len(kinds)))
    for n in range(draw(st.integers(count // 2, count))):
        _add_entry(draw, world, kinds[(first + n) % len(kinds)], draw(st.sampled_from(SUBJECT)))


def _add_entry(draw: Any, world: Facts, kind: Kind, subject: UUID) -> None:
    for target in targets(kind).values():
        if not any(one.kind == target.name and one.subject == subject for one in world.entries):
            _add_entry(draw, world, target, subject)
    here = [voice.id for voice in world.voices if voice.subject == subject]
    also = draw(st.sampled_from(here)) if kind.see_also else None
    entry = oracle.Entry(
        an_id(4, len(world.entries)),
        subject,
        kind.name,
        kind.section.code,
        draw(st.sampled_from(ACCOUNT)),
        also,
        here[len(world.entries) % len(here)],
    )
    world.entries.append(entry)


@st.composite
def _kept(draw: Any, entries: list[oracle.Entry]) -> oracle.Kept:
    whom = draw(st.sampled_from(("account", "person", "circle")))
    account = draw(st.sampled_from(ACCOUNT)) if whom == "account" else None
    lifted = draw(st.integers(0, 4)) == 0
    if entries and draw(st.integers(0, 3)):
        one = draw(st.sampled_from(entries))
        return oracle.Kept(one.subject, one.section, whom, one.id, account, lifted)
    section = draw(st.sampled_from(SECTIONS))
    return oracle.Kept(draw(st.sampled_from(SUBJECT)), section, whom, None, account, lifted)


@st.composite
def _invited(draw: Any, entry: oracle.Entry) -> oracle.Invited:
    return oracle.Invited(entry.id, draw(st.sampled_from(ACCOUNT)), *_when(draw(st.sampled_from(TIMES))))


# --- who sees which row -------------------------------------------------------------------------------------


class Eye:
    """One account's eyes on a world, with one record open (`only`) or none; remembers what it worked out."""

    def __init__(self, world: Facts, me: UUID | None, only: UUID | None = None) -> None:
        self.world, self.me, self.only = world, me, only
        self._known: dict[tuple[Any, str], bool] = {}

    def here(self, subject: Any) -> bool:
        """Say whether rows of this record can be seen at all while `only` is open."""
        return self.only is None or self.only == subject

    def holds(self, subject: Any, *rights: str) -> bool:
        """Say whether any of these is held, in a record that is not narrowed away."""
        return self.here(subject) and any(self._holds(subject, one) for one in rights)

    def _holds(self, subject: Any, right: str) -> bool:
        if (subject, right) not in self._known:
            self._known[subject, right] = self.world.holds(self.me, subject, right)
        return self._known[subject, right]

    def opens(self, subject: Any) -> bool:
        """Say whether anything at all is held here."""
        return self.holds(subject, *SECTIONS, VOICE, OWN, CARE, SELF)

    def is_kept(self, entry: oracle.Entry) -> bool:
        """Say whether this entry is withheld; nobody signed in is kept from everything."""
        return self.me is None or self.world.is_kept(self.me, entry)


Rule = Callable[[Eye], bool]


@dataclass(frozen=True)
class Row:
    """A row of a table, with the oracle's rule of who sees it."""

    table: str
    key: str
    seen: Rule


def _any(subject: Any) -> Rule:
    return lambda eye: eye.opens(subject)


def _holds(subject: Any, *rights: str) -> Rule:
    return lambda eye: eye.holds(subject, *rights)


def _mine(account: Any) -> Rule:
    return lambda eye: eye.me == account


def _entry(entry: oracle.Entry) -> Rule:
    return lambda eye: eye.here(entry.subject) and eye.world.sees(eye.me, entry)


def _line(entry: oracle.Entry) -> Rule:
    return lambda eye: eye.here(entry.subject) and eye.world.sees_line(eye.me, entry)


def _beside(entry: oracle.Entry, writer: Any, shut: bool) -> Rule:
    def seen(eye: Eye) -> bool:
        return eye.here(entry.subject) and eye.world.sees_beside(eye.me, entry) and (not shut or writer == eye.me)

    return seen


def _grant(one: oracle.Grant, *, untold: bool = False) -> Rule:
    """What is given is shown to whom it names; a deny to those who decide, and never to whom it names.

    Of an emergency that the person has not been told of know those who work with them.
    """

    def seen(eye: Eye) -> bool:
        if eye.me is None:
            return False
        is_mine = one.account == eye.me
        names_me = is_mine or one.team in eye.world.teams(eye.me)
        decides = eye.holds(one.subject, CARE) if untold else eye.holds(one.subject, SELF, CARE)
        return (is_mine and not one.deny) or (decides and not (one.deny and names_me))

    return seen


# --- laying it into the database ----------------------------------------------------------------------------


class Laid:
    """A world in the tables: its rows, and the words by which an entry is known on a page."""

    def __init__(self, world: Facts) -> None:
        self.world = world
        self.rows: list[Row] = []
        self.entries = {one.id: one for one in world.entries}
        self.standing: dict[UUID, str] = {}
        self.models: list[Any] = []

    def add(self, model: Any, rule: Rule, *, history: bool = False) -> None:
        """Take a row to be written, and say who sees it (and, with `history`, each state it has had)."""
        self.models.append(model)
        table = model._meta.db_table
        self.rows.append(Row(table, str(model.pk), rule))
        if history:
            self.rows.append(Row(f"{table}event", str(model.pk), rule))

    def write(self) -> None:
        """Write the rows taken so far, those of one model together, in the order of their coming."""
        models, self.models = self.models, []
        for model in dict.fromkeys(type(one) for one in models):
            model._default_manager.bulk_create([one for one in models if type(one) is model])


def canary(entry: oracle.Entry) -> str:
    """Give the words of an entry: found nowhere else."""
    return f"canary{str(entry.id)[-6:]}words"


def name_of(subject: UUID) -> str:
    """Give the name of a record's person: found nowhere else."""
    return f"Subject{str(subject)[-4:]}name"


def lay(world: Facts) -> Laid:
    """Write this world as the keeper; call in a transaction that is rolled back."""
    laid = Laid(world)
    with as_keeper():
        for step in (
            _lay_people,
            _lay_records,
            _lay_entries,
            _lay_beside,
            _lay_what_decides,
            _lay_invited,
            _lay_working,
            _lay_days,
            _lay_plans,
        ):
            step(laid)
            laid.write()
    return laid


def _lay_people(laid: Laid) -> None:
    place = Organisation.objects.create(id=an_id(5, 0), name="Drawnshire")
    Team.objects.bulk_create([Team(id=team, organisation=place, name=f"Team {n}") for n, team in enumerate(TEAM)])
    Account.objects.bulk_create(
        [Account(id=one, email=f"drawn{n}@example.org", name=f"Account {n}") for n, one in enumerate(ACCOUNT)]
    )
    for n, one in enumerate(laid.world.members):
        member = Membership(
            id=an_id(6, n),
            account_id=one.account,
            team_id=one.team,
            role=ROLES[n % 2],
            starts=one.starts,
            ends=one.ends,
        )
        laid.add(member, _fellow(one))
    for n, account in enumerate(ACCOUNT[::2]):
        _lay_sign_in(laid, n, account)
    # Who looked after safeguarding until yesterday holds nothing by it.
    duties = [("privacy_lead", ACCOUNT[0], None), ("safeguarding_lead", ACCOUNT[0], NOW - DAY)]
    duties += [("safeguarding_lead", one, None) for one in ACCOUNT if one in laid.world.leads]
    for n, (sort, account, ends) in enumerate(duties):
        duty = Duty(id=an_id(7, n), account_id=account, organisation=place, kind=sort, starts=NOW - 9 * DAY, ends=ends)
        laid.add(duty, lambda eye: eye.me is not None)


def _lay_sign_in(laid: Laid, n: int, account: UUID) -> None:
    """What is read before it is known who comes; afterwards each sees their own alone."""
    rule: Rule = lambda eye: eye.me is None or eye.me == account  # noqa: E731
    laid.add(Authenticator(pk=900 + n, user_id=account, type="totp", data={}), rule)
    laid.add(UserSession(pk=900 + n, user_id=account, session_key=f"drawn{n}", ip="127.0.0.1", user_agent="x"), rule)
    laid.add(SocialAccount(pk=900 + n, user_id=account, provider="drawn", uid=str(n), extra_data={}), rule)


def _fellow(one: oracle.Member) -> Rule:
    return lambda eye: eye.me is not None and (one.account == eye.me or one.team in eye.world.teams(eye.me))


def _lay_records(laid: Laid) -> None:
    for n, subject in enumerate(SUBJECT):
        laid.add(Subject(id=subject, name=name_of(subject), known_as=""), _any(subject), history=True)
        details = Details(subject_id=subject, born=NOW.date() - 9999 * DAY, nhs_number=f"999{n:07d}")
        laid.add(details, _holds(subject, "details"), history=True)
        laid.add(
            ContactPoint(id=an_id(8, n), subject_id=subject, sort="phone", value="07700 900", written_by_id=ACCOUNT[0]),
            _holds(subject, "details"),
        )
        # Nobody reads a hidden address but by the keeper's door.
        hidden = ProtectedContact(
            id=an_id(9, n), subject_id=subject, sort="address", value="A refuge", written_by_id=ACCOUNT[0]
        )
        laid.add(hidden, lambda eye: False)
    for voice in laid.world.voices:
        laid.add(
            Voice(id=voice.id, subject_id=voice.subject, account_id=voice.account, name="A voice", kind="member"),
            _any(voice.subject),
            history=True,
        )


def _lay_entries(laid: Laid) -> None:
    world = laid.world
    moment = NOW - DAY
    for n, one in enumerate(world.entries):
        kind = registry.get(one.kind)
        before = world.entries[:n]
        fields: dict[str, Any] = kind.demo() | {"words": canary(one)}
        for column, target in targets(kind).items():
            fields[column] = next(e.id for e in before if e.kind == target.name and e.subject == one.subject)
        here = [voice.id for voice in world.voices if voice.subject == one.subject]
        fields |= dict.fromkeys(_voice_columns(kind), here[0])
        if kind.see_also:
            fields[kind.see_also] = one.also
        standing = laid.standing[one.id] = STANDINGS[n % len(STANDINGS)]
        changed = {} if standing == "current" else {"standing_at": moment, "standing_by": one.writer}
        entry: Entry = kind.model(
            id=one.id,
            subject_id=one.subject,
            words_of_id=one.voice,
            written_by_id=one.writer,
            written_at=moment,
            at=moment,
            standing=standing,
            **changed,
            **fields,
        )
        laid.add(entry, _entry(one), history=True)
        laid.rows.append(Row(Item._meta.db_table, str(one.id), _line(one)))


def _voice_columns(kind: Kind) -> list[str]:
    spine = {field.name for field in Entry._meta.get_fields()}
    fields = [one for one in kind.model._meta.concrete_fields if one.name not in spine]
    return [str(one.column) for one in fields if one.related_model is Voice and not one.null]


def _lay_beside(laid: Laid) -> None:
    # What a closed kind makes of itself, its first audience and their notices, is not drawn: the world's own is.
    Audience.objects.all().delete()
    Notice.objects.all().delete()
    for n, one in enumerate(laid.world.entries):
        writer, shut = ACCOUNT[n % ACCOUNTS], n % 7 == 3
        beside = {
            "item_id": one.id,
            "subject_id": one.subject,
            "bit": BITS[one.section],
            "item_by": one.writer,
            "written_by_id": writer,
            "shut": shut,
        }
        rule = _beside(one, writer, shut)
        laid.add(Response(id=an_id(20, n), kind="comment", words="An answer", **beside), rule)
        laid.add(Seen(id=an_id(24, n), **beside), _opened(rule, one, writer))
        if one.kind == "concern":
            laid.add(Part(id=an_id(23, n), sort="step", words="A step", **beside), rule)
        if n % 3 == 0:
            asked = Challenge(id=an_id(21, n), kind="wrong", words="Not so", answer_by=NOW.date(), **beside)
            laid.add(asked, rule, history=True)
        if n % 3 == 1:
            file = {"name": "a.png", "content_type": "image/png", "size": 1, "sha256": "0" * 64, "path": "0/none"}
            laid.add(Attachment(id=an_id(22, n), **file, **beside), rule)


def _lay_what_decides(laid: Laid) -> None:
    world = laid.world
    for n, grant in enumerate(world.grants):
        row = Grant(
            id=an_id(30, n),
            subject_id=grant.subject,
            account_id=grant.account,
            team_id=grant.team,
            mask=bits(grant.gives),
            deny=grant.deny,
            basis=grant.basis,
            starts=grant.starts or NOW - 30 * DAY,
            ends=grant.ends,
            untold=grant.basis == "break_glass" and n % 2 == 0,
        )
        laid.add(row, _grant(grant, untold=row.untold))
    for n, kept in enumerate(world.kept):
        rule = _withheld(world, kept)
        below = {"withholding_id": an_id(31, n), "subject_id": kept.subject, "written_by_id": ACCOUNT[0]}
        laid.add(_withholding(an_id(31, n), kept), rule)
        laid.add(WithholdingStep(id=an_id(35, n), sort=Decided.RENEWED, **below), rule)
        laid.add(_opinion(an_id(36, n), below), rule)
        laid.add(
            Escalation(id=an_id(37, n), about=an_id(31, n), what="second", due=NOW.date(), step=1), lambda eye: False
        )
    for n, one in enumerate(world.invited):
        subject = laid.entries[one.entry].subject
        row = Audience(
            id=an_id(32, n),
            entry_id=one.entry,
            subject_id=subject,
            account_id=one.account,
            given_by=ACCOUNT[0],
            starts=one.starts,
            ends=one.ends,
        )
        laid.add(row, _in_audience(world, one))
    for n, account in enumerate(ACCOUNT):
        laid.add(Notice(id=an_id(33, n), account_id=account, kind="drawn", subject_id=SUBJECT[0]), _mine(account))
        laid.add(Draft(id=an_id(34, n), author_id=account, page="/drawn/", saved_by=account), _mine(account))


def _lay_invited(laid: Laid) -> None:
    """Invitations, proxies (one is known by the grant it came with), and what is said about them."""
    for n, subject in enumerate(SUBJECT):
        decides = _holds(subject, SELF, CARE)
        invitation = Invitation(
            id=an_id(70, n),
            subject_id=subject,
            name="A friend",
            how="link",
            secret=f"drawn{n}",
            mask=1,
            ends=NOW + DAY,
            made_by=ACCOUNT[0],
        )
        laid.add(invitation, decides)
        _lay_proxy(laid, an_id(71, n), subject, lambda eye: False)
    for n, one in enumerate(laid.world.grants):
        if one.basis == "proxy" and not one.deny:
            _lay_proxy(laid, an_id(30, n), one.subject, _stands_for(one))
    laid.add(CodeTry(id=an_id(72, 0), source="0" * 64), lambda eye: False)


def _stands_for(one: oracle.Grant) -> Rule:
    is_over = one.ends is not None and one.ends <= NOW
    return lambda eye: not is_over and one.account is not None and eye.me == one.account


def _lay_proxy(laid: Laid, key: UUID, subject: UUID, is_theirs: Rule) -> None:
    decides = _holds(subject, SELF, CARE)
    proxy = Proxy(
        id=key,
        subject_id=subject,
        voice_id=next(one.id for one in laid.world.voices if one.subject == subject),
        kind="attorney_health",
        seen_by="A worker",
        seen_on=NOW.date(),
        ground="finding",
        found_on=NOW.date(),
        found_by="A doctor",
        mask=1,
        ends=NOW + DAY,
        added_by=ACCOUNT[0],
    )
    laid.add(proxy, _any(subject), history=True)
    for sort in ("because", "objection"):
        word = ProxyWord(subject_id=subject, proxy_id=key, sort=sort, words="x", said_by=ACCOUNT[0])
        mine = is_theirs if sort == "because" else (lambda eye: False)
        laid.add(word, lambda eye, mine=mine: decides(eye) or mine(eye))  # type: ignore[misc]


def _lay_working(laid: Laid) -> None:
    """Objections, transfers, and what a person wishes to hear of."""
    places = [one for n, one in enumerate(laid.world.members) if ROLES[n % 2] == "lead"]
    leads = {one.account for one in places if one.starts <= NOW and (one.ends is None or one.ends > NOW)}  # type: ignore[operator]
    for n, subject in enumerate(SUBJECT):
        for m, account in enumerate((*ACCOUNT, None)):
            row = Objection(
                id=an_id(50 + n, m),
                subject_id=subject,
                account_id=account,
                mask=1,
                words="Not them",
                made_by=ACCOUNT[0],
                answer_by=NOW.date(),
            )
            laid.add(row, _objection(subject, account, leads))
        moved = Transfer(
            id=an_id(60, n),
            subject_id=subject,
            from_team_id=TEAM[0],
            to_team_id=TEAM[1],
            summary="To go on",
            moves_on=NOW.date(),
            asked_by=ACCOUNT[0],
        )
        laid.add(moved, _holds(subject, SELF, CARE))
        laid.add(TellMe(subject_id=subject, changed_by=ACCOUNT[0]), _holds(subject, SELF))


def _lay_days(laid: Laid) -> None:
    """Who is away and who stands in, how often one agreed to be in touch, faces, what each prefers, calendars."""
    world = laid.world
    for n, account in enumerate(ACCOUNT):
        cover = ACCOUNT[(n + 3) % ACCOUNTS] if n % 2 else None
        away = {"starts": NOW - DAY, "ends": NOW + DAY, "made_by": ACCOUNT[0]}
        laid.add(Absence(id=an_id(80, n), account_id=account, cover_id=cover, **away), _away(world, account, cover))
        laid.add(Portrait(account_id=account, path="0/none", put_by=account), lambda eye: eye.me is not None)
        laid.add(Preference(account_id=account, changed_by=account), _mine(account))
        laid.add(CalendarFeed(id=an_id(81, n), account_id=account, secret=f"drawn{n}", made_by=account), _mine(account))
    duty = {ACCOUNT[0], *world.leads}
    _lay_notices_of_change(laid, lambda eye: eye.me is not None and (eye.me in duty or bool(world.teams(eye.me))))
    for subject in SUBJECT:
        laid.add(Arrangement(subject_id=subject, every=14, changed_by=ACCOUNT[0]), _holds(subject, SELF, CARE))


def _opened(rule: Rule, one: oracle.Entry, reader: UUID) -> Rule:
    """That a message was opened is known to whoever wrote it and whoever opened it."""
    return lambda eye: rule(eye) and (one.kind != "message" or eye.me in {one.writer, reader})


def _lay_notices_of_change(laid: Laid, works: Rule) -> None:
    """A change in the law for everybody who works here, one of the place, and that somebody has read the first."""
    told = {"title": "A change", "words": "It changes", "effective_on": NOW.date()}
    laid.add(PracticeNotice(id=an_id(82, 0), sort="law", **told), works)
    place = an_id(5, 0)
    laid.add(PracticeNotice(id=an_id(82, 1), sort="local", organisation_id=place, **told), works)
    for n, account in enumerate(ACCOUNT):
        laid.add(Acknowledgement(id=an_id(83, n), notice_id=an_id(82, 0), account_id=account), _mine(account))


def _away(world: Facts, account: UUID, cover: UUID | None) -> Rule:
    places = [(one, ROLES[n % 2]) for n, one in enumerate(world.members)]
    live = [
        (one, role) for one, role in places if one.starts and one.starts <= NOW and (one.ends is None or one.ends > NOW)
    ]
    teams = {one.team for one, _role in live if one.account == account}
    leads = {one.account for one, role in live if role == "lead" and one.team in teams}
    return lambda eye: eye.me is not None and (eye.me in {account, cover} or eye.me in leads)


def _objection(subject: Any, about: Any, leads: set[Any]) -> Rule:
    """The person sees what they said; a lead who works with them does, unless it is about that very lead."""
    return lambda eye: eye.holds(subject, SELF) or (eye.holds(subject, CARE) and eye.me in leads and eye.me != about)


def _withholding(key: UUID, kept: oracle.Kept) -> Withholding:
    # Every other one is long overdue for review: that opens nothing.
    late = -40 if key.int % 2 else 40
    lifted = {"lifted_at": NOW - DAY, "lifted_by": ACCOUNT[0]} if kept.lifted else {}
    return Withholding(
        id=key,
        subject_id=kept.subject,
        item_id=kept.entry,
        bit=BITS[kept.section],
        whom=kept.whom,
        account_id=kept.account,
        grounds="serious_harm",
        words="because",
        made_by=ACCOUNT[0],
        review_by=NOW.date() + late * DAY,
        **lifted,
    )


def _opinion(key: UUID, below: dict[str, Any]) -> HealthOpinion:
    said = {"name": "Dr A", "profession": "GP", "registration": "1", "finds_harm": True, "words": "Harm"}
    return HealthOpinion(id=key, given_on=NOW.date(), **said, **below)


def _withheld(world: Facts, kept: oracle.Kept) -> Rule:
    entry = next((one for one in world.entries if one.id == kept.entry), None)

    def seen(eye: Eye) -> bool:
        if eye.me is None or not (eye.holds(kept.subject, CARE) and eye.holds(kept.subject, kept.section)):
            return False
        person = oracle.Kept(kept.subject, kept.section, "person")
        if any(eye.world._kept_from(one, eye.me) for one in (replace(kept, lifted=False), person)):
            return False
        return entry is None or eye.world.sees_line(eye.me, entry)

    return seen


def _in_audience(world: Facts, one: oracle.Invited) -> Rule:
    """Whoever is named for an entry, and for whom that counts, sees who else was ever named for it."""
    entry = next(x for x in world.entries if x.id == one.entry)

    def seen(eye: Eye) -> bool:
        live = [x for x in world.invited if x.entry == one.entry and x.starts and x.starts <= NOW]
        named = {x.account for x in live if x.ends is None or x.ends > NOW}
        return eye.me is not None and eye.me in named and world.stands(eye.me, entry.subject)

    return seen


def _lay_plans(laid: Laid) -> None:
    by_table = {one.model: one.name for one in registry.all_kinds()}
    for n, subject in enumerate(SUBJECT):
        goals = _holds(subject, "goals")
        version = {"subject_id": subject, "version_id": an_id(40, n)}
        stamp = {"written_at": NOW - DAY, "written_by_id": ACCOUNT[n]}
        laid.add(
            PlanVersion(id=an_id(40, n), subject_id=subject, number=1, put_forward_by_id=ACCOUNT[n], blocked=False),
            goals,
        )
        voice = next(one.id for one in laid.world.voices if one.subject == subject)
        laid.add(PlanAnswer(id=an_id(41, n), voice_id=voice, answer="agree", **version, **stamp), goals)
        laid.add(PlanEvent(id=an_id(42, n), kind="authorised", reason="Right", **version, **stamp), goals)
        for m, one in enumerate(one for one in laid.world.entries if one.subject == subject):
            key = an_id(43 + n, m)
            if registry.get(one.kind).in_plan:
                beside = {"item_id": one.id, "bit": BITS[one.section], "item_by": one.writer, "shut": False}
                frozen = Frozen(id=key, kind=one.kind, event_id=1, **beside, **version, **stamp)
                laid.add(frozen, _beside(one, ACCOUNT[n], False))
            if one.kind == by_table[Willing._meta.get_field("met_by").related_model]:
                said = Willing(id=key, subject_id=subject, met_by_id=one.id, voice_id=voice, answer="yes", **stamp)
                laid.add(said, _willing(laid.world, one, voice, ACCOUNT[n]))
            if one.kind == "contribution":
                mark = TopicMark(id=key, subject_id=subject, contribution_id=one.id, part="1", mark="skipped", **stamp)
                laid.add(mark, _mark(one))


def _willing(world: Facts, line: oracle.Entry, voice: Any, writer: Any) -> Rule:
    spoken = next(one.account for one in world.voices if one.id == voice)

    def seen(eye: Eye) -> bool:
        here = line.subject
        own = eye.me == writer and eye.holds(here, OWN)
        asked = spoken is not None and eye.me == spoken and eye.holds(here, VOICE)
        return (eye.holds(here, "needs") or own or asked) and not eye.is_kept(line)

    return seen


def _mark(meeting: oracle.Entry) -> Rule:
    return lambda eye: eye.holds(meeting.subject, "meetings") and not eye.is_kept(meeting)
