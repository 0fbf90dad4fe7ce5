"""What is new for those who work here: to read first, what I have read; one notice; saying something new."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.access import queries as access
from alongside.access.domain import Refused
from alongside.access.doors import signed_in
from alongside.access.models import Account
from alongside.base.clock import now
from alongside.base.ids import uuid7
from alongside.learning import actions, queries
from alongside.learning.domain import ChangeSort, Told
from alongside.learning.models import PracticeNotice
from alongside.learning.web.forms import PracticeForm
from alongside.learning.words import PAGES, SORTS
from alongside.people import queries as people
from alongside.people.domain import Viewer

BOTH = require_http_methods(["GET", "HEAD", "POST"])


def _viewer(request: HttpRequest) -> Viewer:
    """Give who is signed in, where they work here; nobody else finds these pages."""
    viewer = people.everywhere(account=_account(request))
    if not queries.works_here(viewer=viewer):
        raise Http404
    return viewer


def _account(request: HttpRequest) -> Account:
    account = request.user
    assert isinstance(account, Account)  # noqa: S101 (the middleware lets nobody else in)
    return account


def _render(request: HttpRequest, template: str, viewer: Viewer, context: dict[str, Any], status: int = 200) -> Any:
    shared = {
        "viewer_key": str(viewer.account_id),
        "viewer": viewer,
        "messages": messages.get_messages(request),
        "sorts": dict(SORTS),
    }
    return render(request, template, shared | context, status=status)


@require_safe
@signed_in("notices of change for those who work here; none is about a person")
def practice(request: HttpRequest) -> HttpResponse:
    """What is to be read, and what has been."""
    viewer = _viewer(request)
    found = queries.mine(viewer=viewer)
    context = {
        "to_read": [one for one in found if one.said is None],
        "have_read": [one for one in found if one.said],
        "may_write": bool(queries.places(viewer=viewer)),
        "today": now().date(),
    }
    return _render(request, "learning/practice.jinja", viewer, context)


@BOTH
@signed_in("one notice of change for those who work here; it is not about a person")
def notice(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """One notice: what changed; "I have read this"; for leads, who has yet to."""
    viewer = _viewer(request)
    found = queries.notice(notice_id, viewer=viewer)
    if found is None:
        raise Http404
    if request.method == "POST":
        return _act(request, found)
    author = access.account(found.made_by) if found.made_by else None
    context = {
        "one": found,
        "author": author.name if author else "",
        "said": queries.said(notice_id, viewer=viewer),
        "waits": queries.waits(notice_id, viewer=viewer),
        "pages": [label for code, label in PAGES if code in found.pages],
        "may_withdraw": found.sort == ChangeSort.LOCAL
        and found.organisation_id in {one["id"] for one in queries.places(viewer=viewer)},
        "today": now().date(),
    }
    return _render(request, "learning/notice.jinja", viewer, context)


def _act(request: HttpRequest, found: PracticeNotice) -> HttpResponse:
    account = _account(request)
    if request.POST.get("act") == "withdraw":
        actions.withdraw(by=account, notice_id=found.pk)
        messages.success(request, _("Taken back. Nobody is asked to read it any more."))
    else:
        actions.acknowledge(by=account, notice_id=found.pk)
        messages.success(request, _("Kept: you have read it."))
    return HttpResponseRedirect(reverse("practice"))


@BOTH
@signed_in("takes in a notice of change; it is not about a person")
def new(request: HttpRequest) -> HttpResponse:
    """Say what is new in how people work here: leads, and whoever looks after privacy."""
    viewer = _viewer(request)
    places = queries.places(viewer=viewer)
    if not places:
        raise Refused(_("Leads of a team, and whoever looks after privacy, say what is new here."))
    teams = queries.teams([one["id"] for one in places], viewer=viewer)
    typed = request.POST if request.method == "POST" else None
    form = PracticeForm(typed, places=places, teams=teams, initial={"notice_id": str(uuid7())})
    if typed is not None and form.is_valid():
        try:
            _keep(_account(request), form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Kept. Those whom it concerns find it in their notices."))
            return HttpResponseRedirect(reverse("practice"))
    return _render(request, "learning/new.jinja", viewer, {"form": form}, status=422 if form.errors else 200)


def _keep(account: Account, form: PracticeForm) -> None:
    told = form.cleaned_data
    actions.add(
        by=account,
        notice_id=people.parse_id(told["notice_id"]) or uuid7(),
        organisation_id=UUID(told["place"]),
        told=Told(
            title=told["title"],
            words=told["words"],
            sort=ChangeSort.LOCAL,
            effective_on=told["effective_on"],
            source=told["source"],
            link=told["link"],
            titles=told["titles"],
            pages=tuple(told["pages"]),
        ),
        team_ids=[UUID(one) for one in told["teams"]],
    )
