"""The head of a record; a death; two records of one person."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.access.domain import Refused
from alongside.access.viewer import viewing
from alongside.base import nhs_number
from alongside.home.circle.web.forms import SORTS, DiedForm, HeadForm
from alongside.people import actions, queries, words
from alongside.people.domain import Act, Right, Section, SubjectKind, may
from alongside.people.models import Subject
from alongside.people.web import presenters as people
from alongside.record import drafts
from alongside.record.web.filling import typed_form
from alongside.record.web.page import Page, record_page, typed_by

BOTH = require_http_methods(["GET", "POST"])
MOST = 20


@BOTH
@record_page("circle", shows=(Section.DETAILS,), write=Act.AMEND_SUBJECT, keeps=True)
def details(request: HttpRequest, *, page: Page) -> HttpResponse:
    """The head of the record: name, the name they like, pronouns, born, NHS number, ways to reach them."""
    known = queries.details(page.subject.pk, viewer=page.viewer)
    may_change = bool(may(page.viewer, Act.AMEND_SUBJECT)) and page.subject.is_open
    context = {
        "points": [
            (point, dict(SORTS)[point.sort]) for point in queries.contact_points(page.subject.pk, viewer=page.viewer)
        ],
        "may_change": may_change,
        "sees": page.viewer.sight.sees(Section.DETAILS),
        "safe": words.SAFE,
        "form": None,
    }
    if not may_change:
        if request.method == "POST":
            raise Refused(may(page.viewer, Act.AMEND_SUBJECT).reason or _("This record is closed."))
        number = nhs_number.pretty(known.nhs_number) if known else ""
        return page.render("home/circle/details.jinja", context | {"known": known, "number": number})
    form = typed_form(HeadForm, page, _head(page.subject, known) | {"typed_by": typed_by(page.account)})
    _fit(form, page)
    if request.method == "POST" and form.is_valid():
        try:
            _amend(page, form.cleaned_data, known)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            drafts.drop(request.path, by=page.account)
            return page.go("details", say=_("Saved."))
    return page.render("home/circle/details.jinja", context | {"form": form}, status=422 if form.errors else 200)


def _head(subject: Subject, known: Any) -> dict[str, Any]:
    names = ("name", "known_as", "pronouns", "place", "about")
    number = nhs_number.pretty(known.nhs_number) if known else ""
    return {name: getattr(subject, name) for name in names} | {
        "born": known.born if known else None,
        "nhs_number": number,
    }


def _fit(form: HeadForm, page: Page) -> None:
    """Leave out what does not belong to a group, or is not shared with this viewer; ask the person as "you"."""
    if page.viewer.is_person:
        form.fields["known_as"].label = _("The name you like")
        form.fields["place"].label = _("Where you live")
        form.fields["about"].label = _("In one line: who you are")
    if page.subject.kind == SubjectKind.GROUP:
        form.is_group = True
    if page.subject.kind == SubjectKind.GROUP or not page.viewer.sight.sees(Section.DETAILS):
        del form.fields["born"], form.fields["nhs_number"]


def _amend(page: Page, told: dict[str, Any], known: Any) -> None:
    number = told.get("nhs_number", known.nhs_number if known else "")
    same = known is not None and number == known.nhs_number
    actions.amend_subject(
        by=page.account,
        subject=page.subject,
        name=told["name"],
        known_as=told["known_as"],
        pronouns=told["pronouns"],
        place=told["place"],
        about=told["about"],
        born=told.get("born", known.born if known else None),
        nhs_number=number,
        nhs_number_status=known.nhs_number_status if same else "",
    )


def _for_workers(page: Page) -> None:
    if not page.viewer.sight.has(Right.CARE):
        raise Refused(_("Only somebody who works with the person can do this."))


@BOTH
@record_page("circle", shows=(), read=Act.ALLOCATE, write=Act.ALLOCATE)
def died(request: HttpRequest, *, page: Page) -> HttpResponse:
    """Record that somebody has died; the record closes."""
    _for_workers(page)
    form = DiedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_death(by=page.account, subject=page.subject, day=form.cleaned_data["day"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return page.go(
                "front", say=_("This record is closed now. It can still be read by those who could read it.")
            )
    return page.render("home/circle/died.jinja", {"form": form}, status=422 if form.errors else 200)


@BOTH
@record_page("circle", shows=(Section.DETAILS,), read=Act.ALLOCATE, write=Act.ALLOCATE)
def join(request: HttpRequest, *, page: Page) -> HttpResponse:
    """Two records of one person: choose the other among my people, read what happens, say yes."""
    _for_workers(page)
    wanted = request.GET.get("words", page.subject.name)
    with viewing(page.account.pk):
        viewer = queries.everywhere(account=page.account)
        chosen = queries.parse_id(request.POST.get("other", request.GET.get("other", "")))
        mine = queries.mine(viewer=viewer, words="" if chosen else wanted).exclude(pk=page.subject.pk)
        mine = mine.filter(kind=page.subject.kind, state="open").select_related("details")
        found = list((mine.filter(pk=chosen) if chosen else mine)[:MOST])
        rows = people.rows(found, viewer=viewer)
    if chosen and not found:
        raise Http404
    if request.method == "POST" and chosen:
        actions.redirect(by=page.account, first=page.subject.pk, second=chosen)
        return HttpResponseRedirect(reverse("front", args=[chosen]))
    pairs = [(one.pk, row) for one, row in zip(found, rows, strict=True)]
    context = {"pairs": pairs, "words": wanted, "other": pairs[0] if chosen else None}
    return page.render("home/circle/join.jinja", context)
