"""Opening a record: a worker for somebody, or somebody who cares for another for themself."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.access.domain import Refused
from alongside.access.doors import signed_in
from alongside.access.models import Account
from alongside.access.viewer import viewing
from alongside.base.ids import uuid7
from alongside.home.circle.web.forms import AddForm
from alongside.people import actions, queries
from alongside.people.domain import Act, Right, SubjectKind
from alongside.people.models import Subject
from alongside.people.web import presenters as people
from alongside.record import drafts
from alongside.record.web.filling import typed_form
from alongside.record.web.page import Page, keep_typed, record_page, typed_by

BOTH = require_http_methods(["GET", "POST"])
SAME_NUMBER = "same NHS number"


@dataclass
class Desk:
    """A page that belongs to no one record: what `typed_form` needs of it."""

    request: HttpRequest
    account: Account
    kept_at: str = ""


@signed_in("opens a record; the database checks that they are staff, look-alikes show no names", is_staff=True)
def _add(request: HttpRequest) -> HttpResponse:
    """Add a person or a group; those who may be the same person are shown before a twin is made."""
    account = request.user
    assert isinstance(account, Account)  # noqa: S101 (the middleware lets nobody else in)
    viewer = queries.everywhere(account=account)
    if not viewer.is_staff:
        raise Refused(_("Only somebody who works in a team can add a person."))
    desk = Desk(request, account)
    teams = [(str(team.pk), team.name) for team in queries.own_teams(viewer=viewer)]
    form = typed_form(AddForm, desk, {"typed_by": typed_by(account)}, teams=teams)  # type: ignore[arg-type]
    alike: list[dict[str, Any]] = []
    if request.method == "POST" and form.is_valid():
        try:
            alike = _look_alikes(form, account)
            if not alike or _is_sure(form, alike):
                subject_id = _open(form, account)
                drafts.drop(request.path, by=account)
                messages.success(request, _("The record is open. You can begin with a first conversation."))
                return HttpResponseRedirect(reverse("front", args=[subject_id]))
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {
        "form": form,
        "alike": alike,
        "same_number": any(one["how"] == SAME_NUMBER for one in alike),
        "viewer_key": str(account.pk),
        "viewer": viewer,
        "nav": [{"text": people.MY_PEOPLE, "href": reverse("people")}],
        "messages": messages.get_messages(request),
        "draft_url": f"{reverse('draft')}?page={request.path}",
        "draft_saved_at": desk.kept_at,
        "draft_page": request.path,
    }
    return render(request, "home/circle/add.jinja", context, status=422 if form.errors else 200)


def _look_alikes(form: AddForm, account: Account) -> list[dict[str, Any]]:
    told = form.cleaned_data
    if told["kind"] == SubjectKind.GROUP or _made(_new_id(form, account), account):
        return []  # sent before: the record it made is opened, and is no twin of itself
    return queries.look_alikes(name=told["name"], born=told["born"], nhs_number=told["nhs_number"])


def _new_id(form: AddForm, account: Account) -> UUID:
    """Give the id this form was given; another when somebody of another name was added with it already."""
    given, name = queries.parse_id(form.cleaned_data["new_id"]) or uuid7(), form.cleaned_data["name"]
    made = _made(given, account)
    return uuid5(given, name) if made and made.name != name else given


def _made(given: UUID, account: Account) -> Subject | None:
    mine = queries.mine(viewer=queries.everywhere(account=account))
    return mine.filter(pk=given, added_by=account.pk).first()


def _is_sure(form: AddForm, alike: list[dict[str, Any]]) -> bool:
    return form.cleaned_data["sure"] == "yes" and all(one["how"] != SAME_NUMBER for one in alike)


def _open(form: AddForm, account: Account) -> UUID:
    told = form.cleaned_data
    is_group = told["kind"] == SubjectKind.GROUP
    return actions.add_subject(
        by=account,
        id=_new_id(form, account),
        kind=told["kind"],
        name=told["name"],
        known_as=told["known_as"],
        pronouns=told["pronouns"],
        place=told["place"],
        about=told["about"],
        born=None if is_group else told["born"],
        nhs_number="" if is_group else told["nhs_number"],
        team_id=queries.parse_id(told["team"]),
    )


_add.keep_typed = keep_typed
add = BOTH(_add)


@BOTH
@record_page("circle", shows=(), write=Act.SEE)
def own_record(request: HttpRequest, *, page: Page) -> HttpResponse:
    """Open a record of one's own as somebody who cares for this person; the person cannot read it unless let in."""
    if page.viewer.is_person or page.viewer.sight.has(Right.CARE):
        raise Refused(_("This is for somebody who cares for the person, and is in the circle."))
    with viewing(page.account.pk):
        there = queries.carer_record(page.subject.pk, viewer=page.viewer)
    if request.method == "POST":
        made = there.pk if there else _open_own(page)
        return HttpResponseRedirect(reverse("front", args=[made]))
    href = reverse("front", args=[there.pk]) if there else None
    return page.render("home/circle/own_record.jinja", {"there": there, "href": href, "new_id": uuid7()})


def _open_own(page: Page) -> UUID:
    return actions.add_subject(
        by=page.account,
        id=queries.parse_id(page.request.POST.get("new_id", "")) or uuid7(),
        name=page.account.name,
        own=True,
        cares_for=page.subject.pk,
    )
