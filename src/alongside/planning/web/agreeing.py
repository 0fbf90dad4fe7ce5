"""Pages of agreeing: putting forward, answering, help before agreement, versions as they were, two side by side."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.access.domain import Conflict, Refused
from alongside.base.findings import blocks
from alongside.people.domain import Act, Section, may
from alongside.people.models import Voice
from alongside.people.queries import parse_id
from alongside.planning import actions, domain, queries, versions
from alongside.planning.models import PlanVersion
from alongside.planning.sections import PLAN
from alongside.planning.versions import Version
from alongside.planning.web import agreement
from alongside.planning.web.agreement_forms import (
    AskAgainForm,
    AuthoriseForm,
    InterimForm,
    PlanAnswerForm,
    PutForwardForm,
    UseForm,
)
from alongside.record import drafts
from alongside.record.times import today
from alongside.record.web.filling import typed_form
from alongside.record.web.page import Page, record_page, typed_by

GET = require_http_methods(["GET"])
BOTH = require_http_methods(["GET", "POST"])
NOW = "now"


def _checked(page: Page, *acts: Act) -> None:
    for act in (Act.SEE, *acts):
        decision = may(page.viewer, act, section=Section.GOALS, subject_open=page.subject.is_open)
        if not decision:
            raise Refused(_(decision.reason))


def _seen(form: Any) -> int:
    """Give the number of the version the page showed; a page that does not say showed none there is."""
    after = form.cleaned_data["after"]
    return -1 if after is None else after


def _first(page: Page) -> dict[str, Any]:
    """Give what a page about the newest version carries: who types, and which version they see."""
    last = versions.versions(page.subject, viewer=page.viewer, circle=page.circle)[0].version
    return {"typed_by": typed_by(page.account), "after": last.number if last else 0}


def _blame(form: Any, refusal: Refused) -> None:
    """Put what was refused beside the field it is about."""
    where = getattr(refusal, "where", None)
    form.add_error(where if where in form.fields else None, _(str(refusal)))


@BOTH
@record_page("plan", shows=PLAN, read=Act.AMEND_SUBJECT, write=Act.AMEND_SUBJECT, keeps=True)
def put_forward(request: HttpRequest, *, page: Page) -> HttpResponse:
    """Put the plan as it is now to everybody, after saying what that means."""
    _checked(page, Act.ADD, Act.AMEND_SUBJECT)
    seen = versions.versions(page.subject, viewer=page.viewer, circle=page.circle)
    last = seen[0].version
    again = last.review_on if last and last.review_on and last.review_on > today() else None
    first = {"after": last.number if last else 0, "typed_by": typed_by(page.account), "review_on": again}
    form = typed_form(PutForwardForm, page, first)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            made = _put_forward(page, form)
        except Conflict as conflict:
            newer: Any = conflict.theirs
            data = form.data.copy()
            data["after"] = str(newer.number if newer else 0)
            form.data = data
            form.add_error(
                None, _("Somebody else put this plan forward while you were here. Please look at theirs first.")
            )
            status = 409
        except Refused as refusal:
            _blame(form, refusal)
        else:
            drafts.drop(request.path, by=page.account)
            return page.go(
                "plan_version", made.pk, say=_("The plan is with everybody now. Each can say what they think of it.")
            )
    found = queries.plan(page.subject.pk, viewer=page.viewer, circle=page.circle)
    view = queries.view(page.subject, viewer=page.viewer, found=found, circle=page.circle)
    findings = domain.findings(view)
    first_ones = queries.agreeing_voices(page.subject, page.circle)
    holders = {voice.name for voice in first_ones} | {step.responsible_name for step in domain.open_steps(view)} - {""}
    context = {
        "form": form,
        "findings": findings,
        "is_blocked": blocks(findings),
        "holders": sorted(holders),
        "last": last,
    }
    return page.render("planning/put_forward.jinja", context, status=422 if form.errors and status == 200 else status)


def _put_forward(page: Page, form: PutForwardForm) -> Any:
    return actions.put_forward(
        by=page.account,
        subject=page.subject,
        viewer=page.viewer,
        id=form.cleaned_data["made_id"],
        review_on=form.cleaned_data["review_on"],
        after=form.cleaned_data["after"],
    )


@BOTH
@record_page("plan", shows=PLAN, read=Act.ADD, write=Act.ADD, keeps=True)
def answer(request: HttpRequest, *, page: Page, version_id: UUID, voice_id: UUID) -> HttpResponse:
    """Say what one thinks of the plan, or write down what somebody says who cannot sign in."""
    _checked(page, Act.ADD)
    found = versions.one(version_id, subject=page.subject, viewer=page.viewer, circle=page.circle)
    voice = next((one for one in page.circle if one.pk == voice_id), None)
    if voice is None or found.version is None:
        raise Http404
    own = voice.pk in page.viewer.voices
    form = typed_form(PlanAnswerForm, page, {"typed_by": typed_by(page.account)}, voice=voice, own=own)
    if request.method == "POST" and form.is_valid():
        try:
            _answer(page, found.version, voice, form)
        except Refused as refusal:
            _blame(form, refusal)
        else:
            drafts.drop(request.path, by=page.account)
            return page.go("plan", say=_("The answer is kept, and stands with the plan."))
    context = {"form": form, "voice": voice, "own": own, "version": found.version}
    return page.render("planning/answer.jinja", context, status=422 if form.errors else 200)


def _answer(page: Page, version: PlanVersion, voice: Voice, form: PlanAnswerForm) -> None:
    data = form.cleaned_data
    actions.answer(
        by=page.account,
        subject=page.subject,
        version=version,
        voice=voice,
        viewer=page.viewer,
        answer=data["answer"],
        words=data.get("words", ""),
        why=data.get("why", ""),
        how=data.get("how", ""),
        id=data["made_id"],
    )


@BOTH
@record_page("plan", shows=PLAN, read=Act.AMEND_SUBJECT, write=Act.AMEND_SUBJECT, keeps=True)
def interim(request: HttpRequest, *, page: Page) -> HttpResponse:
    """Say that help starts before the plan is agreed."""
    _checked(page, Act.ADD, Act.AMEND_SUBJECT)
    return _event(
        request, page, InterimForm, actions.start_interim, "interim", _("Kept. Help has started; the plan goes on.")
    )


@BOTH
@record_page("plan", shows=PLAN, read=Act.ALLOCATE, write=Act.ALLOCATE, keeps=True)
def use(request: HttpRequest, *, page: Page) -> HttpResponse:
    """Say that the plan is used though not everybody agrees."""
    _checked(page, Act.ADD, Act.ALLOCATE)
    return _event(
        request, page, UseForm, actions.use_without_agreement, "use", _("Kept. It says whose agreement is missing.")
    )


@BOTH
@record_page("plan", shows=PLAN, read=Act.ALLOCATE, write=Act.ALLOCATE, keeps=True)
def authorise(request: HttpRequest, *, page: Page) -> HttpResponse:
    """A manager's word on the newest version: authorised, or returned."""
    _checked(page, Act.ADD, Act.ALLOCATE)
    if not versions.authorising(page.subject.pk).may:
        raise Refused(_("Only a manager of a team that works with the person can authorise or return a plan."))
    form = typed_form(AuthoriseForm, page, _first(page))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.authorise(
                by=page.account,
                subject=page.subject,
                viewer=page.viewer,
                authorised=data["said"] == "authorised",
                words=data["words"],
                after=_seen(form),
                id=data["made_id"],
            )
        except Refused as refusal:
            _blame(form, refusal)
        else:
            drafts.drop(request.path, by=page.account)
            return page.go("plan", say=_("Kept. Your words stand with the plan."))
    return page.render("planning/authorise.jinja", {"form": form}, status=422 if form.errors else 200)


