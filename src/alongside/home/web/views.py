"""Pages that join rooms: the front page of a record, its sections, and "I need help now"."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from alongside.about_me import queries as about_me
from alongside.access import queries as access
from alongside.access.doors import public
from alongside.contact.web import visits
from alongside.home import queries, sections
from alongside.home.web import presenters
from alongside.planning import queries as planning
from alongside.record import drafts
from alongside.record import queries as record
from alongside.record.web import presenters as entries
from alongside.record.web.page import EVERY, Page, record_page
from alongside.record.whose import Known
from alongside.safeguarding import queries as safeguarding
from alongside.strengths import picture

GET = require_http_methods(["GET"])
NEXT_STEPS = 8
# Of the staying-well plan, the first of these stand on the page about the person.
IN_SHORT = ("who_to_call", "helps", "i_can_do", "must_not")


@GET
@record_page("front", shows=EVERY)
def front(request: HttpRequest, *, page: Page) -> HttpResponse:
    """Who somebody is and what they want; then what happens next, and what is new."""
    if page.viewer.sight.is_closed_only:
        return page.go("safety")
    subject_id = page.subject.pk
    since = page.last_looked
    known = Known(page.circle)
    found = queries.front_items(subject_id, viewer=page.viewer, since=since, known=known)
    page.items = [
        item for kind in ("communication_need", "must_know") for item in reversed(found.by_kind.get(kind, []))
    ]
    goals = known.voiced(planning.goals_in_brief(subject_id, viewer=page.viewer), "words_of")
    known.written(goals)
    people_only, people_svg = queries.network(page.subject.liked_name, subject_id, viewer=page.viewer, whole=False)
    return page.render(
        "home/front.jinja",
        {
            "about": ("way_of_life", "strength", "connection", "community_tie"),
            "blocks": presenters.blocks(found.by_kind, page),
            "goals": goals,
            "goal_voices": {goal.pk: entries.voice(goal.words_of, goal) for goal in goals},
            "steps": presenters.steps(planning.next_steps(subject_id, viewer=page.viewer, limit=NEXT_STEPS), page),
            **presenters.waiting(page),
            "network": people_only if found.by_kind.get("connection") else None,
            "network_svg": people_svg,
            "coming": visits.for_front(page),
            "new": [entries.card(item, page) for item in found.new],
            "since": since,
            "safety": safeguarding.for_front(subject_id, viewer=page.viewer),
            "drafts": drafts.waiting(by=page.account, subject_id=subject_id, most=1),
            "conversation": record.open_conversation(subject_id, viewer=page.viewer),
        },
    )


def _section(page: Page, title: str, wanted: tuple[sections.Group, ...], **more: Any) -> HttpResponse:
    groups = presenters.groups(wanted, page, picked=more.pop("picked", ()))
    return page.render("home/section.jinja", {"title": title, "groups": groups, **more})


@GET
@record_page("about", shows=EVERY)
def about(request: HttpRequest, *, page: Page) -> HttpResponse:
    """What matters, good days, identity, how to talk with me, must-knows, staying well."""
    plan = about_me.staying_well(page.subject.pk, viewer=page.viewer)
    return _section(page, "about", sections.ABOUT, picked=[plan[part][0].pk for part in IN_SHORT if part in plan])


@GET
@record_page("strengths", shows=EVERY)
def strengths(request: HttpRequest, *, page: Page) -> HttpResponse:
    """Strengths, people, places, roles, and the picture of them."""
    network, network_svg = queries.network(page.subject.liked_name, page.subject.pk, viewer=page.viewer)
    return _section(
        page,
        "strengths",
        sections.STRENGTHS,
        network=network,
        network_svg=network_svg,
        network_list=picture.as_list(network),
    )


@GET
@record_page("hopes", shows=EVERY)
def hopes(request: HttpRequest, *, page: Page) -> HttpResponse:
    """Hopes, each in its own voice; needs; what gets in the way."""
    return _section(page, "hopes", sections.HOPES)


@GET
@record_page("help", shows=EVERY)
def help_now(request: HttpRequest, *, page: Page) -> HttpResponse:
    """The person's own staying-well plan and whom they chose to call; then the numbers for everybody."""
    by_part = about_me.staying_well(page.subject.pk, viewer=page.viewer)
    return page.render("home/help.jinja", {"by_part": by_part, "local": _local_numbers()})


@GET
@public
def help_for_all(request: HttpRequest) -> HttpResponse:
    """The numbers for everybody, without signing in."""
    return render(request, "home/help.jinja", {"by_part": {}, "local": _local_numbers(), "hide_sign_in": True})


def _local_numbers() -> list[dict[str, str]]:
    return access.local_help()
