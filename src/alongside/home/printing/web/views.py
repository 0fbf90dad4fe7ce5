"""Print-outs: choose one, and have it as a PDF. A paper never shows more than its reader may see."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.access.domain import Refused
from alongside.access.doors import signed_in
from alongside.access.models import Account
from alongside.base.clock import now
from alongside.home import papers
from alongside.home.printing import actions
from alongside.home.printing.about_paper import about_paper
from alongside.home.printing.care_plan_paper import care_plan_from, care_plan_paper
from alongside.home.printing.domain import Copy, Paper, chosen, may_care_plan, seen_parts, whole
from alongside.home.printing.plan_paper import plan_paper
from alongside.home.printing.staying_well_paper import staying_well_paper
from alongside.home.printing.web.forms import LargeForm, PlanForm, ShowForm
from alongside.people import queries as people
from alongside.people.domain import Section, SubjectKind
from alongside.planning import domain as plans
from alongside.planning import versions
from alongside.planning.versions import Version
from alongside.record.web.page import EVERY, Page, record_page

GET = require_http_methods(["GET"])


@GET
@record_page("print", shows=EVERY)
def choose(request: HttpRequest, *, page: Page) -> HttpResponse:
    """What can be printed for this reader, and how."""
    found = versions.versions(page.subject, viewer=page.viewer, circle=page.circle)
    plan_parts, about_parts = (seen_parts(paper, page.viewer) for paper in (Paper.PLAN, Paper.ABOUT_ME))
    is_person = page.viewer.is_person
    return page.render(
        "home/print.jinja",
        {
            "standing": plans.in_words(found[0].state) if found else "",
            "may_plan": page.viewer.sight.sees(Section.GOALS),
            "may_about": bool(about_parts),
            "is_whole": {paper: not whole(paper, page.viewer).extract for paper in Paper},
            "plan": _plan_form(found, auto_id="plan_%s"),
            "about": LargeForm(auto_id="about_%s"),
            "may_care_plan": page.subject.kind != SubjectKind.GROUP and may_care_plan(page.viewer),
            "for_carer": bool(page.subject.cares_for),
            "may_staying_well": page.viewer.sight.sees(Section.STAYING_WELL),
            "care_plan": _plan_form(
                found,
                auto_id="care_%s",
                ask=_("Which plan shall it be made from?"),
                first=care_plan_from(page.subject, page.viewer),
            ),
            "staying_well": LargeForm(auto_id="well_%s"),
            "blank": LargeForm(auto_id="blank_%s"),
            "own_plan": ShowForm(parts=plan_parts, auto_id="own_plan_%s") if is_person else None,
            "own_about": ShowForm(parts=about_parts, auto_id="own_about_%s") if is_person else None,
        },
    )


def _plan_form(found: list[Version], *, auto_id: str, ask: str = "", first: str = "") -> PlanForm:
    put_forward = {one.version.number: plans.in_words(one.state) for one in found if one.version}
    initial = {"which": first} if first else {}
    return PlanForm(numbers=tuple(put_forward), marks=put_forward, ask=ask, auto_id=auto_id, initial=initial)


def _copy(page: Page, paper: Paper) -> Copy:
    """Give what is asked for: the whole, as far as the reader may see it, or what the person ticked."""
    if "own" not in page.request.GET:
        return whole(paper, page.viewer)
    if not page.viewer.is_person:
        raise Refused(_("Only the person chooses what their own copy shows."))
    return chosen(paper, page.viewer, page.request.GET.getlist("show"))


@GET
@record_page("print", shows=EVERY)
def plan(request: HttpRequest, *, page: Page) -> HttpResponse:
    """The plan as a PDF: the version asked for, else the newest, else as it is written now."""
    if not page.viewer.sight.sees(Section.GOALS):
        raise Refused(_("The plan has not been shared with you."))
    copy, large = _copy(page, Paper.PLAN), "large" in request.GET
    which = request.GET.get("which", "")
    made = plan_paper(page.subject, copy=copy, viewer=page.viewer, by=page.account, which=which, large=large)
    actions.note_printed(by=page.account, subject=page.subject, paper=Paper.PLAN, extract=copy.extract)
    return _pdf(papers.plan(made, large_print=large), "plan")


@GET
@record_page("print", shows=EVERY)
def care_plan(request: HttpRequest, *, page: Page) -> HttpResponse:
    """The plan in the order of the Care Act as a PDF; in a carer's own record a support plan."""
    if page.subject.kind == SubjectKind.GROUP:
        raise Http404
    if not may_care_plan(page.viewer):
        raise Refused(_("What the council decided, or the plan, has not been shared with you."))
    copy = whole(Paper.CARE_PLAN, page.viewer)
    which = request.GET.get("which") or care_plan_from(page.subject, page.viewer)
    made = care_plan_paper(page.subject, copy=copy, viewer=page.viewer, by=page.account, which=which)
    actions.note_printed(by=page.account, subject=page.subject, paper=Paper.CARE_PLAN, extract=copy.extract)
    return _pdf(papers.care_plan(made, large_print="large" in request.GET), "care-plan")


@GET
@record_page("print", shows=EVERY)
def staying_well(request: HttpRequest, *, page: Page) -> HttpResponse:
    """The staying-well plan as a PDF, to keep where one sees it."""
    if not page.viewer.sight.sees(Section.STAYING_WELL):
        raise Refused(_("The staying-well plan has not been shared with you."))
    copy = whole(Paper.STAYING_WELL, page.viewer)
    made = staying_well_paper(page.subject, copy=copy, by=page.account)
    actions.note_printed(by=page.account, subject=page.subject, paper=Paper.STAYING_WELL, extract=copy.extract)
    return _pdf(papers.staying_well(made, large_print="large" in request.GET), "staying-well")


@GET
@record_page("print", shows=EVERY)
def about_me(request: HttpRequest, *, page: Page) -> HttpResponse:
    """The one page about the person as a PDF, to take to hospital."""
    copy = _copy(page, Paper.ABOUT_ME)
    if not seen_parts(Paper.ABOUT_ME, page.viewer):
        raise Refused(_("Nothing of this page has been shared with you."))
    made = about_paper(page.subject, copy=copy, by=page.account)
    actions.note_printed(by=page.account, subject=page.subject, paper=Paper.ABOUT_ME, extract=copy.extract)
    return _pdf(papers.about_me(made, large_print="large" in request.GET), "about-me")


@GET
@record_page("print", shows=EVERY)
def form(request: HttpRequest, *, page: Page) -> HttpResponse:
    """A blank form for a conversation on paper, with the person's name on it."""
    blank = papers.FormPaper(name=page.subject.liked_name, printed_by=page.account.name, printed_at=now())
    actions.note_printed(by=page.account, subject=page.subject, paper=Paper.FORM, extract=False)
    return _pdf(papers.conversation_form(blank, large_print="large" in request.GET), "conversation")


@GET
@signed_in("a form without anybody's record in it")
def blank_form(request: HttpRequest) -> HttpResponse:
    """A blank form without any record, for those who work with people."""
    account = cast("Account", request.user)
    if not people.viewer(account=account).is_staff:
        raise Refused(
            _("Blank forms without a name are for those who work with people. Print one from your own record.")
        )
    return _pdf(papers.conversation_form(large_print="large" in request.GET), "conversation")


def _pdf(made: bytes, name: str) -> HttpResponse:
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