@BOTH
@record_page("plan", shows=PLAN, read=Act.AMEND_SUBJECT, write=Act.AMEND_SUBJECT, keeps=True)
def ask_again(request: HttpRequest, *, page: Page, voice_id: UUID) -> HttpResponse:
    """Say when somebody who has not agreed is asked again."""
    _checked(page, Act.ADD, Act.AMEND_SUBJECT)
    voice = next((one for one in page.circle if one.pk == voice_id), None)
    if voice is None:
        raise Http404
    form = typed_form(AskAgainForm, page, _first(page))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.ask_again(
                by=page.account,
                subject=page.subject,
                viewer=page.viewer,
                voice=voice,
                reason=data["reason"],
                until=data["until"],
                after=_seen(form),
                id=data["made_id"],
            )
        except Refused as refusal:
            _blame(form, refusal)
        else:
            drafts.drop(request.path, by=page.account)
            return page.go("plan", say=_("Kept. It stands with the plan, and comes up on that day."))
    context = {"form": form, "voice": voice}
    return page.render("planning/ask_again.jinja", context, status=422 if form.errors else 200)


def _event(request: HttpRequest, page: Page, form_class: Any, act: Any, what: str, say: str) -> HttpResponse:
    form = typed_form(form_class, page, _first(page))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            act(
                by=page.account,
                subject=page.subject,
                viewer=page.viewer,
                reason=data["reason"],
                until=data["until"],
                after=_seen(form),
                id=data["made_id"],
            )
        except Refused as refusal:
            _blame(form, refusal)
        else:
            drafts.drop(request.path, by=page.account)
            return page.go("plan", say=say)
    return page.render("planning/event.jinja", {"form": form, "what": what}, status=422 if form.errors else 200)


