"""The page of a lead's teams."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from alongside.access.doors import signed_in
from alongside.access.models import Account
from alongside.design import dates
from alongside.home.team import queries
from alongside.home.team.domain import Person, Standing, Worker
from alongside.home.team.queries import Known
from alongside.home.work import actions
from alongside.people import queries as people

MOST = 30


@require_safe
@signed_in("how the teams stand that the account leads, in its own sight; others find no such page", is_staff=True)
def team(request: HttpRequest) -> HttpResponse:
    """Who may have been forgotten, who has how much to do, who waits for somebody to be named."""
    account = request.user
    assert isinstance(account, Account)  # noqa: S101 (the middleware lets nobody else in)
    viewer = people.everywhere(account=account)
    known = queries.teams(viewer=viewer)
    if not known.teams:
        raise Http404
    actions.note_opened(by=account, subject_ids=_shown(known))
    context = {
        "viewer_key": str(viewer.account_id),
        "viewer": viewer,
        "teams": [_team(one.name, standing, known) for one, standing in known.teams],
        "messages": messages.get_messages(request),
    }
    return render(request, "home/team/team.jinja", context)


def _shown(known: Known) -> set[UUID]:
    """Give the records of which the page says something."""
    lists = [(one.unnamed, one.silent, one.uncovered) for _team, one in known.teams]
    found = {person.subject for three in lists for some in three for person in some[:MOST]}
    return found | {row["subject"] for row in known.shut}


def _all(some: list[Person], says: Any, way: tuple[str, str], known: Known) -> list[dict[str, str]]:
    return [_line(one, says(one), *way, known) for one in some[:MOST]]


def _team(name: str, standing: Standing, known: Known) -> dict[str, Any]:
    here = {one.account for one in standing.workers}
    return {
        "name": name,
        "calm": standing.nobody_is_forgotten and not known.shut,
        "thoughts": [
            *_all(standing.forgotten, _unnamed, ("allocate", _("Name somebody")), known),
            *_all(standing.silent, partial(_silent, known=known), ("in_touch", _("Plan a visit or a call")), known),
            *_all(standing.uncovered, partial(_uncovered, known=known), ("", _("Say who stands in")), known),
            *(_shut(row, known) for row in known.shut if known.absences[row["absence"]].account_id in here),
        ],
        "workers": [_worker(one, known) for one in standing.workers],
        "unnamed": _all(
            [one for one in standing.unnamed if one not in standing.forgotten],
            _unnamed,
            ("allocate", _("Name somebody")),
            known,
        ),
        "more": sum(max(0, len(some) - MOST) for some in (standing.unnamed, standing.silent, standing.uncovered)),
    }


def _line(one: Person, says: str, route: str, way: str, known: Known) -> dict[str, str]:
    subject = known.subjects[one.subject]
    return {
        "name": subject.liked_name,
        "front": reverse("front", args=[subject.pk]),
        "says": says,
        "href": reverse(route, args=[subject.pk]) if route else reverse("team_away"),
        "way": way,
    }


def _unnamed(one: Person) -> str:
    return _("Nobody is their named worker. With your team since %(day)s.") % {"day": dates.day(one.since)}


def _silent(one: Person, known: Known) -> str:
    told = {"day": dates.day(one.since), "every": one.every, "who": _name(one.account, known)}
    if one.account:
        return _("No visit, call or meeting since %(day)s. Agreed: about every %(every)s days, with %(who)s.") % told
    return _("No visit, call or meeting since %(day)s. Agreed: about every %(every)s days.") % told


def _uncovered(one: Person, known: Known) -> str:
    theirs = [gone for gone in known.absences.values() if gone.account_id == one.account]
    away = min(theirs, key=lambda gone: gone.starts)
    told = {"who": _name(one.account, known), "day": dates.until(away.ends)}
    return _("%(who)s is away until %(day)s, and nobody stands in.") % told


def _shut(row: dict[str, Any], known: Known) -> dict[str, str]:
    gone = known.absences[row["absence"]]
    told = {"cover": gone.cover.name if gone.cover else "", "who": gone.account.name}
    says = _("%(cover)s stands in for %(who)s, and cannot open this record. Somebody else has to.") % told
    return _line(Person(row["subject"]), says, "allocate", _("Name somebody"), known)


def _worker(one: Worker, known: Known) -> dict[str, Any]:
    told = ngettext("%(num)s person by name", "%(num)s people by name", one.people) % {"num": one.people}
    lines = [told]
    if one.weight:
        lines.append(_("weight of the work: %(weight)s") % {"weight": one.weight})
    if one.unweighed and one.people:
        lines.append(_("not weighed: %(num)s") % {"num": one.unweighed})
    if one.late:
        lines.append(ngettext("%(num)s thing is late", "%(num)s things are late", one.late) % {"num": one.late})
    away = ""
    if one.away:
        cover = _name(one.away.cover, known)
        away = _("Away until %(day)s.") % {"day": dates.until(one.away.until)}
        away += " " + (_("%(who)s stands in.") % {"who": cover} if cover else _("Nobody stands in yet."))
    account = known.accounts[one.account]
    return {"name": account.name, "title": account.title, "lines": lines, "away": away}


def _name(account_id: UUID | None, known: Known) -> str:
    found = known.accounts.get(account_id) if account_id else None
    return found.name if found else ""
