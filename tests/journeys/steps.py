"""What several journeys do the same way: a day in three boxes, a fold opened, a new person, a share changed."""

import re
from collections.abc import Callable, Iterable
from datetime import date

from tests.journeys.conftest import Visitor

Arrive = Callable[..., Visitor]
Way = dict[str, bool]


def way_of(way: Way) -> str:
    """Name a way of arriving, to tell its words from those of another."""
    return "laptop" if not way["phone"] else ("phone" if way["js"] else "plain phone")


def write_day(me: Visitor, group: str, day: date) -> None:
    """Write a day into the three boxes under this question."""
    boxes = me.page.get_by_role("group", name=group)
    for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        boxes.get_by_label(label).fill(str(value))


def said_day(day: date) -> str:
    """Say a day as pages do."""
    return f"{day.day} {day:%B %Y}"


def unfold(me: Visitor, words: str) -> None:
    """Open what is folded away under these words."""
    me.page.locator("summary", has_text=words).first.click()


def read(me: Visitor, *words: str) -> None:
    """Check that these words stand in the page, folded away or not."""
    text = me.page.locator("body").text_content() or ""
    flat = re.sub(r"\s+", " ", text)
    for word in words:
        assert word in flat, f"{word!r} is not on {me.page.url}"


def entry(me: Visitor, words: str) -> str:
    """Open the entry that holds these words; gives its address."""
    found = me.page.locator("article", has_text=words).locator("a[href*='/entry/']").first
    me.go(str(found.get_attribute("href")))
    return me.path()


def new_person(me: Visitor, name: str) -> str:
    """Given a worker: open a record of somebody new; gives its address."""
    me.go("/people/add/").write("Name", name).press("Add", exact=True)
    again = me.page.get_by_role("button", name="This is somebody else: add")
    if again.count():
        again.click()
    me.sees("The record is open")
    return me.path()


def add_entry(me: Visitor, kind: str, fields: dict[str, str], choices: Iterable[str] = (), save: str = "Save") -> None:
    """Write an entry down on its own page."""
    me.go_in(f"add/{kind}/")
    for label, text in fields.items():
        me.page.get_by_label(label, exact=False).first.fill(text)
    for label in choices:
        me.choose(label)
    me.press(save, exact=True).sees("Saved at")


def fields_of(me: Visitor, form: str) -> dict[str, str]:
    """Give what a form would send now, hidden fields and the token with it."""
    sent = {}
    for one in me.page.locator(f"{form} [name]").all():
        sort, name = one.get_attribute("type"), str(one.get_attribute("name"))
        if one.evaluate("field => field.tagName") == "BUTTON" or sort in {"file", "submit"}:
            continue
        if sort in {"radio", "checkbox"} and not one.is_checked():
            continue
        sent[name] = one.input_value()
    return sent
