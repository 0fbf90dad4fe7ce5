"""How far a plan has come, from what was put forward, what each voice answered and what was decided. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from .rules import open_steps, said
from .views import PlanView

NOT_ANSWERED = "has not answered yet"


class Answer(StrEnum):
    """What a voice says to a plan that was put forward."""

    AGREE = "agree"
    IN_PART = "in_part"
    DIFFERENTLY = "differently"
    COULD_NOT = "could_not"


class Mark(StrEnum):
    """How far a plan has come. INTERIM is no mark of its own: it is added to DRAFT or PUT FORWARD."""

    DRAFT = "DRAFT"
    PUT_FORWARD = "PUT FORWARD"
    AGREED = "AGREED"
    IN_USE_NOT_AGREED = "IN USE, NOT AGREED"
    REPLACED = "REPLACED"


@dataclass(frozen=True, slots=True)
class VersionView:
    """A plan version: when it was put forward (None: still a draft), if a rule blocks it, which number replaced it."""

    number: int
    put_forward_at: datetime | None = None
    blocked: bool = False
    replaced_by: int | None = None


@dataclass(frozen=True, slots=True)
class HolderView:
    """Somebody whose agreement a plan needs: the person, or whoever holds one of its steps. ``voice`` is an id."""

    voice: str
    name: str
    is_person: bool = False


@dataclass(frozen=True, slots=True)
class AnswerView:
    """One voice's answer to a version. A later answer of the same voice takes the place of an earlier one."""

    voice: str
    name: str
    answer: str
    at: datetime
    words: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class EventView:
    """What was decided: ``interim`` (``until``: complete by) or ``in_use_not_agreed`` (``until``: ask again on).

    ``ask_again`` (``voice``, ``until``) says when somebody is to be asked again; ``authorised`` and ``returned`` are a
    manager's, whose name is ``who``.
    """

    kind: str
    at: datetime
    reason: str = ""
    until: date | None = None
    voice: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class Interim:
    """Help has started before the plan is agreed: why, and by when the plan is to be complete."""

    reason: str
    complete_by: date | None


@dataclass(frozen=True, slots=True)
class NotAgreed:
    """One whose agreement is missing: the name, why (in their own words where they gave any), when to ask again."""

    voice: str
    name: str
    why: str
    ask_again_on: date | None = None


@dataclass(frozen=True, slots=True)
class Authorisation:
    """What a manager said to a version: authorised or not (returned), by whom, when, and why in words."""

    authorised: bool
    who: str
    at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class State:
    """Where a plan stands. ``missing`` names whose agreement it lacks; ``differently`` who else does not go along.

    ``authorisation`` is what a manager said last, if one said anything; agreement does not hang on it.
    """

    mark: Mark
    interim: Interim | None = None
    missing: tuple[NotAgreed, ...] = ()
    differently: tuple[NotAgreed, ...] = ()
    blocked: bool = False
    authorisation: Authorisation | None = None


