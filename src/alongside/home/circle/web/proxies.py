"""Who acts for the person by law: as what, why they see what, until when; what the person says to that; its end."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.access.domain import Refused
from alongside.home.circle.web import presenters
from alongside.home.circle.web.inviting_forms import ProxyForm, SayForm
from alongside.home.circle.web.views import ends_after
from alongside.people import joining, queries
from alongside.people.domain import Act, Right, Section
from alongside.record import drafts
from alongside.record.times import today
from alongside.record.web.filling import typed_form
from alongside.record.web.page import Page, record_page, typed_by

BOTH = require_http_methods(["GET", "POST"])
WHY = (
    ("can_decide", gettext_lazy("The person can decide this themself")),
    ("taken_back", gettext_lazy("The person took their yes back")),
    ("ended", gettext_lazy("They no longer act for the person")),
    ("mistake", gettext_lazy("It was written down by mistake")),
)


@require_safe
@record_page("proxies", shows=(), read=Act.AMEND_SUBJECT)
def proxies(request: HttpRequest, *, page: Page) -> HttpResponse:
    """Who acts for the person, in full; where the person says that they do not agree, and reads the answer."""
    context = {"proxies": presenters.by_law(page), "say": SayForm(), "why": WHY, "may_add": _may_add(page)}
    return page.render("home/circle/proxies.jinja", context)


def _may_add(page: Page) -> bool:
    return page.viewer.sight.has(Right.CARE) and page.subject.is_open


@BOTH
@record_page("circle", shows=(), read=Act.ALLOCATE, write=Act.ALLOCATE, keeps=True)
def add_proxy(request: HttpRequest, *, page: Page) -> HttpResponse:
    """Write down who acts for the person by law, and why they may see what until when."""
    able = [voice for voice in page.circle if voice.kind == "member" and not voice.has_left(today())]
    voices = [(str(voice.pk), voice.name) for voice in able if voice.pk not in page.viewer.voices]
    form = typed_form(ProxyForm, page, {"typed_by": typed_by(page.account)}, voices=voices)
    if request.method == "POST" and form.is_valid():
        try:
            _add(page, form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            drafts.drop(request.path, by=page.account)
            return page.go(
                "proxies", say=_("Saved. Everybody in the circle sees it, and it ends on its day by itself.")
            )
    return page.render("home/circle/proxy_add.jinja", {"form": form}, status=422 if form.errors else 200)


def _add(page: Page, told: dict[str, Any]) -> None:
    names = ("kind", "number", "checked_on", "seen_by", "seen_on", "ground", "found_on", "found_by", "because")
    joining.add_proxy(
        by=page.account,
        subject_id=page.subject.pk,
        voice_id=UUID(told["voice"]),
        standing=joining.Standing(**{name: told[name] for name in names}),
        sections=[Section[code.upper()] for code in told["sections"]],
        until=ends_after(told["until"]),  # type: ignore[arg-type]  # a required day
        id=queries.parse_id(told["new_id"]),
    )


@require_POST
@record_page("circle", shows=(), write=Act.AMEND_SUBJECT)
def end_proxy(request: HttpRequest, *, page: Page, proxy_id: UUID) -> HttpResponse:
    """End it at once: by whoever works with the person, or by the person where it rests on their own yes."""
    why = "taken_back" if page.viewer.is_person else request.POST.get("why", "")
    joining.end_proxy(by=page.account, subject_id=page.subject.pk, proxy_id=proxy_id, why=why)
    return page.go("proxies", say=_("It has ended."))


@require_POST
@record_page("circle", shows=(), write=Act.AMEND_SUBJECT)
def say_of_proxy(request: HttpRequest, *, page: Page, proxy_id: UUID) -> HttpResponse:
    """Say that one does not agree, or answer that."""
    form = SayForm(request.POST)
    if not form.is_valid():
        context = {
            "proxies": presenters.by_law(page),
            "say": form,
            "said_of": proxy_id,
            "why": WHY,
            "may_add": _may_add(page),
        }
        return page.render("home/circle/proxies.jinja", context, status=422)
    joining.say_of_proxy(
        by=page.account, subject_id=page.subject.pk, proxy_id=proxy_id, words=form.cleaned_data["what"]
    )
    return page.go("proxies", say=_("It is written down, and those who work on it are told."))
