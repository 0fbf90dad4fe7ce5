"""What this room asks of whom by when, told to the registry."""

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from alongside.people.domain import Viewer
from alongside.planning.models import Means, MetBy, PlanEvent, PlanVersion, Step, Willing
from alongside.record.domain import Standing
from alongside.record.registry import Due
from alongside.record.times import local, today


def of_steps(*, viewer: Viewer, voices: Collection[UUID]) -> Iterable[Due]:
    """Give every open step with a day that one of these voices is responsible for."""
    steps = Step.objects.filter(
        responsible_id__in=voices, standing=Standing.CURRENT, outcome="", goal__status="now", by_when__isnull=False
    )
    for step in steps.filter(goal__standing=Standing.CURRENT).select_related("responsible").order_by("by_when"):
        if step.responsible is not None and step.by_when is not None:
            yield Due(
                step.pk, step.subject_id, "step", step.words, step.responsible_id, step.responsible.name, step.by_when
            )


def of_yeses(*, viewer: Viewer, voices: Collection[UUID]) -> Iterable[Due]:
    """Give every line that leans on one of these voices and to whose words they have not said anything yet."""
    lines = list(
        MetBy.objects.filter(leans_on_id__in=voices, standing=Standing.CURRENT)
        .select_related("leans_on")
        .order_by("at")
    )
    said = {
        (one.met_by_id, one.voice_id): one.said_to
        for one in Willing.objects.filter(met_by_id__in=[line.pk for line in lines]).order_by("written_at", "id")
    }
    for line in lines:
        if line.leans_on is not None and said.get((line.pk, line.leans_on_id)) != line.words:  # type: ignore[arg-type]
            day = local(line.at).date()
            yield Due(line.pk, line.subject_id, "yes", line.words, line.leans_on_id, line.leans_on.name, day)


def of_means(*, viewer: Viewer, voices: Collection[UUID]) -> Iterable[Due]:
    """Give every "no" or "in part" that can still be appealed, in records of these voices."""
    rows = Means.objects.filter(
        standing=Standing.CURRENT, answer__in=["no", "in_part"], appealed_on=None, appeal_by__gte=today()
    ).filter(subject__voices__in=voices)
    for one in rows.order_by("appeal_by").distinct():
        if one.appeal_by is not None:
            yield Due(one.pk, one.subject_id, "appeal", one.words, None, "", one.appeal_by)


def of_plans(*, viewer: Viewer, voices: Collection[UUID]) -> Iterable[Due]:
    """Give reviews, interim plans to complete, and voices to ask again, of the newest plan of records of these voices.

    They are asked of whoever works with the person, and of the person.
    """
    newest: dict[UUID, PlanVersion] = {}
    for version in PlanVersion.objects.filter(subject__voices__in=voices).order_by("number").distinct():
        newest[version.subject_id] = version
    for version in newest.values():
        if version.review_on:
            yield _due(version, "review", "", version.review_on)
    events = PlanEvent.objects.filter(
        subject__voices__in=voices, kind__in=["interim", "ask_again", "in_use_not_agreed"]
    )
    latest: dict[tuple[UUID, str, UUID | None], PlanEvent] = {}
    for event in events.select_related("voice").order_by("written_at").distinct():
        last = newest.get(event.subject_id)
        if event.version_id == (last.pk if last else None):
            latest[event.subject_id, event.kind, event.voice_id] = event
    for event in latest.values():
        if event.until is not None:
            name = event.voice.name if event.voice else ""
            yield Due(event.pk, event.subject_id, event.kind, event.reason, event.voice_id, name, event.until)


def _due(version: PlanVersion, sort: str, what: str, by: date) -> Due:
    return Due(version.pk, version.subject_id, sort, what, None, "", by)
