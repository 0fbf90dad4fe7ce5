"""Every write about agreeing: putting a plan forward, answering it, starting help. What becomes of goals: `progress`.

Each runs in its caller's transaction and leaves its audit row. `by` acts; the database checks the signed viewer.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from alongside.access import audit, keeper
from alongside.access.domain import Conflict, Refused
from alongside.access.models import Account
from alongside.base.clock import now
from alongside.base.findings import blocks
from alongside.base.ids import uuid7
from alongside.people import queries as people
from alongside.people.domain import Act, Section, Viewer, may
from alongside.people.models import Subject, Voice
from alongside.planning import domain, queries, versions
from alongside.planning.domain.codes import PlanEventKind
from alongside.planning.models import PlanAnswer, PlanEvent, PlanVersion
from alongside.record.once import insert_once


def put_forward(
    *,
    by: Account,
    subject: Subject,
    viewer: Viewer,
    id: UUID | None = None,
    review_on: date | None = None,
    after: int | None = None,
    at: datetime | None = None,
) -> PlanVersion:
    """Freeze the plan as it is now and put it to everybody for agreement. Gives the version.

    Everything of the plan is frozen, also what `by` does not see: what each reader sees of it, their own lock says.
    The same `id` a second time gives the first version. `after` is the number of the last version its writer saw:
    raises `Conflict` with the newer one when somebody put the plan forward meanwhile; `Refused` when there is no goal,
    or `by` may not. Help that has started under the version before stays marked as started.
    """
    _allowed(viewer, subject, Act.AMEND_SUBJECT)
    _one_at_a_time(subject)
    before = versions.versions(subject, viewer=viewer)
    last = before[0].version
    for one in before:
        if one.version is not None and one.version.pk == id:
            return one.version
    if after is not None and after != (last.number if last else 0):
        raise Conflict(last)
    circle = people.circle(subject.pk, viewer=viewer)
    found = queries.plan(subject.pk, viewer=viewer, circle=circle)
    view = queries.view(subject, viewer=viewer, found=found, circle=circle)
    with refusals():
        domain.check_put_forward(view)
    version = PlanVersion(
        id=id or uuid7(),
        subject=subject,
        number=last.number + 1 if last else 1,
        put_forward_at=at or now(),
        put_forward_by=by,
        blocked=blocks(domain.findings(view)),
        holders=_holders(subject, circle, view),
        review_on=review_on,
    )
    with keeper.readable_refusals(), _only_here():
        version.save(force_insert=True)
    keeper.call("freeze_plan", version.pk)
    if started := before[0].state.interim:
        at = version.put_forward_at
        _event(by, subject, version, PlanEventKind.INTERIM, started.reason, started.complete_by, at, None)
    audit.note(by=by, action="plan.put_forward", subject_id=subject.pk, version=str(version.pk))
    return version


def _holders(subject: Subject, circle: list[Voice], view: domain.PlanView) -> list[UUID]:
    first = queries.agreeing_voices(subject, circle)
    person = domain.HolderView(str(first[0].pk), first[0].name, is_person=True)
    found = [one.pk for one in first] + [UUID(one.voice) for one in domain.holders(person, view)]
    return list(dict.fromkeys(found))


def answer(
    *,
    by: Account,
    subject: Subject,
    version: PlanVersion,
    voice: Voice,
    viewer: Viewer,
    answer: str,
    words: str = "",
    why: str = "",
    how: str = "",
    id: UUID | None = None,
    at: datetime | None = None,
) -> PlanAnswer:
    """Keep what one voice says to a version; a later answer takes the place of an earlier one, which is kept.

    While somebody puts a newer version forward it waits, and is refused once there is one: nobody agrees to words that
    have been replaced. For a voice that cannot sign in it may be written down, with `how` it was given. Raises
    `Refused`.
    """
    _allowed(viewer, subject, Act.ADD)
    _one_at_a_time(subject)
    own = voice.pk in viewer.voices
    with refusals():
        domain.check_answer(
            versions.state_of(version, subject=subject, viewer=viewer),
            answer,
            own=own,
            has_account=voice.account_id is not None,
            name=voice.name,
            words=words,
            why=why,
        )
    made = PlanAnswer(
        id=id or uuid7(),
        subject=subject,
        version=version,
        voice=voice,
        answer=answer,
        words=words,
        why=why if answer == domain.Answer.COULD_NOT else "",
        how="" if own else how,
        written_by=by,
        written_at=at or now(),
    )
    if insert_once(made):
        of = {"version": str(version.pk), "voice": str(voice.pk)}
        audit.note(by=by, action=f"plan.answer.{answer}", subject_id=subject.pk, **of)
    return made


def start_interim(
    *,
    by: Account,
    subject: Subject,
    viewer: Viewer,
    reason: str,
    until: date | None,
    after: int | None = None,
    id: UUID | None = None,
    at: datetime | None = None,
) -> PlanEvent:
    """Say that help has started before the plan is agreed: why, and by when the plan is to be complete."""
    _allowed(viewer, subject, Act.AMEND_SUBJECT)
    last = _newest(subject, viewer, after)
    with refusals():
        domain.check_interim(last.state, reason=reason, until=until, on=(at or now()).date())
    return _event(by, subject, last.version, PlanEventKind.INTERIM, reason, until, at or now(), id)


def use_without_agreement(
    *,
    by: Account,
    subject: Subject,
    viewer: Viewer,
    reason: str,
    until: date | None,
    after: int | None = None,
    id: UUID | None = None,
    at: datetime | None = None,
) -> PlanEvent:
    """Say that the plan is in use though not everybody agrees: why, and on which day to ask again."""
    _allowed(viewer, subject, Act.ALLOCATE)
    last = _newest(subject, viewer, after)
    with refusals():
        domain.check_use_without_agreement(last.state, reason=reason, until=until, on=(at or now()).date())
    return _event(by, subject, last.version, PlanEventKind.IN_USE_NOT_AGREED, reason, until, at or now(), id)


def authorise(
    *,
    by: Account,
    subject: Subject,
    viewer: Viewer,
    authorised: bool,
    words: str,
    after: int | None = None,
    id: UUID | None = None,
    at: datetime | None = None,
) -> PlanEvent:
    """Keep a manager's word on the newest version: authorised, or returned with words the person sees.

    The database lets only a lead of a team that works with the person write it, where the organisation asks for it.
    """
    _allowed(viewer, subject, Act.ALLOCATE)
    last = _newest(subject, viewer, after)
    with refusals():
        domain.check_authorise(last.state, authorised=authorised, words=words)
    kind = PlanEventKind.AUTHORISED if authorised else PlanEventKind.RETURNED
    return _event(by, subject, last.version, kind, words, None, at or now(), id)


def ask_again(
    *,
    by: Account,
    subject: Subject,
    viewer: Viewer,
    voice: Voice,
    reason: str,
    until: date | None,
    after: int | None = None,
    id: UUID | None = None,
    at: datetime | None = None,
) -> PlanEvent:
    """Say on which day somebody who has not agreed is to be asked again."""
    _allowed(viewer, subject, Act.AMEND_SUBJECT)
    last = _newest(subject, viewer, after)
    with refusals():
        domain.check_ask_again(last.state, str(voice.pk), until=until, on=(at or now()).date())
    return _event(by, subject, last.version, PlanEventKind.ASK_AGAIN, reason, until, at or now(), id, voice)


def _newest(subject: Subject, viewer: Viewer, after: int | None) -> versions.Version:
    """Give the newest version, once nobody else is putting one forward; refused when its reader saw an earlier one."""
    _one_at_a_time(subject)
    last = versions.versions(subject, viewer=viewer)[0]
    if after is not None and after != (last.version.number if last.version else 0):
        raise Refused("There is a newer version of this plan since you opened this page. Please read that one first.")
    return last


def _event(
    by: Account,
    subject: Subject,
    version: PlanVersion | None,
    kind: PlanEventKind,
    reason: str,
    until: date | None,
    at: datetime,
    id: UUID | None,
    voice: Voice | None = None,
) -> PlanEvent:
    made = PlanEvent(
        id=id or uuid7(),
        subject=subject,
        version=version,
        kind=kind,
        voice=voice,
        reason=reason,
        until=until,
        written_by=by,
        written_at=at,
    )
    if insert_once(made):
        audit.note(by=by, action=f"plan.{kind}", subject_id=subject.pk)
    return made


@contextmanager
def refusals() -> Iterator[None]:
    """Turn what the plan's own rules refuse into `Refused`; `where`, the field at fault, is kept on it."""
    try:
        yield
    except domain.PlanRefusedError as refused:
        said = Refused(refused.reason)
        said.where = refused.where  # type: ignore[attr-defined]
        raise said from None


def _allowed(viewer: Viewer, subject: Subject, act: Act) -> None:
    for asked in (Act.SEE, Act.ADD, act):
        decision = may(viewer, asked, section=Section.GOALS, subject_open=subject.is_open)
        if not decision:
            raise Refused(decision.reason)


def _one_at_a_time(subject: Subject) -> None:
    """Let one put this plan forward at a time; the next waits until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"plan:{subject.pk}"])


@contextmanager
def _only_here() -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        raise Refused("This plan could not be put forward. Please open it again.") from None
