"""Writes an answer down as said in its conversation, at the time of the conversation."""

from uuid import UUID

from alongside.record import actions, drafts, files, queries, registry
from alongside.record.models import Contribution, Entry
from alongside.record.web.forms import EntryForm
from alongside.record.web.page import Page


def write_down(form: EntryForm, page: Page, kind: str, held: Contribution) -> Entry:
    """Keep a valid form as an entry of this conversation, with its file; the page's draft is used up.

    The words are as old as the conversation: `at` is its time, however late they are written down. Raises `Refused`.
    """
    entry = actions.add(
        by=page.account,
        kind=registry.get(kind),
        subject_id=page.subject.pk,
        words_of=UUID(form.cleaned_data["words_of"]),
        how=form.cleaned_data["how"],
        contribution_id=held.pk,
        at=held.at,
        id=form.cleaned_data["entry_id"],
        **form.own_fields(),
    )
    if file := form.cleaned_data.get("attachment"):
        item = queries.item(entry.pk, subject_id=page.subject.pk, viewer=page.viewer)
        if not queries.attachments(page.subject.pk, [entry.pk]):
            files.attach(by=page.account, item=item, file=file, content_type=file.content_type)
    drafts.drop(page.request.path, by=page.account)
    return entry
