"""What this room says at the top of a page of a record, to staff: a change that matters there is yet to be read."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.base.clock import now
from alongside.design.dates import day
from alongside.learning import queries
from alongside.people.domain import Viewer
from alongside.record.registry import PageNote, declare_page_note


def of_page(*, page: str, viewer: Viewer) -> Iterable[PageNote]:
    """Give a line for each change that matters on this page and that this viewer has yet to read."""
    for one in queries.on_page(page, viewer=viewer):
        when = one["effective_on"]
        said = _("Since %(day)s: %(title)s") if when <= now().date() else _("From %(day)s: %(title)s")
        yield PageNote(
            said % {"day": day(when), "title": one["title"]}, reverse("practice_notice", args=[one["id"]]), _("Read it")
        )


declare_page_note(of_page)