class PlanRefusedError(ValueError):
    """What was asked of a plan cannot be done now. ``reason`` says why and the way on; ``where`` names the field."""

    def __init__(self, reason: str, where: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.where = where


def holders(person: HolderView, view: PlanView) -> tuple[HolderView, ...]:
    """Name everybody whose agreement the plan needs: the person first, then who holds an open step, each once."""
    found = {person.voice: person}
    for step in open_steps(view):
        if step.responsible is not None:
            found.setdefault(step.responsible, HolderView(step.responsible, step.responsible_name))
    return tuple(found.values())


def latest(answers: Iterable[AnswerView]) -> dict[str, AnswerView]:
    """Give the answer that counts for each voice: its last one."""
    return {answer.voice: answer for answer in sorted(answers, key=lambda answer: answer.at)}


def state(
    version: VersionView | None,
    answers: Sequence[AnswerView],
    events: Sequence[EventView],
    needed: Sequence[HolderView],
) -> State:
    """Fold answers and events into where the plan stands.

    ``needed`` is what ``holders`` gave for the frozen version. AGREED asks that each of them, the person among them,
    answered "agree" and that no rule blocks. "Could not answer" agrees to nothing, whoever wrote it down.
    """
    interim = _last(events, "interim")
    added = Interim(interim.reason, interim.until) if interim else None
    if version is None or version.put_forward_at is None:
        return State(Mark.DRAFT, interim=added)
    said_by_manager = _authorisation(events)
    if version.replaced_by is not None:
        return State(Mark.REPLACED, authorisation=said_by_manager)
    heard = latest(answers)
    in_use = _last(events, "in_use_not_agreed")
    lacking = tuple(
        _lacking(holder, heard.get(holder.voice), _again(events, holder.voice, in_use))
        for holder in needed
        if not _agrees(holder, heard)
    )
    expected = {holder.voice for holder in needed}
    others = tuple(
        NotAgreed(answer.voice, answer.name, _reason(answer), _again(events, answer.voice, None))
        for answer in heard.values()
        if answer.voice not in expected and answer.answer != Answer.AGREE
    )
    if not lacking and not version.blocked and any(holder.is_person for holder in needed):
        return State(Mark.AGREED, differently=others, authorisation=said_by_manager)
    if in_use:
        return State(Mark.IN_USE_NOT_AGREED, None, lacking, others, version.blocked, said_by_manager)
    return State(Mark.PUT_FORWARD, added, lacking, others, version.blocked, said_by_manager)


def _authorisation(events: Sequence[EventView]) -> Authorisation | None:
    last = max(
        (event for event in events if event.kind in ("authorised", "returned")),
        key=lambda event: event.at,
        default=None,
    )
    return Authorisation(last.kind == "authorised", last.who, last.at, last.reason) if last else None


def _again(events: Sequence[EventView], voice: str, in_use: EventView | None) -> date | None:
    """Give the day on which somebody is to be asked again: what was said of them last, else of everybody."""
    own = _last([event for event in events if event.voice == voice], "ask_again")
    return own.until if own else in_use.until if in_use else None


def _last(events: Sequence[EventView], kind: str) -> EventView | None:
    return max((event for event in events if event.kind == kind), key=lambda event: event.at, default=None)


def _agrees(holder: HolderView, heard: dict[str, AnswerView]) -> bool:
    return holder.voice in heard and heard[holder.voice].answer == Answer.AGREE


def _reason(answer: AnswerView) -> str:
    return answer.words if said(answer.words) else answer.why


def _lacking(holder: HolderView, answer: AnswerView | None, again: date | None) -> NotAgreed:
    why = _reason(answer) if answer else NOT_ANSWERED
    return NotAgreed(holder.voice, holder.name, why, again)


def in_words(where: State) -> str:
    """Say the state as its mark is shown, e.g. "PUT FORWARD · INTERIM" or "IN USE, NOT AGREED BY Amina Yusuf"."""
    text = str(where.mark)
    if where.mark is Mark.IN_USE_NOT_AGREED and where.missing:
        text += " BY " + ", ".join(line.name for line in where.missing)
    return text + (" · INTERIM" if where.interim else "")


def check_put_forward(view: PlanView) -> None:
    """Refuse to put forward a plan without any goal of now. A blocked plan may be put forward; it is not agreed yet."""
    if not can_put_forward(view):
        raise PlanRefusedError("There is no goal here yet. Add one in the person's own words first.", "goals")


def check_answer(
    where: State, answer: str, *, own: bool, has_account: bool, name: str, words: str = "", why: str = ""
) -> None:
    """Refuse an answer that cannot be given now, or not by this writer.

    ``own``: the writer answers for themself. ``has_account`` and ``name`` are of the one whose answer it is. Whoever
    can sign in answers for themself; others may only write down that it could not be asked, and why.
    """
    if where.mark is Mark.DRAFT:
        raise PlanRefusedError(
            "This plan has not been put forward yet. Put it forward, so that all answer to the same words."
        )
    if where.mark is Mark.REPLACED:
        raise PlanRefusedError("There is a newer version of this plan. Please answer to that one.")
    if answer not in set(Answer):
        raise PlanRefusedError("Choose one of the answers.", "answer")
    if not own and has_account and answer != Answer.COULD_NOT:
        raise PlanRefusedError(f"{name} can sign in, so only {name} can give this answer.", "answer")
    if answer in (Answer.IN_PART, Answer.DIFFERENTLY) and not said(words):
        raise PlanRefusedError("Say in your own words what you see differently.", "words")
    if answer == Answer.COULD_NOT and not said(why):
        raise PlanRefusedError("Say why this could not be answered.", "why")


def check_interim(where: State, *, reason: str, until: date | None, on: date) -> None:
    """Refuse to mark help as started before agreement without a reason and a day by which the plan is complete."""
    if not can_start_interim(where):
        raise PlanRefusedError("Only a draft, or a plan put forward, can have help started under it as interim.")
    _check_why_and_when(reason, until, on, "By when will the plan be complete? Choose today or a later day.")


def check_use_without_agreement(where: State, *, reason: str, until: date | None, on: date) -> None:
    """Refuse to use a plan not all agree to unless it was put forward, with a reason and a day to ask again."""
    if not can_use_without_agreement(where):
        raise PlanRefusedError("Only a plan that was put forward, and is not agreed, can be used without agreement.")
    _check_why_and_when(reason, until, on, "On which day will you ask again? Choose today or a later day.")


def check_authorise(where: State, *, authorised: bool, words: str) -> None:
    """Refuse a manager's word on a plan that is not before anybody, and a return without words the person can read."""
    if not can_authorise(where):
        raise PlanRefusedError("Only a plan that has been put forward can be authorised or returned.")
    if not authorised and not said(words):
        raise PlanRefusedError(
            "Say why, in words the person can read. They see it, and so does everybody else.", "words"
        )


def check_ask_again(where: State, voice: str, *, until: date | None, on: date) -> None:
    """Refuse a day to ask again of somebody whose agreement is not missing, or one that has gone by."""
    if voice not in {one.voice for one in (*where.missing, *where.differently)}:
        raise PlanRefusedError("Only somebody who has not agreed to this plan needs to be asked again.")
    if until is None or until < on:
        raise PlanRefusedError("On which day will you ask again? Choose today or a later day.", "until")


def _check_why_and_when(reason: str, until: date | None, on: date, ask: str) -> None:
    if not said(reason):
        raise PlanRefusedError("Say why.", "reason")
    if until is None or until < on:
        raise PlanRefusedError(ask, "until")


def can_put_forward(view: PlanView) -> bool:
    """Say whether ``check_put_forward`` would let it through."""
    return any(goal.status == "now" for goal in view.goals)


def can_answer(where: State) -> bool:
    """Say whether a plan in this state takes answers at all."""
    return where.mark not in (Mark.DRAFT, Mark.REPLACED)


def can_start_interim(where: State) -> bool:
    """Say whether help can be marked as started under a plan in this state."""
    return where.mark in (Mark.DRAFT, Mark.PUT_FORWARD)


def can_authorise(where: State) -> bool:
    """Say whether a manager can authorise or return a plan in this state."""
    return where.mark in (Mark.PUT_FORWARD, Mark.AGREED, Mark.IN_USE_NOT_AGREED)


def can_use_without_agreement(where: State) -> bool:
    """Say whether a plan in this state can be used though not all agree."""
    return where.mark in (Mark.PUT_FORWARD, Mark.IN_USE_NOT_AGREED)
