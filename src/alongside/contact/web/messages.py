"""Pages of messages: threads, one thread, a new message, and all of one's own in every record."""

from typing import Any
from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.access.domain import Refused
from alongside.access.doors import signed_in
from alongside.access.models import Account
from alongside.base.ids import uuid7
from alongside.contact.messaging import actions, queries
from alongside.contact.models import Message
from alongside.contact.web import messages_shown as shown
from alongside.contact.web.forms.messages import AnswerForm, NewMessageForm
from alongside.contact.web.said import clock_words
from alongside.people import queries as people
from alongside.people.domain import Act, Section
from alongside.record import drafts
from alongside.record.times import local
from alongside.record.web.filling import typed_form
from alongside.record.web.page import Page, record_page, typed_by

BOTH = require_http_methods(["GET", "POST"])
SHOWS = (Section.MESSAGES,)
PART = 10


def part(page: Page) -> dict[str, Any]:
    """Give what `contact/messages_part.jinja` draws on the page of staying in touch."""
    found = queries.threads(page.subject.pk, viewer=page.viewer)
    most = len(found) if "all-messages" in page.request.GET else PART
    return {
        "threads": shown.lines(found[:most], page),
        "more_threads": max(0, len(found) - most),
        "may_send": shown.may_write(page),
    }


@BOTH
@record_page("in_touch", shows=SHOWS, read=Act.ADD, write=Act.ADD, keeps=True)
def new(request: HttpRequest, *, page: Page) -> HttpResponse:
    """Begin a message: to whom, who else reads it, when it is read, and the words."""
    if not shown.may_write(page):
        raise Refused(_("This record is closed. It can be read, and nothing more is sent in it."))
    reached = queries.reached(page.subject.pk, viewer=page.viewer)
    to = shown.choices(page, reached)
    first = _first(page) | {
        "sent_to": [str(one.pk) for one in to if len(to) == 1 or str(one.pk) == request.GET.get("to")]
    }
    form = typed_form(NewMessageForm, page, first, choices=[(str(one.pk), shown.label(one)) for one in to])
    if request.method == "POST" and form.is_valid() and (sent := _send(page, form, form.chosen())):
        return page.go("message_thread", sent.pk, say=_sent(sent))
    context = {
        "form": form,
        "told": shown.told(page, reached, to, is_list=True),
        "person_too": shown.person_too(page, reached, None),
        "outside": shown.outside(page, reached, to),
    }
    return page.render("contact/message_new.jinja", context, status=422 if form.errors else 200)


def _first(page: Page) -> dict[str, Any]:
    return {"entry_id": uuid7(), "typed_by": typed_by(page.account)}


def _send(page: Page, form: Any, to: list[UUID], thread_id: UUID | None = None) -> Message | None:
    """Send what a valid form holds; the draft of this page is used up. None when it was refused, said in the form."""
    own = page.own_voice
    try:
        if own is None:
            raise Refused(_("You can read and answer here, but not add or change."))
        sent = actions.send(
            by=page.account,
            viewer=page.viewer,
            subject_id=page.subject.pk,
            voice_id=own.pk,
            to=to,
            words=form.cleaned_data["words"],
            thread_id=thread_id,
            id=form.cleaned_data["entry_id"],
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    drafts.drop(page.request.path, by=page.account)
    return sent


def _sent(message: Message) -> str:
    return _("Sent at %(clock)s. Below it you see who has opened it.") % {
        "clock": clock_words(local(message.written_at).time())
    }


@BOTH
@record_page("in_touch", shows=SHOWS, write=Act.ADD, keeps=True)
def thread(request: HttpRequest, *, page: Page, message_id: UUID) -> HttpResponse:
    """One thread whole, and a box to answer. Opening it is kept, and shown to whoever wrote."""
    found, voices = queries.thread(message_id, subject_id=page.subject.pk, viewer=page.viewer)
    if found.id != message_id and request.method == "GET":
        return HttpResponseRedirect(f"{page.url('message_thread', found.id)}#entry-{message_id}")
    reached = queries.reached(page.subject.pk, viewer=page.viewer)
    to = [pk for pk in voices if pk in reached.here]
    form = typed_form(AnswerForm, page, _first(page))
    if request.method == "POST" and form.is_valid():
        if not shown.may_write(page):
            raise Refused(_("This record is closed. It can be read, and nothing more is sent in it."))
        if sent := _send(page, form, to, found.id):
            return page.go("message_thread", found.id, say=_sent(sent))
    actions.open_messages(by=page.account, subject_id=page.subject.pk, ids=[one.pk for one in found.messages])
    context = {"form": form, **shown.thread_context(page, found, voices, reached)}
    return page.render("contact/message_thread.jinja", context, status=422 if form.errors else 200)


@require_safe
@signed_in("lists the threads whose audience the account is in; the database gives no others")
def inbox(request: HttpRequest) -> HttpResponse:
    """Every message to this account, in all records: not opened first, then what comes for whoever is away."""
    account = request.user
    assert isinstance(account, Account)  # noqa: S101 (the middleware lets nobody else in)
    viewer = people.everywhere(account=account)
    found = queries.everywhere(viewer=viewer)
    actions.note_listed(by=account, subject_ids=[one.newest.subject_id for one in found])
    context: dict[str, Any] = {
        "viewer_key": str(viewer.account_id),
        "viewer": viewer,
        "in_messages": True,
        "messages": flash.get_messages(request),
        "waits": queries.waits_for() if viewer.is_staff else [],
        "team_page": _team_page(),
        **shown.inbox(found, viewer=viewer),
    }
    return render(request, "contact/messages.jinja", context)


def _team_page() -> str:
    """Give the page on which a lead says who stands in, where there is one."""
    try:
        return reverse("team")
    except NoReverseMatch:
        return ""
