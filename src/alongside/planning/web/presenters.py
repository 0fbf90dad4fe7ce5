"""How a plan is shown: goals largest, each with its steps and what the rules say beside it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.core.paginator import Paginator
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alongside.base.findings import Finding
from alongside.design import dates
from alongside.design.scales import of_ten
from alongside.people.domain import Act, Section, may
from alongside.people.working.words import meanwhile
from alongside.planning import domain, queries
from alongside.planning import words as codes
from alongside.planning.models import Goal, GoalRating, Step
from alongside.planning.queries import Plan
from alongside.planning.web.links import add_href, can_add, item_words
from alongside.planning.web.plan_parts import Parts, may_mend
from alongside.record import registry
from alongside.record.times import today
from alongside.record.web import presenters as record
from alongside.record.web.page import Page

Shown = dict[str, Any]
GOALS_ON_A_SHEET = 40
# Said only where there is something to say of it: most entries leave most of these open.
LABELS = {
    "because": gettext_lazy("Because"),
    "baseline": gettext_lazy("Where it began"),
    "is_now": gettext_lazy("Where it is now"),
    "measure": gettext_lazy("How I see it"),
    "no_words_because": gettext_lazy("Not in the person’s own words, because"),
    "status_reason": gettext_lazy("What came of it"),
    "changed_into": gettext_lazy("It became"),
    "grows_from": gettext_lazy("It grows from"),
    "success": gettext_lazy("I will know I am there when"),
    "done_when": gettext_lazy("It is done when"),
    "uses": gettext_lazy("It uses"),
    "how_it_went": gettext_lazy("How it went"),
    "follows": gettext_lazy("What follows from that"),
    "can": gettext_lazy("What I can do"),
    "cannot": gettext_lazy("What I cannot do"),
}


def _field(finding: Finding, entry: Any) -> str:
    """Give the field of an entry's form that a finding asks to mend."""
    if finding.rule == "A2.2":
        return "adapted"
    if finding.rule == "A8.1":
        return "means_to_me" if entry.evidence.strip() else "evidence"
    if finding.rule == "B6":
        return "leans_on" if hasattr(entry, "leans_on_id") else "what_else"
    if finding.rule == "A7.3":
        return "responsible" if entry.responsible_id is None else "by_when_0"
    if finding.rule == "A6.1":
        in_place = entry.gets_in_way_of or entry.gets_in_way_not_yet
        return "helped_by_0" if in_place else "gets_in_way_of"
    return "words"


def _bit(entry: Any) -> int:
    """Give the bit of an entry's section; of a row that is drawn but is no entry, none."""
    kind = next((one for one in registry.all_kinds() if one.model is type(entry)), None)
    return kind.section.bit if kind else 0


