"""One thing a page: what was said on a topic or of a goal already, and room to say more."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.access.domain import Conflict, Refused
from alongside.base.clock import now
from alongside.design import dates
from alongside.people.domain import Act
from alongside.planning import queries, reviewing, reviews
from alongside.planning.reviewing import Hand, ReviewFinished
from alongside.planning.reviews import Held, Looked
from alongside.planning.sections import PLAN
from alongside.planning.web import review_parts as parts
from alongside.planning.web.review_forms import ReviewPageForm
from alongside.planning.web.review_table import Table, table_of
from alongside.planning.web.review_topics import GOAL, HOPE, PRESENT, TOPICS, WELL, Topic, asked_of
from alongside.record import drafts
from alongside.record.times import local, today
from alongside.record.web.filling import typed_form
from alongside.record.web.page import EVERY, Page, record_page, typed_by

BOTH = require_http_methods(["GET", "POST"])


@BOTH
@record_page("plan", shows=EVERY, write=Act.ADD, keeps=True)
def topic(
    request: HttpRequest, *, page: Page, review_id: UUID, topic: str, voice_id: UUID | None = None
) -> HttpResponse:
    """One topic: what was said already, and room to say more."""
    asked = next((one for one in TOPICS if one.code == topic and one is not GOAL), None)
    if asked is None:
        raise Http404
    if asked not in asked_of(page):
        raise Refused(_("This part of the record has not been shared with you."))
    return _asked(page, table_of(page, review_id), asked, None, voice_id)


@BOTH
@record_page("plan", shows=PLAN, write=Act.ADD, keeps=True)
def goal(
    request: HttpRequest, *, page: Page, review_id: UUID, goal_id: UUID, voice_id: UUID | None = None
) -> HttpResponse:
    """One goal: where it began, where it was last, what was done since; and where it is now."""
    table = table_of(page, review_id, steps=True)
    return _asked(page, table, GOAL, table.goals.one(goal_id), voice_id)


def _asked(page: Page, table: Table, asked: Topic, looked: Looked | None, voice_id: UUID | None) -> HttpResponse:
    """Show a page of a review, or do what its pressed button says."""
    request, held = page.request, table.held
    decision = reviewing.may_hold(page.viewer, subject_open=page.subject.is_open)
    if request.method == "GET" and not (decision and held.is_open):
        return page.go("plan_review_summary", held.main.pk)
    if not decision:
        raise Refused(_(decision.reason))
    voice = _target(page, voice_id)
    mine = _mine(page, held, asked, looked, voice)
    form = typed_form(_form_class(page, asked, mine, voice), page, _first(page, asked, mine))
    context: dict[str, Any] = {}
    status = 200
    if request.method == "POST":
        answered, status = _answered(page, table, asked, looked, form, voice, context)
        if answered is not None:
            return answered
    shown = _shown(page, table, asked, looked, mine)
    return page.render("planning/review_topic.jinja", shown | {"form": form} | context, status=status)


def _target(page: Page, voice_id: UUID | None) -> UUID | None:
    """Give whose words are written down: whom the address names, else the person.

    It is part of the address, so that what is typed for one is never brought back on the page of another.
    """
    wanted = next((one.pk for one in page.circle if one.pk == voice_id), None)
    first = reviewing.default_voice(page.subject, page.circle, page.viewer)
    return wanted or (first.pk if first else None)


def _mine(page: Page, held: Held, asked: Topic, looked: Looked | None, voice: UUID | None) -> Any:
    """Give the entry that this page would mend: what this viewer wrote down here before, in this voice."""
    if asked is PRESENT:
        return held.main
    if voice is None:
        return None
    if looked is not None:
        return reviews.my_rating(held.main.pk, looked.goal.pk, writer=page.account.pk, voice=voice)
    if asked is HOPE:
        return reviews.my_hope(held.main.pk, writer=page.account.pk, voice=voice)
    row = held.mine(page.account.pk, voice)
    return row if row is not None and any(getattr(row, name) for name in asked.fields) else None


def _form_class(page: Page, asked: Topic, mine: Any, voice: UUID | None) -> Callable[..., ReviewPageForm]:
    kept = asked is WELL and mine is not None and reviews.is_kept(mine.pk)
    return partial(asked.form, page=page, mends=mine is not None, voice=voice, is_kept=kept)


def _first(page: Page, asked: Topic, mine: Any) -> dict[str, Any]:
    first: dict[str, Any] = {"typed_by": typed_by(page.account)}
    if mine is None:
        return first
    first["version"] = mine.version
    if asked is PRESENT:
        there = mine.present or [one.pk for one in page.circle if one.is_self or one.pk in page.viewer.voices]
        return first | {"present": [str(one) for one in there]}
    if asked in (GOAL, HOPE):
        return first | {"words": mine.words, "score": "" if mine.score is None else str(mine.score)}
    return first | {name: getattr(mine, name) for name in asked.fields}


def _answered(
    page: Page,
    table: Table,
    asked: Topic,
    looked: Looked | None,
    form: ReviewPageForm,
    voice: UUID | None,
    context: dict[str, Any],
) -> tuple[HttpResponse | None, int]:
    """Give where to go on; or None with the status of the page, shown again with what is to be mended."""
    way = page.request.POST.get("go", "on")
    if way == "skip":
        return _passed(page, table, form), 302
    if form.is_valid():
        try:
            made = _write(page, table, asked, looked, form, voice)
        except Conflict as conflict:
            context.update(_both(page, asked, form, conflict.theirs))
            return None, 409
        except ReviewFinished as finished:
            context["finished_by"] = str(finished) or _("Somebody else")
            return None, 409
        except Refused as refusal:
            form.add_error(None, _(str(refusal)))
        else:
            drafts.drop(page.request.path, by=page.account)
            if made is not None:
                messages.success(page.request, _("Saved at %(time)s.") % {"time": dates.clock(now())})
            return _on(page, table, way), 302
    elif way == "later":
        said = _("What you typed is kept for you, and not in the record yet. Open the question again to finish it.")
        return page.go("plan_review", table.held.main.pk, say=said), 302
    return None, 422


def _write(
    page: Page, table: Table, asked: Topic, looked: Looked | None, form: ReviewPageForm, voice: UUID | None
) -> Any:
    hand = Hand(
        by=page.account,
        subject=page.subject,
        viewer=page.viewer,
        circle=page.circle,
        review_id=table.held.main.pk,
        voice=form.voice or voice,
        how=form.how,
        again="again" in page.request.POST,
    )
    data, version = form.cleaned_data, form.cleaned_data["version"]
    if asked is PRESENT:
        return reviewing.say_present(hand, version=version, present=form.chosen)  # type: ignore[attr-defined]
    if looked is not None:
        goal = queries.goal(looked.goal.pk, subject_id=page.subject.pk, viewer=page.viewer)
        return reviewing.say_where(hand, goal=goal, version=version, score=data["score"], words=data["words"])
    if asked is HOPE:
        return reviewing.say_hope(hand, version=version, score=data["score"], words=data["words"])
    made = reviewing.say(hand, version=version, **form.words_of_fields(*asked.fields))
    if made is not None and data.get("keep") and made.words:
        reviewing.keep_achievement(hand, part=made)
    return made


def _passed(page: Page, table: Table, form: ReviewPageForm) -> HttpResponse:
    """Go on without an answer. Anything typed stays as a draft; nothing typed leaves none."""
    if form.is_untouched:
        drafts.drop(page.request.path, by=page.account)
    else:
        messages.info(page.request, _("What you typed is kept for you, and not in the record yet."))
    return _on(page, table, "on")


def _on(page: Page, table: Table, way: str) -> HttpResponse:
    if way == "later":
        return page.go("plan_review", table.held.main.pk)
    here = page.request.path
    return HttpResponseRedirect(parts.after(page, table.held, table.goals, here))


def _both(page: Page, asked: Topic, form: ReviewPageForm, theirs: Any) -> dict[str, Any]:
    """Give both texts, and let the form stand on the newer one, so that sending it again is a choice."""
    data: Any = form.data.copy()  # type: ignore[attr-defined]  # a QueryDict
    data["version"] = str(theirs.version)
    form.data = data
    names = {voice.pk: voice.name for voice in page.circle}

    def text(of: Callable[[str], Any]) -> str:
        if asked is PRESENT:
            return ", ".join(names[one] for one in of("present") if one in names) or _("Nobody yet")
        if asked in (GOAL, HOPE):
            says = parts.how_near(of("score")) if asked is GOAL else parts.how_hopeful(of("score"))
            return "\n".join(part for part in (says, of("words")) if part)
        return "\n\n".join(part for name in asked.fields if (part := of(name)))

    typed = dict(form.cleaned_data)
    if asked is PRESENT:
        typed["present"] = form.chosen  # type: ignore[attr-defined]
    return {
        "mine": {"words": text(typed.__getitem__), "who": page.account.name},
        "theirs": {"words": text(partial(getattr, theirs)), "who": ""},
    }


def _shown(page: Page, table: Table, asked: Topic, looked: Looked | None, mine: Any) -> dict[str, Any]:
    """Give what a page of a review shows besides its form."""
    held, order = table.held, asked_of(page)
    shown: dict[str, Any] = {
        "asked": asked,
        "held": parts.in_line(page, held),
        "place": _("Topic %(n)s of %(all)s: %(topic)s")
        % {"n": order.index(asked) + 1, "all": len(order), "topic": asked.tab},
        "list_href": page.url("plan_review", held.main.pk),
        "skip_href": parts.after(page, held, table.goals, page.request.path),
        "voices": _other_voices(page, asked, mine),
        "writes_for": mine.words_of.name if mine is not None and asked is not PRESENT else "",
    }
    own = mine.pk if mine is not None else None
    if looked is not None:
        shown |= _goal_shown(page, table, looked, own)
    elif asked is HOPE:
        here, last = table.hopes
        rows = [one for one in here if one.pk != own]
        shown["scored"] = [parts.scored(page, one, parts.how_hopeful(one.score)) for one in rows]
        shown["last"] = parts.scored(page, last, parts.how_hopeful(last.score)) if last else None
    elif asked is not PRESENT:
        shown["said"] = parts.said(page, [row for row in held.rows if row.pk != own], asked.fields)
    if asked is WELL:
        found = reviews.good_news(held, viewer=page.viewer, circle=page.circle, after=table.after)
        shown["good"] = parts.good_news(page, found, table.goals)
        shown["since"] = local(table.after).date() if table.after else None
    return shown


def _goal_shown(page: Page, table: Table, looked: Looked, own: UUID | None) -> dict[str, Any]:
    """Give a goal with what others said of it at this review, and where one stands among the goals."""
    row = parts.goal(page, table.held, looked)
    row["said"] = [parts.scored(page, one, parts.how_near(one.score)) for one in looked.said if one.pk != own]
    order = parts.pages_in_order(page, table.held, table.goals)
    places = [href for href, topic, _looked in order if topic is GOAL]
    last = order.index(next(one for one in order if one[0] == places[-1]))
    here = places.index(row["href"]) + 1
    return {"goal": row, "number": here, "of": len(places), "goals_after": order[last + 1][0]}


def _other_voices(page: Page, asked: Topic, mine: Any) -> list[dict[str, str]]:
    """Give in whose voice one can write down something more here, once something is written in one."""
    if mine is None or asked is PRESENT or page.viewer.is_person:
        return []
    path = page.request.path
    named = next((f"{one.pk}/" for one in page.circle if path.endswith(f"/{one.pk}/")), "")
    return [
        {"text": one.name, "href": f"{path.removesuffix(named)}{one.pk}/"}
        for one in page.circle
        if one.pk != mine.words_of_id and not one.has_left(today())
    ]
