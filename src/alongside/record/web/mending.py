"""Pages that mend: change an entry, take own words back, mark a mistake, move what stands in the wrong record."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.access.domain import Conflict, Refused
from alongside.people import queries as people
from alongside.people.domain import Act, Sight, Viewer, may
from alongside.record import actions, drafts, queries, registry
from alongside.record.domain import Standing
from alongside.record.models import Entry
from alongside.record.registry import Kind
from alongside.record.web import presenters
from alongside.record.web.filling import bound_form, typed_form
from alongside.record.web.forms import EntryForm, MoveForm, ReasonForm
from alongside.record.web.page import EVERY, Page, record_page
from alongside.record.web.views import checked, find

BOTH = require_http_methods(["GET", "POST"])


@BOTH
@record_page("timeline", shows=EVERY, write=Act.ADD, keeps=True)
def mend(request: HttpRequest, *, page: Page, item_id: UUID) -> HttpResponse:
    """Change an entry. Two people at once: both see both texts, and choose."""
    item, kind, entry = find(page, item_id)
    decision = may(
        page.viewer,
        Act.MEND,
        section=kind.section,
        written_by=entry.written_by_id,
        words_of=entry.words_of_id,
        shared_work=bool(kind.shared_work),
        by_staff=kind.by_staff,
    )
    checked(page, decision)
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


@BOTH
@record_page("timeline", shows=EVERY, write=Act.ADD)
def take_back(request: HttpRequest, *, page: Page, item_id: UUID) -> HttpResponse:
    """Take one's own words back; asked once, so that it is not done by a slip."""
    item, kind, entry = find(page, item_id)
    checked(page, may(page.viewer, Act.TAKE_BACK, section=kind.section, words_of=entry.words_of_id))
    if request.method == "POST":
        actions.set_standing(by=page.account, kind=kind, entry=entry, standing=Standing.TAKEN_BACK)
        return page.go("timeline", say=_("Your words are taken back. They are no longer shown."))
    return page.render("record/take_back.jinja", {"entry": presenters.card(item, page)})


@BOTH
@record_page("timeline", shows=EVERY, write=Act.ADD, keeps=True)
def in_error(request: HttpRequest, *, page: Page, item_id: UUID) -> HttpResponse:
    """Mark an entry as a mistake, with the reason."""
    item, kind, entry = find(page, item_id)
    decision = may(
        page.viewer, Act.MARK_IN_ERROR, section=kind.section, written_by=entry.written_by_id, words_of=entry.words_of_id
    )
    checked(page, decision)
    form = typed_form(ReasonForm, page)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        actions.set_standing(by=page.account, kind=kind, entry=entry, standing=Standing.IN_ERROR, reason=reason)
        drafts.drop(request.path, by=page.account)
        return page.go("timeline", say=_("Marked as a mistake. It is kept in history, and no longer shown."))
    context = {"form": form, "entry": presenters.card(item, page)}
    return page.render("record/in_error.jinja", context, status=422 if form.errors else 200)


@BOTH
@record_page("timeline", shows=EVERY, write=Act.ADD)
def move(request: HttpRequest, *, page: Page, item_id: UUID) -> HttpResponse:
    """Move an entry that was written into the wrong record."""
    item, kind, entry = find(page, item_id)
    checked(page, may(page.viewer, Act.MOVE, section=kind.section, written_by=entry.written_by_id))
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
