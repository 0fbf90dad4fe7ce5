"""Pages of a review: begin it, its topics, the whole of it, and those that were. Each topic's is in `review_asking`."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alongside.access.domain import Refused
from alongside.people.domain import Act
from alongside.planning import reviewing, reviews
from alongside.planning.sections import PLAN
from alongside.planning.web import review_parts as parts
from alongside.planning.web.agreement_forms import OnceForm
from alongside.planning.web.review_table import is_begun, may_hold, seen_at, stands_for, table_of
from alongside.record import drafts
from alongside.record import queries as record
from alongside.record.times import local, today
from alongside.record.web.page import EVERY, Page, record_page

GET = require_http_methods(["GET"])
BOTH = require_http_methods(["GET", "POST"])


@BOTH
@record_page("plan", shows=EVERY, write=Act.ADD)
def start(request: HttpRequest, *, page: Page) -> HttpResponse:
    """Say when the plan is to be looked at again, and begin, or go on with what was begun."""
    seen = seen_at(page)
    form = OnceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = reviewing.start(
            by=page.account,
            subject=page.subject,
            viewer=page.viewer,
            circle=page.circle,
            id=form.cleaned_data["made_id"],
        )
        return page.go("plan_review", made.pk)
    version = reviews.newest_version(page.subject.pk, viewer=page.viewer)
    going_on = reviews.going_on(seen)
    held = next((one for one in seen if version and stands_for(one, version)), None)
    context = {
        "form": form,
        "version": version,
        "days": (version.review_on - today()).days if version and version.review_on else None,
        "looked_since": parts.in_line(page, held) if held else None,
        "going_on": parts.in_line(page, going_on) if going_on else None,
        "past": [parts.in_line(page, one) for one in seen if not one.is_open][:3],
        "past_count": sum(not one.is_open for one in seen),
        "may_hold": may_hold(page),
    }
    return page.render("planning/review_start.jinja", context)


@GET
@record_page("plan", shows=PLAN)
def past(request: HttpRequest, *, page: Page) -> HttpResponse:
    """Every review, the newest first. They stay for good."""
    rows = [parts.in_line(page, one) for one in seen_at(page)]
    return page.render("planning/review_past.jinja", {"reviews": rows, "may_hold": may_hold(page)})


@GET
@record_page("plan", shows=EVERY)
def show(request: HttpRequest, *, page: Page, review_id: UUID) -> HttpResponse:
    """The topics of a review, with where each stands. Who does not hold it, and once it is finished: the whole."""
    table = table_of(page, review_id)
    if not (may_hold(page) and table.held.is_open):
        return page.go("plan_review_summary", review_id)
    typed = [one.page for one in drafts.waiting(by=page.account, subject_id=page.subject.pk)]
    shown = parts.topics(page, table.held, table.goals, table.hopes[0], typed, request.GET.get("goals", "1"))
    context = shown | {"held": parts.in_line(page, table.held), "begun": is_begun(table)}
    return page.render("planning/review.jinja", context)


@GET
@record_page("plan", shows=EVERY)
def summary(request: HttpRequest, *, page: Page, review_id: UUID) -> HttpResponse:
    """A whole review: the good news first, every goal beside where it began and last time, and the way on."""
    table = table_of(page, review_id, steps=True)
    held, circle = table.held, page.circle
    found = reviews.good_news(held, viewer=page.viewer, circle=circle, after=table.after)
    ids = parts.ids_of(held, table.goals, table.hopes[0])
    replies = record.responses(page.subject.pk, ids)
    shown = parts.whole(page, held, table.goals, found, table.hopes, replies)
    may = may_hold(page)
    shown |= {
        "since": local(table.after).date() if table.after else None,
        "may_finish": may and held.is_open and is_begun(table),
        "may_go_on": may and held.is_open,
        "may_put_forward": may and not held.is_open and any(one.goal.status == "now" for one in table.goals.looked),
    }
    return page.render("planning/review_summary.jinja", shown)


@require_POST
@record_page("plan", shows=PLAN, write=Act.ADD)
def finish(request: HttpRequest, *, page: Page, review_id: UUID) -> HttpResponse:
    """Finish a review; twice is once."""
    try:
        reviewing.finish(
            by=page.account, subject=page.subject, viewer=page.viewer, circle=page.circle, review_id=review_id
        )
    except Refused as refusal:
        if not may_hold(page):
            raise
        return page.go("plan_review", review_id, say=_(str(refusal)))
    return page.go("plan_review_summary", review_id)
