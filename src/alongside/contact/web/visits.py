"""Pages of visits: the part on the page of staying in touch; ask, plan, agree, change, cancel, write up."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.access.domain import Conflict, Refused
from alongside.base.clock import now
from alongside.contact import visiting
from alongside.contact.domain import BY_WIRE, Deed, VisitStatus, deeds, may_arrange
from alongside.contact.models import Visit
from alongside.contact.web import visit_cards
from alongside.contact.web.forms.visits import ArrangeForm, AskForm, PlanForm, WhyForm, who_reads_why
from alongside.people.domain import Act, Section, may
from alongside.record import drafts, registry
from alongside.record.times import local
from alongside.record.web.filling import bound_form, typed_form
from alongside.record.web.forms import ME
from alongside.record.web.page import Page, record_page, typed_by

BOTH = require_http_methods(["GET", "POST"])
SHOWS = (Section.VISITS, Section.COMMUNICATION)
PAGE = "in_touch"
INTERPRETED = {"interpreter", "language", "bsl"}


def part(page: Page) -> dict[str, Any]:
    """Give what `contact/visits_part.jinja` draws on the page of staying in touch."""
    subject_id, viewer = page.subject.pk, page.viewer
    ahead = visiting.visits_ahead(subject_id, viewer=viewer) if page.subject.is_open else []
    asked = visiting.visits_asked(subject_id, viewer=viewer) if page.subject.is_open else []
    past = visiting.visits_past(subject_id, viewer=viewer)
    made = visit_cards.cards([*ahead, *asked, *past], page)
    first = next((one for one in ahead if one.status == VisitStatus.PLANNED), None)
    may_add = may(viewer, Act.ADD, section=Section.VISITS, subject_open=page.subject.is_open)
    return {
        "next_visit": made[first.pk] if first else None,
        "visits_later": [made[one.pk] for one in ahead if one is not first],
        "visits_asked": [made[one.pk] for one in asked],
        "visits_past": [made[one.pk] for one in past],
        "visit_ask": page.url("visit_ask") if may_add else None,
        "visit_plan": page.url("visit_new") if may_add and viewer.is_staff else None,
        "sees_visits": viewer.sight.sees(Section.VISITS),
    }


def for_front(page: Page) -> list[dict[str, Any]]:
    """Give the next two visits, for the front page of the record."""
    if not page.subject.is_open:
        return []
    found = visiting.visits_ahead(page.subject.pk, viewer=page.viewer, most=2, with_off=False)
    made = visit_cards.cards(found, page)
    return [made[one.pk] for one in found]


def _may_add(page: Page) -> None:
    decision = may(page.viewer, Act.ADD, section=Section.VISITS, subject_open=page.subject.is_open)
    if not decision:
        raise Refused(_(decision.reason))


def _interpreter(page: Page, form: Any) -> None:
    """Put what is written of how to talk with the person beside the question for an interpreter."""
    said = [one.text for one in visiting.ways_to_talk(page.subject.pk, viewer=page.viewer)]
    if said and not page.viewer.is_person:
        name = page.subject.liked_name
        form.fields["interpreter"].help_text = _("How to talk with %(name)s: %(said)s") % {
            "name": name,
            "said": " · ".join(said),
        }


def _add(page: Page, form_class: Any, title: str, first: dict[str, Any]) -> HttpResponse:
    _may_add(page)
    form = typed_form(partial(form_class, page=page), page, first)
    _interpreter(page, form)
    if page.request.method == "POST" and form.is_valid():
        try:
            made = visiting.visit_add(
                by=page.account,
                subject_id=page.subject.pk,
                words_of=UUID(form.cleaned_data["words_of"]),
                how=form.cleaned_data["how"],
                id=form.cleaned_data["entry_id"],
                **form.own_fields(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            drafts.drop(page.request.path, by=page.account)
            said = _("Planned.") if made.starts else _("Asked for. Whoever can answer has been told.")
            return _back(page, made, said)
    context = {"form": form, "title": title, "back": page.url(PAGE), "visit": None}
    return page.render("contact/visit_form.jinja", context, status=422 if form.errors else 200)


def _back(page: Page, visit: Visit, say: str) -> HttpResponse:
    answer = page.go(PAGE, say=say)
    answer.headers["Location"] += f"#entry-{visit.pk}"
    return answer


@BOTH
@record_page(PAGE, shows=SHOWS, write=Act.ADD, keeps=True)
def ask(request: HttpRequest, *, page: Page) -> HttpResponse:
    """ "I would like a visit or a call": what about, with whom, when it would suit."""
    return _add(page, AskForm, _("I would like a visit or a call"), {})


@BOTH
@record_page(PAGE, shows=SHOWS, write=Act.ADD, keeps=True)
def new(request: HttpRequest, *, page: Page) -> HttpResponse:
    """Plan a visit or a call with its time. Whoever does not work here asks for one instead."""
    if not page.viewer.is_staff and request.method == "GET":
        return page.go("visit_ask")
    own = page.own_voice
    return _add(page, PlanForm, _("Plan a visit or a call"), {"who": [str(own.pk) if own else ME]})


def _find(page: Page, visit_id: UUID, *wanted: Deed) -> Visit:
    """Give a visit that this viewer may arrange and with which one of these can be done; raises Http404, `Refused`."""
    found = visiting.visit(visit_id, subject_id=page.subject.pk, viewer=page.viewer)
    decision = may_arrange(
        page.viewer,
        who=found.who,
        written_by=found.written_by_id,
        words_of=found.words_of_id,
        subject_open=page.subject.is_open,
    )
    if not decision:
        raise Refused(_(decision.reason))
    if not deeds(found.status, found.starts, now()) & {*wanted}:
        raise Refused(_("That cannot be done with this visit now. Go back to see how it stands."))
    return found


def _do(page: Page, visit: Visit, form: Any, title: str, act: Any, say: str) -> HttpResponse:
    """Do what a valid form asks, once; show the form again with what is wrong, or with what stands now."""
    status = 200
    if page.request.method == "POST" and form.is_valid():
        try:
            act(form)
        except Conflict as conflict:
            _renew(form, conflict.theirs)
            visit, status = conflict.theirs, 409  # type: ignore[assignment]
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            drafts.drop(page.request.path, by=page.account)
            return _back(page, visit, say)
    context = {
        "form": form,
        "title": title,
        "back": page.url(PAGE),
        "visit": visit_cards.cards([visit], page)[visit.pk] if visit is not None else None,
    }
    return page.render("contact/visit_form.jinja", context, status=422 if form.errors and status == 200 else status)


def _renew(form: Any, theirs: Any) -> None:
    """Let the form stand on what stands now, so that sending it again is a choice."""
    form.data = form.data.copy()
    form.data["version"] = str(theirs.version)
    form.add_error(
        None, _("Somebody changed this while you were writing. Above is how it stands now. Look at it, then save.")
    )


@BOTH
@record_page(PAGE, shows=SHOWS, write=Act.ADD, keeps=True)
def arrange(request: HttpRequest, *, page: Page, visit_id: UUID) -> HttpResponse:
    """Agree on a time for a visit that was asked for, or change one, with the reason."""
    visit = _find(page, visit_id, Deed.AGREE, Deed.CHANGE)
    asked = visit.status == VisitStatus.ASKED
    first = ArrangeForm.initial_of(visit) | {"typed_by": typed_by(page.account)}
    if asked and not first["who"] and page.viewer.is_staff:
        first["who"] = [str(page.own_voice.pk) if page.own_voice else ME]
    form = typed_form(partial(ArrangeForm, page=page, asked=asked), page, first)
    _interpreter(page, form)

    def act(form: Any) -> None:
        version = form.cleaned_data["version"] or visit.version
        visiting.visit_arrange(by=page.account, visit=visit, version=version, **form.arranged())

    title = _("Agree on a time") if asked else _("Change this visit")
    return _do(page, visit, form, title, act, _("Agreed.") if asked else _("Changed. How it was before is kept."))


def _why(page: Page, visit: Visit, title: str, action: Any, say: str) -> HttpResponse:
    first = {"version": visit.version, "typed_by": typed_by(page.account)}
    form = typed_form(WhyForm, page, first)
    form.fields["why"].help_text = who_reads_why(page)

    def act(form: Any) -> None:
        version = form.cleaned_data["version"] or visit.version
        action(by=page.account, visit=visit, version=version, why=form.cleaned_data["why"])

    return _do(page, visit, form, title, act, say)


@BOTH
@record_page(PAGE, shows=SHOWS, write=Act.ADD, keeps=True)
def cancel(request: HttpRequest, *, page: Page, visit_id: UUID) -> HttpResponse:
    """Cancel a visit, or no longer ask for it, with the reason."""
    visit = _find(page, visit_id, Deed.CANCEL)
    title = _("Cancel this visit") if visit.starts else _("This is no longer needed")
    return _why(page, visit, title, visiting.visit_cancel, _("Cancelled. Whoever it concerns has been told."))


@BOTH
@record_page(PAGE, shows=SHOWS, write=Act.ADD, keeps=True)
def not_held(request: HttpRequest, *, page: Page, visit_id: UUID) -> HttpResponse:
    """Say that a visit did not take place, with the reason."""
    visit = _find(page, visit_id, Deed.NOT_HELD)
    title = _("It did not take place")
    return _why(page, visit, title, visiting.visit_not_held, _("Kept: it did not take place."))


@BOTH
@record_page(PAGE, shows=(*SHOWS, Section.MEETINGS), write=Act.ADD, keeps=True)
def write(request: HttpRequest, *, page: Page, visit_id: UUID) -> HttpResponse:
    """Write down how a visit was, in one step: the page of a meeting, filled in as far as it is known."""
    visit = visiting.visit(visit_id, subject_id=page.subject.pk, viewer=page.viewer)
    if visit.became_id is None or request.method == "GET":
        visit = _find(page, visit_id, Deed.WRITE_UP)
    form: Any = bound_form(registry.get("contribution"), page, _known(visit, page))

    def act(form: Any) -> None:
        visiting.visit_write_up(
            by=page.account,
            visit=visit,
            id=form.cleaned_data["entry_id"],
            words_of=UUID(form.cleaned_data["words_of"]),
            how=form.cleaned_data["how"],
            sort="call" if visit.sort in BY_WIRE else "visit",
            **form.own_fields(),
        )

    return _do(
        page, visit, form, _("How was it?"), act, _("Written down. It is to be read under Everything, and here.")
    )


def _known(visit: Visit, page: Page) -> dict[str, Any]:
    """Give what the page of a meeting can be filled in with: what was planned, nothing that nobody knows yet."""
    here = local(visit.starts) if visit.starts else None
    first = [str(one.pk) for one in page.circle if one.is_self]
    own = visit.words_of_id in {one.pk for one in page.circle if one.is_self}
    return {
        "words": visit.words,
        "on": here.date() if here else None,
        "clock": here.strftime("%H:%M") if here else "",
        "place": visit.place,
        "present": [*first, *(str(one) for one in visit.who)],
        "also_present": visit.also,
        "chose_agenda": "person" if own and visit.words else "",
    }
