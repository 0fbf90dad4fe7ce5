"""CarePlan → its goals' steps: each activity is a step of the goal it belongs to."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from ..records import EntryIn, How, WordsOf, stable_id
from ..sheet import Cursor, Row, Sheet
from ..spool import ACTIVITIES
from ..values import concept, day, moment
from .circle import Circle
from .person import NotPlacedError

_PLAN_STATUS = {
    "draft": ("now", "later"),
    "on-hold": ("now", "later"),
    "completed": ("achieved", "now"),
    "revoked": ("let_go", "now"),
}
_DONE = {"completed", "fulfilled"}
_NOT_DONE = {"cancelled", "stopped", "revoked", "rejected", "failed", "noshow"}
_MEDICINES = {"MedicationRequest"}
NO_TITLE = "it names no goal, and has no title or description to make one of"
NO_WORDS = "It came in with a plan from another system, without a goal in anybody's own words."


@dataclass
class Plans:
    """What plans need of the rest: the circle, the goals placed by key, how to ask for a goal kept before."""

    circle: Circle
    goals: dict[str, UUID]
    known: Callable[[UUID], bool]
    today: date
    made: list[EntryIn] = field(default_factory=list)


def care_plan(sheet: Sheet, plans: Plans) -> None:
    """Adds a plan's goal, where it needs one of its own, and its steps to `plans.made`.

    Raises NotPlacedError for a plan entered in error and for one with nothing to place.
    """
    root = sheet.root
    if root.peek("status") == "entered-in-error":
        raise NotPlacedError("the sender marks it as entered in error")
    root.use("subject")
    goals = _goals(root, plans)
    author = root.one("author")
    voice: WordsOf = (plans.circle.member(author, by_name=False) if author else None) or "imported"
    plan = _PlanGoal(sheet, voice, plans)
    activities = root.all("activity")
    if not goals and not activities and plan.id() is None:
        raise NotPlacedError(NO_TITLE)
    for one in root.all("careTeam"):
        if (row := _row(plans, one)) and row.kind == "CareTeam":
            one.use()
    for activity in activities:
        _activity(activity, sheet, goals, plan, plans)


def _goals(root: Cursor, plans: Plans) -> list[UUID]:
    found = []
    for one in root.all("goal"):
        if goal := _goal(one, plans):
            found.append(goal)
    return found


def _goal(reference: Cursor, plans: Plans) -> UUID | None:
    key = _find(plans, reference)
    if key in plans.goals:
        reference.use()
        return plans.goals[key]
    if "|Goal/" in key and plans.known(stable_id(key)):
        reference.use()
        return stable_id(key)
    there = _row(plans, reference)
    why = "the goal it points to was not placed for this person" if there else "it points outside the files given"
    reference.leave(why)
    return None


def _find(plans: Plans, reference: Cursor) -> str:
    text = reference.peek("reference")
    return plans.circle.find(text, reference.sheet.row.system)[0] if text and not text.startswith("#") else ""


def _row(plans: Plans, reference: Cursor) -> Row | None:
    text = reference.peek("reference")
    return plans.circle.find(text, reference.sheet.row.system)[1] if text and not text.startswith("#") else None


class _PlanGoal:
    """The goal made from a plan's own title, when something needs it: made once, on first asking."""

    def __init__(self, sheet: Sheet, voice: WordsOf, plans: Plans) -> None:
        self.sheet, self.voice, self.plans = sheet, voice, plans
        self.how: How = "best_understanding" if voice == "imported" else "wrote"
        self.at = _written(sheet.root, plans.today)
        self.found: UUID | None = None

    def id(self) -> UUID | None:
        """The goal's id; None where the plan has no words to make one of."""
        self.found = self.found or self._make()
        return self.found

    def _make(self) -> UUID | None:
        root = self.sheet.root
        said = [root.text("title"), root.text("description")]
        if not any(said):
            said = [words for one in root.all("category") if (words := concept(one))][:1]
        words = "\n".join(filter(None, said))
        if not words:
            return None
        status, horizon = _PLAN_STATUS.get(root.text("status"), ("now", "now"))
        fields = {"words": words, "no_words_because": NO_WORDS, "horizon": horizon, "status": status}
        fields["status_reason"] = "The plan it came with was taken back." if status == "let_go" else ""
        one = stable_id(f"{self.sheet.row.key}#goal")
        whose, origin = self.plans.circle.subject, self.sheet.origin()
        self.plans.made.append(EntryIn("goal", one, whose, self.voice, self.how, fields, self.at, origin))
        return one


