"""How withholdings are shown to those who work here, and to whoever looks after privacy."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.people.domain import Section
from alongside.people.words import SECTIONS
from alongside.record import withheld, words
from alongside.record.domain import Grounds, Whom
from alongside.record.models import Item, Withholding, WithholdingStep
from alongside.record.times import today
from alongside.record.web.page import Page
from alongside.record.withheld import Told


def section_label(section: Section) -> str:
    """Give a section as people call it."""
    return str(SECTIONS[section][0])


def _bit_label(bit: int) -> str:
    return next((section_label(one) for one in Section if one.bit == bit), "")


def choice_of(each: Withholding) -> str:
    """Give the grounds as a form's choice names them."""
    return f"{each.grounds}:{each.particular}" if each.particular else each.grounds


def waits(found: list[tuple[str, date]], day: date) -> list[dict[str, Any]]:
    """Give what is waited for: in words, by when, and whether that day has gone by."""
    return [{"what": words.WAITS[what], "by": by, "is_late": words.is_late(by, day)} for what, by in found]


def line(each: Withholding, items: dict[UUID, Item], names: dict[UUID, str], page: Page) -> dict[str, Any]:
    """Give one withholding in short."""
    item = items.get(each.item_id) if each.item_id else None
    account = each.account.name if each.account else ""
    return {
        "id": each.pk,
        "href": page.url("withholding", each.pk),
        "what": (item.title or item.text) if item else _("Everything in: %(part)s") % {"part": _bit_label(each.bit)},
        "is_section": each.item_id is None,
        "whom": words.from_whom(each.whom, account, page.subject.liked_name),
        "grounds": words.grounds(each.grounds, each.particular),
        "words": each.words,
        "made_at": each.made_at,
        "made_by": names.get(each.made_by, ""),
        "second_by": names.get(each.second_by, "") if each.second_by else "",
        "second_agrees": each.second_agrees,
        "second_answer": each.second_answer,
        "lifted_at": each.lifted_at,
        "lifted_by": names.get(each.lifted_by, "") if each.lifted_by else "",
        "waits": waits(withheld.waits(each, today()), today()) if each.lifted_at is None else [],
    }


def step(each: WithholdingStep) -> dict[str, Any]:
    """Give one step."""
    return {
        "said": words.DECIDED[each.sort],
        "words": each.words,
        "grounds": words.grounds(each.grounds, each.particular),
        "at": each.written_at,
        "who": each.written_by.name,
        "review_by": each.review_by,
    }


def ways(told: Told, page: Page) -> list[dict[str, str]]:
    """Give what this viewer may do now with a withholding."""
    main, me = told.main, page.account.pk
    if main.lifted_at is not None:
        return []
    found = []
    if main.second_at is None and main.made_by != me:
        found.append((_("Answer as the second professional"), "withholding_second"))
    if main.decision_due is not None and me not in (main.made_by, main.second_by):
        found.append((_("Decide"), "withholding_decide"))
    if main.grounds == Grounds.SERIOUS_HARM:
        found.append((_("Write down a health professional's opinion"), "withholding_opinion"))
    if main.decision_due is None:
        found.append((_("Look at it again, and keep it or less of it"), "withholding_review"))
    found.append((_("Show it again"), "withholding_lift"))
    return [{"text": text, "href": page.url(name, main.pk)} for text, name in found]


def far_line(row: dict[str, Any], day: date) -> dict[str, Any]:
    """Give one withholding of any record to whoever looks after privacy: that it is, and what is late."""
    found = [("review", row["review_by"])]
    if row["second_name"] is None and row["second_due"]:
        found.append(("second", row["second_due"]))
    found += [(what, row[f"{what}_due"]) for what in ("opinion", "decision") if row[f"{what}_due"]]
    waiting = waits(sorted(found, key=lambda pair: pair[1]), day)
    whom = _("somebody named") if row["whom"] == Whom.ACCOUNT else words.from_whom(row["whom"], "", row["name"])
    return row | {
        "part": _bit_label(row["part"]),
        "whom": whom,
        "grounds": words.grounds(row["grounds"], row["particular"]),
        "waits": waiting,
        "is_late": any(each["is_late"] for each in waiting),
    }


def late_line(row: dict[str, Any]) -> dict[str, Any]:
    """Give one challenge whose day has gone by."""
    return row | {"kind": words.CHALLENGES[row["kind"]]}
