"""Inviting somebody into the circle, or the person to their own record; giving together; taking back."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from alongside.access.domain import Refused
from alongside.home.circle.web.inviting_forms import InviteForm, InvitePersonForm, TogetherForm
from alongside.home.circle.web.views import as_shared, ends_after, member_of, shared_with
from alongside.people import contact, joining, queries
from alongside.people.domain import Act, InvitedBy, VoiceKind
from alongside.people.models import Voice
from alongside.record import drafts
from alongside.record.web.filling import typed_form
from alongside.record.web.page import Page, record_page, typed_by

BOTH = require_http_methods(["GET", "POST"])


@BOTH
@record_page("circle", shows=(), read=Act.AMEND_SUBJECT, write=Act.AMEND_SUBJECT)
@sensitive_variables()
def invite(request: HttpRequest, *, page: Page, voice_id: UUID | None = None) -> HttpResponse:
    """Invite somebody, by a link or a code: the person, or a worker together with them."""
    voice = member_of(page, voice_id) if voice_id else None
    if voice is not None and voice.account_id is not None:
        raise Http404
    acts = voice is not None and any(one.voice_id == voice.pk for one in _proxies(page))
    first = {"name": voice.name, "relationship": voice.relationship} if voice else {}
    together = not page.viewer.is_person
    form = InviteForm(request.POST or None, initial=first, together=together, acts=acts)
    if request.method == "POST" and form.is_valid():
        try:
            return _hand_over(page, form, _invited(page, form, voice), form.cleaned_data["name"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "voice": voice, "together": together, "acts": acts}
    return page.render("home/circle/invite.jinja", context, status=422 if form.errors else 200)


def _proxies(page: Page) -> list[Any]:
    return queries.proxies(page.subject.pk, viewer=page.viewer)


def _invited(page: Page, form: InviteForm, voice: Voice | None) -> str:
    told = form.cleaned_data
    return joining.invite(
        by=page.account,
        subject_id=page.subject.pk,
        name=told["name"],
        how=InvitedBy(told["how"]),
        email=told["email"],
        sections=[] if form.acts else form.chosen(),
        may_write=told.get("may_write", False),
        until=ends_after(told.get("until")),
        relationship=told["relationship"],
        voice_id=voice.pk if voice else None,
        word=joining.Word(told.get("said", ""), told.get("present", "")),
        id=queries.parse_id(told["new_id"]),
    )


def _hand_over(page: Page, form: Any, secret: str, name: str) -> HttpResponse:
    """Send the link, or show the code this once. A form sent twice has handed it over already."""
    if not secret:
        return page.go("circle", say=_("This invitation was made already. If the code is lost, make a new one."))
    if form.cleaned_data["how"] == InvitedBy.CODE:
        context = {"code": joining.spoken(secret), "name": name, "where": _absolute(page.request, reverse("invited"))}
        return page.render("home/circle/invited_code.jinja", context)
    send_link(page.request, to=form.cleaned_data["email"], secret=secret)
    return page.go("circle", say=_("The invitation is on its way. It says no name, and nothing of this record."))


def send_link(request: HttpRequest, *, to: str, secret: str) -> None:
    """Send the link of an invitation: no name, and nothing of anybody's record."""
    words = _(
        "Somebody invites you to Alongside.\n\nTo read more, and to say yes or no, open this page. It works once:\n"
        "%(link)s\n\nIf you do not know who that could be, you need do nothing."
    )
    link = _absolute(request, reverse("invited_link", args=[secret]))
    contact.post(to=to, subject=_("An invitation"), words=words % {"link": link})


def _absolute(request: HttpRequest, where: str) -> str:
    return request.build_absolute_uri(where)


@BOTH
@record_page("circle", shows=(), read=Act.ALLOCATE, write=Act.ALLOCATE)
@sensitive_variables()
def invite_person(request: HttpRequest, *, page: Page) -> HttpResponse:
    """Invite the person to their own record, once it was made sure face to face who they are."""
    own = next((voice for voice in page.circle if voice.kind == VoiceKind.SELF), None)
    if own is None or own.account_id is not None:
        raise Http404
    form = InvitePersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            secret = joining.invite_person(
                by=page.account,
                subject_id=page.subject.pk,
                how=InvitedBy(told["how"]),
                email=told["email"],
                sure=told["sure"],
                id=queries.parse_id(told["new_id"]),
            )
            return _hand_over(page, form, secret, page.subject.liked_name)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return page.render("home/circle/invite_person.jinja", {"form": form}, status=422 if form.errors else 200)


@require_POST
@record_page("circle", shows=(), write=Act.AMEND_SUBJECT)
def take_back(request: HttpRequest, *, page: Page, invitation_id: UUID) -> HttpResponse:
    """Take an invitation back: from now on it opens nothing."""
    joining.take_back_invitation(by=page.account, subject_id=page.subject.pk, invitation_id=invitation_id)
    return page.go("circle", say=_("Taken back. The link or code opens nothing now. Nobody has been told."))


@BOTH
@record_page("circle", shows=(), read=Act.ALLOCATE, write=Act.ALLOCATE, keeps=True)
def together(request: HttpRequest, *, page: Page, voice_id: UUID) -> HttpResponse:
    """A worker writes down what the person shares with somebody, together with them. The person is told."""
    voice = member_of(page, voice_id)
    if voice.account_id is None or page.viewer.is_person:
        raise Http404
    form = typed_form(TogetherForm, page, as_shared(shared_with(page, voice)) | {"typed_by": typed_by(page.account)})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            joining.give_together(
                by=page.account,
                subject_id=page.subject.pk,
                account_id=voice.account_id,
                sections=form.chosen(),
                may_write=told["may_write"],
                word=joining.Word(told["said"], told["present"]),
                until=ends_after(told["until"]),
                relationship=voice.relationship,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            drafts.drop(request.path, by=page.account)
            return page.go("circle", say=_("Saved, as what they decided. They are told, and can undo it."))
    context = {"form": form, "voice": voice}
    return page.render("home/circle/together.jinja", context, status=422 if form.errors else 200)


@require_POST
@record_page("circle", shows=(), write=Act.SHARE)
def undo(request: HttpRequest, *, page: Page, grant_id: UUID) -> HttpResponse:
    """Undo what a worker wrote down on the person's word; what stood before stands again."""
    joining.undo_together(by=page.account, subject_id=page.subject.pk, grant_id=grant_id)
    return page.go("circle", say=_("Undone. What you shared before holds again. Nobody has been told."))
