"""Pages of entries: add, read, change, answer, confirm, take back, mend mistakes; the timeline; drafts and files."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.storage import default_storage
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alongside.access.domain import Conflict, Refused
from alongside.base.ids import uuid7
from alongside.design import dates
from alongside.people import queries as people
from alongside.people.domain import Act, Section, Sight, Viewer, may
from alongside.record import actions, drafts, files, queries, registry
from alongside.record.domain import ChallengeKind, ResponseKind, Standing
from alongside.record.models import Challenge, Draft, Entry, Item
from alongside.record.registry import Kind
from alongside.record.web import presenters, uploads
from alongside.record.web.forms import AnswerForm, EntryForm, MoveForm, ReasonForm, ResponseForm
from alongside.record.web.page import Page, record_page, typed_by

BOTH = require_http_methods(["GET", "POST"])


def links(form_class: type[EntryForm], page: Page) -> dict[str, list[tuple[str, str]]]:
    """Give the choices of a form's links: the entries this viewer sees, by their words."""
    return {
        name: [
            (str(item.pk), (item.title or item.text)[:120])
            for item in queries.items(page.subject.pk, viewer=page.viewer, kinds=kinds).order_by("at", "id")
        ]
        for name, kinds in form_class.link_kinds.items()
    }


def bound_form(kind: Kind, page: Page, initial: dict[str, Any] | None = None) -> EntryForm:
    """Give the form of a kind: with what was posted, else with what was typed before and kept, else fresh."""
    form_class = kind.form_class()
    choices = links(form_class, page)
    request = page.request
    if request.method == "POST":
        return form_class(request.POST, request.FILES, page=page, links=choices, initial=initial)
    fresh = form_class(page=page, links=choices, initial=initial)
    kept = drafts.of(request.path, by=page.account)
    if kept is None:
        return fresh
    return form_class(page=page, links=choices, initial=(initial or {}) | bring_back(fresh, kept, page))


def bring_back(form: Any, kept: Draft, page: Page) -> dict[str, Any]:
    """Say that what was typed has been kept, and give it as the form's first values."""
    messages.info(
        page.request, _("We kept what you typed on %(when)s. Here it is.") % {"when": dates.moment(kept.saved_at)}
    )
    page.kept_at = kept.saved_at.isoformat()
    return restored(form, kept.words)


def restored(form: Any, words: dict[str, list[str]]) -> dict[str, Any]:
    """Give a draft's words as a form's first values: lists where a field takes several."""
    values: dict[str, Any] = {}
    for name, field in form.fields.items():
        if hasattr(field.widget, "decompress"):
            parts = [words.get(f"{name}{suffix}", [""])[0] for suffix in ("_day", "_month", "_year")]
            if any(parts):
                values[name] = parts
        elif name in words and name != "typed_by":
            many = getattr(field.widget, "allow_multiple_selected", False)
            values[name] = words[name] if many else words[name][0]
    return values


def save_new(kind: Kind, form: EntryForm, page: Page, *, contribution_id: UUID | None = None) -> Entry:
    """Write a valid form down as a new entry, with its file; the draft of this page is used up."""
    values = form.own_fields()
    at = values.pop("at", None)
    entry = actions.add(
        by=page.account,
        kind=kind,
        subject_id=page.subject.pk,
        words_of=UUID(form.cleaned_data["words_of"]),
        how=form.cleaned_data["how"],
        contribution_id=contribution_id,
        at=at,
        id=form.cleaned_data["entry_id"],
        **values,
    )
    if file := form.cleaned_data.get("attachment"):
        item = queries.item(entry.pk, subject_id=page.subject.pk, viewer=page.viewer)
        if not queries.attachments(page.subject.pk, [entry.pk]):
            files.attach(by=page.account, item=item, file=file, content_type=file.content_type)
    drafts.drop(page.request.path, by=page.account)
    return entry


