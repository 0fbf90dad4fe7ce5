"""Pages of entries: add, read, answer; the timeline; files. Mending is in `mending`, forms in `filling`."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.storage import default_storage
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alongside.access.domain import Refused
from alongside.access.viewer import viewing
from alongside.base.ids import uuid7
from alongside.design import dates
from alongside.people import queries as people
from alongside.people.domain import OPEN_SECTIONS, Act, may
from alongside.record import actions, drafts, queries, registry
from alongside.record.domain import ResponseKind, Standing
from alongside.record.models import Entry, Item
from alongside.record.registry import Kind
from alongside.record.web import challenging, presenters, uploads
from alongside.record.web.filling import bound_form, note_too_large, save_new, typed_form
from alongside.record.web.forms import ResponseForm
from alongside.record.web.page import EARLIER, EVERY, TYPED_BY, Page, record_page, typed_by

# What a page says of itself. A link may fill in the questions of a form, and nothing else: with another's `typed_by`
# in it, what is typed would be kept for them.
SPINE = {"entry_id", "version", TYPED_BY}
BOTH = require_http_methods(["GET", "POST"])


def checked(page: Page, decision: Any) -> None:
    """Go on when the decision is yes; raise `Refused` with its reason when it is no."""
    if not decision:
        raise Refused(decision.reason)


@BOTH
@record_page("timeline", shows=EVERY, read=Act.ADD, write=Act.ADD, keeps=True)
def add(request: HttpRequest, *, page: Page, kind_name: str) -> HttpResponse:
    """Add an entry of a kind."""
    kind = _kind(kind_name)
    decision = may(
        page.viewer, Act.ADD, section=kind.section, subject_open=page.subject.is_open, by_staff=kind.by_staff
    )
    checked(page, decision)
    if kind.added_on:
        return HttpResponseRedirect(page.url(kind.added_on))
    asked = set(kind.form_class().base_fields) - SPINE
    first = {name: request.GET[name] for name in request.GET if name in asked}
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
@record_page("timeline", shows=EVERY)
def show(request: HttpRequest, *, page: Page, item_id: UUID) -> HttpResponse:
    """Show one entry whole: its words, what was said to it, how it came to be, what one may do with it."""
    item, kind, entry = find(page, item_id)
    if kind.opened_on and entry.standing == Standing.CURRENT:
        return HttpResponseRedirect(page.url(kind.opened_on, item.pk))
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
            "challenges": [challenging.shown(one, page) for one in asked],
            "deeds": presenters.deeds(item, entry, page) if current else [],
            "states": _states(kind, entry, page),
            "kind": kind,
        },
    )


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


def find(page: Page, item_id: UUID) -> tuple[Item, Kind, Entry]:
    """Give an entry with its slim row and kind; raises Http404, and `AskFirst` for a closed one."""
    item = queries.item(item_id, subject_id=page.subject.pk, viewer=page.viewer)
    page.ask_before(item.bit)
    kind, entry = queries.entry(item)
    return item, kind, entry


@require_POST
@record_page("timeline", shows=EVERY, write=Act.ADD)
def confirm(request: HttpRequest, *, page: Page, item_id: UUID) -> HttpResponse:
    """ "Yes, these are my words"."""
    item, kind, entry = find(page, item_id)
    actions.confirm(by=page.account, kind=kind, entry=entry)
    return page.go("entry", item.pk, say=_("Thank you. These words are confirmed as yours."))


def _answerable(page: Page, item_id: UUID) -> Item:
    """Give the slim row of an entry that is answered beside it; raises Http404, `Refused` for one with its own page."""
    item = queries.item(item_id, subject_id=page.subject.pk, viewer=page.viewer)
    if registry.get(item.kind).opened_on:
        raise Refused(_("This is answered on its own page. Please go back, and open it there."))
    return item


@require_POST
@record_page("timeline", shows=EVERY, write=Act.RESPOND)
def agree(request: HttpRequest, *, page: Page, item_id: UUID) -> HttpResponse:
    """ "I agree", in one tap; agreeing twice is agreeing once."""
    item = _answerable(page, item_id)
    said = queries.responses(page.subject.pk, [item.pk]).get(item.pk, [])
    if not any(one.written_by_id == page.account.pk and one.kind == ResponseKind.AGREE for one in said):
        actions.respond(by=page.account, item=item, kind=ResponseKind.AGREE)
    return page.go("entry", item.pk, say=_("Your answer is kept beside it."))


@BOTH
@record_page("timeline", shows=EVERY, write=Act.RESPOND, keeps=True)
def respond(request: HttpRequest, *, page: Page, item_id: UUID, kind: str) -> HttpResponse:
    """Answer an entry in own words: in part, differently, or a comment."""
    if kind not in {ResponseKind.IN_PART, ResponseKind.DIFFERENTLY, ResponseKind.COMMENT}:
        raise Http404
    item = _answerable(page, item_id)
    first = {"answer_id": uuid7(), "kind": kind, "typed_by": typed_by(page.account)}
    form = typed_form(ResponseForm, page, first)
    if request.method == "POST" and form.is_valid():
        answer_id = people.parse_id(form.cleaned_data["answer_id"])
        try:
            actions.respond(
                by=page.account, item=item, kind=ResponseKind(kind), words=form.cleaned_data["words"], id=answer_id
            )
        except Refused as refusal:
            form.add_error("words", str(refusal))
        else:
            drafts.drop(request.path, by=page.account)
            return page.go("entry", item.pk, say=_("Your answer is kept beside it, and stays with it."))
    context = {"form": form, "entry": presenters.card(item, page), "answer": kind}
    return page.render("record/respond.jinja", context, status=422 if form.errors else 200)


@require_http_methods(["GET"])
@record_page("timeline", shows=EVERY)
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
            "kinds": [
                (one.name, one.plural)
                for one in registry.all_kinds()
                if not one.section.is_closed or page.viewer.sight.sees(one.section)
            ],
            "kind": kind,
            "voice": voice,
            "drafts": drafts.waiting(by=page.account, subject_id=page.subject.pk),
            "joined": _joined(page),
            "may_keep": bool(may(page.viewer, Act.WITHHOLD)),
            "sections": [section.code for section in OPEN_SECTIONS],
        },
    )


def _joined(page: Page) -> list[tuple[str, str]]:
    """Give the earlier records of this person that this viewer may read: name and address."""
    with viewing(page.account.pk):
        found = people.joined_from(page.subject.pk, viewer=page.viewer)
        return [(one.name, f"{reverse('front', args=[one.pk])}?{EARLIER}=1") for one in found]


@require_http_methods(["GET"])
@record_page("timeline", shows=EVERY)
def attachment(request: HttpRequest, *, page: Page, attachment_id: UUID) -> HttpResponseBase:
    """Fetch a file, as a download with its safe type."""
    found = queries.attachment(attachment_id, subject_id=page.subject.pk, viewer=page.viewer)
    page.ask_before(found.bit)
    if not default_storage.exists(found.path):
        raise Http404
    response = FileResponse(
        default_storage.open(found.path),
        as_attachment=True,
        filename=uploads.download_name(found.name, found.content_type),
        content_type=found.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "no-store"
    return response
