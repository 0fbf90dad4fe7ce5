"""What this room asks of whom by when, told to the registry. As many queries for one record as for two hundred."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from alongside.access import keeper
from alongside.base.clock import now
from alongside.people.domain import Section, SubjectState, Viewer, VoiceKind
from alongside.people.models import Voice
from alongside.planning import domain
from alongside.planning.domain.codes import MetByKind, WillingAnswer
from alongside.planning.models import Means, MetBy, PlanAnswer, PlanEvent, PlanVersion, Review, Step, Willing
from alongside.planning.queries import own_voices
from alongside.record.domain import Standing
from alongside.record.dues import AHEAD, MOST, nearest
from alongside.record.registry import Due
from alongside.record.times import local, today

NEAR = AHEAD
LATELY = timedelta(days=92)
ASKING = ("interim", "ask_again", "in_use_not_agreed", "authorised", "returned")


def of_steps(*, viewer: Viewer, voices: Collection[UUID]) -> Iterable[Due]:
    """Give every open step of a goal of now that one of these voices is responsible for; those without a day last."""
    steps = Step.objects.filter(responsible_id__among=voices, standing=Standing.CURRENT, outcome="", goal__status="now")
    near = nearest(steps.filter(goal__standing=Standing.CURRENT), "by_when")
    for pk, subject_id, words, who_id, by in near.values_list("id", "subject_id", "words", "responsible_id", "by_when"):
        yield Due(pk, subject_id, "step", words, who_id, "", by)


def of_yeses(*, viewer: Viewer, voices: Collection[UUID]) -> Iterable[Due]:
    """Give every line that leans on one of these voices and to whose words nothing they said stands.

    `by` is the day on which it was asked; it is never late. What the person does themself asks nobody.
    """
    said = Willing.objects.filter(met_by_id=OuterRef("pk"), voice_id=OuterRef("leans_on_id"))
    lines = (
        MetBy.objects.filter(leans_on_id__among=voices, standing=Standing.CURRENT)
        .exclude(Q(leans_on__kind=VoiceKind.SELF) & ~Q(sort=MetByKind.NETWORK))
        .annotate(
            said_to=Subquery(said.order_by("-written_at", "-id").values("said_to")[:1]),
            said=Subquery(said.order_by("-written_at", "-id").values("answer")[:1]),
        )
        .filter(Q(said_to=None) | ~Q(said_to=F("words")) | Q(said=WillingAnswer.ENDED))
    )
    for line in lines.select_related("leans_on").order_by("at", "id")[:MOST]:
        name = line.leans_on.name if line.leans_on else ""
        yield Due(line.pk, line.subject_id, "yes", line.words, line.leans_on_id, name, local(line.at).date())


def of_means(*, viewer: Viewer, voices: Collection[UUID]) -> Iterable[Due]:
    """Give every "no" or "in part" that can be appealed, in records of these voices; four weeks on, though late."""
    rows = Means.objects.filter(
        standing=Standing.CURRENT,
        answer__in=["no", "in_part"],
        appealed_on=None,
        appeal_by__range=(today() - NEAR, today() + AHEAD),
    )
    for one in rows.filter(subject_id__mine=True).order_by("appeal_by", "id")[:MOST]:
        yield Due(one.pk, one.subject_id, "appeal", one.words, None, "", one.appeal_by)


def of_plans(*, viewer: Viewer, voices: Collection[UUID]) -> Iterable[Due]:
    """Give reviews, interim plans to complete, plans returned, and who is to be asked again, of the newest plans.

    They are asked of whoever works with the person, and of the person, in the records of these voices; `who_id` is the
    one to be asked again. What has been overtaken (all agree by now, the review was held) is asked no more. A manager
    is asked for their word wherever it is waited for.
    """
    yield from _reviews()
    if viewer.is_staff:
        yield from _to_authorise()
    events: dict[tuple[UUID, UUID | None], list[PlanEvent]] = defaultdict(list)
    told = PlanEvent.objects.filter(subject_id__mine=True, kind__in=ASKING).order_by("written_at", "id")
    for event in told:
        events[event.subject_id, event.version_id].append(event)
    if not events:
        return
    rows = PlanVersion.objects.filter(subject_id__among={subject_id for subject_id, _version in events})
    newest = list(rows.select_related("subject").order_by("subject_id", "-number").distinct("subject_id"))
    planned = {one.subject_id for one in newest}
    for (subject_id, version_id), some in events.items():
        if version_id is None and subject_id not in planned:
            yield Due(some[-1].pk, subject_id, "interim", some[-1].reason, None, "", some[-1].until)
    asking = [one for one in newest if events.get((one.subject_id, one.pk))]
    if asking:
        yield from _asks(asking, events)


def _newest() -> QuerySet[PlanVersion]:
    later = PlanVersion.objects.filter(subject_id=OuterRef("subject_id"), number__gt=OuterRef("number"))
    return PlanVersion.objects.exclude(Exists(later))


def _reviews() -> Iterable[Due]:
    """Give the reviews that are late or near and not held yet, in the viewer's records."""
    near = _newest().filter(subject_id__mine=True, review_on__lte=today() + NEAR)
    held = _finished().filter(finished_at__date__gte=OuterRef("review_on") - NEAR)
    for one in near.exclude(Exists(held)).order_by("review_on", "id")[:MOST]:
        yield _review(one, one.review_on)