def note_too_large(form: Any, request: HttpRequest) -> None:
    """Say so beside the field when a file past the limit was on its way."""
    if uploads.too_large(request.META) and "attachment" in form.fields:
        form.add_error(
            "attachment", _("That file is larger than 20 MB. Your words are kept. Please choose a smaller file.")
        )


def _checked(page: Page, decision: Any) -> None:
    if not decision:
        raise Refused(decision.reason)


@BOTH
@record_page("timeline", keeps=True)
def add(request: HttpRequest, *, page: Page, kind_name: str) -> HttpResponse:
    """Add an entry of a kind."""
    kind = _kind(kind_name)
    _checked(page, may(page.viewer, Act.ADD, section=kind.section, subject_open=page.subject.is_open))
    first = {name: request.GET[name] for name in request.GET if name in kind.form_class().base_fields}
    form = bound_form(kind, page, first)
    if request.method == "POST":
        note_too_large(form, request)
        if form.is_valid():
            try:
                entry = save_new(kind, form, page)
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Saved at %(time)s.") % {"time": dates.clock(entry.written_at)})
                return HttpResponseRedirect(_after(kind, entry, page))
    return page.render("record/add.jinja", {"form": form, "kind": kind}, status=422 if form.errors else 200)


def _kind(name: str) -> Kind:
    try:
        return registry.get(name)
    except KeyError:
        raise Http404 from None


def _after(kind: Kind, entry: Entry, page: Page) -> str:
    return f"{page.url(kind.page)}#entry-{entry.pk}" if kind.page != "timeline" else page.url("entry", entry.pk)


@require_http_methods(["GET"])
@record_page("timeline")
def show(request: HttpRequest, *, page: Page, item_id: UUID) -> HttpResponse:
    """Show one entry whole: its words, what was said to it, how it came to be, what one may do with it."""
    item, kind, entry = _found(page, item_id)
    said = queries.responses(page.subject.pk, [item.pk])
    asked = queries.challenges(page.subject.pk, [item.pk]).get(item.pk, [])
    kept = queries.attachments(page.subject.pk, [item.pk]).get(item.pk, ())
    current = item.standing == Standing.CURRENT
    shown = presenters.card(
        item,
        page,
        said=said,
        more=presenters.whole(kind, entry, page) if current else (),
        **presenters.files(kept, page),
    )
    shown["source"] = entry.source
    return page.render(
        "record/entry.jinja",
        {
            "entry": shown,
            "reason": entry.standing_reason,
            "differently": [one for one in said.get(item.pk, []) if one.kind == ResponseKind.DIFFERENTLY],
            "challenges": [_challenge(one, page) for one in asked],
            "deeds": presenters.deeds(item, entry, page) if current else [],
            "states": _states(kind, entry, page),
            "kind": kind,
        },
    )


def _challenge(one: Challenge, page: Page) -> dict[str, Any]:
    open_ = one.answered_at is None
    may_answer = open_ and (one.item_by == page.account.pk or bool(may(page.viewer, Act.ALLOCATE)))
    return {
        "reply": presenters.replies([one], page)[0],
        "answer_by": one.answer_by,
        "answer": one.answer,
        "answered_at": one.answered_at,
        "href": page.url("challenge_answer", one.pk) if may_answer and one.written_by_id != page.account.pk else None,
    }


def _states(kind: Kind, entry: Entry, page: Page) -> list[dict[str, Any]]:
    if entry.standing == Standing.MOVED:
        return []
    names = {voice.account_id: voice.name for voice in page.circle if voice.account_id}
    names[page.account.pk] = page.account.name
    return [
        {
            "words": state.words,
            "at": state.pgh_created_at,
            "who": names.get(state.pgh_by, ""),
            "standing": presenters.STANDINGS.get(state.standing),
        }
        for state in queries.history(kind, entry)
    ]


def _found(page: Page, item_id: UUID) -> tuple[Item, Kind, Entry]:
    item = queries.item(item_id, subject_id=page.subject.pk, viewer=page.viewer)
    kind, entry = queries.entry(item)
    return item, kind, entry


