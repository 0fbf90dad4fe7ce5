"""Reads a plan for one copy and makes its paper: as it was put forward, or as it is written now."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.access.models import Account
from alongside.base.clock import now
from alongside.design import dates
from alongside.home import papers
from alongside.home.printing.domain import Copy, Part, may_see
from alongside.home.printing.network import network
from alongside.home.printing.voices import Names, relationship
from alongside.people import queries as people
from alongside.people.domain import Viewer
from alongside.people.models import Subject, Voice
from alongside.planning import domain, queries, versions
from alongside.planning.versions import FrozenEntry, Version
from alongside.planning.viewing import plan_view
from alongside.record import queries as record

Rows = dict[str, list[FrozenEntry]]
BY_RESPONSE = {"differently", "in_part"}


def plan_paper(
    subject: Subject, *, copy: Copy, viewer: Viewer, by: Account, number: int | None = None, large: bool = False
) -> papers.PlanPaper:
    """Make the paper of version `number`, or (None) of the plan as it is written now.

    `copy` says what it may show; `viewer` is who prints it, for the plan's state. A constant number of queries.
    """
    circle = people.circle(subject.pk, viewer=viewer)
    names = Names(circle)
    found = versions.versions(subject, viewer=viewer, circle=circle)
    shown = next((one for one in found if one.version and one.version.number == number), None)
    draft = next((one for one in found if one.version is None), None)
    rows = _rows(subject, copy, shown)
    standing = shown or draft or Version(None, domain.state(None, [], [], []))
    return papers.PlanPaper(
        name=subject.liked_name,
        pronouns=subject.pronouns,
        printed_by=by.name,
        printed_at=now(),
        mark=domain.in_words(standing.state),
        mark_lines=_mark_lines(standing, found, number),
        version=shown.version.number if shown and shown.version else None,
        put_forward_on=_day(shown.version.put_forward_at) if shown and shown.version else None,
        communication=_communication(subject, copy, names),
        hopes=_said(sorted(rows["aspiration"], key=lambda one: not names.is_self(one.row.words_of_id)), names),
        goals=_goals(rows, names),
        strengths=_said(rows["strength"], names),
        network=network(subject, copy=copy, large=large),
        needs=_needs(rows, names, _linked(subject, rows["need"], copy)),
        answers=(*_answers(standing, circle), *_responses(subject, rows, circle)) if copy.shows(Part.ANSWERS) else (),
        practitioners=_practitioners(rows["practitioner_answer"], names) if copy.shows(Part.PRACTITIONERS) else (),
        not_yet=tuple(one.row.words for one in rows["not_yet"]) if not copy.extract else (),
        gaps=_gaps(subject, rows, circle, viewer) if not copy.extract else (),
        extract=copy.extract,
    )


def _rows(subject: Subject, copy: Copy, shown: Version | None) -> Rows:
    if shown and shown.version:
        entries: Iterable[FrozenEntry] = versions.frozen(shown.version, viewer=copy.viewer)
    else:
        entries = versions.now(subject.pk, viewer=copy.viewer)
    rows: Rows = defaultdict(list)
    for one in entries:
        if one.row is not None and may_see(copy, one.kind.section, one.item.written_by_id):
            rows[one.kind.name].append(one)
    return rows


def _day(moment: Any) -> Any:
    return timezone.localtime(moment).date()


def _mark_lines(standing: Version, found: list[Version], number: int | None) -> tuple[str, ...]:
    state, lines = standing.state, []
    if state.interim:
        lines.append(_("Help has started before this plan is agreed, because: %(why)s") % {"why": state.interim.reason})
        if state.interim.complete_by:
            lines.append(_("It is to be complete by %(day)s.") % {"day": dates.day(state.interim.complete_by)})
    if state.mark is domain.Mark.IN_USE_NOT_AGREED:
        reason = next((one.reason for one in reversed(standing.events) if one.kind == "in_use_not_agreed"), "")
        lines.append(_("It is in use, because: %(why)s") % {"why": reason})
    for one in state.missing:
        if one.ask_again_on:
            asked = {"name": one.name, "day": dates.day(one.ask_again_on)}
            lines.append(_("We will ask %(name)s again on %(day)s.") % asked)
        elif one.why == "has not answered yet":
            lines.append(_("%(name)s has not answered yet.") % {"name": one.name})
    if number is None and any(one.version for one in found):
        lines.append(_("This is how the plan is written now. What was put forward to everybody is printed apart."))
    return tuple(lines)


def _communication(subject: Subject, copy: Copy, names: Names) -> tuple[papers.Said, ...]:
    found = record.items(subject.pk, viewer=copy.viewer, kinds=["communication_need"]).order_by("at", "id")
    return tuple(papers.Said(one.text, names.line(one), one.confirmed_at is not None) for one in found)


def _said(rows: list[FrozenEntry], names: Names) -> tuple[papers.Said, ...]:
    return tuple(papers.Said(one.row.words, names.line(one.row), _is_confirmed(one)) for one in rows)


def _is_confirmed(one: FrozenEntry) -> bool:
    return one.row.confirmed_at is not None


def _goals(rows: Rows, names: Names) -> tuple[papers.GoalLine, ...]:
    steps: dict[UUID, list[papers.StepLine]] = defaultdict(list)
    for step in sorted(rows["step"], key=lambda one: (one.row.by_when is None, one.row.by_when or _day(one.row.at))):
        row = step.row
        line = papers.StepLine(row.words, names.of(row.responsible_id), row.by_when, row.done_when, row.outcome)
        steps[row.goal_id].append(line)
    goals = [one for one in rows["goal"] if one.row.status == "now"]
    return tuple(
        papers.GoalLine(
            words=one.row.words,
            voice=names.line(one.row),
            because=one.row.because,
            confirmed=_is_confirmed(one),
            no_words_because=one.row.no_words_because,
            success=one.row.success,
            baseline=one.row.baseline,
            importance=one.row.importance,
            confidence=one.row.confidence,
            later=one.row.horizon == "later",
            steps=tuple(steps[one.item.pk]),
        )
        for one in sorted(goals, key=lambda one: one.row.horizon == "later")
    )


def _linked(subject: Subject, needs: list[FrozenEntry], copy: Copy) -> dict[UUID, str]:
    wanted = {one.row.gets_in_way_of for one in needs} | {link for one in needs for link in one.row.helped_by}
    found = record.items(subject.pk, viewer=copy.viewer).filter(pk__in=[one for one in wanted if one])
    return {item.pk: item.title or item.text for item in found}


def _needs(rows: Rows, names: Names, linked: dict[UUID, str]) -> tuple[papers.NeedLine, ...]:
    needs = [
        papers.NeedLine(
            one.row.words,
            names.line(one.row),
            _is_confirmed(one),
            linked.get(one.row.gets_in_way_of, ""),
            tuple(linked[link] for link in one.row.helped_by if link in linked),
        )
        for one in rows["need"]
    ]
    barriers = [papers.NeedLine(one.row.words, names.line(one.row), _is_confirmed(one)) for one in rows["barrier"]]
    return (*needs, *barriers)


def _answers(standing: Version, circle: list[Voice]) -> tuple[papers.AnswerLine, ...]:
    by_id = {voice.pk: voice for voice in circle}
    if standing.version is None:
        return ()
    lines = [
        papers.AnswerLine(
            one.voice.name,
            relationship(one.voice),
            one.answer,
            one.words or one.why,
            _day(one.written_at),
            one.written_by.name if one.written_by_id != one.voice.account_id else "",
        )
        for one in standing.answers
    ]
    heard = {one.voice_id for one in standing.answers}
    waiting = [by_id[pk] for pk in standing.version.holders if pk not in heard and pk in by_id]
    return (*lines, *(papers.AnswerLine(voice.name, relationship(voice)) for voice in waiting))


def _responses(subject: Subject, rows: Rows, circle: list[Voice]) -> tuple[papers.AnswerLine, ...]:
    """Give what was said differently to single entries of the plan: it stands with the plan, in its own voice."""
    entries = {one.item.pk: one for some in rows.values() for one in some}
    voices = {voice.account_id: voice for voice in circle if voice.account_id}
    lines = []
    for item_id, said in record.responses(subject.pk, list(entries)).items():
        about = entries[item_id].item.title or entries[item_id].row.words
        for one in said:
            if one.kind in BY_RESPONSE:
                voice = voices.get(one.written_by_id)
                words = _("About “%(what)s”: %(words)s") % {"what": _short(about), "words": one.words}
                line = (one.written_by.name, relationship(voice) if voice else "", one.kind, words)
                lines.append(papers.AnswerLine(*line, _day(one.written_at)))
    return tuple(lines)


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:79].rsplit(" ", 1)[0] + " …"


def _practitioners(rows: list[FrozenEntry], names: Names) -> tuple[papers.PractitionerLine, ...]:
    made = []
    for one in rows:
        voice = names.by_id.get(one.row.words_of_id)
        role = relationship(voice) if voice else ""
        row = one.row
        made.append(
            papers.PractitionerLine(
                names.of(row.words_of_id), role, row.would, row.words, row.follows, row.can, row.cannot
            )
        )
    return tuple(made)


def _gaps(subject: Subject, rows: Rows, circle: list[Voice], viewer: Viewer) -> tuple[str, ...]:
    around = queries.around(subject, circle, viewer=viewer, willing=queries.willing(subject.pk))
    view = plan_view({kind: [one.row for one in some] for kind, some in rows.items()}, around)
    return tuple(str(finding.message) for finding in domain.findings(view) if finding.kind != "prompt")
