"""How a form is filled: with what was posted, with what was typed before and kept, or fresh; and how it is saved."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from alongside.design import dates
from alongside.record import actions, drafts, files, queries
from alongside.record.models import Draft, Entry
from alongside.record.registry import Kind
from alongside.record.web import uploads
from alongside.record.web.forms import EntryForm
from alongside.record.web.page import Page


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
    """Give a draft's words as a form's first values: lists where a field takes several.

    A blank version is left out: a form that has one stands for a change, and does not ask whose words they are.
    """
    values: dict[str, Any] = {}
    for name, field in form.fields.items():
        if hasattr(field.widget, "decompress"):
            parts = [words.get(f"{name}{suffix}", [""])[0] for suffix in ("_day", "_month", "_year")]
            if any(parts):
                values[name] = parts
        elif name in words and name != "typed_by" and (name != "version" or any(words[name])):
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