@BOTH
@record_page("timeline", keeps=True)
def mend(request: HttpRequest, *, page: Page, item_id: UUID) -> HttpResponse:
    """Change an entry. Two people at once: both see both texts, and choose."""
    item, kind, entry = _found(page, item_id)
    decision = may(
        page.viewer, Act.MEND, section=kind.section, written_by=entry.written_by_id, words_of=entry.words_of_id
    )
    _checked(page, decision)
    form_class = kind.form_class()
    form = bound_form(kind, page, form_class.initial_of(entry))
    context: dict[str, Any] = {"form": form, "kind": kind, "item": item}
    if request.method == "POST" and form.is_valid():
        values = form.own_fields()
        version = form.cleaned_data["version"] or entry.version
        try:
            actions.mend(by=page.account, kind=kind, entry=entry, version=version, **values)
        except Conflict as conflict:
            context |= _conflict(form, conflict.theirs, page)
            return page.render("record/mend.jinja", context, status=409)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            drafts.drop(request.path, by=page.account)
            return page.go("entry", item.pk, say=_("Changed. How it was is kept in its history."))
    return page.render("record/mend.jinja", context, status=422 if form.errors else 200)


def _conflict(form: EntryForm, theirs: Any, page: Page) -> dict[str, Any]:
    """Give both texts, and let the form stand on the newer version, so that sending it again is a choice."""
    changed_by = queries.history(registry.of_model(type(theirs)), theirs)[0].pgh_by
    names = {voice.account_id: voice.name for voice in page.circle}
    data: Any = form.data.copy()  # type: ignore[attr-defined]  # a QueryDict
    data["version"] = str(theirs.version)
    form.data = data
    return {
        "mine": {"words": form.cleaned_data.get("words", ""), "who": page.account.name},
        "theirs": {"words": theirs.words, "who": names.get(changed_by, "")},
    }


@require_POST
@record_page("timeline")
def confirm(request: HttpRequest, *, page: Page, item_id: UUID) -> HttpResponse:
    """ "Yes, these are my words"."""
    item, kind, entry = _found(page, item_id)
    actions.confirm(by=page.account, kind=kind, entry=entry)
    return page.go("entry", item.pk, say=_("Thank you. These words are confirmed as yours."))


@require_POST
@record_page("timeline")
def agree(request: HttpRequest, *, page: Page, item_id: UUID) -> HttpResponse:
    """ "I agree", in one tap; agreeing twice is agreeing once."""
    item = queries.item(item_id, subject_id=page.subject.pk, viewer=page.viewer)
    said = queries.responses(page.subject.pk, [item.pk]).get(item.pk, [])
    if not any(one.written_by_id == page.account.pk and one.kind == ResponseKind.AGREE for one in said):
        actions.respond(by=page.account, item=item, kind=ResponseKind.AGREE)
    return page.go("entry", item.pk, say=_("Your answer is kept beside it."))


@BOTH
@record_page("timeline", keeps=True)
def respond(request: HttpRequest, *, page: Page, item_id: UUID, kind: str) -> HttpResponse:
    """Answer an entry in own words: in part, differently, or a comment."""
    if kind not in {ResponseKind.IN_PART, ResponseKind.DIFFERENTLY, ResponseKind.COMMENT}:
        raise Http404
    return _beside(request, page, item_id, kind, actions.respond, ResponseKind(kind))


@BOTH
@record_page("timeline", keeps=True)
def challenge(request: HttpRequest, *, page: Page, item_id: UUID, kind: str) -> HttpResponse:
    """ "This is wrong", or a complaint."""
    if kind not in set(ChallengeKind):
        raise Http404
    return _beside(request, page, item_id, kind, actions.challenge, ChallengeKind(kind))


