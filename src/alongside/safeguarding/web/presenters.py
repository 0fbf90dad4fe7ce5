"""How a concern is shown: calm, in order, with what comes next. One shape for everybody who sees it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.people.domain import Act, Right, may
from alongside.record import queries as record
from alongside.record import registry
from alongside.record.domain import Standing
from alongside.record.web import presenters as entries
from alongside.record.web.page import Page
from alongside.safeguarding import queries
from alongside.safeguarding import words as texts
from alongside.safeguarding.domain import LAW, WORKERS, Danger, Ground, Sort, State, Tell, concern_findings
from alongside.safeguarding.models import Part
from alongside.safeguarding.queries import Known

STATES = {
    State.TO_DECIDE: (gettext_lazy("To be decided"), "amber"),
    State.BEING_DONE: (gettext_lazy("Something is being done"), "teal"),
    State.CLOSED: (gettext_lazy("Ended"), "grey"),
}
HEADINGS = {
    State.TO_DECIDE: gettext_lazy("To be decided"),
    State.BEING_DONE: gettext_lazy("Something is being done"),
    State.CLOSED: gettext_lazy("Ended"),
}
SORTS: dict[str, Any] = dict(texts.SORTS)
WHOM: dict[str, Any] = dict(texts.WHOM)
OUTCOMES: dict[str, Any] = dict(texts.OUTCOMES)
GROUNDS: dict[str, Any] = dict(texts.GROUNDS)
KEEP: dict[str, Any] = dict(texts.KEEP)
ANSWERS: dict[str, Any] = dict(texts.ANSWERS)
FIRST = (Sort.TOLD, Sort.DECISION, Sort.STEP, Sort.WISHES, Sort.ADVOCATE, Sort.REVIEW, Sort.CLOSED, Sort.REOPENED)
FOLLOWS: dict[str, Any] = {
    Sort.DECISION: gettext_lazy("What follows"),
    Sort.ADVOCATE: gettext_lazy("Has one been offered"),
    Sort.CLOSED: gettext_lazy("Did what they wanted come about"),
}
ADD = {
    Sort.TOLD: gettext_lazy("Somebody was told"),
    Sort.WISHES: gettext_lazy("What they want to happen"),
    Sort.ADVOCATE: gettext_lazy("An advocate"),
    Sort.DECISION: gettext_lazy("A decision"),
    Sort.STEP: gettext_lazy("A step to keep them safe"),
    Sort.REVIEW: gettext_lazy("Look at it again"),
    Sort.CLOSED: gettext_lazy("End it, with what they say"),
    Sort.REOPENED: gettext_lazy("Open it again"),
}


def may_write(page: Page) -> bool:
    """Say whether this viewer may write a concern down: whoever may write anything, also where a record is closed."""
    return bool(may(page.viewer, Act.ADD))


def thanks(concern: Any) -> str:
    """Say thank you, and what happens now."""
    if concern.danger == Danger.YES:
        return _("Thank you. If somebody is in danger now, call 999: nobody watches this page around the clock.")
    return _("Thank you. Whoever looks after safeguarding has been told, and will read it.")


def line(known: Known, page: Page) -> dict[str, Any]:
    """Give a concern as one line of a list."""
    said, colour = STATES[known.state]
    return {
        "who": known.concern.words_of.name,
        "kind": known.concern.words_of.kind,
        "at": known.concern.at,
        "state": said,
        "colour": colour,
        "href": page.url("concern", known.concern.pk),
        "standing": entries.STANDINGS.get(Standing(known.concern.standing)),
    }


def offered(known: Known, page: Page) -> list[Sort]:
    """Give what this viewer may add below a concern, as it stands."""
    works = queries.works(known.concern.pk)
    wanted = [Sort.STEP_DONE, *FIRST]
    if known.state is State.CLOSED:
        wanted = [Sort.REOPENED]
    else:
        wanted.remove(Sort.REOPENED)
    if known.state is State.TO_DECIDE and Sort.CLOSED in wanted:
        wanted.remove(Sort.CLOSED)
    own = known.concern.written_by_id == page.account.pk
    return [sort for sort in wanted if works or sort not in WORKERS or (sort is Sort.TOLD and own)]


def heading(known: Known, page: Page) -> dict[str, Any]:
    """Give what stands at the top of each page about one concern."""
    return {
        "concern": known.concern,
        "back": page.url("concern", known.concern.pk),
        "knows": known.kept_until is None,
        "SORTS": SORTS,
    }


def whole(known: Known, page: Page) -> dict[str, Any]:
    """Give a concern with all that stands below it."""
    concern, kind = known.concern, registry.get("concern")
    item = record.item(concern.pk, subject_id=page.subject.pk, viewer=page.viewer)
    said = record.responses(page.subject.pk, [item.pk])
    kept = record.attachments(page.subject.pk, [item.pk]).get(item.pk, ())
    adds = offered(known, page)
    works = Sort.DECISION in adds
    return {
        **heading(known, page),
        "entry": entries.card(
            item, page, said=said, more=entries.whole(kind, concern, page), **entries.files(kept, page)
        ),
        "reason": concern.standing_reason,
        "state": STATES[known.state][0],
        "colour": STATES[known.state][1],
        "is_late": known.is_late,
        "decide_by": known.decide_by if known.state is State.TO_DECIDE else None,
        "findings": _findings(known) if works and known.state is not State.CLOSED else (),
        "grounds": [(GROUNDS[one], LAW[Ground(one)]) for one in concern.grounds if one in GROUNDS],
        "parts": [_part(one, known, page, may_finish=Sort.STEP_DONE in adds) for one in known.parts],
        "adds": [(sort, ADD[sort], page.url("concern_part", item.pk, sort)) for sort in adds if sort in ADD],
        "deeds": entries.deeds(item, concern, page) if concern.standing == Standing.CURRENT else [],
        "on_front": known.on_front,
        "audience": [row.account.name for row in queries.audience(concern.pk)],
        "kept_until": known.kept_until,
    }


def _findings(known: Known) -> tuple[Any, ...]:
    concern = known.concern
    sorts = {part.sort for part in known.parts}
    return concern_findings(
        asked="yes" if Sort.WISHES in sorts else concern.asked,
        consent=concern.consent,
        grounds=concern.grounds,
        tell=Tell.YES if known.kept_until is None else Tell.NOT_NOW,
        has_advocate=Sort.ADVOCATE in sorts,
        is_decided=Sort.DECISION in sorts,
    )


def _part(part: Part, known: Known, page: Page, *, may_finish: bool) -> dict[str, Any]:
    facts = [
        (_("Who"), str(WHOM.get(part.whom, ""))),
        (_("Who exactly") if part.whom or part.sort == Sort.ADVOCATE else _("By whom"), part.name),
        (_("Needs for care and support"), str(ANSWERS.get(part.needs, ""))),
        (_("Harmed, neglected, or at risk of it"), str(ANSWERS.get(part.abused, ""))),
        (_("Cannot protect themself because of those needs"), str(ANSWERS.get(part.unable, ""))),
        (str(FOLLOWS.get(part.sort, "")), str(OUTCOMES.get(part.outcome, ""))),
    ]
    done = next((after for step, after in known.steps if step.pk == part.pk), None)
    open_step = part.sort == Sort.STEP and done is None and may_finish
    return {
        "id": part.pk,
        "heading": SORTS[part.sort],
        "words": part.words,
        "who": part.written_by.name,
        "at": part.written_at,
        "on": part.on,
        "by_when": part.by_when,
        "facts": [fact for fact in facts if fact[1]],
        "grounds": [(_said_ground(one), LAW.get(Ground(one), "") if one in GROUNDS else "") for one in part.grounds],
        "done": f"{page.url('concern_part', known.concern.pk, Sort.STEP_DONE)}?of={part.pk}" if open_step else None,
    }


def _said_ground(code: str) -> str:
    return str(GROUNDS.get(code) or KEEP.get(code, ""))


def audience(known: Known, page: Page, *, works: bool) -> dict[str, Any]:
    """Give who sees a concern, each with whether this viewer can end that."""
    person = next((voice.account_id for voice in page.circle if voice.is_self), None)
    fixed = {known.concern.written_by_id, person}
    rows = [
        {
            "id": row.account_id,
            "name": row.account.name,
            "title": row.account.title,
            "is_me": row.account_id == page.account.pk,
            "is_person": row.account_id == person,
            "may_end": works and row.account_id not in fixed and row.account_id != page.account.pk,
        }
        for row in queries.audience(known.concern.pk)
    ]
    return {
        **heading(known, page),
        "rows": rows,
        "person_reads": any(row["is_person"] for row in rows),
        "has_account": person is not None,
        "kept_until": known.kept_until,
        "own_words": known.concern.words_of.is_self or known.concern.written_by_id == person,
        "may_leave": not page.viewer.sight.has(Right.SELF) and len(rows) > 1,
    }


def groups(found: list[Known]) -> list[dict[str, Any]]:
    """Give the list of those who look after safeguarding: by where each stands, what is late marked."""
    made = []
    for where, said in HEADINGS.items():
        some = [known for known in found if known.state is where]
        if some:
            made.append({"key": where.value, "heading": said, "lines": [_everywhere_line(known) for known in some]})
    return made


def _everywhere_line(known: Known) -> dict[str, Any]:
    return {
        "name": known.concern.subject.liked_name,
        "at": known.concern.written_at,
        "by": known.decide_by if known.state is State.TO_DECIDE else None,
        "is_late": known.is_late,
        "in_danger": known.state is State.TO_DECIDE and known.concern.danger != Danger.NO,
        "kept_until": known.kept_until,
        "href": reverse("concern", args=[known.concern.subject_id, known.concern.pk]),
    }
