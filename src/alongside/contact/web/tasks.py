"""Pages of tasks: what is to be done and by whom, a new one, done, handed on, another day."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.access.domain import Conflict, Refused
from alongside.contact import actions, queries
from alongside.contact.models import Task
from alongside.contact.web import task_presenters as presenters
from alongside.contact.web.forms import tasks as forms
from alongside.people.domain import Act, Section
from alongside.people.queries import parse_id
from alongside.record import drafts, registry
from alongside.record import queries as record
from alongside.record.models import Item
from alongside.record.web.filling import bring_back, links, save_new, typed_form
from alongside.record.web.handing import HandOnForm, first_values, was_sent
from alongside.record.web.page import Page, record_page

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
    told: dict[str, Any] = {"page": page, "links": links(forms.TaskForm, page)}
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
    form = typed_form(forms.TaskDoneForm, page, first | first_values(page, task.version))

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
    said = _("Handed on. It stands in their work now.")
    if was_sent(page):
        return _to(page, task_id, said)
    task = _task(page, task_id)
    told: dict[str, Any] = {"here": page, "now_with": task.responsible_id}
    form = typed_form(HandOnForm, page, first_values(page, task.version), **told)

    def keep(version: int) -> None:
        words, answer_id = form.cleaned_data["words"], parse_id(form.cleaned_data["answer_id"])
        sent = {"to": form.to(), "words": words, "id": answer_id, "item": _item(page, task)}
        actions.hand_on_task(by=page.account, task=task, version=version, **sent)

    return _answered(page, task, form, keep, _("Hand this on to somebody else"), said)


@BOTH
@record_page("in_touch", shows=SHOWS, write=Act.ADD, keeps=True)
def day(request: HttpRequest, *, page: Page, task_id: UUID) -> HttpResponse:
    """Give a task another day."""
    task = _task(page, task_id)
    first = {"by_when": task.by_when} | first_values(page, task.version)
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
