"""Pages of visits."""

from typing import Any

from alongside.contact import queries
from alongside.record.web.page import Page


def part(page: Page) -> dict[str, Any]:
    """Give what `contact/visits_part.jinja` draws on the page of staying in touch."""
    return {"visits": queries.next_visits(page.subject.pk, viewer=page.viewer)}
