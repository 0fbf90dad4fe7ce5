"""The plan as it is written now: goals and steps, ticking a step, what has become of a goal."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.access.domain import Conflict, Refused
from alongside.people.domain import Act, Section
from alongside.people.queries import parse_id
from alongside.planning import progress, queries, versions
from alongside.planning.domain.codes import GoalStatus
from alongside.planning.models import Goal, Step
from alongside.planning.sections import PLAN
from alongside.planning.web import agreement, presenters
from alongside.planning.web.agreement_forms import GoalChangedForm, GoalStatusForm, TickForm
from alongside.planning.web.links import can_add
from alongside.record import drafts, registry
from alongside.record import queries as record
from alongside.record.models import Entry, Item
from alongside.record.web import presenters as entries
from alongside.record.web.filling import typed_form
from alongside.record.web.page import Page, record_page, typed_by

BOTH = require_http_methods(["GET", "POST"])
BANNER = [kind.name for kind in registry.all_kinds() if kind.banner]
STATUSES = {
    "achieved": GoalStatus.ACHIEVED,
    "let-go": GoalStatus.LET_GO,
    "changed": GoalStatus.CHANGED,
    "now": GoalStatus.NOW,
}


@require_http_methods(["GET"])
@record_page("plan", shows=PLAN)
def plan(request: HttpRequest, *, page: Page) -> HttpResponse:
    """Goals in own words with their steps, what the rules say, and how far agreement has come."""
    found = queries.plan(page.subject.pk, viewer=page.viewer, beside=BANNER, circle=page.circle)
    page.items = found.of_kind(*BANNER)
    if not page.viewer.sight.sees(Section.GOALS):
        return _not_shared(page, found)
    said = record.responses(page.subject.pk, [entry.pk for entry in found.entries])
    drawn, findings = presenters.drawn(page, found, said)
    seen = versions.versions(page.subject, viewer=page.viewer, circle=page.circle)
    shown = drawn.context(request.GET.get("goals", "1")) | agreement.of_plan(page, found, seen, findings)
    return page.render("planning/plan.jinja", shown | {"can_add": can_add(page), "sees": _sees(page)})


def _sees(page: Page) -> dict[str, bool]:
    """Say which parts beside the goals are shared with this viewer."""
    named = {"council": Section.COUNCIL, "tensions": Section.TENSIONS, "rights": Section.RIGHTS, "needs": Section.NEEDS}
    return {name: page.viewer.sight.sees(section) for name, section in named.items()}


def _is_theirs(one: Entry | Item, page: Page) -> bool:
    return one.written_by_id == page.account.pk or one.words_of_id in page.viewer.voices


def _not_shared(page: Page, found: queries.Plan) -> HttpResponse:
    """Show nothing of a plan that is not shared but a kind page, and what its reader wrote here."""
    drawn = presenters.Drawn(page, found, {}, ())
    own = [drawn.card(entry, []) for entry in found.entries if _is_theirs(entry, page)]
    own += [entries.card(item, page) for item in found.of_kind("aspiration") if _is_theirs(item, page)]
    return page.render("planning/not_shared.jinja", {"own": own, "can_add": can_add(page)})


@BOTH
@record_page("plan", shows=PLAN, write=Act.ADD, keeps=True)
def tick(request: HttpRequest, *, page: Page, step_id: UUID) -> HttpResponse:
    """Say what became of a step and how it went."""
    step = queries.step(step_id, subject_id=page.subject.pk, viewer=page.viewer)
    if not presenters.may_tick(page, step):
        raise Refused(_("Whoever sees to this step ticks it. You can answer it on its own page."))
    first = {
        "outcome": step.outcome or "done",
        "how_it_went": step.how_it_went,
        "version": step.version,
        "typed_by": typed_by(page.account),
    }
    form = typed_form(TickForm, page, first)
    context: dict[str, Any] = {"form": form, "step": step}
    if request.method == "POST" and form.is_valid():
        try:
            _tick(page, step, form)
        except Conflict as conflict:
            theirs: Any = conflict.theirs
            _stand_on(form, theirs.version)
            mine = {"words": form.cleaned_data["how_it_went"], "who": page.account.name}
            context |= {"mine": mine, "theirs": {"words": theirs.how_it_went or theirs.words}}
            return page.render("planning/tick.jinja", context, status=409)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            drafts.drop(request.path, by=page.account)
            return _to_entry(page, step.goal_id, _("Kept. Thank you for saying how it went."))
    return page.render("planning/tick.jinja", context, status=422 if form.errors else 200)


def _tick(page: Page, step: Step, form: TickForm) -> None:
    data = form.cleaned_data
    how = data["how_it_went"] if "how_it_went" in form.data else step.how_it_went
    version = data["version"] or step.version
    progress.tick_step(by=page.account, step=step, version=version, outcome=data["outcome"], how_it_went=how)


def _stand_on(form: Any, version: int) -> None:
    """Let the form stand on the newer version, so that sending it again is a choice."""
    data = form.data.copy()
    data["version"] = str(version)
    form.data = data


def _to_entry(page: Page, entry_id: UUID, say: str) -> HttpResponse:
    response = page.go("plan", say=say)
    response["Location"] += f"#entry-{entry_id}"
    return response


@BOTH
@record_page("plan", shows=PLAN, write=Act.ADD, keeps=True)
def goal_status(request: HttpRequest, *, page: Page, goal_id: UUID, status: str) -> HttpResponse:
    """Say that a goal is achieved, let go of, changed into another, or a goal of now again."""
    if status not in STATUSES:
        raise Http404
    goal = queries.goal(goal_id, subject_id=page.subject.pk, viewer=page.viewer)
    code = STATUSES[status]
    first = {"version": goal.version, "typed_by": typed_by(page.account)}
    if code is GoalStatus.CHANGED:
        first |= {"words": goal.words, "because": goal.because}
        own = goal.words_of_id in page.viewer.voices
        form = typed_form(GoalChangedForm, page, first, status=code.value, own=own)
    else:
        form = typed_form(GoalStatusForm, page, first, status=code.value)
    review = parse_id(request.GET.get("review", ""))
    context: dict[str, Any] = {"form": form, "goal": goal, "status": code.value, "review": review}
    if request.method == "POST" and form.is_valid():
        try:
            made = _set_status(page, goal, code, form)
        except Conflict as conflict:
            theirs: Any = conflict.theirs
            _stand_on(form, theirs.version)
            mine = {"words": form.cleaned_data.get("words") or form.cleaned_data["reason"], "who": page.account.name}
            context |= {"mine": mine, "theirs": {"words": theirs.words}}
            return page.render("planning/goal_status.jinja", context, status=409)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            drafts.drop(request.path, by=page.account)
            kept = _("Kept. How it was stays in its history.")
            if review:
                return page.go("plan_review_goal", review, goal.pk, say=kept)
            return _to_entry(page, made.pk, kept)
    return page.render("planning/goal_status.jinja", context, status=422 if form.errors else 200)


def _set_status(page: Page, goal: Goal, code: GoalStatus, form: Any) -> Goal:
    data = form.cleaned_data
    into = None
    if code is GoalStatus.CHANGED:
        into = {"words": data["words"], "because": data["because"], "how": data["how"] or "wrote"}
        into |= {"importance": goal.importance, "horizon": goal.horizon}
    return progress.set_goal_status(
        by=page.account,
        goal=goal,
        version=data["version"] or goal.version,
        status=code,
        reason=data["reason"],
        into=into,
        id=data["made_id"],
    )
