"""Pages of tasks."""

from typing import Any

from alongside.contact import queries
from alongside.record.web.page import Page


def part(page: Page) -> dict[str, Any]:
    """Give what `contact/tasks_part.jinja` draws on the page of staying in touch."""
    return {"tasks": queries.open_tasks(page.subject.pk, viewer=page.viewer)}
