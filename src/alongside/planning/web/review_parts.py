"""How a review is shown: its topics, what was said on each, a goal beside where it began, the whole of it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from alongside.about_me import words as about_me
from alongside.design.scales import of_ten
from alongside.people.domain import Act, Section, may
from alongside.planning import words as codes
from alongside.planning.models import GoalRating, Step
from alongside.planning.reviews import Goals, GoodNews, Held, Looked
from alongside.planning.web.review_topics import (
    CHANGED,
    GOAL,
    HELPED,
    HOPE,
    LABELS,
    NEXT,
    PRESENT,
    WELL,
    Topic,
    asked_of,
)
from alongside.record.web import presenters as record
from alongside.record.web.page import Page

Shown = dict[str, Any]
GOALS_ON_A_SHEET = 40


def how_near(score: int | None) -> str:
    """Say how near a goal is, in a number and in words."""
    if score is None:
        return ""
    return _("%(number)s of 10: %(word)s") % {"number": score, "word": of_ten(score, codes.NEARNESS)}


def how_hopeful(score: int) -> str:
    """Say how hopeful somebody feels, in a number and in words."""
    return _("%(number)s of 10: %(word)s") % {"number": score, "word": of_ten(score, about_me.HOPE)}


def said(page: Page, rows: Iterable[Any], names: Sequence[str], replies: dict[Any, Any] | None = None) -> list[Shown]:
    """Give what these entries of a review say in these fields, each with whose words they are."""
    found = list(rows)
    return [
        {
            "label": LABELS[name] if len(names) > 1 else "",
            "words": getattr(row, name),
            "voice": record.voice(row.words_of, row),
            "href": page.url("entry", row.pk),
            "asks_you": _asks(page, row),
            "replies": record.replies((replies or {}).get(row.pk, ()), page) if name == names[0] else [],
        }
        for name in names
        for row in found
        if getattr(row, name).strip()
    ]


def _asks(page: Page, row: Any) -> bool:
    """Say whether whoever reads this has not yet said that these are their words."""
    unsaid = row.confirmed_at is None and row.written_by_id != page.viewer.account_id
    return unsaid and row.words_of_id in page.viewer.voices and page.subject.is_open


def scored(page: Page, row: Any, says: str, replies: dict[Any, Any] | None = None) -> Shown:
    """Give an answer that has a number: in words, with what was said beside it."""
    return {
        "score": says,
        "words": row.words,
        "voice": record.voice(row.words_of, row),
        "at": row.at,
        "href": page.url("entry", row.pk),
        "asks_you": _asks(page, row),
        "replies": record.replies((replies or {}).get(row.pk, ()), page),
    }


def goal(page: Page, held: Held, one: Looked, replies: dict[Any, Any] | None = None) -> Shown:
    """Give a goal beside where it began and where it was last, with what has become of it."""
    then, gone = one.then, one.is_gone
    return {
        "id": one.goal.pk,
        "words": _("A goal that has been taken back since") if gone else then.words,
        "is_gone": gone,
        "because": "" if gone else then.because,
        "began": "" if gone else then.baseline,
        "began_on": one.goal.at,
        "voice": record.voice(one.goal.words_of, one.goal),
        "last": _rating(page, one.last) if one.last and not gone else None,
        "said": [] if gone else [_rating(page, row, replies) for row in one.said],
        "is_looked_at": bool(one.said) or then.status != "now",
        "status": dict(codes.GOAL_STATUS)[then.status] if then.status != "now" else "",
        "status_code": then.status,
        "reason": "" if gone else then.status_reason,
        "became": one.became.words if one.became and not gone else "",
        "came_of": one.came_of.words if one.came_of else "",
        "is_new": one.is_new,
        "is_later": one.goal.horizon == "later",
        "done": [step(page, row) for row in one.steps if row.outcome],
        "open": [step(page, row) for row in one.steps if not row.outcome],
        "href": page.url("plan_review_goal", held.main.pk, one.goal.pk),
        "entry": page.url("entry", one.goal.pk),
        "deeds": _deeds(page, held, one),
    }


def _rating(page: Page, row: GoalRating, replies: dict[Any, Any] | None = None) -> Shown:
    return scored(page, row, how_near(row.score), replies)


def step(page: Page, row: Step) -> Shown:
    """Give a step in a line: what became of it and how it went, or who sees to it by when."""
    return {
        "words": row.words,
        "outcome": row.outcome,
        "how_it_went": row.how_it_went,
        "done_at": row.done_at,
        "who": row.responsible.name if row.responsible else "",
        "by_when": row.by_when,
        "href": page.url("entry", row.pk),
    }


def _deeds(page: Page, held: Held, one: Looked) -> list[Shown]:
    """Give what may become of a goal, each a page of the plan that leads back here."""
    allowed = may(
        page.viewer,
        Act.MEND,
        section=Section.GOALS,
        written_by=one.goal.written_by_id,
        words_of=one.goal.words_of_id,
    )
    if one.is_gone or not allowed:
        return []
    ways = (("achieved", _("We are there")), ("changed", _("Change it into another")), ("let-go", _("Let it go")))
    if one.goal.status != "now":
        ways = (("now", _("It is a goal again")),)  # type: ignore[assignment]
    return [
        {"text": text, "href": f"{page.url('plan_goal', one.goal.pk, status)}?review={held.main.pk}"}
        for status, text in ways
    ]


def good_news(page: Page, found: GoodNews, goals: Goals) -> Shown:
    """Give what has gone well since the time before."""
    return {
        "achievements": [
            {
                "words": row.words,
                "voice": record.voice(row.words_of, row),
                "href": page.url("entry", row.pk),
                "on": row.achieved_on or row.at,
            }
            for row in found.achievements
        ],
        "goals": [
            {"words": one.then.words, "reason": one.then.status_reason, "began": one.then.baseline}
            for one in goals.achieved
        ],
        "steps": [
            {
                "words": row.words,
                "how_it_went": row.how_it_went,
                "done_at": row.done_at,
                "voice": record.voice(row.words_of, row),
            }
            for row in found.steps
        ],
    }


def topics(page: Page, held: Held, goals: Goals, here: Iterable[Any], typed: Iterable[str], sheet: str) -> Shown:
    """Give the list of topics, each with whether something was said, and where to go on.

    `here` is what was said of hope; `typed` holds the addresses of pages whose words are not in the record yet.
    """
    waiting = set(typed)
    listed = Paginator(goals.looked, GOALS_ON_A_SHEET).get_page(sheet)
    made = []
    for one in asked_of(page):
        href = topic_href(page, held, one, goals)
        made.append(
            {
                "code": one.code,
                "text": one.tab,
                "href": href,
                "is_said": is_said(one, held, here),
                "is_typed": href in waiting,
            }
        )
    shown = [goal(page, held, one) for one in listed.object_list]
    for row in shown:
        row["is_typed"] = row["href"] in waiting
    return {
        "topics": made,
        "goals": shown,
        "sheet": listed,
        "goals_count": len(goals.looked),
        "looked_count": sum(bool(one.said) or one.then.status != "now" for one in goals.looked),
        "resume": resume(page, held, goals, here),
    }


def is_said(topic: Topic, held: Held, here: Iterable[Any]) -> bool:
    """Say whether something was said on a topic; goals are counted one by one."""
    if topic is HOPE:
        return bool(list(here))
    if topic is PRESENT:
        return bool(held.main.present)
    return bool(topic.fields and held.said(*topic.fields))


def topic_href(page: Page, held: Held, topic: Topic, goals: Goals) -> str:
    """Give the address of a topic; of the goals, that of the first."""
    if topic is not GOAL:
        return page.url("plan_review_topic", held.main.pk, topic.code)
    first = next((one for one in goals.looked if not one.is_gone), None)
    return page.url("plan_review_goal", held.main.pk, first.goal.pk) if first else ""


def pages_in_order(page: Page, held: Held, goals: Goals) -> list[tuple[str, Topic, Looked | None]]:
    """Give every page of a review in its order: the address, the topic, and of the goals which one."""
    made: list[tuple[str, Topic, Looked | None]] = []
    for one in asked_of(page):
        if one is GOAL:
            made += [
                (page.url("plan_review_goal", held.main.pk, looked.goal.pk), one, looked)
                for looked in goals.looked
                if not looked.is_gone
            ]
        else:
            made.append((page.url("plan_review_topic", held.main.pk, one.code), one, None))
    return made


def after(page: Page, held: Held, goals: Goals, here: str) -> str:
    """Give the address of the page that follows this one; after the last, of the whole."""
    order = [href for href, _topic, _looked in pages_in_order(page, held, goals)]
    place = order.index(here) + 1 if here in order else len(order)
    return order[place] if place < len(order) else page.url("plan_review_summary", held.main.pk)


def resume(page: Page, held: Held, goals: Goals, here: Iterable[Any]) -> Shown | None:
    """Give the page to go on with: the first without an answer after the last with one, else the first without."""
    rows = [
        (href, topic, looked, _is_done(topic, looked, held, here))
        for href, topic, looked in pages_in_order(page, held, goals)
    ]
    last = max((place for place, row in enumerate(rows) if row[3]), default=-1)
    for href, topic, looked, is_done in [*rows[last + 1 :], *rows[: last + 1]]:
        if not is_done:
            return {"href": href, "text": looked.then.words if looked else topic.ask, "is_goal": looked is not None}
    return None


def _is_done(topic: Topic, looked: Looked | None, held: Held, here: Iterable[Any]) -> bool:
    if looked is not None:
        return bool(looked.said) or looked.then.status != "now"
    return is_said(topic, held, here)


def in_line(page: Page, held: Held) -> Shown:
    """Give one review as a list of them shows it: when, by whom, and what went well in the words it was said in."""
    names = {voice.account_id: voice.name for voice in page.circle if voice.account_id}
    first = next(iter(held.said("words")), None)
    return {
        "at": held.main.at,
        "is_open": held.is_open,
        "begun_by": held.main.written_by.name,
        "finished_at": held.main.finished_at,
        "finished_by": names.get(held.main.finished_by, "") if held.main.finished_by else "",
        "present": [voice.name for voice in page.circle if voice.pk in held.main.present],
        "words": first.words if first else "",
        "voice": record.voice(first.words_of, first) if first else None,
        "href": page.url("plan_review_summary", held.main.pk),
        "go_on": page.url("plan_review", held.main.pk),
        "id": held.main.pk,
    }


def ids_of(held: Held, goals: Goals, hopes: Iterable[Any]) -> list[Any]:
    """Give the ids of everything that was said at a review, for what others say to it."""
    rated = [row.pk for one in goals.looked for row in one.said]
    return [*(row.pk for row in held.rows), *rated, *(row.pk for row in hopes)]


def whole(
    page: Page, held: Held, goals: Goals, found: GoodNews, hopes: tuple[list[Any], Any], replies: dict[Any, Any]
) -> Shown:
    """Give a whole review: the good news first, each goal and hope beside last time, and what was not looked at."""
    moved = [one for one in goals.looked if one.said or one.then.status != "now" or one.is_new]
    left = [one for one in goals.looked if not (one.said or one.then.status != "now" or one.is_new)]
    sheet = Paginator(moved, GOALS_ON_A_SHEET).get_page(page.request.GET.get("goals", "1"))
    here, last = hopes
    return {
        "held": in_line(page, held),
        "well": said(page, held.rows, WELL.fields, replies),
        "good": good_news(page, found, goals),
        "goals": [goal(page, held, one, replies) for one in sheet.object_list],
        "sheet": sheet,
        "left": [goal(page, held, one) for one in left],
        "others": [
            {"title": one.tab, "cards": said(page, held.rows, one.fields, replies)} for one in (HELPED, CHANGED, NEXT)
        ],
        "sees_hope": page.viewer.sight.sees(Section.STAYING_WELL),
        "hopes": [scored(page, row, how_hopeful(row.score), replies) for row in here],
        "hope_last": scored(page, last, how_hopeful(last.score)) if last else None,
    }
