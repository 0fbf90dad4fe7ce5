"""Concerns about safety: danger first, write one down, one whole, what is added below it; the list of the leads."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.access import queries as access
from alongside.access.domain import DutyKind, Refused
from alongside.access.doors import signed_in
from alongside.access.models import Account
from alongside.access.web.checking import recheck
from alongside.base.ids import uuid7
from alongside.people import queries as people
from alongside.people.domain import Act, Section
from alongside.record import drafts, registry
from alongside.record import queries as record
from alongside.record.web.filling import bound_form, note_too_large, save_new, typed_form
from alongside.record.web.page import Page, record_page, typed_by
from alongside.safeguarding import actions, queries
from alongside.safeguarding.domain import Sort
from alongside.safeguarding.web import presenters
from alongside.safeguarding.web.forms import PARTS

BOTH = require_http_methods(["GET", "POST"])
CLOSED = (Section.SAFEGUARDING,)


@require_safe
@record_page("safety", shows=CLOSED)
def safety(request: HttpRequest, *, page: Page) -> HttpResponse:
    """Whom to call in danger, the way to write down a worry, and the concerns this viewer is in the audience of."""
    found = queries.of(page.subject.pk, viewer=page.viewer)
    context = {
        "lines": [presenters.line(known, page) for known in found],
        "local": access.local_help(),
        "may_write": presenters.may_write(page),
    }
    return page.render("safeguarding/safety.jinja", context)


@BOTH
@record_page("safety", shows=CLOSED, read=Act.ADD, write=Act.ADD, keeps=True)
def new(request: HttpRequest, *, page: Page) -> HttpResponse:
    """Write a concern down: anybody who may write here, also somebody with whom nothing is shared."""
    if not presenters.may_write(page):
        raise Refused(_("You can read and answer here, but not add or change."))
    kind = registry.get("concern")
    form = bound_form(kind, page)
    if request.method == "POST":
        note_too_large(form, request)
        if form.is_valid():
            try:
                entry = save_new(kind, form, page)
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                return page.go("concern", entry.pk, say=presenters.thanks(entry))
    context = {"form": form, "kind": kind, "local": access.local_help()}
    return page.render("safeguarding/new.jinja", context, status=422 if form.errors else 200)


@require_safe
@recheck
@record_page("safety", shows=CLOSED)
def concern(request: HttpRequest, *, page: Page, concern_id: UUID) -> HttpResponse:
    """One concern whole: what was said, what the person wants, what was done, who sees it. Read: that is kept."""
    known = queries.one(concern_id, subject_id=page.subject.pk, viewer=page.viewer)
    actions.note_opened(by=page.account, concern=known.concern)
    return page.render("safeguarding/concern.jinja", presenters.whole(known, page))


@BOTH
@record_page("safety", shows=CLOSED, write=Act.RESPOND, keeps=True)
def part(request: HttpRequest, *, page: Page, concern_id: UUID, sort: str) -> HttpResponse:
    """Add something below a concern."""
    if sort not in PARTS:
        raise Http404
    known = queries.one(concern_id, subject_id=page.subject.pk, viewer=page.viewer)
    item = record.item(concern_id, subject_id=page.subject.pk, viewer=page.viewer)
    if sort not in presenters.offered(known, page):
        raise Refused(_("This is for those who look after the concern. You can say what you think of it."))
    first = {"part_id": uuid7(), "typed_by": typed_by(page.account), "of": request.GET.get("of", "")}
    form = typed_form(PARTS[Sort(sort)], page, first)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        values.pop("typed_by")
        if "of" in values:
            values["of"] = _step(known, values["of"])
        try:
            actions.add_part(
                by=page.account, item=item, sort=Sort(sort), id=people.parse_id(values.pop("part_id")), **values
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            drafts.drop(request.path, by=page.account)
            return page.go("concern", concern_id, say=_("Kept."))
    context = {"form": form, "sort": sort, **presenters.heading(known, page)}
    return page.render("safeguarding/part.jinja", context, status=422 if form.errors else 200)


def _step(known: queries.Known, sent: str) -> UUID | None:
    """Give the step that is said to be done: one of this concern, or none."""
    wanted = people.parse_id(sent)
    return wanted if any(step.pk == wanted for step, _done in known.steps) else None


@require_POST
@record_page("safety", shows=CLOSED, write=Act.SEE_WHO_LOOKED)
def front(request: HttpRequest, *, page: Page, concern_id: UUID) -> HttpResponse:
    """The person shows a concern on their front page, or takes it off: at once."""
    queries.one(concern_id, subject_id=page.subject.pk, viewer=page.viewer)
    item = record.item(concern_id, subject_id=page.subject.pk, viewer=page.viewer)
    sort = Sort.FRONT_ON if request.POST.get("show") == "yes" else Sort.FRONT_OFF
    actions.add_part(by=page.account, item=item, sort=sort)
    said = {
        Sort.FRONT_ON: _(
            "It stands on your front page now, for those who can read it. You can take it off at any time."
        ),
        Sort.FRONT_OFF: _("It no longer stands on your front page."),
    }
    return page.go("concern", concern_id, say=said[sort])


@require_safe
@signed_in("lists the concerns whose audience the account is in; the database gives no others")
def everywhere(request: HttpRequest) -> HttpResponse:
    """Every concern this account is in the audience of: what waits to be decided first."""
    account = request.user
    assert isinstance(account, Account)  # noqa: S101 (the middleware lets nobody else in)
    viewer = people.everywhere(account=account)
    context: dict[str, Any] = {
        "viewer_key": str(viewer.account_id),
        "viewer": viewer,
        "messages": messages.get_messages(request),
        "leads": access.has_duty(DutyKind.SAFEGUARDING_LEAD),
        "groups": presenters.groups(queries.everywhere(viewer=viewer)),
    }
    return render(request, "safeguarding/everywhere.jinja", context)
