"""Pages of hand-overs."""

from typing import Any

from alongside.contact import queries
from alongside.record.web.page import Page


def part(page: Page) -> dict[str, Any]:
    """Give what `contact/hand_overs_part.jinja` draws on the page of staying in touch."""
    return {"hand_overs": queries.hand_overs(page.subject.pk, viewer=page.viewer)}
