"""Looking in an emergency: find the record, say why, an hour of reading; everything of it is kept and looked into."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.access.domain import Refused
from alongside.access.doors import signed_in
from alongside.access.web.checking import recheck
from alongside.home.staff.web.forms import FindForm, GlassForm
from alongside.home.staff.web.moving import account_of
from alongside.people import queries as people
from alongside.people.working import actions, queries
from alongside.people.working.domain import GLASS_MINUTES

BOTH = require_http_methods(["GET", "POST"])
FOUND = "emergency"


def _page(request: HttpRequest, template: str, form: Any, **more: Any) -> HttpResponse:
    account = account_of(request)
    context = {
        "viewer_key": str(account.pk),
        "viewer": people.everywhere(account=account),
        "form": form,
        "minutes": GLASS_MINUTES,
        "messages": messages.get_messages(request),
        **more,
    }
    return render(request, template, context, status=422 if form.errors else 200)


@BOTH
@signed_in("finds records by number, or whole name and birth date; restricted ones without either", is_staff=True)
def emergency(request: HttpRequest) -> HttpResponse:
    """Find the record of somebody whom one does not work with, and must know of now."""
    form = FindForm(request.POST if request.method == "POST" else None)
    found: list[dict[str, Any]] | None = None
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            found = queries.glass_find(name=told["name"], born=told["born"], nhs_number=told["nhs_number"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            # What may be opened from here is kept beside the session, never in the page.
            request.session[FOUND] = [str(one["handle"]) for one in found]
    return _page(request, "home/staff/emergency.jinja", form, found=found)


@BOTH
@recheck
@signed_in("opens one record just found, for an hour, with a reason; it is kept and told", is_staff=True)
def break_glass(request: HttpRequest, place: int) -> HttpResponse:
    """Say why; then the record opens for an hour. Where it may not, nothing is said but that none opens."""
    handles: list[str] = request.session.get(FOUND, [])
    if not 0 < place <= len(handles):
        raise Http404
    form = GlassForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        handle = UUID(handles[place - 1])
        try:
            opened = actions.break_glass(
                by=account_of(request),
                subject_id=handle,
                why=told["why"],
                words=told["words"],
                untold=told["untold"] if told["keep"] else "",
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _after(request, handle, opened)
    return _page(request, "home/staff/glass.jinja", form, place=place)


def _after(request: HttpRequest, handle: UUID, opened: bool) -> HttpResponse:
    del request.session[FOUND]
    if not opened:
        messages.info(request, _("There is no record you can open. What you asked has been written down."))
        return HttpResponseRedirect(reverse("emergency"))
    messages.success(request, _("The record is open for an hour. Every page you open is written down."))
    return HttpResponseRedirect(reverse("front", args=[handle]))
