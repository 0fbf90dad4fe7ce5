"""Pages of a first conversation: begin one, go through its questions one at a time, come back, end it."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alongside.access.domain import Refused
from alongside.access.viewer import note_context
from alongside.base.clock import now
from alongside.design import dates
from alongside.home.conversation import actions, queries
from alongside.home.conversation.domain import Mark, Part, Standing, after, may_hold
from alongside.home.conversation.topics import PARTS, TOPICS, topic_of
from alongside.home.conversation.web import presenters
from alongside.home.conversation.web.forms import (
    ConversationForm,
    PaperConversationForm,
    first_of,
    is_blank,
    laid_out,
    narrow,
    now_values,
)
from alongside.home.conversation.web.saving import write_down
from alongside.people.domain import Act
from alongside.record import drafts, registry
from alongside.record import queries as record
from alongside.record.models import Contribution
from alongside.record.web.filling import bound_form, note_too_large, save_new, typed_form
from alongside.record.web.forms import EntryForm
from alongside.record.web.page import EVERY, Page, record_page

BOTH = require_http_methods(["GET", "POST"])
GET = require_http_methods(["GET"])


def _holds(page: Page) -> None:
    decision = may_hold(page.viewer, subject_open=page.subject.is_open)
    if not decision:
        raise Refused(decision.reason)


@BOTH
@record_page("conversation", shows=EVERY, read=Act.ADD, write=Act.ADD, keeps=True)
def start(request: HttpRequest, *, page: Page, on_paper: bool = False) -> HttpResponse:
    """Begin a first conversation now, or enter one that was held on paper, with its true time and author."""
    _holds(page)
    form_class = PaperConversationForm if on_paper else ConversationForm
    first = None if on_paper else now_values(now())
    form = typed_form(partial(form_class, page=page), page, first)
    if request.method == "POST" and form.is_valid():
        try:
            held = save_new(registry.get("contribution"), form, page)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return page.go("conversation_topic", held.pk, TOPICS[0].code, say=_("Saved. Here is the first question."))
    context = {
        "form": form,
        "on_paper": on_paper,
        "begun": presenters.begun(record.conversations(page.subject.pk, viewer=page.viewer), page),
    }
    return page.render("home/conversation_start.jinja", context, status=422 if form.errors else 200)


@GET
@record_page("conversation", shows=EVERY)
def show(request: HttpRequest, *, page: Page, contribution_id: UUID) -> HttpResponse:
    """The list of topics, with what has been said on each so far, and the way on."""
    held = _held(page, contribution_id)
    where = queries.where(held, viewer=page.viewer)
    typed = [one.page for one in drafts.waiting(by=page.account, subject_id=page.subject.pk)]
    totals = queries.in_record(page.subject.pk, viewer=page.viewer)
    return page.render(
        "home/conversation_topics.jinja",
        {
            "held": presenters.meeting(held, page),
            "topics": presenters.topics(held, page, where, totals, typed),
            "resume": presenters.resume(held, page, where),
            "begun": where.is_begun(),
        },
    )


def _held(page: Page, contribution_id: UUID) -> Contribution:
    _holds(page)
    return queries.held(contribution_id, subject_id=page.subject.pk, viewer=page.viewer)


@BOTH
@record_page("conversation", shows=EVERY, write=Act.ADD, keeps=True)
def question(request: HttpRequest, *, page: Page, contribution_id: UUID, topic: str, part: str = "") -> HttpResponse:
    """One question: what has been said already, and a form to say more."""
    held = _held(page, contribution_id)
    asked = _asked(topic, part)
    first = {**first_of(asked), **({"goal_id": request.GET["goal"]} if "goal" in request.GET else {})}
    form = narrow(bound_form(registry.get(asked.kind), page, first), asked, page)
    if request.method == "POST":
        answered = _answered(page, held, asked, form)
        if answered is not None:
            return answered
    context = presenters.question(held, page, asked) | {"form": form, "fields": laid_out(form, asked)}
    return page.render("home/conversation_question.jinja", context, status=422 if form.errors else 200)


def _asked(topic: str, part: str) -> Part:
    found = topic_of(topic)
    if found is None:
        raise Http404
    asked = next((one for one in found.parts if one.code == part), None) if part else found.parts[0]
    if asked is None:
        raise Http404
    return asked


def _answered(page: Page, held: Contribution, asked: Part, form: EntryForm) -> HttpResponse | None:
    """Do what the pressed button says; None when the page has to be shown again with what is to be mended."""
    way = page.request.POST.get("go", "on")
    note_context(contribution=str(held.pk))
    if way in set(Mark) | {"skip"}:
        return _passed(page, held, asked, form, Mark.NOT_FOR_US if way == Mark.NOT_FOR_US else Mark.SKIPPED)
    note_too_large(form, page.request)
    blank = is_blank(form) and not form.has_error("attachment")
    if blank and way in {"on", "later"}:
        drafts.drop(page.request.path, by=page.account)
        return _on(page, held, asked, way)
    if form.is_valid():
        try:
            entry = write_down(form, page, asked.kind, held)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return None
        messages.success(page.request, _("Saved at %(time)s.") % {"time": dates.clock(entry.written_at)})
        return _on(page, held, asked, way)
    if way == "later":
        said = _("What you typed is kept for you, and not in the record yet. Open the question again to finish it.")
        return page.go("conversation", held.pk, say=said)
    return None


def _passed(page: Page, held: Contribution, asked: Part, form: EntryForm, mark: Mark) -> HttpResponse:
    """Go on without an answer, and remember why. Anything typed stays as a draft; nothing typed leaves none."""
    if is_blank(form):
        drafts.drop(page.request.path, by=page.account)
    else:
        messages.info(page.request, _("What you typed is kept for you, and not in the record yet."))
    before = queries.where(held, viewer=page.viewer).standing[asked.code]
    if before != Standing.SAID:
        actions.mark(by=page.account, contribution=held, part=asked.code, as_=mark)
    return _on(page, held, asked, "on")


def _on(page: Page, held: Contribution, asked: Part, way: str) -> HttpResponse:
    if way == "later":
        return page.go("conversation", held.pk)
    if way == "add":
        return HttpResponseRedirect(presenters.url_of(page, held.pk, asked))
    follows = after(PARTS, asked.code)
    if follows is None:
        return page.go("conversation_end", held.pk)
    return HttpResponseRedirect(presenters.url_of(page, held.pk, follows))


@GET
@record_page("conversation", shows=EVERY)
def end(request: HttpRequest, *, page: Page, contribution_id: UUID) -> HttpResponse:
    """What was said today, by topic; what was left for another day; the way to end, and on to the plan."""
    held = _held(page, contribution_id)
    where = queries.where(held, viewer=page.viewer)
    said = queries.said_in(held, viewer=page.viewer)
    return page.render(
        "home/conversation_end.jinja",
        {
            "held": presenters.meeting(held, page),
            "topics": presenters.summary(page, said, where),
            "left": presenters.left(held, page, where),
            "not_for_us": presenters.passed(where),
        },
    )


@require_POST
@record_page("conversation", shows=EVERY, write=Act.ADD)
def finish(request: HttpRequest, *, page: Page, contribution_id: UUID) -> HttpResponse:
    """End it. What is missing can be added any day."""
    held = _held(page, contribution_id)
    note_context(contribution=str(held.pk))
    actions.finish(by=page.account, contribution=held)
    return page.go("conversation_end", held.pk)
