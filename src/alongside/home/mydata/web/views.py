"""Making one's own copy; and, for whoever looks after privacy, what such a copy leaves out."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.access.domain import Refused
from alongside.access.doors import signed_in
from alongside.access.web.checking import recheck
from alongside.home.mydata import actions, queries, reading
from alongside.people.domain import Act
from alongside.record import registry
from alongside.record.web.page import EVERY, Page, record_page


@require_http_methods(["GET", "POST"])
@recheck
@record_page("mydata", shows=EVERY, read=Act.SEE_WHO_LOOKED, write=Act.SEE_WHO_LOOKED)
def mydata(request: HttpRequest, *, page: Page) -> HttpResponse:
    """Say what the copy holds; make it and hand it over. For the person alone."""
    if request.method != "POST":
        return page.render("home/mydata/mydata.jinja", {"statement": reading.STATEMENT})
    copy = actions.make_copy(
        by=page.account,
        subject=page.subject,
        viewer=page.viewer,
        hidden_too=request.POST.get("hidden") == "yes",
    )
    return FileResponse(copy, as_attachment=True, filename="my-copy.zip", content_type="application/zip")  # type: ignore[return-value]


@require_safe
@signed_in("lists to the privacy lead what is left out of copies, in their organisations", duty="privacy_lead")
def left_out_records(request: HttpRequest) -> HttpResponse:
    """The records from whose copies something is left out."""
    context = {"viewer_key": str(request.user.pk), "records": queries.records_with_left_out()}
    return render(request, "home/mydata/left_out.jinja", context)


@require_safe
@signed_in("lists to the privacy lead what is left out of one copy; the database checks the duty", duty="privacy_lead")
def left_out(request: HttpRequest, subject_id: UUID) -> HttpResponse:
    """What one person's copy leaves out, and on which ground; not what it says."""
    try:
        found = queries.left_out(subject_id)
    except Refused:
        raise Http404 from None
    labels = {kind.name: str(kind.label) for kind in registry.all_kinds()}
    entries = [one | {"label": labels.get(one["kind"], _("An entry"))} for one in found]
    return render(request, "home/mydata/left_out.jinja", {"viewer_key": str(request.user.pk), "entries": entries})
