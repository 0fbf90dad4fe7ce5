"""Who sees a concern: bring somebody in, leave, tell the person or say why that waits, name a source of harm."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alongside.access.domain import Refused
from alongside.people import queries as people
from alongside.people.domain import Act, Section
from alongside.record import drafts
from alongside.record.web.filling import typed_form
from alongside.record.web.page import Page, record_page, typed_by
from alongside.safeguarding import actions, queries
from alongside.safeguarding.web import presenters
from alongside.safeguarding.web.forms import InviteForm, KeepForm, NameForm, TellForm

BOTH = require_http_methods(["GET", "POST"])
CLOSED = (Section.SAFEGUARDING,)


@BOTH
@record_page("safety", shows=CLOSED, write=Act.RESPOND)
def who(request: HttpRequest, *, page: Page, concern_id: UUID) -> HttpResponse:
    """Who sees it, and who else may; whoever may be the source of harm is never on the list."""
    known = queries.one(concern_id, subject_id=page.subject.pk, viewer=page.viewer)
    works = queries.works(concern_id)
    form = InviteForm(request.POST or None) if works or page.viewer.is_person else None
    if form is not None:
        found = [(str(one["account"]), _named(one)) for one in queries.candidates(concern_id)]
        form.fields["account"].choices = [("", _("Choose")), *found]  # type: ignore[attr-defined]
    if request.method == "POST":
        if form is None:
            raise Refused(_("Only whoever looks after this, or the person, brings somebody in."))
        if form.is_valid():
            try:
                actions.invite(by=page.account, concern_id=concern_id, account_id=UUID(form.cleaned_data["account"]))
            except Refused as refusal:
                form.add_error("account", str(refusal))
            else:
                said = _("They can read it from now on, and have been told that it is here.")
                return page.go("concern_who", concern_id, say=said)
    context = {"form": form, "works": works, **presenters.audience(known, page, works=works)}
    return page.render("safeguarding/who.jinja", context, status=422 if form is not None and form.errors else 200)


def _named(one: dict[str, Any]) -> str:
    return ", ".join(filter(None, (one["name"], one["title"])))


@require_POST
@record_page("safety", shows=CLOSED, write=Act.RESPOND)
def end(request: HttpRequest, *, page: Page, concern_id: UUID) -> HttpResponse:
    """Somebody no longer sees it: they leave, or whoever looks after it ends it."""
    queries.one(concern_id, subject_id=page.subject.pk, viewer=page.viewer)
    account_id = people.parse_id(request.POST.get("account", "")) or page.account.pk
    actions.end(by=page.account, concern_id=concern_id, account_id=account_id)
    if account_id == page.account.pk:
        return page.go("safety", say=_("You no longer see it."))
    return page.go("concern_who", concern_id, say=_("They no longer see it."))


@BOTH
@record_page("safety", shows=CLOSED, write=Act.RESPOND, keeps=True)
def tell(request: HttpRequest, *, page: Page, concern_id: UUID) -> HttpResponse:
    """The person has been told, and reads it from now on."""

    def act(told: dict[str, Any]) -> None:
        actions.tell(by=page.account, concern_id=concern_id, words=told["words"])

    return _asked(page, concern_id, "tell", TellForm, act, _("They can read it from now on."))


@BOTH
@record_page("safety", shows=CLOSED, write=Act.RESPOND, keeps=True)
def keep(request: HttpRequest, *, page: Page, concern_id: UUID) -> HttpResponse:
    """Telling the person has to wait: why, and until when it is looked at again."""

    def act(told: dict[str, Any]) -> None:
        actions.keep(
            by=page.account, concern_id=concern_id, ground=told["ground"], words=told["words"], review=told["review"]
        )

    return _asked(page, concern_id, "keep", KeepForm, act, _("Kept. It will be asked for again by that day."))


@BOTH
@record_page("safety", shows=CLOSED, write=Act.RESPOND, keeps=True)
def name(request: HttpRequest, *, page: Page, concern_id: UUID) -> HttpResponse:
    """Somebody of the circle may be the source of harm: they see nothing of it from now on, and are not told."""

    def act(told: dict[str, Any]) -> None:
        actions.name(by=page.account, concern_id=concern_id, voice_id=UUID(told["voice"]), words=told["words"])

    voices = [("", _("Choose"))] + [
        (str(voice.pk), voice.name)
        for voice in page.circle
        if not voice.is_self and voice.pk not in page.viewer.voices and voice.kind != "together"
    ]
    said = _("They see nothing of this. Nobody has told them.")
    return _asked(page, concern_id, "name", NameForm, act, said, choices={"voice": voices})


def _asked(
    page: Page,
    concern_id: UUID,
    which: str,
    form_class: Any,
    act: Callable[[dict[str, Any]], None],
    said: str,
    *,
    choices: dict[str, list[tuple[str, str]]] | None = None,
) -> HttpResponse:
    """Ask one thing of those who look after a concern, and do it."""
    known = queries.one(concern_id, subject_id=page.subject.pk, viewer=page.viewer)
    if not queries.works(concern_id):
        raise Refused(_("This is for those who look after the concern. You can say what you think of it."))
    form = typed_form(form_class, page, {"typed_by": typed_by(page.account)})
    for field, offered in (choices or {}).items():
        form.fields[field].choices = offered
    if page.request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            drafts.drop(page.request.path, by=page.account)
            return page.go("concern_who", concern_id, say=said)
    context = {"form": form, "which": which, **presenters.heading(known, page)}
    return page.render("safeguarding/ask.jinja", context, status=422 if form.errors else 200)
