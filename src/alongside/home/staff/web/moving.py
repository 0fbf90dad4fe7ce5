"""One team asks another to go on working with somebody; nothing changes until the yes."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.access.domain import Refused
from alongside.access.doors import signed_in
from alongside.access.models import Account
from alongside.base.ids import uuid7
from alongside.contact.web.forms.hand_overs import ReadForm
from alongside.home.staff.web.forms import ReplyForm, TransferForm
from alongside.people import queries as people
from alongside.people.domain import Act, Right
from alongside.people.working import actions, queries
from alongside.record import drafts
from alongside.record.times import today
from alongside.record.web.filling import typed_form
from alongside.record.web.page import Page, record_page, typed_by

BOTH = require_http_methods(["GET", "POST"])


def account_of(request: HttpRequest) -> Account:
    """Give who is signed in."""
    account = request.user
    assert isinstance(account, Account)  # noqa: S101 (the middleware lets nobody else in)
    return account


@require_safe
@record_page("circle", shows=(), read=Act.AMEND_SUBJECT)
def transfer(request: HttpRequest, *, page: Page) -> HttpResponse:
    """What was handed over, to whom and when; the person reads the same."""
    leads = not page.viewer.is_person and queries.leads_here(page.subject.pk)
    rows = queries.transfers(page.subject.pk, viewer=page.viewer)
    works = page.viewer.sight.has(Right.CARE) and not page.viewer.is_person
    return page.render("home/staff/transfer.jinja", {"rows": rows, "leads": leads, "works": works})


@BOTH
@record_page("circle", shows=(), read=Act.AMEND_SUBJECT, write=Act.AMEND_SUBJECT, keeps=True)
def read(request: HttpRequest, *, page: Page, transfer_id: UUID) -> HttpResponse:
    """The person says "I have read this"; whoever went through it with them says how."""
    one = queries.transfer(page.subject.pk, transfer_id, viewer=page.viewer)
    form = typed_form(ReadForm, page, {"typed_by": typed_by(page.account)})
    own = page.viewer.is_person
    if request.method == "POST" and (own or form.is_valid()):
        how = "" if own else form.cleaned_data["words"]
        try:
            actions.read_transfer(by=page.account, subject_id=page.subject.pk, transfer_id=one.pk, how=how)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            drafts.drop(request.path, by=page.account)
            return page.go("transfer", say=_("Thank you. That it was read is kept with it."))
    context = {"form": form, "own": own, "one": one}
    return page.render("home/staff/transfer_read.jinja", context, status=422 if form.errors else 200)


@BOTH
@record_page("circle", shows=(), read=Act.ALLOCATE, write=Act.ALLOCATE, keeps=True)
def ask(request: HttpRequest, *, page: Page) -> HttpResponse:
    """A lead asks another team to go on, with a written hand-over."""
    led = queries.led_teams(viewer=page.viewer)
    if not led or not queries.leads_here(page.subject.pk):
        raise Refused(_("Only the lead of a team that works with the person can ask this."))
    first = {"new_id": uuid7(), "day": today(), "sender": str(led[0].pk), "typed_by": typed_by(page.account)}
    form = typed_form(TransferForm, page, first)
    form.fields["sender"].choices = [(str(one.pk), one.name) for one in led]
    others = queries.other_teams(led if len(led) == 1 else [], viewer=page.viewer)
    form.fields["receiver"].choices = [
        ("", _("Choose")),
        *((str(one.pk), f"{one.name} ({one.organisation.name})") for one in others),
    ]
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            actions.ask_transfer(
                by=page.account,
                id=people.parse_id(told["new_id"]) or uuid7(),
                subject_id=page.subject.pk,
                sender=UUID(told["sender"]),
                receiver=UUID(told["receiver"]),
                summary=told["summary"],
                day=told["day"],
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            drafts.drop(request.path, by=page.account)
            return page.go("transfer", say=_("Asked. Nothing changes until they say yes."))
    return page.render("home/staff/transfer_ask.jinja", {"form": form}, status=422 if form.errors else 200)


@require_POST
@record_page("circle", shows=(), write=Act.ALLOCATE)
def withdraw(request: HttpRequest, *, page: Page, transfer_id: UUID) -> HttpResponse:
    """Ask no more."""
    actions.withdraw_transfer(by=page.account, subject_id=page.subject.pk, transfer_id=transfer_id)
    return page.go("transfer", say=_("Taken back."))


@require_safe
@signed_in("what other teams ask of those the account leads: name and summary, no more", is_staff=True)
def transfers(request: HttpRequest) -> HttpResponse:
    """What other teams ask of mine."""
    account = account_of(request)
    context = {
        "viewer_key": str(account.pk),
        "viewer": people.everywhere(account=account),
        "rows": queries.transfers_to_me(),
        "messages": messages.get_messages(request),
    }
    return render(request, "home/staff/transfers.jinja", context)


@BOTH
@signed_in("one thing asked of a team the account leads; others find nothing", is_staff=True)
def reply(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    """Read the hand-over, and say yes or no for one's team."""
    account = account_of(request)
    one = next((row for row in queries.transfers_to_me() if row["id"] == transfer_id), None)
    if one is None:
        raise Http404
    form = ReplyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            actions.answer_transfer(
                by=account, transfer_id=transfer_id, yes=told["answer"] == "yes", words=told["words"]
            )
        except Refused as refusal:
            form.add_error("words", str(refusal))
        else:
            messages.success(request, _("Answered. The other team has been told."))
            return HttpResponseRedirect(reverse("transfers"))
    context = {
        "viewer_key": str(account.pk),
        "viewer": people.everywhere(account=account),
        "one": one,
        "form": form,
        "messages": messages.get_messages(request),
    }
    return render(request, "home/staff/reply.jinja", context, status=422 if form.errors else 200)
