"""The papers: plans, one page about me, a staying-well plan, a blank form. Each gives a tagged PDF."""

from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from alongside.home.papers import press
from alongside.home.papers.care_plan_data import CarePlanPaper
from alongside.home.papers.data import UNCONFIRMED, AboutMePaper, FormPaper, StayingWellPaper
from alongside.home.papers.plan_data import PlanPaper
from alongside.home.papers.topics import TOPICS

UK = ZoneInfo("Europe/London")
ONE_ITEM = 320
CUT = " … (more in the record)"
# The one page uses the largest letters that everything fits in; below the last size, things are left out instead.
SIZES = (17, 16, 15, 14, 13, 12)
LARGE_SIZES = (22, 20, 18)
# A staying-well plan is best on one side in letters one can read across a kitchen; else on two; nothing is left out.
ONE_SIDE_FROM = 15
SIDES = 2
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
# In the order in which they keep their place on the one page: what must be known first.
ABOUT_ME_ORDER = (
    "must_knows", "communication", "calls", "spoken_with", "what_matters", "helps", "good_day", "bad_day",
)  # fmt: skip
IF_THERE_IS_ROOM = ("signs", "home")
KEPT_WITH_MORE = ("must_knows", "communication")


def plan(paper: PlanPaper, *, large_print: bool = False) -> bytes:
    """Print a plan."""
    return press.render("plan", said(paper), large_print=large_print)


def care_plan(paper: CarePlanPaper, *, large_print: bool = False) -> bytes:
    """Print a care and support plan, or a carer's support plan, in the order of the law."""
    return press.render("care_plan", said(paper), large_print=large_print)


def staying_well(paper: StayingWellPaper, *, large_print: bool = False) -> bytes:
    """Print a staying-well plan in the largest letters with which it takes one side, else two.

    In the smallest letters it may run on: nothing of it is left out.
    """
    data = said(paper)
    sized = data | {"size": _size(data, large_print=large_print)}
    return press.render("staying_well", sized, large_print=large_print)


def _size(data: dict[str, Any], *, large_print: bool) -> int:
    """Give the largest letters with which the sheet takes one side, from ONE_SIDE_FROM up; else two; else the least."""
    two = 0
    sizes = LARGE_SIZES if large_print else SIZES
    for size in sizes:
        if two and size < ONE_SIDE_FROM:
            break
        sides = press.pages("staying_well", data | {"size": size}, large_print=large_print)
        if sides == 1:
            return size
        two = two or (size if sides <= SIDES else 0)
    return two or sizes[-1]


def about_me(paper: AboutMePaper, *, large_print: bool = False) -> bytes:
    """Print one page about a person: always exactly one side of A4.

    Must-knows and how to talk with me keep their place first. What does not fit is named as "more in the record".
    """
    return press.render("about_me", fitted(paper, large_print=large_print), large_print=large_print)


def conversation_form(paper: FormPaper | None = None, *, large_print: bool = False) -> bytes:
    """Print a blank form for a first conversation, in the same order as the one on screen."""
    paper = paper or FormPaper()
    topics = paper.topics or TOPICS
    return press.render("conversation_form", said(replace(paper, topics=topics)), large_print=large_print)


def said(value: Any) -> Any:
    """Turn a paper into plain data: dates as people say them ("3 March 2026"), times in UK time, tuples as lists."""
    if isinstance(value, dict):
        return {key: said(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [said(one) for one in value]
    if isinstance(value, datetime):
        here = value.astimezone(UK) if value.tzinfo else value
        return f"{said(here.date())}, {here:%H:%M}"
    if isinstance(value, date):
        return f"{value.day} {MONTHS[value.month - 1]} {value.year}"
    return said(asdict(value)) if hasattr(value, "__dataclass_fields__") else value


def fitted(paper: AboutMePaper, *, large_print: bool) -> dict[str, Any]:
    """Give the page's data with as many items, in order of weight, as fit on one side; ``more`` names what is left.

    Signs and who looks after home come in where they fit beside all the rest, in the same letters.
    """
    whole = said(paper)
    for section in (*ABOUT_ME_ORDER, *IF_THERE_IS_ROOM):
        whole[section] = [_shortened(item) for item in whole[section]]
    found = _weighed(whole | {section: [] for section in IF_THERE_IS_ROOM}, large_print=large_print)
    with_all = found | {section: whole[section] for section in IF_THERE_IS_ROOM}
    return found if found["more"] or not _fits(with_all, large_print) else with_all


def _weighed(whole: dict[str, Any], *, large_print: bool) -> dict[str, Any]:
    """Give as much as fits, what weighs most first."""
    order = [(section, index) for section in ABOUT_ME_ORDER for index in range(len(whole[section]))]
    for size in LARGE_SIZES if large_print else SIZES:
        everything = _first(whole, order, len(order)) | {"size": size}
        if _fits(everything, large_print):
            return everything
    low, high = 0, len(order)
    while low < high:
        middle = (low + high + 1) // 2
        if _fits(_first(whole, order, middle), large_print):
            low = middle
        else:
            high = middle - 1
    return _first(whole, order, low)


def _fits(data: dict[str, Any], large_print: bool) -> bool:
    return press.pages("about_me", data, large_print=large_print) == 1


def _first(whole: dict[str, Any], order: list[tuple[str, int]], number: int) -> dict[str, Any]:
    kept = set(order[:number])
    data = dict(whole)
    for section in ABOUT_ME_ORDER:
        data[section] = [item for index, item in enumerate(whole[section]) if (section, index) in kept]
    left = {section for section, _ in order[number:]}
    cut = any(_is_cut(item) for section in ABOUT_ME_ORDER for item in data[section])
    return data | {"more": bool(left) or cut, "more_must_knows": bool(left & set(KEPT_WITH_MORE))}


def _shortened(item: Any) -> Any:
    if isinstance(item, dict):
        return {key: _shortened(one) for key, one in item.items()}
    if not isinstance(item, str):
        return item
    mark = UNCONFIRMED if item.endswith(UNCONFIRMED) else ""
    text = " ".join(item.removesuffix(mark)[: ONE_ITEM * 4].split())
    return (text if len(text) <= ONE_ITEM else text[:ONE_ITEM].rsplit(" ", 1)[0] + CUT) + mark


def _is_cut(item: Any) -> bool:
    texts = item.values() if isinstance(item, dict) else [item]
    return any(isinstance(text, str) and text.removesuffix(UNCONFIRMED).endswith(CUT) for text in texts)
