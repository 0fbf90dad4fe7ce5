"""The circle: who is in it, what each sees; sharing by section; who looked."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.access.domain import Refused
from alongside.base.ids import uuid7
from alongside.contact.web import away
from alongside.home.circle.web import presenters
from alongside.home.circle.web.forms import AddressForm, ShareForm, VoiceForm
from alongside.people import actions, queries
from alongside.people.domain import OPEN_SECTIONS, Act, Basis, Right, may
from alongside.people.models import Grant, Voice
from alongside.record import drafts
from alongside.record.times import local, moment
from alongside.record.web.filling import typed_form
from alongside.record.web.page import Page, record_page, typed_by

BOTH = require_http_methods(["GET", "POST"])


def _checked(decision: Any) -> None:
    if not decision:
        raise Refused(decision.reason)


@require_safe
@record_page("circle", shows=())
def circle(request: HttpRequest, *, page: Page) -> HttpResponse:
    """Who is in the circle and what each sees; for somebody it is shared with: what has been shared."""
    sees_all = page.viewer.is_person or page.viewer.sight.has(Right.CARE)
    context: dict[str, Any] = {"sees_all": sees_all, "may_add": sees_all and page.subject.is_open}
    if sees_all:
        context |= presenters.circle(page, queries.grants(page.subject.pk, viewer=page.viewer))
        context["invitations"] = queries.invitations(page.subject.pk, viewer=page.viewer)
        context["invite_person"] = presenters.may_invite_person(page)
    else:
        members = [presenters.member(voice, [], page) for voice in page.circle if voice.kind in {"self", "member"}]
        context |= {"mine": presenters.own_sight(page)} | presenters.here_and_gone(members)
    context["by_law"] = presenters.by_law(page)
    context |= away.part(page)
    return page.render("home/circle/circle.jinja", context)


@BOTH
@record_page("circle", shows=(), read=Act.AMEND_SUBJECT, write=Act.AMEND_SUBJECT, keeps=True)
def add_voice(request: HttpRequest, *, page: Page) -> HttpResponse:
    """Add somebody to the circle by name."""
    _checked(may(page.viewer, Act.AMEND_SUBJECT))
    form = typed_form(VoiceForm, page, {"new_id": uuid7(), "typed_by": typed_by(page.account)})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            actions.add_voice(
                by=page.account,
                subject_id=page.subject.pk,
                name=told["name"],
                relationship=told["relationship"],
                contact_wish=told["contact_wish"],
                id=queries.parse_id(told["new_id"]),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            drafts.drop(request.path, by=page.account)
            return page.go("circle", say=_("%(name)s is in the circle. They see nothing yet.") % {"name": told["name"]})
    return page.render("home/circle/add_voice.jinja", {"form": form}, status=422 if form.errors else 200)


def member_of(page: Page, voice_id: UUID) -> Voice:
    """Give this member of the circle, other than the viewer; raises Http404."""
    found = next((voice for voice in page.circle if voice.pk == voice_id and voice.kind == "member"), None)
    if found is None or voice_id in page.viewer.voices:
        raise Http404
    return found


def ends_after(day: date | None) -> datetime | None:
    """Give the moment at which something ends that holds until, and with, this day."""
    return moment(day + timedelta(days=1), time(0)) if day else None


def shared_with(page: Page, voice: Voice) -> Grant | None:
    """Give what the person shares with somebody now."""
    live = queries.grants(page.subject.pk, viewer=page.viewer)
    return next((one for one in live if one.account_id == voice.account_id and one.basis == Basis.CONSENT), None)


@BOTH
@record_page("circle", shows=(), read=Act.SHARE, write=Act.SHARE, keeps=True)
def share(request: HttpRequest, *, page: Page, voice_id: UUID) -> HttpResponse:
    """Share, narrow or widen, part by part, with somebody in the circle. Nobody is told."""
    _checked(may(page.viewer, Act.SHARE))
    voice = member_of(page, voice_id)
    if voice.account_id is None:
        return _by_address(request, page, voice)
    form = typed_form(ShareForm, page, as_shared(shared_with(page, voice)) | {"typed_by": typed_by(page.account)})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        actions.give(
            by=page.account,
            subject_id=page.subject.pk,
            account_id=voice.account_id,
            sections=form.chosen(),
            may_write=told["may_write"],
            until=ends_after(told["until"]),
            relationship=voice.relationship,
        )
        drafts.drop(request.path, by=page.account)
        return page.go("circle", say=_("Saved. It holds from now on. Nobody has been told."))
    context = {"form": form, "voice": voice}
    return page.render("home/circle/share.jinja", context, status=422 if form.errors else 200)


def as_shared(grant: Grant | None) -> dict[str, Any]:
    """Give a grant as the first values of a form."""
    if grant is None:
        return {"sections": [], "may_write": True}
    return {
        "sections": [section.code for section in OPEN_SECTIONS if grant.mask & section.bit],
        "may_write": bool(grant.mask & Right.VOICE.bit),
        "until": local(grant.ends).date() - timedelta(days=1) if grant.ends else None,
    }


@BOTH
@record_page("circle", shows=(), read=Act.SHARE, write=Act.SHARE, keeps=True)
def share_new(request: HttpRequest, *, page: Page) -> HttpResponse:
    """Share with somebody who has an account and is not in the circle yet."""
    _checked(may(page.viewer, Act.SHARE))
    return _by_address(request, page, None)


def _by_address(request: HttpRequest, page: Page, voice: Voice | None) -> HttpResponse:
    first = {"typed_by": typed_by(page.account), "relationship": voice.relationship if voice else "family"}
    form = typed_form(AddressForm, page, first)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        if told["email"].lower() == page.account.email.lower():
            form.add_error("email", _("This is your own address. Write the address of the one you want to share with."))
        elif not form.chosen() and not told["may_write"]:
            form.add_error("sections", _("Choose at least one part, or let them write."))
        else:
            return _give_to_address(page, form, voice)
    context = {"form": form, "voice": voice}
    return page.render("home/circle/share.jinja", context, status=422 if form.errors else 200)


def _give_to_address(page: Page, form: AddressForm, voice: Voice | None) -> HttpResponse:
    told = form.cleaned_data
    actions.give_to_address(
        by=page.account,
        subject_id=page.subject.pk,
        address=told["email"],
        sections=form.chosen(),
        may_write=told["may_write"],
        until=ends_after(told["until"]),
        relationship=told["relationship"],
        voice_id=voice.pk if voice else None,
    )
    drafts.drop(page.request.path, by=page.account)
    said = _(
        "If somebody with this address has an account here, they can open what you chose from now on. "
        "Nobody has been told."
    )
    return page.go("circle", say=said)


@require_POST
@record_page("circle", shows=(), write=Act.SHARE)
def take_back(request: HttpRequest, *, page: Page, voice_id: UUID) -> HttpResponse:
    """Take back everything that was shared with somebody, at once and without a word to them."""
    _checked(may(page.viewer, Act.SHARE))
    voice = member_of(page, voice_id)
    if voice.account_id is None:
        raise Http404
    actions.take_back(by=page.account, subject_id=page.subject.pk, account_id=voice.account_id)
    return page.go(
        "circle", say=_("Taken back. %(name)s sees nothing here now. Nobody has been told.") % {"name": voice.name}
    )
