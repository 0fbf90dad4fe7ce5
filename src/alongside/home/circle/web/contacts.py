"""Ways to reach the person: the ordinary ones, each with whether it is safe; and those kept hidden, on a page apart."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.access.domain import Refused
from alongside.access.web.checking import recheck
from alongside.base.ids import uuid7
from alongside.home.circle.web.forms import SORTS, ContactForm, HiddenContactForm
from alongside.people import actions, queries
from alongside.people.domain import Act, Section
from alongside.record import drafts
from alongside.record.web.filling import typed_form
from alongside.record.web.page import Page, record_page, typed_by

BOTH = require_http_methods(["GET", "POST"])
ONLY_DETAILS = (Section.DETAILS,)


def _sees_details(page: Page) -> None:
    if not page.viewer.sight.sees(Section.DETAILS):
        raise Refused(_("This part of the record has not been shared with you."))


@BOTH
@record_page("circle", shows=ONLY_DETAILS, read=Act.AMEND_SUBJECT, write=Act.AMEND_SUBJECT, keeps=True)
def add_contact(request: HttpRequest, *, page: Page) -> HttpResponse:
    """Add a way to reach the person; whether it is safe is asked each time."""
    _sees_details(page)
    form = typed_form(ContactForm, page, {"typed_by": typed_by(page.account)})
    if request.method == "POST" and form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("sort", "value", "safe", "safe_how", "note")}
        there = queries.contact_points(page.subject.pk, viewer=page.viewer)
        if not there.filter(sort=told["sort"], value=told["value"], safe=told["safe"]).exists():
            actions.add_contact_point(by=page.account, subject_id=page.subject.pk, **told)
        drafts.drop(request.path, by=page.account)
        return page.go("details", say=_("Saved. Nobody has been told."))
    return page.render("home/circle/contact.jinja", {"form": form}, status=422 if form.errors else 200)


@require_POST
@record_page("circle", shows=ONLY_DETAILS, write=Act.AMEND_SUBJECT)
def end_contact(request: HttpRequest, *, page: Page, point_id: UUID) -> HttpResponse:
    """Say that a way to reach the person no longer holds."""
    point = queries.contact_points(page.subject.pk, viewer=page.viewer).filter(pk=point_id).first()
    if point is None:
        raise Http404
    actions.end_contact_point(by=page.account, viewer=page.viewer, point=point)
    return page.go("details", say=_("Taken off the list."))


@require_safe
@recheck
@record_page("hidden_contact", shows=ONLY_DETAILS, read=Act.AMEND_SUBJECT)
def hidden(request: HttpRequest, *, page: Page) -> HttpResponse:
    """The addresses and numbers that must not be found out; each look is audited as such."""
    _sees_details(page)
    points = actions.open_protected(by=page.account, subject_id=page.subject.pk)
    said = [point | {"sort": dict(SORTS)[point["sort"]]} for point in points]
    return page.render("home/circle/hidden.jinja", {"points": said, "may_change": page.subject.is_open})


@BOTH
@record_page("circle", shows=ONLY_DETAILS, read=Act.AMEND_SUBJECT, write=Act.AMEND_SUBJECT)
def add_hidden(request: HttpRequest, *, page: Page) -> HttpResponse:
    """Keep an address or number hidden. Nothing typed here is kept as a draft: it would lie outside its own table."""
    _sees_details(page)
    form = HiddenContactForm(request.POST or None, initial={"new_id": uuid7()})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        actions.add_protected(
            by=page.account,
            subject_id=page.subject.pk,
            sort=told["sort"],
            value=told["value"],
            note=told["note"],
            id=queries.parse_id(told["new_id"]),
        )
        return page.go("hidden_contact", say=_("Saved, and hidden."))
    return page.render("home/circle/hidden_add.jinja", {"form": form}, status=422 if form.errors else 200)


@require_POST
@record_page("circle", shows=ONLY_DETAILS, write=Act.AMEND_SUBJECT)
def end_hidden(request: HttpRequest, *, page: Page, point_id: UUID) -> HttpResponse:
    """Say that a hidden address or number no longer holds."""
    actions.end_protected(by=page.account, subject_id=page.subject.pk, point_id=point_id)
    return page.go("hidden_contact", say=_("Taken off the list."))
