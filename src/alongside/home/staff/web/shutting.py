"""Shutting somebody who works here out of a record, and letting them in again; restricting a record to those named."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alongside.access.domain import Refused
from alongside.base.ids import uuid7
from alongside.home.staff.web.forms import RestrictForm, ShutForm
from alongside.people import queries as people
from alongside.people import words
from alongside.people.domain import ALL_SECTIONS, Act
from alongside.people.models import Grant
from alongside.people.working import actions, queries
from alongside.people.working.words import SHUT
from alongside.record import drafts
from alongside.record.web.filling import typed_form
from alongside.record.web.page import Page, record_page, typed_by

BOTH = require_http_methods(["GET", "POST"])


def _shown(one: Grant, page: Page) -> dict[str, Any]:
    whom = one.account or one.team
    return {
        "name": whom.name if whom else _("Everybody who is not named in this record"),
        "title": one.account.title if one.account else "",
        "kind": SHUT.get(one.role, ""),
        "why": one.reason,
        "parts": [] if one.mask & ALL_SECTIONS == ALL_SECTIONS else words.sections_of(one.mask),
        "since": one.starts,
        "end": page.url("shut_end", one.pk),
    }


@BOTH
@record_page("circle", shows=(), read=Act.AMEND_SUBJECT, write=Act.AMEND_SUBJECT, keeps=True)
def shut(request: HttpRequest, *, page: Page) -> HttpResponse:
    """Whom this record is shut to, and adding somebody; it wins over everything, and whom it names is never told."""
    form = typed_form(ShutForm, page, {"new_id": uuid7(), "kind": "relative", "typed_by": typed_by(page.account)})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            found = actions.shut_out(
                by=page.account,
                id=people.parse_id(told["new_id"]) or uuid7(),
                subject_id=page.subject.pk,
                who=told["who"],
                kind=told["kind"],
                why=told["why"],
            )
        except Refused as refusal:
            form.add_error("who", str(refusal))
        else:
            drafts.drop(request.path, by=page.account)
            said = (
                _("Done. They find nothing of this record from now on, and nobody tells them.")
                if found
                else _("We did not find them by that. A lead looks for them now, and answers you.")
            )
            return page.go("shut", say=said)
    rows = [_shown(one, page) for one in queries.denies(page.subject.pk, viewer=page.viewer)]
    leads = not page.viewer.is_person and queries.leads_here(page.subject.pk)
    context = {"form": form, "rows": rows, "leads": leads}
    return page.render("home/staff/shut.jinja", context, status=422 if form.errors else 200)


@require_POST
@record_page("circle", shows=(), write=Act.AMEND_SUBJECT)
def end(request: HttpRequest, *, page: Page, grant_id: UUID) -> HttpResponse:
    """Let somebody in again: what the person decided, the person ends; the rest a lead."""
    actions.end_deny(by=page.account, subject_id=page.subject.pk, grant_id=grant_id)
    return page.go("shut", say=_("Ended. What they may see comes from their work again."))


@BOTH
@record_page("circle", shows=(), read=Act.ALLOCATE, write=Act.ALLOCATE, keeps=True)
def restrict(request: HttpRequest, *, page: Page) -> HttpResponse:
    """A lead lets only those named in the record open it."""
    if not queries.leads_here(page.subject.pk):
        raise Refused(_("Only a lead who works with the person can restrict a record."))
    form = typed_form(RestrictForm, page, {"typed_by": typed_by(page.account)})
    if request.method == "POST" and form.is_valid():
        try:
            actions.restrict(by=page.account, subject_id=page.subject.pk, why=form.cleaned_data["why"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            drafts.drop(request.path, by=page.account)
            return page.go("who_may", say=_("This record is restricted. Only those named in it can open it now."))
    named = [one for one in people.grants(page.subject.pk, viewer=page.viewer) if one.account_id]
    context = {"form": form, "named": [one.account.name for one in named if one.account]}
    return page.render("home/staff/restrict.jinja", context, status=422 if form.errors else 200)
