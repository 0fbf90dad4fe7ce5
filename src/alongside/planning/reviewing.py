"""Every write of a review: begin it, say something at it, say where a goal is and how hopeful one is, finish it.

Each takes part in its caller's transaction and leaves its audit row. Two who hold a review at once end up in the same
one, and each writes entries of their own. What somebody changed elsewhere while they were writing raises `Conflict`.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from alongside.access import audit
from alongside.access.domain import Conflict, Refused
from alongside.access.models import Account
from alongside.base.clock import now
from alongside.base.ids import uuid7
from alongside.people.domain import Act, Decision, Section, Viewer, may
from alongside.people.models import Subject, Voice
from alongside.planning import queries, reviews
from alongside.planning.models import Achievement, Goal, Review
from alongside.planning.reviews import Held
from alongside.record import actions as record
from alongside.record import registry
from alongside.record.domain import Standing
from alongside.record.models import Entry


class ReviewFinished(Refused):
    """Somebody finished the review meanwhile. It can be opened again, unless there is a newer one."""


def may_hold(viewer: Viewer, *, subject_open: bool = True) -> Decision:
    """Decide whether this viewer may hold a review: the person, or somebody who works with them."""
    for act in (Act.SEE, Act.ADD, Act.AMEND_SUBJECT):
        decision = may(viewer, act, section=Section.GOALS, subject_open=subject_open)
        if not decision:
            return decision
    return decision


def default_voice(subject: Subject, circle: list[Voice], viewer: Viewer) -> Voice | None:
    """Give whose words are written down unless one says otherwise: the person's own; of a group, all together's."""
    first = queries.agreeing_voices(subject, circle)
    own = (voice for voice in circle if voice.pk in viewer.voices)
    return first[0] if first else next(own, None)


def start(
    *,
    by: Account,
    subject: Subject,
    viewer: Viewer,
    circle: list[Voice],
    id: UUID | None = None,
    at: datetime | None = None,
) -> Review:
    """Begin a review. Gives the one that is open already, if one is; the same `id` again gives the same one."""
    _allowed(viewer, subject)
    _one_at_a_time(subject)
    seen = reviews.reviews(subject.pk, viewer=viewer, circle=circle)
    there = next((held for held in seen if held.main.pk == id), None) or reviews.going_on(seen)
    if there is not None:
        return there.main
    voice = default_voice(subject, circle, viewer)
    if voice is None:
        raise Refused("Please say first who this record is about: add somebody to the circle.")
    version = reviews.newest_version(subject.pk, viewer=viewer)
    return record.add(  # type: ignore[return-value]
        by=by,
        kind=registry.get("review"),
        subject_id=subject.pk,
        words_of=voice.pk,
        how="wrote" if voice.pk in viewer.voices else "said",
        id=id if id and id.version != reviews.MADE_OF_NAMES else uuid7(),
        at=at,
        of_version=version.pk if version else None,
    )


class Hand:
    """One who writes at a review: who, in which record, in whose voice, and how that is known.

    Made in the transaction of the write, it holds the review still: others who write at it wait a moment. With
    `again`, a review that was finished meanwhile is opened again. Raises `Refused`, `ReviewFinished`, or Http404.
    """

    def __init__(
        self,
        *,
        by: Account,
        subject: Subject,
        viewer: Viewer,
        circle: list[Voice],
        review_id: UUID,
        voice: UUID | None = None,
        how: str = "said",
        again: bool = False,
    ) -> None:
        """Look whether one may, wait for one's turn, and read the review as it is now."""
        _allowed(viewer, subject)
        _one_at_a_time(subject)
        self.by, self.subject, self.viewer = by, subject, viewer
        seen = reviews.reviews(subject.pk, viewer=viewer, circle=circle)
        self.held = reviews.one(review_id, seen)
        if not self.held.is_open:
            self._open_again(seen, circle, again)
        first = default_voice(subject, circle, viewer)
        self.voice = voice or (first.pk if first else None)
        own = self.voice in viewer.voices
        self.how = "wrote" if own else how

    def _open_again(self, seen: list[Held], circle: list[Voice], again: bool) -> None:
        if seen[0] is not self.held or reviews.going_on(seen):
            raise Refused(
                "This review is finished, and there is a newer one. Your words are kept for you. "
                "You can write them down at the newer one."
            )
        if not again:
            who = next((one.name for one in circle if one.account_id == self.held.main.finished_by), "")
            raise ReviewFinished(who)
        main = self.held.main
        self.held.main = record.mend(  # type: ignore[assignment]
            by=self.by,
            kind=registry.get("review"),
            entry=main,
            version=main.version,
            finished_at=None,
            finished_by=None,
        )
        audit.note(by=self.by, action="review.opened_again", subject_id=self.subject.pk, review=str(main.pk))

    @property
    def whose(self) -> UUID:
        """Give the voice that is written down; raises `Refused` when there is none."""
        if self.voice is None:
            raise Refused("Please say whose words these are: somebody in this circle.")
        return self.voice


