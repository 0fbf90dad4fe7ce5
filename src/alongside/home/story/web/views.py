"""Pages of the story: read it, choose what it shows, print it."""

from typing import Any

from django.core.paginator import Page as Sheet
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.access.domain import Conflict, Refused
from alongside.home.papers import story as sheets
from alongside.home.story import actions, printing, queries
from alongside.home.story.domain import LineKind, leave_out, shown
from alongside.home.story.queries import Told
from alongside.home.story.web import presenters
from alongside.home.story.web.forms import StoryChoiceForm
from alongside.people.domain import Act, Section, may
from alongside.record import drafts
from alongside.record.web.filling import typed_form
from alongside.record.web.page import EVERY, Page, record_page, typed_by

GET = require_http_methods(["GET"])
BOTH = require_http_methods(["GET", "POST"])
LINES_ON_A_SHEET = 60


@GET
@record_page("story", shows=EVERY)
def story(request: HttpRequest, *, page: Page) -> HttpResponse:
    """The story as the person chose it, the newest first, as far as its reader may see each line."""
    if not page.viewer.sight.sees(Section.GOALS):
        return page.render("home/story.jinja", {"is_shared": False})
    told = queries.told(page.subject, viewer=page.viewer, circle=page.circle)
    sheet = Paginator(shown(told.lines, told.left_out), LINES_ON_A_SHEET).get_page(request.GET.get("page"))
    context = {
        "is_shared": True,
        "begins": presenters.begins(page, told.story),
        "months": presenters.months(page, sheet.object_list),
        "sheet": sheet,
        "left_out": len(told.lines) - sheet.paginator.count,
        "may_choose": bool(told.may_choose),
        "may_add": bool(may(page.viewer, Act.ADD, subject_open=page.subject.is_open)),
        "has_lines": bool(told.lines),
    }
    return page.render("home/story.jinja", context)


@BOTH
@record_page("story", shows=EVERY, write=Act.ADD, keeps=True)
def choose(request: HttpRequest, *, page: Page, number: int) -> HttpResponse:
    """Tick what the story shows, and say how it begins; a long life has several such pages."""
    told = queries.told(page.subject, viewer=page.viewer, circle=page.circle)
    if not told.may_choose:
        raise Refused(_(told.may_choose.reason))
    sheet = _sheet(told, number)
    form = _form(page, told, sheet)
    context: dict[str, Any] = {}
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            _choose(page, form)
        except Conflict as conflict:
            context, status = _both(page, told, form, conflict.theirs), 409
        except Refused as refusal:
            form.add_error(None, _(str(refusal)))
        else:
            drafts.drop(request.path, by=page.account)
            if sheet.has_next() and "more" in request.POST:
                return page.go("story_choose", number + 1, say=_("Kept. Here are the lines before these."))
            return page.go("story", say=_("Kept. This is your story now."))
    context |= {"form": form, "sheet": sheet}
    return page.render("home/story_choose.jinja", context, status=422 if form.errors else status)


def _sheet(told: Told, number: int) -> Sheet[Any]:
    """Give one page of lines to tick; the days of agreement, which are one tick, stand on the first."""
    pages = Paginator([line for line in told.lines if line.kind is not LineKind.AGREED], LINES_ON_A_SHEET)
    if not 1 <= number <= pages.num_pages:
        raise Http404
    return pages.page(number)


def _form(page: Page, told: Told, sheet: Sheet[Any]) -> StoryChoiceForm:
    begins = sheet.number == 1
    days = sum(line.kind is LineKind.AGREED for line in told.lines) if begins else 0
    first: dict[str, Any] = {"typed_by": typed_by(page.account)}
    if told.story is not None:
        first |= {"version": told.story.version, "words": told.story.words}
    made: StoryChoiceForm = typed_form(
        StoryChoiceForm,
        page,
        first,
        choices=presenters.choices(sheet.object_list, days=days),
        known={line.tick for line in told.lines},
        left_out=told.left_out,
        begins=begins,
    )
    return made


def _choose(page: Page, form: StoryChoiceForm) -> None:
    data = form.cleaned_data
    actions.choose(
        by=page.account,
        subject=page.subject,
        viewer=page.viewer,
        circle=page.circle,
        listed=data["lines"],
        ticked=data.get("show", ()),
        version=data["version"],
        words=data.get("words"),
        id=data["made_id"],
    )


def _both(page: Page, told: Told, form: StoryChoiceForm, theirs: Any) -> dict[str, Any]:
    """Give what each of the two chose, and let the form stand on the newer one."""
    data: Any = form.data.copy()  # type: ignore[attr-defined]  # a QueryDict
    data["version"] = str(theirs.version)
    form.data = data
    before = queries.ticks_left_out(theirs)
    mine = leave_out(before, listed=form.cleaned_data["lines"], ticked=form.cleaned_data.get("show", ()))
    words = form.cleaned_data.get("words", theirs.words)
    return {
        "mine": {"words": presenters.side(words, len(mine)), "who": page.account.name},
        "theirs": {"words": presenters.side(theirs.words, len(before))},
    }


@GET
@record_page("print", shows=EVERY)
def print_story(request: HttpRequest, *, page: Page) -> HttpResponse:
    """The story as a PDF: what the person chose of it, as far as its reader may see each line."""
    if not page.viewer.sight.sees(Section.GOALS):
        raise Refused(_("The story has not been shared with you."))
    told = queries.told(page.subject, viewer=page.viewer, circle=page.circle)
    made = printing.paper(told, subject=page.subject, viewer=page.viewer, circle=page.circle, by=page.account)
    actions.note_printed(by=page.account, subject=page.subject, extract=made.extract)
    response = HttpResponse(sheets.story(made, large_print="large" in request.GET), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="story.pdf"'
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
