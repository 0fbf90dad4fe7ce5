"""Where people want different things: each voice as large as the other, what is shared, what was tried."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from alongside.people.domain import Section
from alongside.planning import queries
from alongside.planning.sections import PLAN
from alongside.planning.web import presenters
from alongside.planning.web.links import can_add
from alongside.record import queries as record
from alongside.record.web.page import Page, record_page


@require_http_methods(["GET"])
@record_page("plan", shows=PLAN)
def tensions(request: HttpRequest, *, page: Page) -> HttpResponse:
    """Every tension with what each voice wants and why, side by side; those that are settled at the end."""
    found = queries.plan(page.subject.pk, viewer=page.viewer, circle=page.circle)
    said = record.responses(page.subject.pk, [one.pk for kind in ("tension", "tension_view") for one in found.of(kind)])
    drawn = presenters.Drawn(page, found, said, ())
    shown = [drawn.tension(one) for one in found.of("tension")]
    known = {one.pk for one in found.of("tension")}
    context = {
        "open": [one for one in shown if one["is_open"]],
        "settled": [one for one in shown if not one["is_open"]],
        "loose": [drawn.card(one, []) for one in found.of("tension_view") if one.tension_id not in known],
        "can_add": can_add(page),
        "shared": page.viewer.sight.sees(Section.TENSIONS),
    }
    return page.render("planning/tensions.jinja", context)