def _to_authorise() -> Iterable[Due]:
    """Give the plans that wait for a manager's word, where this viewer may give it."""
    asked = {row["version"] for row in keeper.read("to_authorise", MOST)}
    if asked:
        for one in _newest().filter(pk__among=asked).order_by("put_forward_at", "id"):
            yield Due(one.pk, one.subject_id, "authorise", "", None, "", local(one.put_forward_at).date())


def review_on(subject_id: UUID, *, viewer: Viewer) -> date | None:
    """Give the day of the review of the newest plan of one record when it is near or gone by and not held yet."""
    if not viewer.sight.sees(Section.GOALS):
        return None
    rows = PlanVersion.objects.filter(subject_id=subject_id).order_by("-number")
    last = rows.annotate(held=Subquery(_finished().order_by("-finished_at").values("finished_at")[:1])).first()
    if last is None or last.review_on is None or last.review_on > today() + NEAR:
        return None
    return None if last.held and local(last.held).date() >= last.review_on - NEAR else last.review_on


def _finished() -> QuerySet[Review]:
    """Give the question for the finished reviews of a version; one in the weeks before its day stands for it."""
    return Review.objects.filter(of_version=OuterRef("pk"), standing=Standing.CURRENT, finished_at__isnull=False)


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


def unanswered(*, viewer: Viewer, most: int) -> list[Due]:
    """Give the newest plans this viewer put forward lately to which somebody needed has said nothing yet.

    `who` names those, `by` is the day on which it was put forward.
    """
    said = PlanAnswer.objects.filter(version_id=OuterRef("pk")).order_by()
    rows = _newest().filter(
        put_forward_by_id=viewer.account_id,
        put_forward_at__gt=now() - LATELY,
        holders__len__gt=0,
        subject__state=SubjectState.OPEN,
    )
    rows = rows.annotate(said=ArraySubquery(said.values("voice_id"))).exclude(holders__contained_by=F("said"))
    open_ = list(rows.order_by("put_forward_at", "id")[:most])
    wanted = {voice for one in open_ for voice in one.holders if voice not in one.said}
    names = dict(Voice.objects.filter(pk__among=wanted).values_list("id", "name")) if wanted else {}
    found = []
    for one in open_:
        who = [names[voice] for voice in one.holders if voice in names and voice not in one.said]
        if who:
            day = local(one.put_forward_at).date()
            found.append(Due(one.pk, one.subject_id, "plan", "", None, ", ".join(who), day))
    return found
