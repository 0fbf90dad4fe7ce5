"""Builds the world of the matrix in the database: the cast, four records, every kind in every relation, all marked."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models

from alongside.access.models import Account, Duty, Membership, Organisation, Team
from alongside.access.viewer import viewing
from alongside.base.clock import now
from alongside.base.ids import uuid7
from alongside.conftest import as_keeper
from alongside.people import queries as people
from alongside.people.circle_models import Invitation, ProtectedContact, Proxy
from alongside.people.domain import Right, Section
from alongside.people.models import ContactPoint, Details, Grant, Notice, Subject, Voice
from alongside.planning import actions as planning
from alongside.planning import reviewing
from alongside.record import registry
from alongside.record.models import Attachment, Audience, Challenge, Draft, Entry, Response, Withholding
from alongside.record.registry import Kind

from . import oracle
from .canaries import Cage
from .cast import EVER, OVER, RECORDS, TEAM_GRANTS, TEAMS, A, B, Given, K, Role, Span, cast

OPEN_SECTIONS = [section for section in Section if not getattr(section, "is_closed", False)]
BITS = {section.code: section.bit for section in OPEN_SECTIONS} | {right.name.lower(): right.bit for right in Right}
KEPT_FROM = {"from_person": "person", "from_circle": "circle", "from_account": "account"}
RELATIONS = ("plain", "circle", "own", *KEPT_FROM)
# The sections kept whole in the record K.
KEPT_SECTIONS = (("person", "goals"), ("circle", "needs"))
# Who is in the audience of closed entries, besides their writer.
AUDIENCES: dict[str, tuple[tuple[str, Span], ...]] = {
    "closed_few": (("person", EVER), ("sister_goals", EVER), ("friend", OVER), ("outsider", EVER), ("coming", EVER)),
    "closed_writer": (),
}
# Entries that stand open while what they hang on is kept from the person: (kind, link, kind it hangs on).
HANGING = (
    ("step", "goal_id", "goal"),
    ("met_by", "need_id", "need"),
    ("goal_rating", "goal_id", "goal"),
    ("tension_view", "tension_id", "tension"),
    ("goal", "grows_from", "strength"),
    ("need", "gets_in_way_of", "aspiration"),
    ("support", "meets", "need"),
    ("means", "meets", "need"),
    ("achievement", "goal", "goal"),
    ("tension", "about", "goal"),
)


@dataclass(frozen=True)
class Mark:
    """What a canary stands for: an entry or what stands beside it, or something of a record that is no entry."""

    what: str
    record: str
    relation: str = "plain"
    kind: str = ""
    entry: oracle.Entry | None = None
    section: str = ""
    account: UUID | None = None


@dataclass
class Stage:
    """The world as built: what is true of it (facts), whom it has, where everything is."""

    facts: oracle.Facts
    cage: Cage = field(default_factory=Cage)
    roles: dict[str, Role] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    subjects: dict[str, Subject] = field(default_factory=dict)
    voices: dict[tuple[str, str], Voice] = field(default_factory=dict)
    entries: dict[tuple[str, str, str], Any] = field(default_factory=dict)
    beside: dict[str, dict[tuple[str, str], Any]] = field(default_factory=dict)
    known: dict[UUID, oracle.Entry] = field(default_factory=dict)
    more: dict[tuple[str, str], list[Any]] = field(default_factory=dict)
    grants: list[Grant] = field(default_factory=list)
    linked: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        return self.facts.now


def _moment(stage: Stage, after: timedelta | None) -> datetime | None:
    return None if after is None else stage.now + after


def build() -> Stage:
    """Build everything; call in a transaction."""
    sections = [section.code for section in OPEN_SECTIONS]
    closed = frozenset(section.code for section in Section) - set(sections)
    stage = Stage(oracle.Facts(datetime.now(UTC), sections=tuple(sections), closed=closed))
    stage.roles = cast(sections)
    with as_keeper():
        _places(stage)
        _records(stage)
        for role in stage.roles.values():
            _account(stage, role)
        for team, given in TEAM_GRANTS:
            _grant(stage, given, team=team)
        for record in RECORDS:
            _entries(stage, record)
        _closed(stage)
        _kept(stage)
        _besides(stage)
        _histories(stage)
        _more(stage)
    _plan(stage)
    return stage


def _places(stage: Stage) -> None:
    organisation = Organisation.objects.create(name="Testshire", asks_authorisation=True)
    for name in TEAMS:
        stage.teams[name] = Team.objects.create(organisation=organisation, name=f"Team {name}")


def _records(stage: Stage) -> None:
    for record in RECORDS:
        name, place = (stage.cage.mark(Mark(what, record)) for what in ("name", "place"))
        subject = Subject.objects.create(name=f"Alex {name}", known_as=f"Ally {name}", place=f"Saltmouth {place}")
        stage.subjects[record] = subject
        number = f"99900000{RECORDS.index(record):02d}"
        Details.objects.create(subject=subject, born=date(1980, 5, 1), nhs_number=number)
        aunt = stage.cage.mark(Mark("voice", record))
        stage.voices[record, "aunt"] = Voice.objects.create(subject=subject, name=f"Aunt {aunt}", relationship="family")


def _account(stage: Stage, role: Role) -> None:
    account = Account.objects.create(
        email=f"{role.name}@example.org",
        name=f"Role {role.name.replace('_', ' ').title()}",
        title="Social worker" if role.is_staff else "",
        is_service=role.is_service,
    )
    stage.accounts[role.name] = account
    for team, place, span in role.teams:
        starts, ends = _moment(stage, span.starts), _moment(stage, span.ends)
        Membership.objects.create(account=account, team=stage.teams[team], role=place, starts=starts, ends=ends)
        stage.facts.members.append(oracle.Member(account.pk, stage.teams[team].pk, starts, ends))
    if role.duty:
        Duty.objects.create(account=account, organisation=Organisation.objects.get(), kind=role.duty)
        if role.duty == "safeguarding_lead":
            stage.facts.leads |= {account.pk}
    if role.voice_in:
        is_self = any(one.basis == "own" for one in role.given)
        voice = Voice.objects.create(
            subject=stage.subjects[role.voice_in],
            account=account,
            name=stage.subjects[role.voice_in].name if is_self else account.name,
            kind="self" if is_self else "member",
            relationship="person" if is_self else "social_worker" if role.is_staff else "family",
        )
        stage.voices[role.voice_in, role.name] = voice
        stage.facts.voices.append(oracle.Voice(voice.pk, voice.subject_id, account.pk))
    for given in role.given:
        _grant(stage, given, account=account)


def _grant(stage: Stage, given: Given, *, account: Account | None = None, team: str = "") -> None:
    things = set(stage.facts.sections if given.sections == ("*",) else given.sections) | given.rights
    subject = stage.subjects[given.record]
    starts, ends = _moment(stage, given.span.starts), _moment(stage, given.span.ends)
    made = Grant.objects.create(
        subject=subject,
        account=account,
        team=stage.teams[team] if team else None,
        mask=sum(BITS[thing] for thing in things),
        deny=given.deny,
        basis=given.basis,
        starts=starts,
        ends=ends,
    )
    stage.grants.append(made)
    stage.facts.grants.append(
        oracle.Grant(
            subject.pk,
            frozenset(things),
            account=account.pk if account else None,
            team=stage.teams[team].pk if team else None,
            deny=given.deny,
            basis=given.basis,
            starts=starts,
            ends=ends,
        )
    )


def _entries(stage: Stage, record: str) -> None:
    """Write every kind down: in the main record in every relation, in the others once."""
    for relation in RELATIONS if record == A else ("plain",):
        for kind in registry.all_kinds():
            by_other = relation in {"own", "circle"} and kind.by_staff
            if not (_is_closed(kind) or by_other):
                entry_of(stage, record, kind, relation)
    if record == A:
        for name, link, target in HANGING:
            entry_of(stage, A, registry.get(name), "hanging", **{link: (target, "from_person")})


def _is_closed(kind: Kind) -> bool:
    return kind.section not in OPEN_SECTIONS


def entry_of(stage: Stage, record: str, kind: Kind, relation: str, **hangs_on: tuple[str, str]) -> Any:
    """Give the entry of a kind in a relation; written down the first time, with what it has to point at."""
    if made := stage.entries.get((record, kind.name, relation)):
        return made
    found_id = uuid7()
    subject = stage.subjects[record]
    writer, voice = _hand(stage, record, kind, relation)
    fields = kind.demo() | _links(stage, record, kind, relation, hangs_on)
    known = oracle.Entry(
        found_id, subject.pk, kind.name, kind.section.code, writer.pk, fields.get(kind.see_also or "", None), voice.pk
    )
    canary = stage.cage.mark(Mark("entry", record, relation, kind.name, known))
    fields |= _words(kind, f"{canary} {kind.name}", fields)
    fields |= {"sort": "conversation"} if kind.name == "contribution" else {}
    made = kind.model._default_manager.create(
        id=found_id, subject=subject, words_of=voice, written_by=writer, how="said", **fields
    )
    stage.facts.entries.append(known)
    stage.known[found_id] = known
    stage.entries[record, kind.name, relation] = made
    return made


def _hand(stage: Stage, record: str, kind: Kind, relation: str) -> tuple[Account, Voice]:
    """Say who writes an entry of this relation, in whose voice."""
    mine = {A: "person", K: "person_kept", B: "other_person"}.get(record, "person_restricted")
    if relation == "own":
        return stage.accounts[mine], stage.voices[record, mine]
    if relation == "circle":
        return stage.accounts["sister"], stage.voices[A, "sister"]
    worker = stage.accounts["worker" if record in {A, K} else "named_in_restricted"]
    if record == A and (kind.by_staff or relation == "from_person"):
        return worker, stage.voices[A, "worker"]
    # Nobody's own words are kept from them: where whole sections are, they are another's.
    return worker, stage.voices[record, "aunt" if record == K else mine]


def _links(
    stage: Stage, record: str, kind: Kind, relation: str, hangs_on: dict[str, tuple[str, str]]
) -> dict[str, Any]:
    """Give what an entry points at: what it must, and what it is said to hang on."""
    found: dict[str, Any] = {}
    for column in kind.model._meta.concrete_fields:
        target = column.related_model
        if column.name not in kind.fields or not isinstance(column, models.ForeignKey):
            continue
        if isinstance(target, type) and issubclass(target, Entry):
            found[column.attname] = entry_of(stage, record, registry.of_model(target), "plain").pk
        elif target is Voice and column.attname in {"leans_on_id", "responsible_id", "decided_by_id"}:
            sister = stage.voices.get((record, "sister"))
            person = next(v for (r, name), v in stage.voices.items() if r == record and v.kind == "self")
            found[column.attname] = (sister if column.attname == "leans_on_id" and sister else person).pk
    for column_name, (other, how) in hangs_on.items():
        target_id = entry_of(stage, record, registry.get(other), how).pk
        is_many = "Array" in type(kind.model._meta.get_field(column_name.removesuffix("_id"))).__name__
        found[column_name] = [target_id] if is_many else target_id
    return found


def _words(kind: Kind, text: str, given: dict[str, Any]) -> dict[str, str]:
    """Put the canary into every field that takes free words."""
    found = {"source": text}
    for name in (*kind.fields, "words"):
        column = kind.model._meta.get_field(name)
        if isinstance(column, models.CharField | models.TextField) and not column.choices:
            most = column.max_length or 500
            if most >= 40:
                found[name] = text if not isinstance(column, models.URLField) else f"https://example.org/{text[:7]}"
    return found


def _closed(stage: Stage) -> None:
    """Write closed kinds down, each entry for an audience of its own."""
    for kind in registry.all_kinds():
        for relation in AUDIENCES if _is_closed(kind) else ():
            made = entry_of(stage, A, kind, relation)
            writer = made.written_by_id
            for name, span in AUDIENCES[relation]:
                starts, ends = _moment(stage, span.starts), _moment(stage, span.ends)
                account = stage.accounts[name]
                Audience.objects.create(
                    entry_id=made.pk,
                    subject_id=made.subject_id,
                    account=account,
                    given_by=writer,
                    starts=starts,
                    ends=ends,
                )
                stage.facts.invited.append(oracle.Invited(made.pk, account.pk, starts, ends))
            # Whoever the room names by itself (writer, person, who looks after safeguarding) is in the audience too.
            for named in Audience.objects.filter(entry_id=made.pk):
                begun = None if named.starts >= stage.now else named.starts  # written down while this world was built
                stage.facts.invited.append(oracle.Invited(made.pk, named.account_id, begun, named.ends))


def _kept(stage: Stage) -> None:
    kept_entry = stage.accounts["kept_entry"]
    for (record, kind, relation), entry in list(stage.entries.items()):
        if whom := KEPT_FROM.get(relation):
            _withhold(stage, record, registry.get(kind), whom, entry, kept_entry if whom == "account" else None)
    for whom, section in KEPT_SECTIONS:
        _withhold_section(stage, K, section, whom)
    for role in stage.roles.values():
        if role.keeps_section:
            _withhold_section(stage, A, role.keeps_section, "account", stage.accounts[role.name])


def _withhold(stage: Stage, record: str, kind: Kind, whom: str, entry: Any, account: Account | None) -> None:
    note = stage.cage.mark(Mark("withholding", record, whom, kind.name, account=account and account.pk))
    made = Withholding.objects.create(
        subject=stage.subjects[record],
        item_id=entry.pk,
        bit=kind.section.bit,
        whom=whom,
        account=account,
        grounds="harm",
        words=f"{note} grounds",
        made_by=stage.accounts["worker"].pk,
        # What is kept from the circle is overdue for its review, and stays kept.
        review_by=date.today() + timedelta(days=-3 if whom == "circle" else 90),  # noqa: DTZ011
    )
    stage.more.setdefault((record, "withholding_id"), [made.pk])
    stage.facts.kept.append(
        oracle.Kept(entry.subject_id, kind.section.code, whom, entry=entry.pk, account=account and account.pk)
    )


def _withhold_section(stage: Stage, record: str, section: str, whom: str, account: Account | None = None) -> None:
    note = stage.cage.mark(Mark("withholding", record, whom, account=account and account.pk))
    Withholding.objects.create(
        subject=stage.subjects[record],
        bit=BITS[section],
        whom=whom,
        account=account,
        grounds="harm",
        words=f"{note} grounds",
        made_by=stage.accounts["worker"].pk,
        review_by=date.today() + timedelta(days=90),  # noqa: DTZ011
    )
    stage.facts.kept.append(oracle.Kept(stage.subjects[record].pk, section, whom, account=account and account.pk))


def _besides(stage: Stage) -> None:
    """Put an answer beside every entry, a challenge and a file beside some; ways to reach people; drafts."""
    for number, ((record, kind, relation), entry) in enumerate(list(stage.entries.items())):
        known = stage.known[entry.pk]
        _answer(stage, "answer", record, relation, kind, entry, known)
        if kind in {"strength", "goal"}:
            _answer(stage, "challenge", record, relation, kind, entry, known)
            _answer(stage, "file", record, relation, kind, entry, known, number=number)
    for record in RECORDS:
        for what, table in (("contact", ContactPoint), ("protected", ProtectedContact)):
            canary = stage.cage.mark(Mark(what, record))
            point = table.objects.create(
                subject=stage.subjects[record],
                sort="address",
                value=f"{canary} Street",
                written_by=stage.accounts["worker"],
            )
            stage.more[record, "point_id"] = [point.pk]
    Notice.objects.create(account=stage.accounts["person"], kind="proof", subject=stage.subjects[A])
    for name in ("person", "worker", "sister"):
        canary = stage.cage.mark(Mark("draft", A, account=stage.accounts[name].pk))
        Draft.objects.create(
            author=stage.accounts[name],
            saved_by=stage.accounts[name].pk,
            subject_id=stage.subjects[A].pk,
            page=f"/p/{stage.subjects[A].pk}/add/strength/",
            words={"words": [f"{canary} typed"]},
        )


def _answer(
    stage: Stage, what: str, record: str, relation: str, kind: str, entry: Any, known: oracle.Entry, *, number: int = 0
) -> None:
    canary = stage.cage.mark(Mark(what, record, relation, kind, known))
    row = {
        "item_id": entry.pk,
        "subject_id": entry.subject_id,
        "bit": registry.get(kind).section.bit,
        "item_by": entry.written_by_id,
        "written_by": stage.accounts["worker"],
    }
    if what == "answer":
        made: Any = Response.objects.create(**row, kind="comment", words=f"{canary} said to it")
    elif what == "challenge":
        made = Challenge.objects.create(**row, kind="wrong", words=f"{canary} is wrong", answer_by=date(2026, 12, 1))
    else:
        path = default_storage.save(f"proof/{number}", ContentFile(f"{canary} in the file".encode()))
        made = Attachment.objects.create(
            **row,
            name=f"{canary}.txt",
            content_type="text/plain",
            size=20,
            sha256=f"{number:064d}",
            path=path,
        )
    stage.beside.setdefault(what, {})[record, f"{kind}.{relation}"] = made


def _histories(stage: Stage) -> None:
    """Let some entries have had other words before: history is seen with the entry, and kept with it."""
    for relation in RELATIONS:
        made = stage.entries[A, "strength", relation]
        canary = stage.cage.mark(Mark("history", A, relation, "strength", stage.known[made.pk]))
        now = made.words
        for words in (f"{canary} as it was", now):
            type(made)._default_manager.filter(pk=made.pk).update(words=words, version=models.F("version") + 1)


def _more(stage: Stage) -> None:
    """Give values for the parts of addresses that are no entry."""
    for record in RECORDS:
        mine = [voice for (of, _name), voice in stage.voices.items() if of == record]
        circle = stage.voices.get((record, "sister"), mine[-1])
        stage.more[record, "voice_id"] = [circle.pk, stage.voices[record, "aunt"].pk]
        stage.more[record, "account_id"] = [circle.account_id or stage.accounts["sister"].pk]
        stage.more[record, "version_id"] = [uuid7()]
        _circle(stage, record, circle)


def _circle(stage: Stage, record: str, voice: Any) -> None:
    """Invite somebody into this record, and let a finding say that somebody acts by law."""
    subject, worker = stage.subjects[record], stage.accounts["worker"].pk
    until = now() + timedelta(days=3)
    invitation = Invitation.objects.create(
        subject=subject, name="Invited", how="code", secret=f"{record:x>64}", mask=1, ends=until, made_by=worker
    )
    found = {"seen_on": date(2026, 1, 2), "found_on": date(2026, 1, 2), "seen_by": "Worker", "found_by": "Dr Osei"}
    proxy = Proxy.objects.create(
        subject=subject, voice=voice, kind="court", ground="finding", mask=1, ends=until, added_by=worker, **found
    )
    stage.more[record, "invitation_id"], stage.more[record, "proxy_id"] = [invitation.pk], [proxy.pk]


def _plan(stage: Stage) -> None:
    """Put the plan of the main record forward, and begin to look at it again."""
    worker, subject = stage.accounts["worker"], stage.subjects[A]
    with viewing(worker.pk, subject_id=subject.pk):
        viewer = people.viewer(account=worker, subject_id=subject.pk)
        version = planning.put_forward(by=worker, subject=subject, viewer=viewer)
        circle = people.circle(subject.pk, viewer=viewer)
        reviewing.start(by=worker, subject=subject, viewer=viewer, circle=circle, id=uuid7())
    stage.more[A, "version_id"] = [version.pk]
