"""Pages of messages."""

from typing import Any

from alongside.contact import queries
from alongside.record.web.page import Page


def part(page: Page) -> dict[str, Any]:
    """Give what `contact/messages_part.jinja` draws on the page of staying in touch."""
    return {"threads": queries.messages(page.subject.pk, viewer=page.viewer)}
