"""Pages of hand-overs: written, read by the person, carried out by a lead; and how often one agreed to be in touch."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.access.domain import Refused
from alongside.contact import handing_over
from alongside.contact.web.forms.hand_overs import AgreedForm, CarryOutForm, NewHandOverForm, ReadForm
from alongside.people.domain import Act, Right, Section
from alongside.people.models import Voice
from alongside.people.working import actions as working
from alongside.people.working import queries as work
from alongside.people.working.words import WEIGHT_WORDS
from alongside.people.working.words import agreed as agreed_words
from alongside.record import drafts
from alongside.record import queries as record
from alongside.record.times import today
from alongside.record.web import presenters
from alongside.record.web.filling import typed_form
from alongside.record.web.page import Page, record_page, typed_by

BOTH = require_http_methods(["GET", "POST"])
SHOWS = (Section.MEETINGS,)


def part(page: Page) -> dict[str, Any]:
    """Give what `hand_overs_part.jinja` and `agreed_part.jinja` draw on the page of staying in touch."""
    works, is_person = page.viewer.sight.has(Right.CARE), page.viewer.is_person
    return {
        "hand_overs": handing_over.of(page.subject.pk, viewer=page.viewer),
        "may_hand_over": works and page.subject.is_open,
        "agreed": agreed_words(work.arrangement(page.subject.pk, viewer=page.viewer)) if works or is_person else None,
        "may_agree": (works or is_person) and page.subject.is_open,
    }


@BOTH
@record_page("in_touch", shows=SHOWS, read=Act.ALLOCATE, write=Act.ALLOCATE, keeps=True)
def write(request: HttpRequest, *, page: Page) -> HttpResponse:
    """Write down what whoever comes should know; the person reads it before anything changes."""
    going = [(str(one.pk), one.name) for one in handing_over.who_goes(page.subject.pk, viewer=page.viewer)]
    coming = [(str(one.pk), one.name) for one in handing_over.who_comes(viewer=page.viewer)]
    first = {"on": today(), "going": str(page.account.pk)}
    form = typed_form(partial(NewHandOverForm, page=page, going=going, coming=coming), page, first)
    if request.method == "POST" and form.is_valid() and page.own_voice:
        try:
            made = handing_over.write(
                by=page.account,
                subject_id=page.subject.pk,
                words_of=page.own_voice.pk,
                id=form.cleaned_data["entry_id"],
                **form.own_fields(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            drafts.drop(request.path, by=page.account)
            say = _("Kept. %(name)s reads it first; nothing has changed yet.") % {"name": page.subject.liked_name}
            return page.go("hand_over", made.pk, say=say)
    context = {"form": form, "nobody": not going}
    return page.render("contact/hand_over_new.jinja", context, status=422 if form.errors else 200)


@require_safe
@record_page("in_touch", shows=SHOWS)
def one(request: HttpRequest, *, page: Page, hand_over_id: UUID) -> HttpResponse:
    """A hand-over whole: who goes and comes, from when, the words, whether the person has read it, what comes next."""
    return page.render("contact/hand_over.jinja", _shown(page, hand_over_id))


def _shown(page: Page, hand_over_id: UUID) -> dict[str, Any]:
    known = handing_over.one(hand_over_id, subject_id=page.subject.pk, viewer=page.viewer)
    item = record.item(hand_over_id, subject_id=page.subject.pk, viewer=page.viewer)
    said = record.responses(page.subject.pk, [item.pk])
    works, going = page.viewer.sight.has(Right.CARE), known.one.going_id
    waits = known.one.done_at is None and page.subject.is_open
    return {
        "known": known,
        "card": presenters.card(item, page, said=said),
        "may_read": waits and known.read is None and page.viewer.is_person,
        "may_say_read": waits and known.read is None and works and not page.viewer.is_person,
        "may_carry_out": waits and works and work.leads_here(page.subject.pk),
        "left": handing_over.left_open(page.subject.pk, going, viewer=page.viewer) if works and going else [],
    }


@BOTH
@record_page("in_touch", shows=SHOWS, write=Act.RESPOND, keeps=True)
def read(request: HttpRequest, *, page: Page, hand_over_id: UUID) -> HttpResponse:
    """The person says "I have read this"; whoever read it to them says how and when."""
    shown = _shown(page, hand_over_id)
    if not (shown["may_read"] or shown["may_say_read"]):
        raise Refused(_("Only the person, or somebody who works with them, can say that they have read this."))
    form = typed_form(ReadForm, page, {"typed_by": typed_by(page.account)})
    own = page.viewer.is_person
    if request.method == "POST" and (own or form.is_valid()):
        item = record.item(hand_over_id, subject_id=page.subject.pk, viewer=page.viewer)
        words = "" if own else form.cleaned_data["words"]
        try:
            handing_over.read(by=page.account, item=item, of=_person(page).pk, words=words)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            drafts.drop(request.path, by=page.account)
            return page.go("hand_over", hand_over_id, say=_("Thank you. That it was read is kept with it."))
    context = {"form": form, "own": own} | shown
    return page.render("contact/hand_over_read.jinja", context, status=422 if form.errors else 200)


def _person(page: Page) -> Voice:
    found = next((voice for voice in page.circle if voice.is_self), None)
    if found is None:
        raise Refused(_("The person has no voice in this record yet."))
    return found


@BOTH
@record_page("in_touch", shows=SHOWS, read=Act.ALLOCATE, write=Act.ALLOCATE, keeps=True)
def carry_out(request: HttpRequest, *, page: Page, hand_over_id: UUID) -> HttpResponse:
    """A lead says that it is done: from that day somebody else works with the person."""
    shown = _shown(page, hand_over_id)
    if not shown["may_carry_out"]:
        raise Refused(_("Only a lead who works with the person can carry this out."))
    form = typed_form(CarryOutForm, page, {"typed_by": typed_by(page.account)})
    if shown["known"].read:
        del form.fields["why"]
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data.get("why", "")
        try:
            handing_over.carry_out(by=page.account, subject_id=page.subject.pk, hand_over_id=hand_over_id, why=why)
        except Refused as refusal:
            form.add_error("why" if "why" in form.fields else None, str(refusal))
        else:
            drafts.drop(request.path, by=page.account)
            return page.go("hand_over", hand_over_id, say=_("Done. The person has been told."))
    return page.render("contact/hand_over_carry_out.jinja", {"form": form} | shown, status=422 if form.errors else 200)


@BOTH
@record_page("in_touch", shows=(), read=Act.AMEND_SUBJECT, write=Act.AMEND_SUBJECT, keeps=True)
def agreed(request: HttpRequest, *, page: Page) -> HttpResponse:
    """How often the person and those who work with them agreed to be in touch."""
    known = work.arrangement(page.subject.pk, viewer=page.viewer)
    form = typed_form(AgreedForm, page, _as_agreed(known) | {"typed_by": typed_by(page.account)})
    if page.viewer.is_person:
        del form.fields["weight"]
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        weight = int(told["weight"]) if told.get("weight") else None
        try:
            working.arrange(
                by=page.account, subject_id=page.subject.pk, every=form.every, how=told["how"], weight=weight
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            drafts.drop(request.path, by=page.account)
            return page.go("in_touch", say=_("Kept. Both of you can change it at any time."))
    context = {"form": form, "known": known, "weights": WEIGHT_WORDS}
    return page.render("contact/agreed.jinja", context, status=422 if form.errors else 200)


def _as_agreed(known: Any) -> dict[str, Any]:
    """Give what was agreed as the form shows it."""
    if known is None:
        return {}
    usual = {value for value, _words in AgreedForm.base_fields["often"].choices}  # type: ignore[attr-defined]
    often = "as_you_like" if known.every is None else str(known.every) if str(known.every) in usual else "other"
    days = known.every if often == "other" else None
    return {"often": often, "days": days, "how": known.how, "weight": str(known.weight or "")}
