"""For who looks after privacy, and for leads: emergencies, overdue objections, unusual looking, duties in law."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.access.domain import DutyKind, Refused
from alongside.access.doors import signed_in
from alongside.home.staff.web.forms import AnswerForm, PrivacyDutyForm, TellingForm, VerdictForm, codes_of, mask_of
from alongside.home.staff.web.moving import account_of
from alongside.home.staff.web.who import end_of
from alongside.people import queries as people
from alongside.people.working import actions, queries
from alongside.people.working.domain import is_overdue
from alongside.people.working.unusual import Sign
from alongside.people.working.words import REASONS, SIGNS
from alongside.record.times import today

BOTH = require_http_methods(["GET", "POST"])
PRIVACY = DutyKind.PRIVACY_LEAD.value


def _render(request: HttpRequest, template: str, form: Any = None, **more: Any) -> HttpResponse:
    account = account_of(request)
    context = {
        "viewer_key": str(account.pk),
        "viewer": people.everywhere(account=account),
        "messages": messages.get_messages(request),
        "form": form,
        **more,
    }
    return render(request, template, context, status=422 if form is not None and form.errors else 200)


def _go(request: HttpRequest, name: str, said: str) -> HttpResponse:
    messages.success(request, said)
    return HttpResponseRedirect(reverse(name))


def _glass(one: dict[str, Any]) -> dict[str, Any]:
    reasons = {code.value: label for code, label in REASONS.items()}
    is_untold = one["opened"] and one["told_at"] is None
    return one | {
        "why": reasons.get(one["why"], one["why"]),
        "late": is_overdue(one["review_by"], today(), done=one["reviewed_at"] is not None),
        "is_untold": is_untold,
        "late_telling": is_untold and is_overdue(one["untold_until"] or one["review_by"], today(), done=False),
        "href": reverse("privacy_glass_one", args=[one["id"]]),
    }


@require_safe
@signed_in("looks in an emergency, with a reference and initials; no entries", duty=PRIVACY)
def glass(request: HttpRequest) -> HttpResponse:
    """Every look in an emergency: those that wait first."""
    return _render(request, "home/staff/privacy_glass.jinja", rows=[_glass(one) for one in queries.glass_looks()])


@BOTH
@signed_in("one look in an emergency: who, why, which pages; no entries", duty=PRIVACY)
def glass_one(request: HttpRequest, glass_id: UUID) -> HttpResponse:
    """Look into one: was it in order, and is the person told?"""
    one = next((_glass(row) for row in queries.glass_looks() if row["id"] == glass_id), None)
    if one is None:
        raise Http404
    which = request.POST.get("form", "")
    form = VerdictForm(request.POST if which == "verdict" else None)
    telling = TellingForm(request.POST if which == "telling" else None)
    for sent, act in ((form, _review), (telling, _tell)):
        if sent.is_bound and sent.is_valid():
            try:
                act(request, glass_id, sent.cleaned_data)
            except Refused as refusal:
                sent.add_error(None, str(refusal))
            else:
                return _go(request, "privacy_glass", _("Kept."))
    shown = telling if telling.is_bound else form
    return _render(request, "home/staff/privacy_glass_one.jinja", shown, one=one, verdict=form, telling=telling)


def _review(request: HttpRequest, glass_id: UUID, told: dict[str, Any]) -> None:
    actions.review_glass(by=account_of(request), glass_id=glass_id, verdict=told["verdict"], words=told["words"])


def _tell(request: HttpRequest, glass_id: UUID, told: dict[str, Any]) -> None:
    until = told["until"] if told["choice"] == "keep" else None
    actions.decide_telling(by=account_of(request), glass_id=glass_id, words=told["words"], until=until)


@require_safe
@signed_in("objections that are overdue or that no lead can answer; initials and the person's reason", duty=PRIVACY)
def objections(request: HttpRequest) -> HttpResponse:
    """The objections that wait for who looks after privacy."""
    return _render(request, "home/staff/privacy_objections.jinja", rows=queries.overdue_objections())


@BOTH
@signed_in("one overdue objection, to answer it", duty=PRIVACY)
def objection(request: HttpRequest, objection_id: UUID) -> HttpResponse:
    """Answer an objection that no lead answered in time."""
    one = next((row for row in queries.overdue_objections() if row["id"] == objection_id), None)
    if one is None:
        raise Http404
    form = AnswerForm(request.POST if request.method == "POST" else None, initial={"sections": codes_of(one["mask"])})
    if not one["in_words"]:
        del form.fields["email"]
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            actions.answer_objection(
                by=account_of(request),
                objection_id=objection_id,
                outcome=told["outcome"],
                answer=told["answer"],
                mask=mask_of(told["sections"]),
                email=told.get("email", ""),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _go(request, "privacy_objections", _("Answered. The person has been told, and can read it."))
    return _render(request, "home/staff/privacy_objection.jinja", form, one=one)


@BOTH
@signed_in("lets somebody see a record for a duty in law, named by NHS number; shows nothing of it", duty=PRIVACY)
def duty_in_law(request: HttpRequest) -> HttpResponse:
    """Let somebody who works here see a record for a duty in law, for a time."""
    form = PrivacyDutyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            actions.give_duty_in_law(
                by=account_of(request),
                nhs_number=told["nhs_number"],
                email=told["email"],
                function=told["function"],
                until=end_of(told["until"]),
                words=told["words"],
                mask=mask_of(told["sections"]),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _go(request, "privacy_glass", _("Saved. It ends by itself. The person sees who and why."))
    return _render(request, "home/staff/privacy_duty.jinja", form)


def _alert(one: dict[str, Any]) -> dict[str, Any]:
    return one | {"why": SIGNS.get(Sign(one["kind"]), ""), "href": reverse("unusual_one", args=[one["id"]])}


@require_safe
@signed_in("unusual looking by workers the account leads or looks after: reference, worker, why; no entries, no names")
def unusual(request: HttpRequest) -> HttpResponse:
    """Ways of looking that seem unusual: few, and each with why it is here."""
    return _render(request, "home/staff/unusual.jinja", rows=[_alert(one) for one in queries.alerts()])


@BOTH
@signed_in("one of them, to answer it; whose record it is, for who looks after privacy alone, and kept")
def unusual_one(request: HttpRequest, alert_id: UUID) -> HttpResponse:
    """Look into one: ask the worker, and say what came of it."""
    one = next((_alert(row) for row in queries.alerts() if row["id"] == alert_id), None)
    if one is None:
        raise Http404
    account = account_of(request)
    name = ""
    if request.method == "POST" and request.POST.get("form") == "name":
        name = actions.name_of_alert(by=account, alert_id=alert_id)
    form = VerdictForm(request.POST if request.method == "POST" and not name else None)
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        try:
            actions.answer_alert(by=account, alert_id=alert_id, verdict=told["verdict"], words=told["words"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _go(request, "unusual", _("Kept."))
    return _render(request, "home/staff/unusual_one.jinja", form, one=one, name=name)