def _beside(request: HttpRequest, page: Page, item_id: UUID, kind: str, act: Any, code: Any) -> HttpResponse:
    item = queries.item(item_id, subject_id=page.subject.pk, viewer=page.viewer)
    first = {"answer_id": uuid7(), "kind": kind, "typed_by": typed_by(page.account)}
    form = typed_form(ResponseForm, page, first)
    if request.method == "POST" and form.is_valid():
        answer_id = people.parse_id(form.cleaned_data["answer_id"])
        try:
            act(by=page.account, item=item, kind=code, words=form.cleaned_data["words"], id=answer_id)
        except Refused as refusal:
            form.add_error("words", str(refusal))
        else:
            drafts.drop(request.path, by=page.account)
            return page.go("entry", item.pk, say=_("Your answer is kept beside it, and stays with it."))
    context = {"form": form, "entry": presenters.card(item, page), "answer": kind}
    return page.render("record/respond.jinja", context, status=422 if form.errors else 200)


def typed_form(form_class: Any, page: Page, initial: dict[str, Any] | None = None, **kwargs: Any) -> Any:
    """Give a plain form: with what was posted, else with what was typed on this page before and kept."""
    request = page.request
    if request.method == "POST":
        return form_class(request.POST, request.FILES, initial=initial, **kwargs)
    fresh = form_class(initial=initial, **kwargs)
    kept = drafts.of(request.path, by=page.account)
    if kept is None:
        return fresh
    return form_class(initial=(initial or {}) | bring_back(fresh, kept, page), **kwargs)


@BOTH
@record_page("timeline", keeps=True)
def challenge_answer(request: HttpRequest, *, page: Page, challenge_id: UUID) -> HttpResponse:
    """Answer a challenge, which closes it."""
    found = next(
        (one for some in queries.challenges(page.subject.pk).values() for one in some if one.pk == challenge_id), None
    )
    if found is None:
        raise Http404
    form = typed_form(AnswerForm, page, {"typed_by": typed_by(page.account)})
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_challenge(by=page.account, challenge=found, answer=form.cleaned_data["answer"])
        except Refused as refusal:
            form.add_error("answer", str(refusal))
        else:
            drafts.drop(request.path, by=page.account)
            return page.go("entry", found.item_id, say=_("Your answer is kept."))
    context = {"form": form, "challenge": _challenge(found, page)}
    return page.render("record/challenge_answer.jinja", context, status=422 if form.errors else 200)


@BOTH
@record_page("timeline")
def take_back(request: HttpRequest, *, page: Page, item_id: UUID) -> HttpResponse:
    """Take one's own words back; asked once, so that it is not done by a slip."""
    item, kind, entry = _found(page, item_id)
    _checked(page, may(page.viewer, Act.TAKE_BACK, section=kind.section, words_of=entry.words_of_id))
    if request.method == "POST":
        actions.set_standing(by=page.account, kind=kind, entry=entry, standing=Standing.TAKEN_BACK)
        return page.go("timeline", say=_("Your words are taken back. They are no longer shown."))
    return page.render("record/take_back.jinja", {"entry": presenters.card(item, page)})


@BOTH
@record_page("timeline", keeps=True)
def in_error(request: HttpRequest, *, page: Page, item_id: UUID) -> HttpResponse:
    """Mark an entry as a mistake, with the reason."""
    item, kind, entry = _found(page, item_id)
    decision = may(
        page.viewer, Act.MARK_IN_ERROR, section=kind.section, written_by=entry.written_by_id, words_of=entry.words_of_id
    )
    _checked(page, decision)
    form = typed_form(ReasonForm, page)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        actions.set_standing(by=page.account, kind=kind, entry=entry, standing=Standing.IN_ERROR, reason=reason)
        drafts.drop(request.path, by=page.account)
        return page.go("timeline", say=_("Marked as a mistake. It is kept in history, and no longer shown."))
    context = {"form": form, "entry": presenters.card(item, page)}
    return page.render("record/in_error.jinja", context, status=422 if form.errors else 200)