def _written(root: Cursor, today: date) -> datetime | None:
    created = root.peek("created")
    found = day(created)
    if not found or found > today:
        return None
    root.use("created")
    return moment(created)


def _activity(activity: Cursor, sheet: Sheet, goals: list[UUID], plan: _PlanGoal, plans: Plans) -> None:
    body = _body(activity, plans)
    if body is None:
        return
    if why := _no_step(body):
        body.leave(why)
        return
    words = _words(body)
    if not words:
        body.leave("it says nothing in words")
        return
    own = [found for one in body.all("goal") if (found := _goal(one, plans))]
    goal = own[0] if own else goals[0] if len(goals) == 1 else plan.id()
    if goal is None:
        activity.leave(f"the plan does not say which goal it belongs to; {NO_TITLE}")
        return
    fields = {"goal": goal, "words": words} | _doing(body, plans) | _outcome(activity, body)
    name = activity.peek("id") or str(activity.path[1])
    activity.use("id")
    step, origin = stable_id(f"{sheet.row.key}#activity/{name}"), sheet.origin(activity.path)
    plans.made.append(EntryIn("step", step, plans.circle.subject, plan.voice, plan.how, fields, plan.at, origin))


def _body(activity: Cursor, plans: Plans) -> Cursor | None:
    if detail := activity.one("detail"):
        return detail
    if reference := activity.one("reference"):
        return _pointed(reference, plans)
    activity.leave("it says nothing that could be a step")
    return None


def _pointed(reference: Cursor, plans: Plans) -> Cursor | None:
    row = _row(plans, reference)
    if row is None:
        reference.leave("it points outside the files given, or to a type that is not a step")
        return None
    if row.kind not in ACTIVITIES:
        reference.leave(f"a {row.kind} is not a step")
        return None
    reference.use("reference")
    return plans.circle.helper(row).root


def _no_step(body: Cursor) -> str:
    if body.tree.get("doNotPerform") is True:
        return "something not to be done; it is not a step, and must not be read as one"
    if body.peek("status") == "entered-in-error":
        return "the sender marks it as entered in error"
    if body.peek("kind") in _MEDICINES or "productReference" in body.tree or "productCodeableConcept" in body.tree:
        return "medicines and products are kept elsewhere; this is not a medicines list"
    return ""


def _words(body: Cursor) -> str:
    body.flag("doNotPerform")
    return body.text("description") or body.text("title") or concept(body.one("code"))


def _doing(body: Cursor, plans: Plans) -> dict[str, object]:
    responsible: WordsOf | None = None
    performers = body.all("performer") or [one for one in [body.one("owner")] if one]
    for one in performers:
        if responsible:
            one.leave("a step has one person responsible; the first was kept")
        else:
            responsible = plans.circle.member(one)
    return {"responsible": responsible, "by_when": _end(body), "done_when": body.text("scheduledString")}


def _end(body: Cursor) -> date | None:
    timing = body.one("scheduledTiming")
    repeat = timing.one("repeat") if timing else None
    restriction = body.one("restriction")
    periods = [
        body.one("scheduledPeriod"),
        repeat.one("boundsPeriod") if repeat else None,
        body.one("occurrencePeriod"),
        restriction.one("period") if restriction else None,
    ]
    for period in filter(None, periods):
        if found := day(period.peek("end")):
            period.use("end")
            return found
    return None


def _outcome(activity: Cursor, body: Cursor) -> dict[str, str]:
    status = body.text("status")
    outcome = "done" if status in _DONE else "not_done" if status in _NOT_DONE else ""
    told = [one.text("text") for one in activity.all("progress")]
    if outcome:
        told.append(concept(body.one("statusReason")))
        told += [words for one in activity.all("outcomeCodeableConcept") if (words := concept(one))]
    return {"outcome": outcome, "how_it_went": "\n".join(filter(None, told))}
