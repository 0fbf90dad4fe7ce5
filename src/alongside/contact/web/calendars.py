"""The pages of one's own calendar address, and what a calendar reads at it."""

import hashlib

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from alongside.access import standing
from alongside.access.domain import AskFirst
from alongside.access.doors import public, signed_in
from alongside.access.models import Account
from alongside.base.ids import uuid7
from alongside.contact import feeds
from alongside.people import queries as people


@require_http_methods(["GET", "POST"])
@signed_in("makes, shows and ends the account's own calendar address")
@sensitive_variables()
def mine(request: HttpRequest) -> HttpResponse:
    """One's own calendar address: make it, see when it was last read, end it. The address itself is shown once.

    An address outlasts whoever sits at an open screen: to make one, they show that it is them, and to end one not.
    """
    account = request.user
    assert isinstance(account, Account)  # noqa: S101 (the middleware lets nobody else in)
    secret = ""
    if request.method == "POST" and "end" in request.POST:
        feeds.end(by=account)
        messages.success(request, _("Ended. The address opens nothing any more."))
        return HttpResponseRedirect(reverse("calendar"))
    if request.method == "POST":
        if not standing.is_recent(request):
            raise AskFirst
        secret = feeds.make(by=account, id=people.parse_id(request.POST.get("new_id", "")) or uuid7())
        if not secret:
            messages.info(request, _("This address was made before, and shown once. You can make a new one here."))
            return HttpResponseRedirect(reverse("calendar"))
    where = request.build_absolute_uri(reverse("calendar_feed", args=[secret])) if secret else ""
    context = {
        "viewer_key": str(account.pk),
        "viewer": people.everywhere(account=account),
        "feed": feeds.own_feed(account=account),
        "address": where,
        "opens_calendar": f"webcal{where[where.index(':') :]}" if where else "",
        "new_id": uuid7(),
        "messages": messages.get_messages(request),
    }
    return render(request, "contact/calendar.jinja", context)


@require_safe
@public
@sensitive_variables()
def feed(request: HttpRequest, secret: str) -> HttpResponseBase:
    """What a calendar reads at a secret address: times alone, and nothing of whose, where or about what."""
    found = feeds.read(secret)
    if found is None:
        raise Http404
    said = feeds.as_calendar(found)
    response = HttpResponse(said, content_type="text/calendar; charset=utf-8")
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    response["ETag"] = etag = f'"{hashlib.sha256(said).hexdigest()[:32]}"'
    return get_conditional_response(request, etag=etag, response=response) or response
