"""My people: the list, and where one lands after signing in."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from alongside.access import queries as access
from alongside.access.domain import DutyKind
from alongside.access.doors import signed_in
from alongside.access.models import Account
from alongside.people import actions, queries
from alongside.people import notices as told
from alongside.people.web import presenters


def _account(request: HttpRequest) -> Account:
    account = request.user
    assert isinstance(account, Account)  # noqa: S101 (the middleware lets nobody else in)
    return account


@require_safe
@signed_in("goes on to the account's own record, or to its list")
def start(request: HttpRequest) -> HttpResponse:
    """Go on after signing in: somebody with one record opens on it, everybody else on their people."""
    viewer = queries.everywhere(account=_account(request))
    if not viewer.is_staff:
        only = list(queries.mine(viewer=viewer)[:2])
        if len(only) == 1:
            return HttpResponseRedirect(reverse("front", args=[only[0].pk]))
    return HttpResponseRedirect(reverse("people"))


@require_safe
@signed_in("lists the records the account may open")
def people(request: HttpRequest) -> HttpResponse:
    """The records this account may open, by name; found by a part of a name or by the whole NHS number."""
    viewer = queries.everywhere(account=_account(request))
    words = request.GET.get("words", "")
    found = queries.mine(viewer=viewer, words=words).select_related("details")
    sheet = Paginator(found, queries.PAGE).get_page(request.GET.get("page"))
    actions.note_listed(
        by=_account(request), shown=len(sheet.object_list), page=sheet.number, searched=bool(words.strip())
    )
    context = {
        "viewer_key": str(viewer.account_id),
        "viewer": viewer,
        "sheet": sheet,
        "rows": presenters.rows(list(sheet.object_list), viewer=viewer),
        "words": words[:200],
        "nav": [{"text": presenters.MY_PEOPLE, "href": reverse("people"), "current": True}],
        "messages": messages.get_messages(request),
        "unread": told.unread(account=_account(request)),
        "leads_safeguarding": access.has_duty(DutyKind.SAFEGUARDING_LEAD),
        "leads_privacy": access.has_duty(DutyKind.PRIVACY_LEAD),
        "keeps_machine": access.has_duty(DutyKind.OPERATOR),
    }
    return render(request, "people/people.jinja", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in("what the account itself should know of")
def notices(request: HttpRequest) -> HttpResponse:
    """What this account should know of, newest first; read ones stay below."""
    account = _account(request)
    if request.method == "POST":
        wanted = [found for text in request.POST.getlist("notice") if (found := queries.parse_id(text))]
        told.read(by=account, notice_ids=wanted)
        return HttpResponseRedirect(reverse("notices"))
    context = {
        "viewer_key": str(account.pk),
        "viewer": queries.everywhere(account=account),
        "lines": told.lines(account=account),
        "messages": messages.get_messages(request),
    }
    return render(request, "people/notices.jinja", context)
