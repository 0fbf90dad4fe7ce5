"""Pages of tasks: what is to be done and by whom, a new one, done, handed on, another day."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.access.domain import Conflict, Refused
from alongside.base.ids import uuid7
from alongside.contact import actions, queries
from alongside.contact.models import Task
from alongside.contact.web import task_presenters as presenters
from alongside.contact.web.forms import tasks as forms
from alongside.people.domain import Act, Section
from alongside.people.queries import parse_id
from alongside.people.working import queries as working
from alongside.record import drafts, registry
from alongside.record import queries as record
from alongside.record.models import Item
from alongside.record.web.filling import bring_back, links, save_new, typed_form
from alongside.record.web.forms import ME
from alongside.record.web.page import TYPED_BY, Page, record_page, typed_by

BOTH = require_http_methods(["GET", "POST"])
SHOWS = (Section.VISITS,)
# A task says what it is about: an entry of any of these parts that its reader sees.
ABOUT = (Section.VISITS, Section.GOALS, Section.NEEDS, Section.COUNCIL, Section.MEETINGS)


def part(page: Page) -> dict[str, Any]:
    """Give what `contact/tasks_part.jinja` draws on the page of staying in touch."""
    return presenters.part(page)


@BOTH
@record_page("in_touch", shows=ABOUT, read=Act.ADD, write=Act.ADD, keeps=True)
def new(request: HttpRequest, *, page: Page) -> HttpResponse:
    """Ask something of one of the circle, or of oneself."""
    if not page.subject.is_open:
        raise Refused(_("This record is closed."))
    kind = registry.get("task")
    form = _new_form(page)
    if request.method == "POST" and form.is_valid():
        try:
            entry = save_new(kind, form, page)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _to(page, entry.pk, _("Kept. It stands here, and in the work of whoever does it."))
    return page.render("contact/task_new.jinja", {"form": form}, status=422 if form.errors else 200)


def _new_form(page: Page) -> forms.TaskForm:
    """Give the form: with what was posted, else with what was typed before and kept, else with what a link fills in."""
    request = page.request
    gone = working.not_here(page.subject.pk, viewer=page.viewer)
    told: dict[str, Any] = {"page": page, "gone": gone, "links": links(forms.TaskForm, page)}
    if request.method == "POST":
        return forms.TaskForm(request.POST, **told)
    asked = {name: request.GET[name] for name in ("words", "responsible", "about_id") if name in request.GET}
    fresh = forms.TaskForm(initial=asked, **told)
    kept = drafts.of(request.path, by=page.account)
    return fresh if kept is None else forms.TaskForm(initial=asked | bring_back(fresh, kept, page), **told)


@BOTH
@record_page("in_touch", shows=SHOWS, write=Act.ADD, keeps=True)
def done(request: HttpRequest, *, page: Page, task_id: UUID) -> HttpResponse:
    """Say what became of a task, with a word: done, no longer needed and why, or still to be done."""
    task = _task(page, task_id)
    first = {"outcome": task.outcome or request.GET.get("outcome", "done"), "how_it_went": task.how_it_went}
    form = typed_form(forms.TaskDoneForm, page, first | _carried(page, task))

    def keep(version: int) -> None:
        data = form.cleaned_data
        actions.end_task(
            by=page.account, task=task, version=version, outcome=data["outcome"], words=data["how_it_went"]
        )

    return _answered(page, task, form, keep, _("How did it go?"), _("Kept. Thank you for saying how it went."))


@BOTH
@record_page("in_touch", shows=SHOWS, write=Act.ADD, keeps=True)
def hand_on(request: HttpRequest, *, page: Page, task_id: UUID) -> HttpResponse:
    """Ask somebody else to see to a task, with a word."""
    task = _task(page, task_id)
    gone = working.not_here(page.subject.pk, viewer=page.viewer)
    others = forms.members(page, gone)
    if request.method == "GET":
        others = [one for one in others if one[0] != str(task.responsible_id)]
    first = {"answer_id": uuid7(), **_carried(page, task)}
    form = typed_form(forms.HandOnForm, page, first, choices=others)

    def keep(version: int) -> None:
        data = form.cleaned_data
        own = page.own_voice
        to = own.pk if own and data["responsible"] == ME else UUID(data["responsible"])
        item = _item(page, task)
        told = {"words": data["words"], "id": parse_id(data["answer_id"])}
        actions.hand_on_task(by=page.account, item=item, task=task, version=version, to=to, **told)

    said = _("Handed on. It stands in their work now.")
    return _answered(page, task, form, keep, _("Hand this on to somebody else"), said)


@BOTH
@record_page("in_touch", shows=SHOWS, write=Act.ADD, keeps=True)
def day(request: HttpRequest, *, page: Page, task_id: UUID) -> HttpResponse:
    """Give a task another day."""
    task = _task(page, task_id)
    first = {"by_when": task.by_when, "answer_id": uuid7(), **_carried(page, task)}
    form = typed_form(forms.TaskDayForm, page, first)

    def keep(version: int) -> None:
        data = form.cleaned_data
        item = _item(page, task)
        told = {"words": data["why"], "id": parse_id(data["answer_id"])}
        actions.move_task(by=page.account, item=item, task=task, version=version, to=data["by_when"], **told)

    return _answered(page, task, form, keep, _("Choose another day"), _("Kept. It has its new day."))


def _task(page: Page, task_id: UUID) -> Task:
    """Give a task that this viewer may say something of; raises Http404 or `Refused`."""
    task = queries.task(task_id, subject_id=page.subject.pk, viewer=page.viewer)
    if not presenters.may_see_to(page, task):
        raise Refused(_("Whoever sees to this says how it stands. You can answer it on its own page."))
    return task


def _item(page: Page, task: Task) -> Item | None:
    """Give what words can be put beside; nothing for who sees to a task and is shown no other of this part."""
    return record.items(page.subject.pk, viewer=page.viewer).filter(pk=task.pk).first()


def _carried(page: Page, task: Task) -> dict[str, Any]:
    return {"version": task.version, TYPED_BY: typed_by(page.account)}


def _answered(page: Page, task: Task, form: Any, keep: Callable[[int], None], title: str, said: str) -> HttpResponse:
    """Show a form about a task, or keep what it says; when somebody changed the task meanwhile, show how it stands."""
    context: dict[str, Any] = {"form": form, "title": title, "task": presenters.line(task, page)}
    status = 200
    if page.request.method == "POST" and form.is_valid():
        try:
            keep(form.cleaned_data["version"] or task.version)
        except Conflict as conflict:
            theirs: Any = conflict.theirs
            form.data = form.data.copy()
            form.data["version"] = str(theirs.version)
            context |= {"task": presenters.line(theirs, page), "changed": True}
            return page.render("contact/task_form.jinja", context, status=409)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            drafts.drop(page.request.path, by=page.account)
            return _to(page, task.pk, said)
    if form.errors:
        status = 422
    return page.render("contact/task_form.jinja", context, status=status)


def _to(page: Page, task_id: UUID, say: str) -> HttpResponseRedirect:
    response = page.go("in_touch", say=say)
    response["Location"] += f"#entry-{task_id}"
    return response
