"""How somebody likes to be in touch: hours, quiet hours, clock, reminders. Their own account alone."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.access.domain import Refused
from alongside.access.doors import signed_in
from alongside.access.models import Account
from alongside.contact.messaging import actions, queries
from alongside.contact.web.forms.preferences import PreferenceForm, initial_of
from alongside.people import queries as people


@require_http_methods(["GET", "POST"])
@signed_in("one's own account alone: the row is locked to whoever is signed in")
def preferences(request: HttpRequest) -> HttpResponse:
    """Ask when messages are read, when no mail may come, which clock, and what to be told."""
    account = request.user
    assert isinstance(account, Account)  # noqa: S101 (the middleware lets nobody else in)
    viewer = people.everywhere(account=account)
    first = initial_of(queries.preference(viewer=viewer))
    form = PreferenceForm(request.POST if request.method == "POST" else None, initial=first, is_staff=viewer.is_staff)
    if request.method == "POST" and form.is_valid():
        try:
            actions.prefer(by=account, **form.values())
        except Refused as refusal:
            form.add_error("mobile" if "mobile" in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Saved. You can change it at any time."))
            return HttpResponseRedirect(reverse("my_in_touch"))
    context = {
        "viewer_key": str(viewer.account_id),
        "viewer": viewer,
        "messages": messages.get_messages(request),
        "form": form,
    }
    return render(request, "contact/preferences.jinja", context, status=422 if form.errors else 200)
