"""The page of staying in touch: who comes next, messages, tasks, hand-overs."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from alongside.contact.web import away, hand_overs, messages, tasks, visits
from alongside.people.domain import Section
from alongside.record.web.page import Page, record_page

SHOWS = (Section.VISITS, Section.MESSAGES, Section.MEETINGS)


@require_http_methods(["GET"])
@record_page("in_touch", shows=SHOWS)
def in_touch(request: HttpRequest, *, page: Page) -> HttpResponse:
    """Who comes next, what was written to whom, what is to be done by whom, and what was handed over."""
    context = {
        **away.part(page),
        **visits.part(page),
        **messages.part(page),
        **tasks.part(page),
        **hand_overs.part(page),
    }
    return page.render("contact/in_touch.jinja", context)
