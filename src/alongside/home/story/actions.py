"""Writes of a story: what it shows, how it begins; that it was printed."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import connection

from alongside.access import audit
from alongside.access.domain import Conflict, Refused
from alongside.access.models import Account
from alongside.home.story import queries
from alongside.home.story.domain import AGREED, leave_out, same_choice
from alongside.people.domain import Viewer
from alongside.people.models import Subject, Voice
from alongside.planning import queries as planning
from alongside.planning.models import Story
from alongside.record import actions as record
from alongside.record import queries as entries
from alongside.record import registry


def choose(
    *,
    by: Account,
    subject: Subject,
    viewer: Viewer,
    circle: list[Voice],
    listed: Iterable[str],
    ticked: Iterable[str],
    version: int | None,
    words: str | None = None,
    id: UUID | None = None,
) -> Story:
    """Keep which of the lines a page `listed` the story shows, and (unless None) with which words it begins.

    There is one story that counts. Whoever may not change it, as another wrote it down, carries it on in an entry of
    their own. `version` is the one that the page showed. Raises `Conflict` when what the page is about was changed
    meanwhile, `Refused` when somebody else chooses.
    """
    decision = queries.choosing(subject, viewer=viewer, circle=circle)
    if not decision:
        raise Refused(decision.reason)
    _one_at_a_time(subject)
    offered, wanted = list(listed), list(ticked)
    now = queries.story(subject, viewer=viewer, circle=circle)
    before = queries.ticks_left_out(now)
    after = leave_out(before, listed=offered, ticked=wanted)
    begins = words if words is not None else now.words if now else ""
    if now is not None:
        if now.words == begins and set(after) == set(before):
            return now
        if version != now.version and _changed_since(now, version, words, offered):
            raise Conflict(now)
        if now.written_by_id == by.pk or now.words_of_id in viewer.voices:
            return _mend(by, now, begins, after)
    made = _add(by, subject, viewer, circle, begins, after, id)
    return _mend(by, made, begins, after) if AGREED in after else made


def _add(
    by: Account,
    subject: Subject,
    viewer: Viewer,
    circle: list[Voice],
    words: str,
    ticks: list[str],
    id: UUID | None,
) -> Story:
    """Write a story down in the person's own voice, leaving out what its writer can see of these."""
    voices = planning.agreeing_voices(subject, circle)
    if not voices:
        raise Refused("Please say first whose story this is: add somebody to the circle.")
    seen = entries.items(subject.pk, viewer=viewer).filter(pk__in=[one for one in ticks if one != AGREED])
    return record.add(  # type: ignore[return-value]
        by=by,
        kind=registry.get("story"),
        subject_id=subject.pk,
        words_of=voices[0].pk,
        how="wrote" if voices[0].pk in viewer.voices else "said",
        id=id,
        words=words,
        left_out=list(seen.order_by("pk").values_list("pk", flat=True)),
    )


def _mend(by: Account, now: Story, words: str, ticks: list[str]) -> Story:
    left_out = [now.pk if one == AGREED else UUID(one) for one in ticks]
    return record.mend(  # type: ignore[return-value]
        by=by, kind=registry.get("story"), entry=now, version=now.version, words=words, left_out=left_out
    )


def _changed_since(now: Story, version: int | None, words: str | None, listed: list[str]) -> bool:
    """Say whether what a page shows of a story is other now than in the version it was made from."""
    states = registry.get("story").event_model.objects.filter(pgh_obj_id=now.pk, version=version or 0)
    then: Any = states.order_by("pgh_id").first() if version else Story(id=now.pk)
    if then is None:
        return True
    was = [AGREED if one == now.pk else str(one) for one in then.left_out]
    return (words is not None and then.words != now.words) or not same_choice(was, queries.ticks_left_out(now), listed)


def note_printed(*, by: Account, subject: Subject, extract: bool) -> None:
    """Keep that `by` printed the story."""
    told = {"paper": "story", "extract": "yes" if extract else "no"}
    audit.note(by=by, action="paper.printed", subject_id=subject.pk, **told)


def _one_at_a_time(subject: Subject) -> None:
    """Let one choose at a time; the next waits until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"story:{subject.pk}"])
