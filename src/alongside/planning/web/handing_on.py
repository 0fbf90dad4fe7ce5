"""A step is handed on: by whoever sees to it, or, while they are away or gone, by those who work with the person."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.access.domain import Conflict, Refused
from alongside.people.domain import Act
from alongside.people.queries import parse_id
from alongside.planning import progress, queries
from alongside.planning.sections import PLAN
from alongside.planning.web.presenters import may_hand_on
from alongside.record import drafts
from alongside.record import queries as record
from alongside.record.web.filling import typed_form
from alongside.record.web.handing import HandOnForm, first_values, was_sent
from alongside.record.web.page import Page, record_page


@require_http_methods(["GET", "POST"])
@record_page("plan", shows=PLAN, write=Act.ADD, keeps=True)
def hand_on(request: HttpRequest, *, page: Page, step_id: UUID) -> HttpResponse:
    """Ask somebody else to see to a step, with a word that stays beside it."""
    step = queries.step(step_id, subject_id=page.subject.pk, viewer=page.viewer)
    if was_sent(page):
        return _done(page)
    if not may_hand_on(page, step):
        raise Refused(_("Whoever sees to this step hands it on. You can answer it on its own page."))
    told: dict[str, Any] = {"here": page, "now_with": step.responsible_id}
    form = typed_form(HandOnForm, page, first_values(page, step.version), **told)
    context: dict[str, Any] = {"form": form, "step": step}
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        item = record.item(step.pk, subject_id=page.subject.pk, viewer=page.viewer)
        said = {"to": form.to(), "words": data["words"], "id": parse_id(data["answer_id"])}
        try:
            progress.hand_on_step(
                by=page.account, item=item, step=step, version=data["version"] or step.version, **said
            )
        except Conflict:
            message = _("Somebody changed this step while you wrote. Open the plan to see how it stands now.")
            form.add_error(None, message)
            return page.render("planning/hand_on.jinja", context, status=409)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            drafts.drop(request.path, by=page.account)
            return _done(page)
    return page.render("planning/hand_on.jinja", context, status=422 if form.errors else 200)


def _done(page: Page) -> HttpResponse:
    return page.go("plan", say=_("Handed on. It stands in their work now."))
