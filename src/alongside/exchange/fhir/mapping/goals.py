"""Goal → a goal, in the voice of whoever expressed it, not yet confirmed."""

from datetime import date

from ..records import EntryIn, How, WordsOf, stable_id
from ..sheet import Cursor, Sheet
from ..values import concept, day, moment, quantity, ratio, span, written_day
from .circle import Circle
from .person import NotPlacedError

# lifecycleStatus → (status here, horizon here)
_STATUS = {
    "proposed": ("now", "later"),
    "planned": ("now", "later"),
    "accepted": ("now", "now"),
    "active": ("now", "now"),
    "on-hold": ("now", "later"),
    "completed": ("achieved", "now"),
    "cancelled": ("let_go", "now"),
    "rejected": ("let_go", "now"),
}
# A goal let go says why.
_REASONS = {
    "cancelled": "It was cancelled in the system it came from.",
    "rejected": "It was turned down in the system it came from.",
    "completed": "It ended without being achieved in the system it came from.",
}
MAX_REASON = 500
_ACHIEVED = {"achieved", "sustaining"}
_NOT_ACHIEVED = {"not-achieved", "not-attainable"}


def goal(sheet: Sheet, circle: Circle, today: date) -> EntryIn:
    """The goal a Goal becomes. Raises NotPlacedError for one entered in error and for one without words."""
    root = sheet.root
    lifecycle = root.text("lifecycleStatus")
    if lifecycle == "entered-in-error":
        raise NotPlacedError("the sender marks it as entered in error")
    words = concept(root.one("description"))
    if not words:
        raise NotPlacedError("it says nothing in words")
    root.use("subject")
    words_of, how = _voice(root, circle)
    status, horizon = _standing(root, lifecycle)
    fields = {
        "words": words,
        "success": _success(root),
        "horizon": horizon,
        "status": status,
        "status_reason": _reason(root, lifecycle, status),
    }
    start = root.peek("startDate")
    began = day(start)
    at = None
    if began and began <= today:
        at = moment(start)
        root.use("startDate")
    elif start:
        why = "a day to come, or only part of one; a goal here begins when it is agreed"
        root.leave(why, "startDate")
    return EntryIn("goal", stable_id(sheet.row.key), circle.subject, words_of, how, fields, at, sheet.origin())


def _voice(root: Cursor, circle: Circle) -> tuple[WordsOf, How]:
    by = root.one("expressedBy")
    who = circle.member(by, by_name=False) if by else None
    return (who, "said") if who else ("imported", "best_understanding")


def _standing(root: Cursor, lifecycle: str) -> tuple[str, str]:
    status, horizon = _STATUS.get(lifecycle, ("now", "now"))
    achievement = root.one("achievementStatus")
    if achievement is None:
        return status, horizon
    codes = {coding.peek("code") for coding in achievement.all("coding")}
    if status == "achieved" and codes & _NOT_ACHIEVED:
        achievement.use()
        return "let_go", horizon
    if codes & _ACHIEVED and status == "achieved":
        achievement.use()
    elif codes & _ACHIEVED:
        achievement.leave("it says achieved, while the goal goes on; ask, and mark it together")
    return status, horizon


def _reason(root: Cursor, lifecycle: str, status: str) -> str:
    if status != "let_go" and lifecycle not in {"on-hold", "completed"}:
        return ""
    text = root.text("statusReason")
    if len(text) > MAX_REASON:
        root.leave(f"longer than {MAX_REASON} letters; its beginning was kept", "statusReason")
    return text[:MAX_REASON] or _REASONS.get(lifecycle if status == "let_go" else "", "")


def _success(root: Cursor) -> str:
    return "; ".join(filter(None, (_target(one) for one in root.all("target"))))


def _target(one: Cursor) -> str:
    measure = concept(one.one("measure"))
    detail = (
        quantity(one.one("detailQuantity"))
        or span(one.one("detailRange"))
        or ratio(one.one("detailRatio"))
        or concept(one.one("detailCodeableConcept"))
        or one.text("detailString")
        or one.number("detailInteger")
    )
    if not detail and (answer := one.flag("detailBoolean")) is not None:
        detail = "yes" if answer else "no"
    due = ""
    if found := day(one.peek("dueDate")):
        one.use("dueDate")
        due = f"by {written_day(found)}"
    elif length := quantity(one.one("dueDuration")):
        due = f"within {length}"
    text = ": ".join(filter(None, [measure, detail]))
    return ", ".join(filter(None, [text, due]))
