"""What this room asks of whom by when, told to the registry."""

from collections.abc import Iterable

from alongside.people.domain import Viewer
from alongside.planning.models import Step
from alongside.record.domain import Standing
from alongside.record.registry import Due


def of_steps(*, viewer: Viewer) -> Iterable[Due]:
    """Give every open step with a day and somebody responsible, in the records this viewer sees."""
    steps = Step.objects.filter(standing=Standing.CURRENT, outcome="", goal__status="now", by_when__isnull=False)
    for step in steps.select_related("responsible").order_by("by_when"):
        if step.responsible is not None and step.by_when is not None:
            yield Due(step.id, step.subject_id, step.words, step.responsible.name, step.by_when)
