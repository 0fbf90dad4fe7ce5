"""The person objects to somebody seeing their record; a lead answers with reasons."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.access.domain import Refused
from alongside.base.ids import uuid7
from alongside.home.staff.web.forms import AnswerForm, ObjectForm, codes_of, mask_of
from alongside.people import queries as people
from alongside.people import words
from alongside.people.domain import ALL_SECTIONS, Act
from alongside.people.working import actions, queries
from alongside.people.working.domain import OBJECTION_DAYS, is_overdue
from alongside.people.working.models import Objection
from alongside.record import drafts
from alongside.record.times import today
from alongside.record.web.filling import typed_form
from alongside.record.web.page import Page, record_page, typed_by

BOTH = require_http_methods(["GET", "POST"])


def shown(one: Objection, page: Page) -> dict[str, Any]:
    """Give an objection as a card: about whom, what, why, by when, and the answer."""
    whom = one.account or one.team
    return {
        "about": whom.name if whom else one.who,
        "title": one.account.title if one.account else "",
        "parts": [] if one.mask & ALL_SECTIONS == ALL_SECTIONS else words.sections_of(one.mask),
        "words": one.words,
        "made_at": one.made_at,
        "by": one.answer_by,
        "late": is_overdue(one.answer_by, today(), done=one.answered_at is not None),
        "outcome": one.outcome,
        "answer": one.answer,
        "answered_at": one.answered_at,
        "href": page.url("objection_answer", one.pk) if not one.answered_at and not page.viewer.is_person else None,
    }


def _for_whom(page: Page) -> None:
    if not page.viewer.is_person and not queries.leads_here(page.subject.pk):
        raise Refused(_("This is for the person, and for leads who work with them."))


@require_safe
@record_page("circle", shows=(), read=Act.AMEND_SUBJECT)
def objections(request: HttpRequest, *, page: Page) -> HttpResponse:
    """What the person objected to, and what was answered."""
    _for_whom(page)
    found = [shown(one, page) for one in queries.objections(page.subject.pk, viewer=page.viewer)]
    return page.render("home/staff/objections.jinja", {"rows": found})


@BOTH
@record_page("circle", shows=(), read=Act.SHARE, write=Act.SHARE, keeps=True)
def object_(request: HttpRequest, *, page: Page, grant_id: UUID) -> HttpResponse:
    """The person says that they do not want this worker or team to see their record, or parts of it."""
    grant = queries.allocation(page.subject.pk, grant_id, viewer=page.viewer)
    if grant.account_id == page.account.pk or grant.deny:
        raise Http404
    form = typed_form(ObjectForm, page, {"new_id": uuid7(), "typed_by": typed_by(page.account)})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            actions.object_to(
                by=page.account,
                id=people.parse_id(told["new_id"]) or uuid7(),
                subject_id=page.subject.pk,
                account_id=grant.account_id,
                team_id=grant.team_id,
                mask=mask_of(told["sections"]),
                words=told["words"],
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            drafts.drop(request.path, by=page.account)
            return page.go("objections", say=_("We have it. A lead answers you, with reasons. They are not told."))
    whom = grant.account or grant.team
    context = {"form": form, "whom": whom.name if whom else "", "days": OBJECTION_DAYS}
    return page.render("home/staff/object.jinja", context, status=422 if form.errors else 200)


@BOTH
@record_page("circle", shows=(), read=Act.ALLOCATE, write=Act.ALLOCATE, keeps=True)
def answer(request: HttpRequest, *, page: Page, objection_id: UUID) -> HttpResponse:
    """A lead answers an objection; agreed, it holds at once."""
    _for_whom(page)
    one = queries.objection(page.subject.pk, objection_id, viewer=page.viewer)
    form = typed_form(AnswerForm, page, {"sections": codes_of(one.mask), "typed_by": typed_by(page.account)})
    if one.account_id or one.team_id:
        del form.fields["email"]
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            actions.answer_objection(
                by=page.account,
                objection_id=one.pk,
                outcome=told["outcome"],
                answer=told["answer"],
                mask=mask_of(told["sections"]),
                email=told.get("email", ""),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            drafts.drop(request.path, by=page.account)
            return page.go("who_may", say=_("Answered. The person has been told, and can read it."))
    context = {"form": form, "one": shown(one, page)}
    return page.render("home/staff/answer.jinja", context, status=422 if form.errors else 200)
