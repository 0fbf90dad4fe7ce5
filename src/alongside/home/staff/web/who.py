"""Who can open a record and why: the page; saying who works with somebody, ending it, a duty in law."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.access.domain import Refused
from alongside.home.staff.web import presenters
from alongside.home.staff.web.forms import AllocateForm, DutyForm, EndForm, mask_of
from alongside.people import queries as people
from alongside.people.domain import Act, Basis
from alongside.people.working import actions, queries
from alongside.record import drafts
from alongside.record.times import moment
from alongside.record.web.filling import typed_form
from alongside.record.web.page import Page, record_page, typed_by

BOTH = require_http_methods(["GET", "POST"])


def end_of(day: Any) -> datetime:
    """Give the moment at which something ends that holds until, and with, this day."""
    return moment(day + timedelta(days=1), time(0))


@require_safe
@record_page("circle", shows=(), read=Act.AMEND_SUBJECT)
def who_may(request: HttpRequest, *, page: Page) -> HttpResponse:
    """Who can open this record and why, each with their reason in words."""
    grants = people.grants(page.subject.pk, viewer=page.viewer)
    leads = not page.viewer.is_person and queries.leads_here(page.subject.pk)
    context = {
        "groups": presenters.who_may(grants, page, leads=leads),
        "restricted": queries.is_restricted(page.subject.pk, viewer=page.viewer),
        "leads": leads,
        "waiting": [one for one in queries.objections(page.subject.pk, viewer=page.viewer) if not one.answered_at],
        "moving": queries.transfers(page.subject.pk, viewer=page.viewer),
    }
    return page.render("home/staff/who_may.jinja", context)


@BOTH
@record_page("circle", shows=(), read=Act.ALLOCATE, write=Act.ALLOCATE, keeps=True)
def allocate(request: HttpRequest, *, page: Page) -> HttpResponse:
    """A lead says who of their teams works with the person, as what, from when and until when."""
    members = people.team_members(viewer=page.viewer)
    if not members:
        raise Refused(_("Only the lead of a team can say who works with the person."))
    teams = queries.led_teams(viewer=page.viewer)
    form = typed_form(AllocateForm, page, {"typed_by": typed_by(page.account)})
    form.fields["account"].choices = [
        ("", _("Choose")),
        *((str(one.pk), ", ".join(filter(None, (one.name, one.title)))) for one in members),
        *((str(one.pk), _("The whole team: %(name)s") % {"name": one.name}) for one in teams),
    ]
    if request.method == "POST" and form.is_valid():
        done = _allocate(page, form, {team.pk for team in teams})
        if done is not None:
            return done
    return page.render("home/staff/allocate.jinja", {"form": form}, status=422 if form.errors else 200)


def _allocate(page: Page, form: AllocateForm, teams: set[UUID]) -> HttpResponse | None:
    told = form.cleaned_data
    chosen = UUID(told["account"])
    live = people.grants(page.subject.pk, viewer=page.viewer)
    same = [one for one in live if chosen in (one.account_id, one.team_id) and one.basis == Basis.CARE]
    if any(one.role in ("", told["role"]) and one.ends is None for one in same):
        form.add_error("account", _("They work with the person already."))
        return None
    begins, until = form.span()
    try:
        actions.allocate(
            by=page.account,
            subject_id=page.subject.pk,
            account_id=None if chosen in teams else chosen,
            team_id=chosen if chosen in teams else None,
            role=told["role"],
            begins=begins,
            until=until,
            relationship=told["relationship"],
            words=told["words"],
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    drafts.drop(page.request.path, by=page.account)
    return page.go("who_may", say=_("Saved. The person sees who works with them, and why."))


@BOTH
@record_page("circle", shows=(), read=Act.ALLOCATE, write=Act.ALLOCATE)
def end(request: HttpRequest, *, page: Page, grant_id: UUID) -> HttpResponse:
    """A lead ends somebody's work with the person, or their duty in law: asked once, with what it means."""
    grant = queries.allocation(page.subject.pk, grant_id, viewer=page.viewer)
    if not queries.leads_here(page.subject.pk):
        raise Refused(_("Only a lead who works with the person can end this."))
    form = EndForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["day"]
        try:
            actions.end_allocation(
                by=page.account, subject_id=page.subject.pk, grant_id=grant.pk, at=end_of(day) if day else None
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _after_end(page)
    context = {"form": form, "one": presenters.grant(grant, page)}
    return page.render("home/staff/end.jinja", context, status=422 if form.errors else 200)


def _after_end(page: Page) -> HttpResponse:
    """Go on after ending; who has ended what opened the record for themself lands on their people."""
    from django.contrib import messages
    from django.http import HttpResponseRedirect
    from django.urls import reverse

    if people.is_there(page.subject.pk):
        return page.go("who_may", say=_("Saved. What they wrote stays, as theirs."))
    messages.success(page.request, _("Saved. What they wrote stays, as theirs."))
    return HttpResponseRedirect(reverse("people"))


@BOTH
@record_page("circle", shows=(), read=Act.ALLOCATE, write=Act.ALLOCATE, keeps=True)
def duty_in_law(request: HttpRequest, *, page: Page) -> HttpResponse:
    """A lead lets somebody see the record for a duty in law: which, by which section, what for, until when."""
    if not queries.leads_here(page.subject.pk):
        raise Refused(_("Only a lead who works with the person, or who looks after privacy, can do this."))
    form = typed_form(DutyForm, page, {"typed_by": typed_by(page.account)})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            actions.give_duty_in_law(
                by=page.account,
                subject_id=page.subject.pk,
                email=told["email"],
                function=told["function"],
                until=end_of(told["until"]),
                words=told["words"],
                mask=mask_of(told["sections"]),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            drafts.drop(request.path, by=page.account)
            return page.go("who_may", say=_("Saved. It ends by itself. The person sees it on this page."))
    return page.render("home/staff/duty.jinja", {"form": form}, status=422 if form.errors else 200)