def say(hand: Hand, *, version: int | None, **words: str) -> Review | None:
    """Write down what is said on one topic; gives the entry, or None when there is nothing to say.

    A second answer mends the first of the same writer and voice. `version` is the one that the page showed, None when
    it showed nothing. Raises `Conflict`.
    """
    kind, held = registry.get("review"), hand.held
    mine = held.mine(hand.by.pk, hand.whose)
    if mine is not None:
        return _mend(hand.by, mine, version, words)  # type: ignore[return-value]
    if not any(text.strip() for text in words.values()):
        return None
    id = reviews.free_part_id(held.main.pk, hand.by.pk, hand.whose)
    if id is None:
        raise Refused("This was written and taken back many times. Please add it as an entry of its own.")
    fields: dict[str, Any] = {"of_version": held.main.of_version, **words}
    return record.add(  # type: ignore[return-value]
        by=hand.by, kind=kind, subject_id=hand.subject.pk, words_of=hand.whose, how=hand.how, id=id, **fields
    )


def say_where(hand: Hand, *, goal: Goal, version: int | None, score: int | None, words: str) -> Entry | None:
    """Write down where a goal is now; a second answer mends the first of the same writer and voice."""
    mine = reviews.my_rating(hand.held.main.pk, goal.pk, writer=hand.by.pk, voice=hand.whose)
    if score is None and not words.strip():
        return _take_away(hand, mine)
    if mine is not None:
        return _mend(hand.by, mine, version, {"score": score, "words": words})
    return _add(hand, "goal_rating", goal=goal, score=score, words=words)


def say_hope(hand: Hand, *, version: int | None, score: int | None, words: str) -> Entry | None:
    """Write down how hopeful somebody feels; a second answer mends the first of the same writer and voice."""
    if not hand.viewer.sight.sees(Section.STAYING_WELL):
        raise Refused("This part of the record has not been shared with you.")
    mine = reviews.my_hope(hand.held.main.pk, writer=hand.by.pk, voice=hand.whose)
    if score is None:
        return _take_away(hand, mine)
    if mine is not None:
        return _mend(hand.by, mine, version, {"score": score, "words": words})
    return _add(hand, "hope", score=score, words=words)


def _take_away(hand: Hand, mine: Entry | None) -> Entry | None:
    """Take away what was said when its fields are emptied: own words are taken back, others were written by mistake."""
    if mine is not None:
        own = mine.words_of_id in hand.viewer.voices
        record.set_standing(
            by=hand.by,
            kind=registry.of_model(type(mine)),
            entry=mine,
            standing=Standing.TAKEN_BACK if own else Standing.IN_ERROR,
            reason="" if own else "Emptied again at the review",
        )
    return mine


def say_present(hand: Hand, *, version: int | None, present: list[UUID]) -> Review:
    """Keep who was there. Raises `Conflict` when somebody said otherwise meanwhile."""
    return _mend(hand.by, hand.held.main, version, {"present": present})  # type: ignore[return-value]


def keep_achievement(hand: Hand, *, part: Review) -> Achievement:
    """Keep the words on what went well as an achievement, in the same voice; a second time changes nothing."""
    return record.add(  # type: ignore[return-value]
        by=hand.by,
        kind=registry.get("achievement"),
        subject_id=hand.subject.pk,
        words_of=part.words_of_id,
        how=part.how,
        id=reviews.achievement_id(part.pk),
        words=part.words,
    )


def finish(*, by: Account, subject: Subject, viewer: Viewer, circle: list[Voice], review_id: UUID) -> Review:
    """Finish a review; a second time, or at the same time as somebody else, changes nothing.

    Raises `Refused` when nothing was said at it: that is no review, and it may as well wait.
    """
    _allowed(viewer, subject)
    _one_at_a_time(subject)
    held = reviews.one(review_id, reviews.reviews(subject.pk, viewer=viewer, circle=circle))
    if not held.is_open:
        return held.main
    if not (held.said(*reviews.WORDS) or reviews.is_anything_rated(held.main.pk)):
        raise Refused("Nothing has been written down at this review yet. Write down one thing first, or leave it open.")
    main = record.mend(
        by=by,
        kind=registry.get("review"),
        entry=held.main,
        version=held.main.version,
        finished_at=now(),
        finished_by=by.pk,
    )
    audit.note(by=by, action="review.finished", subject_id=subject.pk, review=str(main.pk))
    return main  # type: ignore[return-value]


def _add(hand: Hand, kind: str, **fields: Any) -> Entry:
    return record.add(
        by=hand.by,
        kind=registry.get(kind),
        subject_id=hand.subject.pk,
        words_of=hand.whose,
        how=hand.how,
        review=hand.held.main.pk,
        **fields,
    )


def _mend(by: Account, mine: Entry, version: int | None, fields: dict[str, Any]) -> Entry:
    """Change these fields, unless they were changed since `version`; what else was changed is no conflict."""
    if all(getattr(mine, name) == value for name, value in fields.items()):
        return mine
    kind = registry.of_model(type(mine))
    if version != mine.version and _changed_since(mine, version, fields):
        raise Conflict(mine)
    return record.mend(by=by, kind=kind, entry=mine, version=mine.version, **fields)


def _changed_since(mine: Entry, version: int | None, names: Any) -> bool:
    if version is None:
        return any(getattr(mine, name) not in (None, "", []) for name in names)
    states = registry.of_model(type(mine)).event_model.objects
    then = states.filter(pgh_obj_id=mine.pk, version=version).order_by("pgh_id").first()
    return then is None or any(getattr(then, name) != getattr(mine, name) for name in names)


def _allowed(viewer: Viewer, subject: Subject) -> None:
    decision = may_hold(viewer, subject_open=subject.is_open)
    if not decision:
        raise Refused(decision.reason)


def _one_at_a_time(subject: Subject) -> None:
    """Let one write at the reviews of a record at a time; the next waits until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"review:{subject.pk}"])
