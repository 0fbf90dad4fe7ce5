"""Pages of challenges: say it, hear it, hand it over, answer it; and all of a record that the viewer may read."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.views.decorators.http import require_http_methods, require_safe

from alongside.access.domain import Refused
from alongside.base.ids import uuid7
from alongside.people import queries as people
from alongside.people.domain import Act, may
from alongside.record import actions, challenges, drafts, queries, withheld, words
from alongside.record.domain import ChallengeKind, Outcome
from alongside.record.models import Challenge
from alongside.record.times import today
from alongside.record.web import presenters
from alongside.record.web.filling import typed_form
from alongside.record.web.keeping_forms import AnswerForm, ChallengeForm, HandOverForm, HeardForm
from alongside.record.web.page import EVERY, Page, record_page

BOTH = require_http_methods(["GET", "POST"])
answer_page = record_page("timeline", shows=EVERY, write=Act.RESPOND, keeps=True)


def shown(one: Challenge, page: Page) -> dict[str, Any]:
    """Give a challenge as pages draw it: what was said, who owns it, by when, and the answer whole."""
    is_open = one.answered_at is None
    ways = [_ways(name, text, one, page) for name, text in WAYS] if is_open and may_answer(one, page) else []
    due = one.acknowledge_due if one.acknowledge_due and not one.acknowledged_at else one.answer_by
    return {
        "id": one.pk,
        "kind": words.CHALLENGES[one.kind],
        "reply": presenters.replies([one], page)[0],
        "is_quiet": not one.beside,
        "owner": one.owner.name if one.owner else "",
        "heard_by": None if one.acknowledged_at else one.acknowledge_due,
        "heard_at": one.acknowledged_at,
        "agreed": one.agreed,
        "answer_by": one.answer_by,
        "is_late": is_open and words.is_late(due, today()),
        "answer": one.answer,
        "outcome": words.OUTCOMES.get(one.outcome, ""),
        "grounds": one.grounds,
        "right_words": one.right_words,
        "answered_at": one.answered_at,
        "ways": [way for way in ways if way],
        "entry": page.url("entry", one.item_id),
        "is_mine": one.written_by_id == page.account.pk,
    }


WAYS = (
    ("challenge_heard", later("Say that it has been heard")),
    ("challenge_answer", later("Answer this")),
    ("challenge_hand_over", later("Let a colleague take it on")),
)


def _ways(name: str, text: Promise, one: Challenge, page: Page) -> dict[str, str] | None:
    works_here = bool(may(page.viewer, Act.WITHHOLD))
    waits = one.acknowledge_due is not None and one.acknowledged_at is None
    if (name == "challenge_heard" and not waits) or (name == "challenge_hand_over" and not works_here):
        return None
    return {"text": str(text), "href": page.url(name, one.pk)}


def may_answer(one: Challenge, page: Page) -> bool:
    """Say whether this viewer may answer: they work here or wrote it, did not say it, and it is not about them."""
    me = page.account.pk
    about_me = one.item_by == me or one.item.words_of_id in page.viewer.voices
    if one.written_by_id == me or (about_me and one.kind != ChallengeKind.WRONG):
        return False
    return one.item_by == me or bool(may(page.viewer, Act.WITHHOLD))


@BOTH
@answer_page
def challenge(request: HttpRequest, *, page: Page, item_id: UUID, kind: str) -> HttpResponse:
    """ "This is wrong", a complaint, or "this harmed me"."""
    if kind not in set(ChallengeKind):
        raise Http404
    item = queries.item(item_id, subject_id=page.subject.pk, viewer=page.viewer)
    is_wrong = kind == ChallengeKind.WRONG
    form = typed_form(partial(ChallengeForm, page=page, is_wrong=is_wrong), page, {"answer_id": uuid7(), "kind": kind})
    if request.method == "POST" and form.is_valid():
        try:
            actions.challenge(
                by=page.account,
                item=item,
                kind=ChallengeKind(kind),
                words=form.cleaned_data["words"],
                beside=is_wrong or form.cleaned_data["quiet"] == "beside",
                id=people.parse_id(form.cleaned_data["answer_id"]),
            )
        except Refused as refusal:
            form.add_error("words", str(refusal))
        else:
            drafts.drop(request.path, by=page.account)
            return page.go("entry", item.pk, say=_("It is kept. You can read here who answers, and by when."))
    context = {"form": form, "entry": presenters.card(item, page), "kind": kind}
    return page.render("record/challenge.jinja", context, status=422 if form.errors else 200)


def find(page: Page, challenge_id: UUID) -> Challenge:
    """Give an open challenge the viewer may answer; raises Http404 alike when there is none."""
    found = queries.challenge(challenge_id, subject_id=page.subject.pk, viewer=page.viewer)
    if found.answered_at is not None:
        raise Http404
    if not may_answer(found, page):
        raise Refused(_("It is for somebody else to answer."))
    return found


def _sent(page: Page, form: Any, act: Any, say: str) -> HttpResponse | None:
    if page.request.method != "POST" or not form.is_valid():
        return None
    try:
        act()
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    drafts.drop(page.request.path, by=page.account)
    return page.go("challenges", say=say)


def _form(page: Page, template: str, form: Any, found: Challenge) -> HttpResponse:
    context = {"form": form, "challenge": shown(found, page), "entry": presenters.card(found.item, page)}
    return page.render(f"record/{template}.jinja", context, status=422 if form.errors else 200)


@BOTH
@answer_page
def answer(request: HttpRequest, *, page: Page, challenge_id: UUID) -> HttpResponse:
    """Answer a challenge, which closes it: with what became of it, and the grounds."""
    found = find(page, challenge_id)
    form = typed_form(partial(AnswerForm, page=page, is_beside=found.beside), page)

    def act() -> None:
        given = form.cleaned_data
        challenges.answer(
            by=page.account,
            challenge_id=found.pk,
            answer=given["answer"],
            outcome=Outcome(given["outcome"]),
            grounds=given["grounds"],
            right_words=given.get("right_words", ""),
        )

    return _sent(page, form, act, _("Your answer is kept.")) or _form(page, "challenge_answer", form, found)


@BOTH
@answer_page
def heard(request: HttpRequest, *, page: Page, challenge_id: UUID) -> HttpResponse:
    """Say that it was heard, what was agreed, and by when the answer comes."""
    found = find(page, challenge_id)
    if found.acknowledge_due is None or found.acknowledged_at is not None:
        raise Http404
    form = typed_form(partial(HeardForm, page=page), page, {"answer_by": found.answer_by})

    def act() -> None:
        told = form.cleaned_data
        challenges.acknowledge(by=page.account, challenge_id=found.pk, words=told["words"], answer_by=told["answer_by"])

    return _sent(page, form, act, _("They can read it now.")) or _form(page, "challenge_heard", form, found)


@BOTH
@answer_page
def hand_over(request: HttpRequest, *, page: Page, challenge_id: UUID) -> HttpResponse:
    """Let a colleague take it on."""
    found = find(page, challenge_id)
    without: set[UUID | None] = {found.owner_id, found.written_by_id}
    if found.kind != ChallengeKind.WRONG:
        without.add(found.item_by)
    colleagues = withheld.colleagues(page.subject.pk)
    form = typed_form(partial(HandOverForm, page=page, colleagues=colleagues, without=without), page)

    def act() -> None:
        challenges.hand_over(by=page.account, challenge_id=found.pk, to=UUID(form.cleaned_data["to"]))

    return _sent(page, form, act, _("It is theirs now.")) or _form(page, "challenge_hand_over", form, found)


@require_safe
@record_page("timeline", shows=EVERY)
def all_of(request: HttpRequest, *, page: Page) -> HttpResponse:
    """Every challenge in this record that the viewer may read: those that wait first."""
    found = [shown(one, page) for some in queries.challenges(page.subject.pk).values() for one in some]
    waiting = sorted((one for one in found if not one["answered_at"]), key=lambda one: one["answer_by"])
    answered = sorted((one for one in found if one["answered_at"]), key=lambda one: one["answered_at"], reverse=True)
    return page.render("record/challenges.jinja", {"waiting": waiting, "answered": answered})
