"""The pages of one's own calendar address, and what a calendar reads at it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.access.doors import public, signed_in
from alongside.access.models import Account
from alongside.base.ids import uuid7
from alongside.contact import feeds
from alongside.people import queries as people

MADE = "calendar_made"


@require_http_methods(["GET", "POST"])
@signed_in("makes, shows and ends the account's own calendar address")
def mine(request: HttpRequest) -> HttpResponse:
    """One's own calendar address: make it, see when it was last read, end it. The address itself is shown once."""
    account = request.user
    assert isinstance(account, Account)  # noqa: S101 (the middleware lets nobody else in)
    if request.method == "POST":
        if "end" in request.POST:
            feeds.end(by=account)
            messages.success(request, _("Ended. The address opens nothing any more."))
        elif secret := feeds.make(by=account, id=people.parse_id(request.POST.get("new_id", "")) or uuid7()):
            request.session[MADE] = secret
        return HttpResponseRedirect(reverse("calendar"))
    secret = request.session.pop(MADE, "")
    context = {
        "viewer_key": str(account.pk),
        "viewer": people.everywhere(account=account),
        "feed": feeds.own_feed(account=account),
        "address": request.build_absolute_uri(reverse("calendar_feed", args=[secret])) if secret else "",
        "new_id": uuid7(),
        "messages": messages.get_messages(request),
    }
    return render(request, "contact/calendar.jinja", context)


@require_safe
@public
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """What a calendar reads at a secret address: times alone, and nothing of whose, where or about what."""
    found = feeds.read(secret)
    if found is None:
        raise Http404
    return HttpResponse(feeds.as_calendar(found), content_type="text/calendar; charset=utf-8")
