"""Somebody is no longer in the circle; or they are in it again."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alongside.access.domain import Refused
from alongside.home.circle import queries
from alongside.home.circle.web import presenters
from alongside.home.circle.web.forms import LeaveForm
from alongside.home.circle.web.presenters import by_team
from alongside.people import actions
from alongside.people import queries as people
from alongside.people.domain import Act, Basis, Section
from alongside.people.models import Voice
from alongside.record.times import today
from alongside.record.web.page import Page, record_page


def _member(page: Page, voice_id: UUID) -> Voice:
    found = next((voice for voice in page.circle if voice.pk == voice_id and voice.kind == "member"), None)
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
@record_page("circle", shows=(Section.GOALS, Section.NEEDS), write=Act.SEE)
def leave(request: HttpRequest, *, page: Page, voice_id: UUID) -> HttpResponse:
    """Say that somebody is no longer in the circle: asked once, with what leans on them and what ends."""
    voice = _member(page, voice_id)
    if not presenters.may_leave(page, voice):
        raise Refused(_("Only the person, somebody who works with them, or whoever leaves can say so."))
    form = LeaveForm(request.POST or None, initial={"day": voice.until or today()})
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["day"]
        try:
            actions.leave_circle(by=page.account, subject_id=page.subject.pk, voice_id=voice.pk, day=day)
        except Refused as refusal:
            form.add_error("day", str(refusal))
        else:
            return page.go("circle", say=_said(page, voice))
    context = {
        "form": form,
        "voice": voice,
        "own": voice.pk in page.viewer.voices,
        "held": queries.leaning_on(voice.pk, page.subject.pk, viewer=page.viewer),
        "stays": _stays(page, voice),
    }
    return page.render("home/circle/leave.jinja", context, status=422 if form.errors else 200)


def _said(page: Page, voice: Voice) -> str:
    if voice.pk in page.viewer.voices:
        return _("You are no longer in this circle. What you wrote stays, as yours.")
    told = {"name": voice.name}
    if page.viewer.is_person:
        return _("%(name)s is no longer in your circle. Nobody has been told.") % told
    return _("%(name)s is no longer in the circle.") % told


def _stays(page: Page, voice: Voice) -> set[str]:
    """Say on which grounds whoever leaves sees this record now: by consent, by their work or that of their team."""
    if voice.account_id is None:
        return set()
    live = people.grants(page.subject.pk, viewer=page.viewer)
    mine = [one for one in live if one.account_id == voice.account_id]
    bases = {one.basis for one in mine}
    return {name for name, some in _GROUNDS.items() if bases & some or (name == "work" and by_team(voice, mine))}


_GROUNDS = {"consent": {Basis.CONSENT}, "work": {Basis.CARE, Basis.SUPERVISION}}


@require_POST
@record_page("circle", shows=(), write=Act.AMEND_SUBJECT)
def back(request: HttpRequest, *, page: Page, voice_id: UUID) -> HttpResponse:
    """Bring somebody back into the circle; nothing is shared with them by it."""
    voice = _member(page, voice_id)
    actions.return_to_circle(by=page.account, subject_id=page.subject.pk, voice_id=voice.pk)
    return page.go("circle", say=_("%(name)s is in the circle again.") % {"name": voice.name})
