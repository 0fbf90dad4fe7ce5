"""Makes the paper of a plan from what was read: in full, each entry in its own voice."""

from collections import defaultdict
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.access.models import Account
from alongside.base.clock import now
from alongside.home import papers
from alongside.home.printing import agreeing, council_cards, need_cards, support_cards
from alongside.home.printing.domain import Copy, Part
from alongside.home.printing.network import network
from alongside.home.printing.reading import Reading, day, fact, facts, read
from alongside.people.domain import Viewer
from alongside.people.models import Subject
from alongside.planning import domain
from alongside.planning import words as codes
from alongside.planning.versions import FrozenEntry
from alongside.planning.viewing import plan_view
from alongside.record import queries as record
from alongside.record.times import today
from alongside.strengths.words import ROLE_TENSES


def plan_paper(
    subject: Subject, *, copy: Copy, viewer: Viewer, by: Account, which: str = "", large: bool = False
) -> papers.PlanPaper:
    """Make the paper of the newest version, of the one with this number, or of the plan as it is written "now".

    `copy` says what it may show; `viewer` is who prints it, for the plan's state. A constant number of queries.
    """
    reading = read(subject, copy=copy, viewer=viewer, which=which)
    version = reading.standing.version
    answered, talk = copy.shows(Part.ANSWERS), communication(reading)
    return papers.PlanPaper(
        name=subject.liked_name,
        pronouns=subject.pronouns,
        printed_by=by.name,
        printed_at=now(),
        mark=domain.in_words(reading.standing.state),
        mark_lines=agreeing.mark_lines(reading),
        version=version.number if version else None,
        put_forward_on=day(version.put_forward_at) if version else None,
        communication=talk,
        hopes=_hopes(reading),
        goals=_goals(reading),
        were=_goals_that_were(reading),
        strengths=tuple(papers.Said(**reading.said(one)) for one in reading.of("strength")),
        network=network(subject, copy=copy, large=large),
        roles=need_cards.roles(reading, ROLE_TENSES),
        needs=need_cards.needs(reading),
        barriers=need_cards.barriers(reading),
        supports=support_cards.supports(reading),
        means=support_cards.means(reading),
        council=council_cards.council(reading),
        tensions=support_cards.tensions(reading),
        answers=(*agreeing.answers(reading), *agreeing.responses(reading)) if answered else (),
        practitioners=agreeing.practitioners(reading),
        not_yet=tuple(one.row.words for one in reading.of("not_yet")) if not copy.extract else (),
        gaps=_gaps(reading, talk) if not copy.extract else (),
        extract=copy.extract,
    )


def communication(reading: Reading) -> tuple[papers.Said, ...]:
    """Give how to talk with the person, as it stands now: it has to be right on every paper."""
    copy, names = reading.copy, reading.names
    found = record.items(reading.subject.pk, viewer=copy.viewer, kinds=["communication_need"]).order_by("at", "id")
    return tuple(papers.Said(one.text, names.line(one), one.confirmed_at is not None) for one in found)


def _hopes(reading: Reading) -> tuple[papers.Said, ...]:
    found = sorted(reading.of("aspiration"), key=lambda one: not reading.names.is_self(one.row.words_of_id))
    return tuple(papers.Said(**reading.said(one), why=one.row.why) for one in found)


def _goals(reading: Reading) -> tuple[papers.GoalLine, ...]:
    steps: dict[UUID, list[papers.StepLine]] = defaultdict(list)
    for step in sorted(
        reading.of("step"), key=lambda one: (one.row.by_when is None, one.row.by_when or day(one.row.at))
    ):
        steps[step.row.goal_id].append(_step(reading, step))
    goals = [one for one in reading.of("goal") if one.row.status == "now"]
    return tuple(
        papers.GoalLine(
            **reading.said(one),
            because=one.row.because,
            no_words_because=one.row.no_words_because,
            success=one.row.success,
            baseline=one.row.baseline,
            importance=one.row.importance,
            confidence=one.row.confidence,
            later=one.row.horizon == "later",
            grows_from=reading.link(one.row.grows_from),
            steps=tuple(steps[one.item.pk]),
        )
        for one in sorted(goals, key=lambda one: one.row.horizon == "later")
    )


def _step(reading: Reading, step: FrozenEntry) -> papers.StepLine:
    row = step.row
    return papers.StepLine(
        row.words,
        _sees_to_it(reading, row.responsible_id),
        row.by_when,
        row.done_when,
        row.outcome,
        uses=reading.link(row.uses),
        how_it_went=row.how_it_went,
    )


def _sees_to_it(reading: Reading, voice_id: UUID | None) -> str:
    """Name who is responsible, and say when they are no longer there to do it."""
    voice = reading.names.by_id.get(voice_id) if voice_id else None
    if voice is None:
        return ""
    return _("%(name)s, no longer in the circle") % {"name": voice.name} if voice.has_left(today()) else voice.name


def _goals_that_were(reading: Reading) -> tuple[papers.Card, ...]:
    """Give goals that were reached, let go or changed: none just disappears."""
    return tuple(
        papers.Card(
            **reading.said(one),
            tags=(str(dict(codes.GOAL_STATUS)[one.row.status]),),
            facts=(
                *facts(one.row, {"status_reason": _("What came of it")}),
                *fact(_("It became"), reading.link(one.row.changed_into)),
            ),
        )
        for one in reading.of("goal")
        if one.row.status != "now"
    )


def _gaps(reading: Reading, talk: tuple[papers.Said, ...]) -> tuple[str, ...]:
    rows = {kind: [one.row for one in some] for kind, some in reading.rows.items()}
    view = plan_view({**rows, "communication_need": talk}, reading.around)
    return tuple(str(_(finding.message)) for finding in domain.findings(view) if finding.kind != "prompt")
