"""Who has looked, for the person; and what they wish to hear of."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.home.staff.web import presenters
from alongside.home.staff.web.forms import WishForm
from alongside.people import queries as people
from alongside.people.domain import Act
from alongside.people.working import actions, queries
from alongside.record.web.page import Page, record_page

MOST = 300


@require_safe
@record_page("circle", shows=(), read=Act.SEE_WHO_LOOKED)
def looked(request: HttpRequest, *, page: Page) -> HttpResponse:
    """Who has looked and who has changed something, by day, with why they might. For the person alone."""
    who = people.parse_id(request.GET.get("who", ""))
    before = presenters.before(request.GET.get("before", ""))
    rows = queries.looks(page.subject.pk, before=before, who=who, most=MOST)
    context = {
        "days": presenters.looks(rows, page),
        "lookers": presenters.lookers(rows),
        "who": who,
        "who_name": rows[0]["name"] if who and rows else "",
        "older": rows[-1]["at"].isoformat() if len(rows) >= MOST else "",
        "is_older": before is not None,
    }
    return page.render("home/staff/looked.jinja", context)


@require_http_methods(["GET", "POST"])
@record_page("circle", shows=(), read=Act.SEE_WHO_LOOKED, write=Act.SEE_WHO_LOOKED)
def tell_me(request: HttpRequest, *, page: Page) -> HttpResponse:
    """What the person wishes to hear of; an emergency they always hear of."""
    wished = queries.tell_me(page.subject.pk, viewer=page.viewer)
    first = {"first_look": wished.first_look if wished else False, "allocation": wished.allocation if wished else True}
    form = WishForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        actions.wish_to_hear(
            by=page.account, subject_id=page.subject.pk, first_look=told["first_look"], allocation=told["allocation"]
        )
        return page.go("looked", say=_("Saved. You can change it at any time."))
    return page.render("home/staff/tell_me.jinja", {"form": form}, status=422 if form.errors else 200)