@GET
@record_page("plan", shows=PLAN)
def versions_page(request: HttpRequest, *, page: Page) -> HttpResponse:
    """Every version, the newest first; two can be laid side by side."""
    _checked(page)
    seen = versions.versions(page.subject, viewer=page.viewer, circle=page.circle)
    rows = [{"version": one.version, "standing": agreement.standing(page, one)} for one in seen if one.version]
    return page.render("planning/versions.jinja", {"versions": rows})


@GET
@record_page("plan", shows=PLAN)
def version(request: HttpRequest, *, page: Page, version_id: UUID) -> HttpResponse:
    """One version as it was then, as far as its reader may see each entry; and what each voice says to it."""
    _checked(page)
    found = versions.one(version_id, subject=page.subject, viewer=page.viewer, circle=page.circle)
    groups: dict[str, list[Any]] = {}
    for one in _then(page, found):
        groups.setdefault(one.kind, []).append(one)
    context = {
        "version": found.version,
        "standing": agreement.standing(page, found),
        "voices": agreement.voices(page, found),
        "groups": groups,
    }
    return page.render("planning/version.jinja", context)


def _then(page: Page, found: Version | None) -> list[domain.Then]:
    """Give the entries of a version as they stood; of the plan as it is now, when there is no version."""
    if found is None or found.version is None:
        rows = versions.now(page.subject.pk, viewer=page.viewer)
    else:
        rows = versions.frozen(found.version, viewer=page.viewer)
    items = versions.words_of_links(rows, page.subject.pk, viewer=page.viewer)
    return [agreement.then(row, page, items) for row in rows]


@GET
@record_page("plan", shows=PLAN)
def compare(request: HttpRequest, *, page: Page) -> HttpResponse:
    """Two versions side by side: `?a=` the earlier, `?b=` the later, or "now"."""
    _checked(page)
    seen = [one for one in versions.versions(page.subject, viewer=page.viewer, circle=page.circle) if one.version]
    if not seen:
        raise Http404
    first = _named(seen, request.GET.get("a", "")) or seen[-1]
    later = None if request.GET.get("b", NOW) == NOW else _named(seen, request.GET["b"])
    if later and later.version and first.version and later.version.number < first.version.number:
        first, later = later, first
    differences = domain.compare(_then(page, first), _then(page, later))
    context = {
        "versions": [one.version for one in seen],
        "a": first.version,
        "b": later.version if later else None,
        "changed": [one for one in differences if one.what != "same"],
        "same": sum(one.what == "same" for one in differences),
    }
    return page.render("planning/compare.jinja", context)


def _named(seen: list[Version], text: str) -> Version | None:
    wanted = parse_id(text)
    return next((one for one in seen if one.version and one.version.pk == wanted), None)
