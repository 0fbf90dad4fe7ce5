"""How those who can open a record, and what they opened, are shown."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.base.clock import now
from alongside.home.circle.web.presenters import DEEDS, OTHERS, PAGES, seen
from alongside.people import words
from alongside.people.domain import Basis
from alongside.people.models import Grant
from alongside.people.working.words import REASONS, law_of, reason_of, works_as
from alongside.record import registry
from alongside.record.times import local
from alongside.record.web.page import Page

GROUPS: tuple[tuple[Basis, Any], ...] = (
    (Basis.CARE, gettext_lazy("Works with the person")),
    (Basis.SUPERVISION, gettext_lazy("Leads those who do")),
    (Basis.STATUTORY, gettext_lazy("By a duty in law, for a time")),
    (Basis.BEST_INTERESTS, gettext_lazy("By a decision in the person's best interests")),
    (Basis.BREAK_GLASS, gettext_lazy("In an emergency, for an hour")),
)
ENDED = {Basis.CARE, Basis.STATUTORY}
MORE_DEEDS = {
    "objection": gettext_lazy("objected, or answered an objection"),
    "transfer": gettext_lazy("asked another team to go on, or answered that"),
    "alert": gettext_lazy("looked into how somebody looked at records"),
}


def grant(one: Grant, page: Page, *, leads: bool = False) -> dict[str, Any]:
    """Give somebody who can open the record: who, as what, why in words, since and until when, and what to do."""
    who = one.account or one.team
    basis = Basis(one.basis)
    mine = one.account_id == page.account.pk
    may_object = page.viewer.is_person and page.subject.is_open
    return {
        "name": who.name if who else "",
        "title": one.account.title if one.account else "",
        "is_team": one.team_id is not None,
        "is_me": mine,
        "reason": reason_of(one),
        "basis": str((words.BASES_TO_THEM if page.viewer.is_person else words.BASES)[basis]),
        "said": one.reason,
        "seen": seen([one], page),
        "is_ahead": one.starts > now(),
        "starts": one.starts,
        "ends": one.ends,
        "object": page.url("object", one.pk) if may_object and basis is not Basis.BREAK_GLASS else None,
        "end": page.url("work_end", one.pk) if leads and basis in ENDED and page.subject.is_open else None,
    }


def who_may(grants: Iterable[Grant], page: Page, *, leads: bool) -> list[dict[str, Any]]:
    """Give everybody who can open the record through their work, in groups by why."""
    live = list(grants)
    made = []
    for basis, heading in GROUPS:
        rows = [grant(one, page, leads=leads) for one in live if one.basis == basis]
        if rows:
            made.append({"heading": words.BASES_TO_THEM[basis] if page.viewer.is_person else heading, "rows": rows})
    return made


def looks(rows: list[dict[str, Any]], page: Page) -> list[dict[str, Any]]:
    """Give who looked, by day, newest first; each once a day, with why they might, what they opened and did."""
    days = []
    for day, some in groupby(rows, key=lambda row: local(row["at"]).date()):
        people: dict[Any, list[dict[str, Any]]] = {}
        for row in some:
            people.setdefault(row["account"], []).append(row)
        days.append({"day": day, "people": [_one(theirs, page) for theirs in people.values()]})
    return days


def _one(theirs: list[dict[str, Any]], page: Page) -> dict[str, Any]:
    opened: dict[str, int] = {}
    did: dict[str, int] = {}
    for row in theirs:
        kind, what = _deed(row["action"], row["page"])
        counts = opened if kind == "opened" else did
        counts[what] = counts.get(what, 0) + 1
    first = theirs[0]
    return {
        "name": first["name"],
        "title": first["title"],
        "only": f"{page.url('looked')}?{urlencode({'who': first['account']})}" if first["account"] else "",
        "why": list(dict.fromkeys(said for row in theirs if (said := why(row)))),
        "opened": list(opened),
        "times": sum(opened.values()),
        "did": [what if many == 1 else _("%(what)s (%(count)s times)") % {"what": what, "count": many}
                for what, many in did.items()],
        "each": [
            {"at": row["at"], "what": _deed(row["action"], row["page"])[1]}
            for row in theirs
            if row["action"] == "record.opened"
        ],
    }  # fmt: skip


def why(row: dict[str, Any]) -> str:
    """Give why somebody might look, as it was at that time: "Works with you: Named worker"."""
    if not row["basis"]:
        return ""
    said = str(words.BASES_TO_THEM[Basis(row["basis"])])
    if row["basis"] == Basis.BREAK_GLASS:
        reason = next((str(label) for code, label in REASONS.items() if code.value == row["role"]), "")
        return _("%(said)s: %(reason)s. “%(words)s”") % {"said": said, "reason": reason, "words": row["reason"]}
    more = [works_as(row["role"]), row["team"]]
    if law := law_of(row["role"]):
        more += [law, row["reason"]]
    told = ", ".join(filter(None, more))
    return f"{said}: {told}" if told else said


def _deed(action: str, page: str) -> tuple[str, str]:
    if action == "record.opened":
        return "opened", str(PAGES.get(page, (page and _("another page")) or _("a page")))
    first, _dot, last = action.partition(".")
    names = {kind.name: kind for kind in registry.all_kinds()}
    if first in names and last in DEEDS:
        return "did", f"{DEEDS[last]}: {names[first].label}"
    return "did", str(OTHERS.get(first) or MORE_DEEDS.get(first) or _("changed something"))


def lookers(rows: list[dict[str, Any]]) -> list[tuple[UUID, str]]:
    """Give everybody of these rows, by name, for the choice of one."""
    return sorted({(row["account"], row["name"]) for row in rows if row["account"]}, key=lambda pair: pair[1].lower())


def before(text: str) -> datetime | None:
    """Read the moment before which older looks are asked for; None when it cannot be read."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None
