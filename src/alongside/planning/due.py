"""What this room asks of whom by when, told to the registry. As many queries for one record as for two hundred."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db.models import F, OuterRef, Q, Subquery

from alongside.people.domain import Section, Viewer, VoiceKind
from alongside.people.models import Voice
from alongside.planning import domain
from alongside.planning.domain.codes import MetByKind, WillingAnswer
from alongside.planning.models import Means, MetBy, PlanAnswer, PlanEvent, PlanVersion, Review, Step, Willing
from alongside.planning.queries import own_voices
from alongside.record.domain import Standing
from alongside.record.registry import Due
from alongside.record.times import local, today

NEAR = timedelta(days=28)
ASKING = ("interim", "ask_again", "in_use_not_agreed", "authorised", "returned")


def of_steps(*, viewer: Viewer, voices: Collection[UUID]) -> Iterable[Due]:
    """Give every open step of a goal of now that one of these voices is responsible for; those without a day last."""
    steps = Step.objects.filter(responsible_id__in=voices, standing=Standing.CURRENT, outcome="", goal__status="now")
    steps = steps.filter(goal__standing=Standing.CURRENT).select_related("responsible")
    for step in steps.order_by(F("by_when").asc(nulls_last=True), "at", "id"):
        name = step.responsible.name if step.responsible else ""
        yield Due(step.pk, step.subject_id, "step", step.words, step.responsible_id, name, step.by_when)


def of_yeses(*, viewer: Viewer, voices: Collection[UUID]) -> Iterable[Due]:
    """Give every line that leans on one of these voices and to whose words nothing they said stands.

    `by` is the day on which it was asked; it is never late. What the person does themself asks nobody.
    """
    said = Willing.objects.filter(met_by_id=OuterRef("pk"), voice_id=OuterRef("leans_on_id"))
    lines = (
        MetBy.objects.filter(leans_on_id__in=voices, standing=Standing.CURRENT)
        .exclude(Q(leans_on__kind=VoiceKind.SELF) & ~Q(sort=MetByKind.NETWORK))
        .annotate(
            said_to=Subquery(said.order_by("-written_at", "-id").values("said_to")[:1]),
            said=Subquery(said.order_by("-written_at", "-id").values("answer")[:1]),
        )
        .filter(Q(said_to=None) | ~Q(said_to=F("words")) | Q(said=WillingAnswer.ENDED))
    )
    for line in lines.select_related("leans_on").order_by("at", "id"):
        name = line.leans_on.name if line.leans_on else ""
        yield Due(line.pk, line.subject_id, "yes", line.words, line.leans_on_id, name, local(line.at).date())


def of_means(*, viewer: Viewer, voices: Collection[UUID]) -> Iterable[Due]:
    """Give every "no" or "in part" that can be appealed, in records of these voices; four weeks on, though late."""
    rows = Means.objects.filter(
        standing=Standing.CURRENT, answer__in=["no", "in_part"], appealed_on=None, appeal_by__gte=today() - NEAR
    )
    for one in rows.filter(subject_id__in=_records(voices)).order_by("appeal_by", "id"):
        yield Due(one.pk, one.subject_id, "appeal", one.words, None, "", one.appeal_by)


def of_plans(*, viewer: Viewer, voices: Collection[UUID]) -> Iterable[Due]:
    """Give reviews, interim plans to complete, plans returned, and who is to be asked again, of the newest plans.

    They are asked of whoever works with the person, and of the person, in the records of these voices; `who_id` is the
    one to be asked again. What has been overtaken (all agree by now, the review was held) is asked no more.
    """
    records = _records(voices)
    rows = PlanVersion.objects.filter(subject_id__in=records).select_related("subject")
    newest = list(rows.order_by("subject_id", "-number").distinct("subject_id"))
    held = _held([one.pk for one in newest])
    yield from (_review(one, one.review_on) for one in newest if one.review_on and not _is_held(one, held))
    events: dict[tuple[UUID, UUID | None], list[PlanEvent]] = defaultdict(list)
    told = PlanEvent.objects.filter(subject_id__in=records, kind__in=ASKING).order_by("written_at", "id")
    for event in told:
        events[event.subject_id, event.version_id].append(event)
    drafts = set(records) - {one.subject_id for one in newest}
    for (subject_id, version_id), some in events.items():
        if version_id is None and subject_id in drafts:
            yield Due(some[-1].pk, subject_id, "interim", some[-1].reason, None, "", some[-1].until)
    asking = [one for one in newest if events[one.subject_id, one.pk]]
    if asking:
        yield from _asks(asking, events)


def review_on(subject_id: UUID, *, viewer: Viewer) -> date | None:
    """Give the day of the review of the newest plan of one record when it is near or gone by and not held yet."""
    if not viewer.sight.sees(Section.GOALS):
        return None
    finished = Review.objects.filter(of_version=OuterRef("pk"), standing=Standing.CURRENT, finished_at__isnull=False)
    rows = PlanVersion.objects.filter(subject_id=subject_id).order_by("-number")
    last = rows.annotate(held=Subquery(finished.order_by("-finished_at").values("finished_at")[:1])).first()
    if last is None or last.review_on is None or last.review_on > today() + NEAR:
        return None
    return None if _is_held(last, {last.pk: local(last.held).date()} if last.held else {}) else last.review_on


def _records(voices: Collection[UUID]) -> list[UUID]:
    return list(Voice.objects.filter(pk__in=voices).values_list("subject_id", flat=True).distinct())


def _held(versions: list[UUID]) -> dict[UUID, date]:
    """Give, for these versions, the day on which a review of them was finished last."""
    rows = Review.objects.filter(of_version__in=versions, standing=Standing.CURRENT, finished_at__isnull=False)
    found = rows.order_by("finished_at").values_list("of_version", "finished_at")
    return {version: local(at).date() for version, at in found if version and at}


def _is_held(version: PlanVersion, held: dict[UUID, date]) -> bool:
    """Say whether a review has been held that stands for the one due: in the weeks before its day, or after it."""
    day = held.get(version.pk)
    return day is not None and version.review_on is not None and day >= version.review_on - NEAR


def _review(version: PlanVersion, by: date | None) -> Due:
    return Due(version.pk, version.subject_id, "review", "", None, "", by)


def _asks(versions: list[PlanVersion], events: dict[tuple[UUID, UUID | None], list[PlanEvent]]) -> Iterable[Due]:
    """Give what plans still ask that were put forward, by where each stands now."""
    answers: dict[UUID, list[PlanAnswer]] = defaultdict(list)
    for answer in PlanAnswer.objects.filter(version_id__in=[one.pk for one in versions]).order_by("written_at", "id"):
        answers[answer.version_id].append(answer)
    circles: dict[UUID, list[Voice]] = defaultdict(list)
    for voice in Voice.objects.filter(subject_id__in=[one.subject_id for one in versions]):
        circles[voice.subject_id].append(voice)
    for version in versions:
        some = events[version.subject_id, version.pk]
        state = _state(version, circles[version.subject_id], answers[version.pk], some)
        asked = [one for one in (*state.missing, *state.differently) if one.ask_again_on]
        here = (version.pk, version.subject_id)
        if state.interim:
            yield Due(*here, "interim", state.interim.reason, None, "", state.interim.complete_by)
        yield from (Due(*here, "ask_again", one.why, UUID(one.voice), one.name, one.ask_again_on) for one in asked)
        if state.authorisation and not state.authorisation.authorised:
            yield Due(*here, "returned", state.authorisation.words, None, "", None)
        in_use = [one for one in some if one.kind == "in_use_not_agreed"]
        if state.mark is domain.Mark.IN_USE_NOT_AGREED and in_use and not asked:
            yield Due(*here, "in_use_not_agreed", in_use[-1].reason, None, "", in_use[-1].until)


def _state(
    version: PlanVersion, circle: list[Voice], answers: list[PlanAnswer], events: list[PlanEvent]
) -> domain.State:
    names = {voice.pk: voice.name for voice in circle}
    own = own_voices(version.subject, circle)
    return domain.state(
        domain.VersionView(version.number, version.put_forward_at, version.blocked),
        [
            domain.AnswerView(
                str(one.voice_id), names.get(one.voice_id, ""), one.answer, one.written_at, one.words, one.why
            )
            for one in answers
        ],
        [
            domain.EventView(one.kind, one.written_at, one.reason, one.until, str(one.voice_id) if one.voice_id else "")
            for one in events
        ],
        [domain.HolderView(str(pk), names.get(pk, ""), pk in own) for pk in version.holders],
    )