@BOTH
@record_page("timeline")
def move(request: HttpRequest, *, page: Page, item_id: UUID) -> HttpResponse:
    """Move an entry that was written into the wrong record."""
    item, kind, entry = _found(page, item_id)
    _checked(page, may(page.viewer, Act.MOVE, section=kind.section, written_by=entry.written_by_id))
    others = _other_records(page)
    form = MoveForm(request.POST or None)
    form.fields["to_subject"].choices = [("", _("Choose")), *((str(pk), name) for pk, name in others)]  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        try:
            _move(page, kind, entry, UUID(form.cleaned_data["to_subject"]), form.cleaned_data["whose"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return page.go("timeline", say=_("Moved. This record keeps a line without its content."))
    context = {"form": form, "entry": presenters.card(item, page)}
    return page.render("record/move.jinja", context, status=422 if form.errors else 200)


def _other_records(page: Page) -> list[tuple[UUID, str]]:
    from alongside.access.viewer import viewing

    with viewing(page.account.pk):
        everywhere = Viewer(page.account.pk, None, Sight(1), is_staff=page.viewer.is_staff)
        return [(one.pk, one.name) for one in people.mine(viewer=everywhere) if one.pk != page.subject.pk]


def _move(page: Page, kind: Kind, entry: Entry, to_subject: UUID, whose: str) -> UUID:
    from alongside.access.viewer import viewing

    with viewing(page.account.pk):
        there = people.viewer(account=page.account, subject_id=to_subject)
        voices = people.circle(to_subject, viewer=there)
        wanted = [one for one in voices if (one.is_self if whose == "self" else one.pk in there.voices)]
        if not wanted:
            raise Refused(_("Please say whose words these are in the other record."))
        return actions.move(by=page.account, kind=kind, entry=entry, to_subject=to_subject, words_of=wanted[0].pk)


@require_http_methods(["GET"])
@record_page("timeline")
def timeline(request: HttpRequest, *, page: Page) -> HttpResponse:
    """Everything in the record, newest first, by kind and voice."""
    kind = request.GET.get("kind", "")
    voice = people.parse_id(request.GET.get("voice", ""))
    kind = kind if kind in {one.name for one in registry.all_kinds()} else ""
    rows = queries.timeline(page.subject.pk, viewer=page.viewer, kind=kind, voice=voice)
    sheet = Paginator(rows, queries.PAGE).get_page(request.GET.get("page"))
    return page.render(
        "record/timeline.jinja",
        {
            "cards": presenters.cards(sheet.object_list, page),
            "sheet": sheet,
            "kinds": [(one.name, one.plural) for one in registry.all_kinds()],
            "kind": kind,
            "voice": voice,
            "drafts": drafts.waiting(by=page.account, subject_id=page.subject.pk),
            "sections": [section.code for section in Section],
        },
    )


@require_http_methods(["GET"])
@record_page("timeline")
def attachment(request: HttpRequest, *, page: Page, attachment_id: UUID) -> HttpResponseBase:
    """Fetch a file, as a download with its safe type."""
    found = queries.attachment(attachment_id, subject_id=page.subject.pk, viewer=page.viewer)
    if not default_storage.exists(found.path):
        raise Http404
    response = FileResponse(
        default_storage.open(found.path), as_attachment=True, filename=found.name, content_type=found.content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def draft(request: HttpRequest) -> HttpResponse:
    """Keep what is being typed on the page named by `?page=`; answers `{"saved_at": …}` once it is kept."""
    page = request.GET.get("page", "")
    if not page.startswith("/") or len(page) > 300:
        return JsonResponse({"error": "no such page"}, status=400)
    subject_id = next((found for part in page.split("/") if (found := people.parse_id(part))), None)
    words = {name: request.POST.getlist(name) for name in request.POST}
    kept = drafts.keep(by=request.user, page=page, words=words, subject_id=subject_id)  # type: ignore[arg-type]
    return JsonResponse({"saved_at": kept.saved_at.isoformat()})


@require_POST
def drop_draft(request: HttpRequest) -> HttpResponse:
    """Throw away what was typed on a page, because its author says so; go back to that page, fresh."""
    page = request.POST.get("page", "")
    drafts.drop(page, by=request.user)  # type: ignore[arg-type]
    return HttpResponseRedirect(page if page.startswith("/p/") else "/people/")