class Drawn(Parts):
    """A plan made ready for its page: built once, from what has been read."""

    def __init__(self, page: Page, found: Plan, said: dict[Any, Any], findings: tuple[Finding, ...]) -> None:
        """Sort what the rules found by what it is about."""
        self.page, self.found, self.said = page, found, said
        self.around = queries.around(page.subject, page.circle, viewer=page.viewer, willing=found.willing)
        self.by_where: dict[str, list[Shown]] = defaultdict(list)
        entries = {str(one.pk): one for one in found.entries}
        for finding in findings:
            where = finding.where or ""
            self.by_where[where].append({"finding": finding, **self._way(finding, entries.get(where))})

    def _way(self, finding: Finding, entry: Any) -> Shown:
        if entry is not None:
            if may_mend(self.page, entry):
                form = self.page.url("entry_mend", entry.pk)
                way = _("Look at it") if finding.kind == "prompt" else _("Mend it")
                return {"href": f"{form}#id_{_field(finding, entry)}", "way": way}
            return {"href": self.page.url("entry", entry.pk), "way": _("Look at it")}
        if finding.where == "strengths" and can_add(self.page):
            return {
                "href": add_href(self.page, "strength"),
                "way": _("Add a strength"),
                "not_yet": add_href(self.page, "not_yet"),
            }
        if finding.where == "rights":
            return {"href": self.page.url("rights"), "way": _("Look at the rights")}
        if finding.rule == "A4.2" and can_add(self.page):
            return {"href": add_href(self.page, "goal", grows_from=finding.where), "way": _("Add a goal towards it")}
        if finding.where == "practitioner_answer" and self.page.viewer.is_staff and can_add(self.page):
            return {"href": add_href(self.page, "practitioner_answer"), "way": _("Answer it")}
        return {}

    def card(self, entry: Any, more: Sequence[tuple[str | Promise, Any]], **others: Any) -> Shown:
        """Give an entry as `entry_card` draws it."""
        return {
            "id": entry.pk,
            "words": entry.words,
            "voice": record.voice(entry.words_of, entry),
            "more": [(str(label), text) for label, text in more if text],
            "href": self.page.url("entry", entry.pk),
            "replies": record.replies(self.said.get(entry.pk, ()), self.page),
            "corrected": self.page.corrected(entry.pk),
            "kept": self.page.kept(entry.pk, _bit(entry)),
            "findings": self.by_where.get(str(entry.pk), []),
        } | others

    def goal(self, goal: Goal) -> Shown:
        """Give a goal with where it was and is, its steps, and what one may do."""
        steps = self.found.steps_of(goal)
        grows_from = self.found.items.get(goal.grows_from) if goal.grows_from else None
        into = next((one for one in self.found.goals if one.pk == goal.changed_into), None)
        more = [
            (LABELS["because"], goal.because),
            (LABELS["baseline"], goal.baseline),
            (LABELS["is_now"], where_it_is(goal, steps, self.found.ratings.get(goal.pk))),
            (LABELS["measure"], _measure(goal)),
            (LABELS["no_words_because"], goal.no_words_because),
            (LABELS["status_reason"], goal.status_reason),
            (LABELS["changed_into"], into.words if into else ""),
        ]
        aside = [
            (LABELS["grows_from"], item_words(grows_from)),
            (LABELS["success"], goal.success),
        ]
        return self.card(
            goal,
            more,
            aside=[(str(label), words) for label, words in aside if words],
            ticked=sum(bool(step.outcome) for step in steps),
            status=dict(codes.GOAL_STATUS)[goal.status] if goal.status != "now" else "",
            steps=[self.step(step) for step in steps],
            deeds=self._goal_deeds(goal),
            add_step=add_href(self.page, "step", goal_id=goal.pk)
            if goal.status == "now" and can_add(self.page)
            else "",
        )

    def _goal_deeds(self, goal: Goal) -> list[Shown]:
        read = [{"text": _("Read, answer or confirm"), "href": self.page.url("entry", goal.pk)}]
        if not _may(self.page, Act.MEND, goal):
            return read
        if goal.status != "now":
            return [*read, {"text": _("It is a goal again"), "href": self._status(goal, "now")}]
        return [
            *read,
            {"text": _("Change the words"), "href": self.page.url("entry_mend", goal.pk)},
            {"text": _("We are there"), "href": self._status(goal, "achieved")},
            {"text": _("Change it into another"), "href": self._status(goal, "changed")},
            {"text": _("Let it go"), "href": self._status(goal, "let-go")},
        ]

    def _status(self, goal: Goal, status: str) -> str:
        return self.page.url("plan_goal", goal.pk, status)

    def step(self, step: Step) -> Shown:
        """Give a step with who and by when, and its tick for those who may."""
        uses = self.found.items.get(step.uses) if step.uses else None
        more = [
            (LABELS["done_when"], step.done_when),
            (LABELS["uses"], item_words(uses)),
            (LABELS["how_it_went"], step.how_it_went),
        ]
        return self.card(
            step,
            more,
            who=step.responsible.name if step.responsible else "",
            who_kind=step.responsible.kind if step.responsible else "",
            is_mine=step.responsible_id in self.page.viewer.voices,
            by_when=step.by_when,
            late=bool(step.by_when and not step.outcome and step.by_when < today()),
            outcome=step.outcome,
            done_at=step.done_at,
            tick=self.page.url("plan_step", step.pk) if may_tick(self.page, step) else "",
            meanwhile=_meanwhile(self.page, step),
            hand_on=self.page.url("plan_step_hand_on", step.pk) if may_hand_on(self.page, step) else "",
            version=step.version,
        )

    def practitioner(self, answer: Any) -> Shown:
        """Give a practitioner's answer: would they want this, what follows, what they can and cannot do."""
        more = [
            (LABELS["follows"], answer.follows),
            (LABELS["can"], answer.can),
            (LABELS["cannot"], answer.cannot),
        ]
        return self.card(answer, more, label=dict(codes.WOULD)[answer.would])

    def besides(self) -> Shown:
        """Give the parts beside the goals: needs, support, means, barriers, tensions."""
        found = self.found
        return {
            "needs": [self.need(need) for need in found.needs],
            "supports": [self.support(one) for one in found.of("support")],
            "means": [self.means(one) for one in found.of("means")],
            "barriers": [self.barrier(one) for one in found.of("barrier")],
            "tensions": [self.tension(one) for one in found.of("tension")],
            "strengths_findings": self.by_where.get("strengths", []),
        }

    def context(self, sheet_number: str = "1") -> Shown:
        """Give everything the page draws of the plan as it is now; of very many goals one sheet at a time."""
        goals, found = self.found.goals, self.found
        now = sorted((goal for goal in goals if goal.status == "now"), key=lambda goal: goal.horizon != "now")
        sheet = Paginator(now, GOALS_ON_A_SHEET).get_page(sheet_number)
        shown = list(sheet.object_list)
        return {
            "sheet": sheet,
            "goals": [self.goal(goal) for goal in shown if goal.horizon == "now"],
            "later": [self.goal(goal) for goal in shown if goal.horizon == "later"],
            "were": [self.goal(goal) for goal in goals if goal.status != "now"],
            **self.besides(),
            "loose_steps": [self.step(step) for step in found.steps if step.goal_id not in {one.pk for one in goals}],
            "answers": [self.practitioner(one) for one in found.of("practitioner_answer")],
            "not_yet": [self.card(one, [], label=_("No strengths here yet, because")) for one in found.of("not_yet")],
            "practitioner_findings": self.by_where.get("practitioner_answer", []),
            "rights_findings": self.by_where.get("rights", []),
            "role_findings": [found for role in self.found.of("role") for found in self.by_where.get(str(role.pk), [])],
        }


