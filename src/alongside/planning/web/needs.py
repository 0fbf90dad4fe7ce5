"""How needs are met: the yes of whoever a line leans on, options side by side, and where each strength is used."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.access.domain import Refused
from alongside.people.domain import Act, Section
from alongside.people.queries import parse_id
from alongside.planning import queries, willing
from alongside.planning import words as codes
from alongside.planning.models import MetBy
from alongside.planning.sections import PLAN
from alongside.planning.web import presenters
from alongside.planning.web.agreement_forms import YesForm
from alongside.planning.web.links import can_add, item_words
from alongside.planning.web.plan_parts import may_say_yes
from alongside.record import drafts
from alongside.record import queries as record
from alongside.record.web import presenters as entries
from alongside.record.web.filling import typed_form
from alongside.record.web.page import EVERY, Page, record_page, typed_by
from alongside.record.whose import Known

GET = require_http_methods(["GET"])
BOTH = require_http_methods(["GET", "POST"])
USED = ("strength", "connection", "community_tie")


@BOTH
@record_page("plan", shows=PLAN, write=Act.ADD, keeps=True)
def yes(request: HttpRequest, *, page: Page, line_id: UUID) -> HttpResponse:
    """Say yes or no to what leans on one, take a yes back, or write down what somebody says who cannot sign in."""
    line = queries.met_by(line_id, subject_id=page.subject.pk, viewer=page.viewer)
    voice = line.leans_on
    if voice is None:
        raise Http404
    if not may_say_yes(page, voice):
        raise Refused(_("This is for %(name)s to answer.") % {"name": voice.name})
    own = voice.pk in page.viewer.voices
    said = queries.willing(page.subject.pk).get((line.pk, voice.pk))
    stands = said is not None and said.answer == "yes"
    first = {"typed_by": typed_by(page.account), "said_to": line.words}
    form = typed_form(YesForm, page, first, voice=voice, own=own, stands=stands)
    form.initial["said_to"] = line.words
    if request.method == "POST" and form.is_valid():
        try:
            _say(page, line, form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            _stand_on(form, line)
        else:
            drafts.drop(request.path, by=page.account)
            return page.go("plan_asked" if own else "plan", say=_("Kept. You can change it at any time."))
    context = {"form": form, "line": line, "voice": voice, "own": own, "said": said, "asked": _asked(line, page)}
    return page.render("planning/yes.jinja", context, status=422 if form.errors else 200)


def _stand_on(form: YesForm, line: MetBy) -> None:
    """Let the form stand on the words as they are now, so that sending it again is a choice."""
    data = form.data.copy()  # type: ignore[attr-defined]  # a QueryDict
    data["said_to"] = line.words
    form.data = data


def _say(page: Page, line: MetBy, form: YesForm) -> None:
    data = form.cleaned_data
    willing.answer(
        by=page.account,
        subject=page.subject,
        line=line,
        viewer=page.viewer,
        answer=data["answer"],
        said_to=data["said_to"],
        words=data["words"],
        how=data.get("how", ""),
        id=data["made_id"],
    )


def _asked(line: MetBy, page: Page) -> dict[str, Any]:
    """Give a line as whoever it leans on reads it: its words, whose they are, and nothing else of the need."""
    return {"words": line.words, "voice": entries.voice(line.words_of, line)}


@GET
@record_page("plan", shows=PLAN)
def asked(request: HttpRequest, *, page: Page) -> HttpResponse:
    """What leans on this viewer here, whether needs are shared with them or not, and what they have said to it."""
    lines = queries.asked_of(page.subject.pk, viewer=page.viewer)
    known = Known(page.circle)
    lines = known.voiced(lines, "words_of")
    known.written(lines)
    said = queries.willing(page.subject.pk) if lines else {}
    rows = [
        {
            **_asked(line, page),
            "said": said.get((line.pk, line.leans_on_id)),  # type: ignore[arg-type]
            "changed": (answer := said.get((line.pk, line.leans_on_id))) is not None and answer.said_to != line.words,  # type: ignore[arg-type]
            "answers": codes.ANSWERED,
            "href": page.url("plan_yes", line.pk) if can_add(page) else "",
        }
        for line in lines
    ]
    return page.render("planning/asked.jinja", {"rows": rows})


@GET
@record_page("plan", shows=PLAN)
def needs(request: HttpRequest, *, page: Page) -> HttpResponse:
    """Needs with how each is met, line by line, what stays unmet, and what in the world around gets in the way."""
    return _part(page, "needs", Section.NEEDS)


@GET
@record_page("plan", shows=PLAN)
def support(request: HttpRequest, *, page: Page) -> HttpResponse:
    """Support with what is known of it and where it stands; what it takes, asked of whom, with what answer."""
    if not page.viewer.sight.sees(Section.GOALS):
        raise Refused(_("The plan has not been shared with you."))
    return _part(page, "support", Section.GOALS)


def _part(page: Page, name: str, section: Section) -> HttpResponse:
    found = queries.plan(page.subject.pk, viewer=page.viewer, circle=page.circle)
    said = record.responses(page.subject.pk, [entry.pk for entry in found.entries])
    drawn, _findings = presenters.drawn(page, found, said)
    more = {"can_add": can_add(page), "shared": page.viewer.sight.sees(section)}
    return page.render(f"planning/{name}.jinja", drawn.besides() | more)


@GET
@record_page("plan", shows=EVERY)
def options(request: HttpRequest, *, page: Page) -> HttpResponse:
    """Support that answers the same need, side by side, with what matters to the person beside it."""
    if not page.viewer.sight.sees(Section.GOALS):
        raise Refused(_("The plan has not been shared with you."))
    found = queries.plan(page.subject.pk, viewer=page.viewer, beside=("way_of_life",), circle=page.circle)
    drawn, _findings = presenters.drawn(page, found, {})
    only = parse_id(request.GET.get("for", ""))
    groups = [
        {"heading": heading, "supports": [drawn.support(one) for one in supports]}
        for about, heading, supports in _by_what_they_meet(found)
        if only is None or about == only
    ]
    matters = [item for item in found.of_kind("way_of_life") if item.facet == "what_matters"]
    context = {
        "groups": groups,
        "matters": [entries.card(item, page) for item in matters[:6]],
        "can_add": can_add(page),
        "is_one": only is not None,
    }
    return page.render("planning/options.jinja", context)


def _by_what_they_meet(found: queries.Plan) -> list[tuple[UUID | None, str, list[Any]]]:
    """Give supports by the need or goal they would help with, in the order of the plan; the others at the end."""
    supports = found.of("support")
    whole = [*found.needs, *found.goals]
    known = {one.pk for one in whole}
    groups: list[tuple[UUID | None, str, list[Any]]] = [
        (one.pk, item_words(one), some) for one in whole if (some := [s for s in supports if one.pk in s.meets])
    ]
    others = [one for one in supports if not known & set(one.meets)]
    return [*groups, (None, "", others)] if others else groups


@GET
@record_page("plan", shows=PLAN)
def uses(request: HttpRequest, *, page: Page) -> HttpResponse:
    """For each strength, person and place: where the plan uses it, and which lie unused."""
    found = queries.plan(page.subject.pk, viewer=page.viewer, beside=USED, circle=page.circle)
    where = _where_used(found, page)
    rows = [
        {"card": entries.card(item, page), "uses": where.get(item.pk, []), "kind": item.kind}
        for item in found.of_kind(*USED)
        if item.facet != "past" or item.pk in where
    ]
    context = {
        "used": [row for row in rows if row["uses"]],
        "unused": [row for row in rows if not row["uses"]],
        "can_add": can_add(page),
        "sees_plan": page.viewer.sight.sees(Section.GOALS),
    }
    return page.render("planning/uses.jinja", context)


def _where_used(found: queries.Plan, page: Page) -> dict[UUID, list[dict[str, str]]]:
    """Give what uses each entry: steps, goals that grow from it, needs it helps with, lines that go through it."""
    where: dict[UUID, list[dict[str, str]]] = {}
    pairs = [
        *((step.uses, _("A step"), step, "plan") for step in found.steps),
        *((goal.grows_from, _("A goal grows from it"), goal, "plan") for goal in found.goals if goal.status == "now"),
        *((one, _("It helps with a need"), need, "plan_needs") for need in found.needs for one in need.helped_by),
        *((line.through, _("A need is met through it"), line, "plan_needs") for line in found.of("met_by")),
    ]
    for used, how, by, where_is in pairs:
        if used:
            where.setdefault(used, []).append(
                {"how": how, "words": by.words, "href": f"{page.url(where_is)}#entry-{by.pk}"}
            )
    return where
