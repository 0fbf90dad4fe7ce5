"""Pages of withholding, for those who work with the person. Their looks are kept as looks at the timeline."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.access.domain import DutyKind, Refused
from alongside.access.doors import signed_in
from alongside.access.models import Account
from alongside.people import queries as people
from alongside.people.domain import OPEN_SECTIONS, Act, Section
from alongside.record import drafts, queries, registry, withheld, withholding
from alongside.record.domain import Grounds
from alongside.record.models import Item
from alongside.record.times import today
from alongside.record.web import keeping_presenters as shown
from alongside.record.web import presenters
from alongside.record.web.filling import typed_form
from alongside.record.web.keeping_forms import (
    DecideForm,
    KeepForm,
    Kept,
    OpinionForm,
    ReviewForm,
    SecondForm,
    TellsForm,
)
from alongside.record.web.page import EVERY, Page, record_page
from alongside.record.withheld import Told

BOTH = require_http_methods(["GET", "POST"])
# One name for all: that a page of withholding was open must not show in who looked.
staff_page = record_page("timeline", shows=EVERY, read=Act.WITHHOLD, write=Act.WITHHOLD, keeps=True)


def _fill(form_class: Callable[..., Any], page: Page, **more: Any) -> Any:
    """Give a form with what was posted, else with what was typed before and kept, else fresh."""
    first = more.pop("initial", None)
    return typed_form(partial(form_class, page=page, **more), page, first)


def _act(page: Page, form: Kept, act: Callable[[], Any], *go: Any, say: str) -> HttpResponse | None:
    """Do what a posted form asks; None when it has to be shown again, with what is wrong."""
    if page.request.method != "POST" or not form.is_valid():
        return None
    try:
        act()
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    drafts.drop(page.request.path, by=page.account)
    return page.go(*go, say=say)


def _form(page: Page, form: Kept, template: str, context: dict[str, Any]) -> HttpResponse:
    return page.render(f"record/{template}.jinja", {"form": form} | context, status=422 if form.errors else 200)


@BOTH
@staff_page
def keep_entry(request: HttpRequest, *, page: Page, item_id: UUID) -> HttpResponse:
    """Keep an entry from somebody, with what hangs on it."""
    item = queries.item(item_id, subject_id=page.subject.pk, viewer=page.viewer)
    hangs = withheld.hangs_on(item.pk, subject_id=page.subject.pk, viewer=page.viewer)
    own = next((one.pk for one in page.circle if one.is_self), None)
    along = [one for one in hangs if one.words_of_id != own]
    form = _fill(KeepForm, page, colleagues=withheld.colleagues(page.subject.pk), along=along)

    def act() -> None:
        withholding.withhold(by=page.account, subject_id=page.subject.pk, item_id=item.pk, **form.act())

    done = _act(page, form, act, "entry", item.pk, say=_("It is kept from them now, and nothing shows that it is."))
    context = {"entry": presenters.card(item, page), "stays": [one for one in hangs if one.words_of_id == own]}
    return done or _form(page, form, "keep", context)


@BOTH
@staff_page
def keep_section(request: HttpRequest, *, page: Page, section: str) -> HttpResponse:
    """Keep a whole part of the record from somebody."""
    found = next((one for one in OPEN_SECTIONS if one.code == section and page.viewer.sight.sees(one)), None)
    if found is None:
        raise Http404
    form = _fill(KeepForm, page, colleagues=withheld.colleagues(page.subject.pk), along=[])

    def act() -> None:
        withholding.withhold(by=page.account, subject_id=page.subject.pk, section=found, **form.act())

    done = _act(page, form, act, "withheld", say=_("This part is kept from them now, and nothing shows that it is."))
    return done or _form(page, form, "keep", {"section": shown.section_label(found)})


@require_safe
@record_page("timeline", shows=EVERY, read=Act.WITHHOLD)
def all_kept(request: HttpRequest, *, page: Page) -> HttpResponse:
    """What is kept from somebody in this record, what was, and what each waits for."""
    found = withheld.all_of(page.subject.pk, viewer=page.viewer)
    seen = queries.pointed_at(page.subject.pk, viewer=page.viewer)
    items = {one.pk: one for one in seen.filter(pk__in=[each.item_id for each in found if each.item_id])}
    names = withheld.names(found, viewer=page.viewer)
    lines = [shown.line(each, items, names, page) for each in found]
    return page.render(
        "record/withheld.jinja",
        {
            "kept": [one for one in lines if not one["lifted_at"]],
            "were": [one for one in lines if one["lifted_at"]],
            "sections": [(one.code, shown.section_label(one)) for one in page.viewer.sight.sections],
        },
    )


def _told(page: Page, withholding_id: UUID, *, live: bool = True) -> Told:
    told = withheld.one(withholding_id, subject_id=page.subject.pk, viewer=page.viewer)
    if live and told.main.lifted_at is not None:
        raise Http404
    return told


def _items(page: Page, told: Told) -> dict[UUID, Item]:
    ids = [each.item_id for each in (told.main, *told.along) if each.item_id]
    return {one.pk: one for one in queries.pointed_at(page.subject.pk, viewer=page.viewer).filter(pk__in=ids)}


@require_safe
@record_page("timeline", shows=EVERY, read=Act.WITHHOLD)
def one_kept(request: HttpRequest, *, page: Page, withholding_id: UUID) -> HttpResponse:
    """One withholding whole: what, from whom, why, every step, every opinion, what it waits for."""
    told = _told(page, withholding_id, live=False)
    items = _items(page, told)
    names = withheld.names([told.main], viewer=page.viewer)
    return page.render(
        "record/withholding.jinja",
        {
            "kept": shown.line(told.main, items, names, page),
            "cards": [presenters.card(item, page) for item in items.values()],
            "steps": [shown.step(each) for each in told.steps],
            "opinions": told.opinions,
            "ways": shown.ways(told, page),
        },
    )


def _context(page: Page, told: Told) -> dict[str, Any]:
    items = _items(page, told)
    names = withheld.names([told.main], viewer=page.viewer)
    return {
        "kept": shown.line(told.main, items, names, page),
        "cards": [presenters.card(item, page) for item in items.values()],
        "back": page.url("withholding", told.main.pk),
    }


@BOTH
@staff_page
def second(request: HttpRequest, *, page: Page, withholding_id: UUID) -> HttpResponse:
    """The second professional looks, and agrees or not."""
    told = _told(page, withholding_id)
    without = {told.main.made_by, page.account.pk, told.main.account_id}
    form = _fill(SecondForm, page, colleagues=withheld.colleagues(page.subject.pk), without=without)

    def act() -> None:
        agrees = form.cleaned_data["agrees"] == "yes"
        decider = None if agrees else form.decides()
        withholding.answer_as_second(
            by=page.account,
            withholding_id=told.main.pk,
            agrees=agrees,
            words=form.cleaned_data["words"],
            decider=decider,
        )

    done = _act(page, form, act, "withholding", told.main.pk, say=_("Your answer is kept."))
    return done or _form(page, form, "withholding_second", _context(page, told))


@BOTH
@staff_page
def opinion(request: HttpRequest, *, page: Page, withholding_id: UUID) -> HttpResponse:
    """Write down the opinion of the health professional."""
    told = _told(page, withholding_id)
    if told.main.grounds != Grounds.SERIOUS_HARM:
        raise Http404
    without = {told.main.made_by, told.main.second_by, told.main.account_id}
    form = _fill(OpinionForm, page, colleagues=withheld.colleagues(page.subject.pk), without=without)

    def act() -> None:
        withholding.give_opinion(by=page.account, withholding_id=told.main.pk, **form.act())

    done = _act(page, form, act, "withholding", told.main.pk, say=_("The opinion is kept."))
    return done or _form(page, form, "withholding_opinion", _context(page, told))


@BOTH
@staff_page
def decide(request: HttpRequest, *, page: Page, withholding_id: UUID) -> HttpResponse:
    """The third professional decides."""
    told = _told(page, withholding_id)
    if told.main.decision_due is None:
        raise Http404
    form = _fill(DecideForm, page)

    def act() -> None:
        given = form.cleaned_data
        withholding.decide(
            by=page.account,
            withholding_id=told.main.pk,
            keeps=given["keeps"] == "yes",
            words=given["words"],
            review_by=given["review_by"],
            tells=given["tells"],
        )

    done = _act(page, form, act, "withheld", say=_("Your decision is kept."))
    return done or _form(page, form, "withholding_decide", _context(page, told))


@BOTH
@staff_page
def review(request: HttpRequest, *, page: Page, withholding_id: UUID) -> HttpResponse:
    """Look at it again: keep it on with fresh grounds, or keep less."""
    told = _told(page, withholding_id)
    if told.main.item_id is None:
        section = next(one for one in Section if one.bit == told.main.bit)
        kinds = [kind.name for kind in registry.all_kinds() if kind.section is section]
        own = next((one.pk for one in page.circle if one.is_self), None)
        stays = [
            one for one in queries.items(page.subject.pk, viewer=page.viewer, kinds=kinds) if one.words_of_id != own
        ]
        hint, ticked = _("Tick single entries to keep these alone. Tick nothing to keep the whole part."), False
    else:
        found = _items(page, told)
        stays = [found[each.item_id] for each in told.along if each.item_id in found]
        hint, ticked = _("What is not ticked is shown again. The entry itself stays kept."), True
    first = {"why": shown.choice_of(told.main), "words": ""}
    form = _fill(ReviewForm, page, stays=stays, hint=hint, ticked=ticked, initial=first)

    def act() -> None:
        withholding.renew(by=page.account, withholding_id=told.main.pk, **form.act())

    done = _act(page, form, act, "withheld", say=_("It stays kept, with what you said now."))
    return done or _form(page, form, "withholding_review", _context(page, told))


@BOTH
@staff_page
def lift(request: HttpRequest, *, page: Page, withholding_id: UUID) -> HttpResponse:
    """Show it again."""
    told = _told(page, withholding_id)
    form = _fill(TellsForm, page)

    def act() -> None:
        withholding.lift(
            by=page.account,
            withholding_id=told.main.pk,
            words=form.cleaned_data["words"],
            tells=form.cleaned_data["tells"],
        )

    done = _act(page, form, act, "withheld", say=_("It is shown again, in its place."))
    return done or _form(page, form, "withholding_lift", _context(page, told))


@require_safe
@signed_in(
    "lists that things are kept or overdue in the organisation's records, no word of care", duty=DutyKind.PRIVACY_LEAD
)
def everywhere(request: HttpRequest) -> HttpResponse:
    """For whoever looks after privacy: every withholding, and every answer that is overdue, without care text."""
    account = request.user
    assert isinstance(account, Account)  # noqa: S101 (the middleware lets nobody else in)
    context = {
        "viewer": people.everywhere(account=account),
        "viewer_key": str(account.pk),
        "kept": [shown.far_line(each, today()) for each in withheld.everywhere()],
        "late": [shown.late_line(each) for each in withheld.late_challenges()],
    }
    return render(request, "record/withheld_everywhere.jinja", context)
