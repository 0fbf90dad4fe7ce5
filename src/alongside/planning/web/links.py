"""Addresses and words that several parts of a plan's pages use."""

from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from alongside.people.domain import Act, may
from alongside.record.domain import Standing
from alongside.record.web.page import Page


def add_href(page: Page, kind: str, **first: Any) -> str:
    """Give the address of the form for a new entry, with what is known already filled in."""
    return page.url("add", kind) + (f"?{urlencode(first)}" if first else "")


def can_add(page: Page) -> bool:
    """Say whether this viewer may add entries here."""
    return bool(may(page.viewer, Act.ADD, subject_open=page.subject.is_open))


def item_words(item: Any) -> str:
    """Give the words of what something points at, a slim row or a whole entry; nothing when it cannot be seen."""
    if item is None:
        return ""
    if item.standing != Standing.CURRENT:
        return _("Something that has been taken back since")
    words = (getattr(item, "title", ""), getattr(item, "text", "") or getattr(item, "words", ""))
    return ": ".join(part for part in words if part)