def where_it_is(goal: Goal, steps: list[Step], rating: GoalRating | None = None) -> str:
    """Say where a goal is now: what was said of it last, how the last tick went, how many of its steps are done."""
    return "\n".join(part for part in (_rated(rating), _stepped(steps)) if part)


def _rated(rating: GoalRating | None) -> str:
    if rating is None:
        return ""
    words = [rating.words] if rating.words else []
    if rating.score is not None:
        told = {"word": of_ten(rating.score, codes.NEARNESS), "number": rating.score}
        words.append(_("%(word)s (%(number)s of 10)") % told)
    return _("%(words)s, on %(day)s") % {"words": " · ".join(map(str, words)), "day": dates.day(rating.at)}


def _stepped(steps: list[Step]) -> str:
    if not steps:
        return ""
    done = sum(step.outcome == "done" for step in steps)
    count = ngettext("%(done)s of %(all)s step done", "%(done)s of %(all)s steps done", len(steps)) % {
        "done": done,
        "all": len(steps),
    }
    ticked = sorted(
        (step for step in steps if step.done_at and step.how_it_went), key=lambda step: step.done_at or step.at
    )
    return f"{count}. {ticked[-1].how_it_went}" if ticked else f"{count}."


def _measure(goal: Goal) -> str:
    """Say in words how much a goal matters and how sure its owner is."""
    said = [
        _("It matters %(word)s (%(number)s of 10).")
        % {"word": of_ten(goal.importance, codes.IMPORTANCE), "number": goal.importance}
        if goal.importance is not None
        else "",
        _("I am %(word)s that I can do it (%(number)s of 10).")
        % {"word": of_ten(goal.confidence, codes.CONFIDENCE), "number": goal.confidence}
        if goal.confidence is not None
        else "",
    ]
    return " ".join(part for part in said if part)


def _may(page: Page, act: Act, entry: Any) -> bool:
    return bool(
        may(
            page.viewer,
            act,
            section=Section.GOALS,
            written_by=entry.written_by_id,
            words_of=entry.words_of_id,
            subject_open=page.subject.is_open,
        )
    )


def may_tick(page: Page, step: Step) -> bool:
    """Say whether this viewer may tick a step: whoever is responsible, whose words it is, or who wrote it down."""
    return _may(page, Act.MEND, step) or (step.responsible_id in page.viewer.voices and can_add(page))


def _meanwhile(page: Page, step: Step) -> str:
    gone = page.gone.get(step.responsible_id) if step.responsible_id and not step.outcome else None
    return meanwhile(gone, page.account.pk) if gone else ""


def may_hand_on(page: Page, step: Step) -> bool:
    """Say whether this viewer may hand a step on: whoever may tick it; for somebody away or gone, who works here."""
    works_here = bool(may(page.viewer, Act.AMEND_SUBJECT)) and can_add(page)
    return may_tick(page, step) or (works_here and step.responsible_id in page.gone)


def drawn(page: Page, found: Plan, said: dict[Any, Any]) -> tuple[Drawn, tuple[Finding, ...]]:
    """Give the plan made ready, and what the rules found in it."""
    view = queries.view(page.subject, viewer=page.viewer, found=found, circle=page.circle)
    findings = tuple(replace(one, message=_(one.message)) for one in domain.findings(view))
    return Drawn(page, found, said, findings), findings
