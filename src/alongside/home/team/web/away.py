"""Pages of being away: a lead says who is and who stands in; a worker says so for themself. Nobody is asked why."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from alongside.access.domain import Refused
from alongside.access.doors import signed_in
from alongside.access.models import Account
from alongside.base.clock import now
from alongside.base.ids import uuid7
from alongside.design.fields import DateField, Hidden
from alongside.design.forms import Form
from alongside.people import queries as people
from alongside.people.domain import Viewer
from alongside.people.working import actions
from alongside.people.working import queries as working
from alongside.record.times import moment, today

BOTH = require_http_methods(["GET", "POST"])


class DaysForm(Form):
    """From which day, and until about when."""

    new_id = Hidden()
    begins = DateField(label=gettext_lazy("The first day away"))
    back = DateField(
        label=gettext_lazy("The first day back, as far as anybody knows"),
        help_text=gettext_lazy("It can be changed later: say it again with another day."),
    )

    def clean(self) -> dict[str, Any]:
        """See that the days are in order."""
        told = super().clean() or self.cleaned_data
        if told.get("begins") and told.get("back") and told["back"] <= told["begins"]:
            self.add_error("back", _("This comes before the first day away. Please look at both days again."))
        return told

    def moments(self) -> tuple[datetime, datetime]:
        """Give when it begins and ends: at once where it is today."""
        begins, back = self.cleaned_data["begins"], self.cleaned_data["back"]
        return (now() if begins == today() else _midnight(begins)), _midnight(back)


class AwayForm(DaysForm):
    """The same for one of the team, with who stands in."""

    who = forms.ChoiceField(label=gettext_lazy("Who is away?"), widget=forms.Select)
    cover = forms.ChoiceField(label=gettext_lazy("Who stands in?"), widget=forms.Select, required=False)
    field_order = ("who", "begins", "back", "cover")


def _midnight(day: date) -> datetime:
    return moment(day, time(0))


def _account(request: HttpRequest) -> Account:
    account = request.user
    assert isinstance(account, Account)  # noqa: S101 (the middleware lets nobody else in)
    return account


@BOTH
@signed_in("absences of the account's own workers; others find no such page", is_staff=True)
def team_away(request: HttpRequest) -> HttpResponse:
    """Say that one of the team is away, and who stands in."""
    viewer = people.everywhere(account=_account(request))
    if not working.led_teams(viewer=viewer):
        raise Http404
    there = [(str(one.pk), one.name) for one in people.team_members(viewer=viewer)]
    form = AwayForm(request.POST or None, initial={"new_id": uuid7(), "begins": today()})
    form.fields["who"].choices = [("", _("Choose")), *there]  # type: ignore[attr-defined]
    form.fields["cover"].choices = [("", _("Nobody yet")), *there]  # type: ignore[attr-defined]
    return _page(request, viewer, form, "team_away", _keep_for_team)


@BOTH
@signed_in("the account's own absence", is_staff=True)
def me_away(request: HttpRequest) -> HttpResponse:
    """Say for oneself that one is away; who stands in is for the lead to say. A lead does both on the team's page."""
    viewer = people.everywhere(account=_account(request))
    if working.led_teams(viewer=viewer):
        return HttpResponseRedirect(reverse("team_away"))
    form = DaysForm(request.POST or None, initial={"new_id": uuid7(), "begins": today()})
    return _page(request, viewer, form, "me_away", _keep_for_me)


def _keep_for_team(account: Account, form: Any) -> None:
    cover = form.cleaned_data["cover"]
    _put(account, form, UUID(form.cleaned_data["who"]), UUID(cover) if cover else None)


def _keep_for_me(account: Account, form: Any) -> None:
    _put(account, form, account.pk, None)


def _put(account: Account, form: Any, who: UUID, cover: UUID | None) -> None:
    begins, until = form.moments()
    new_id = people.parse_id(form.cleaned_data["new_id"]) or uuid7()
    actions.put_absence(by=account, id=new_id, account_id=who, begins=begins, until=until, cover_id=cover)


def _page(request: HttpRequest, viewer: Viewer, form: Any, name: str, keep: Any) -> HttpResponse:
    account = _account(request)
    if request.method == "POST" and form.is_valid():
        try:
            keep(account, form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Kept. Whoever needs to know has been told, without a reason."))
            return HttpResponseRedirect(reverse(name))
    found = working.absences(viewer=viewer)
    own = name == "me_away"
    context = {
        "viewer_key": str(viewer.account_id),
        "viewer": viewer,
        "form": form,
        "own": own,
        "absences": [one for one in found if (one.account_id == account.pk) == own or not own],
        "now": now(),
        "messages": messages.get_messages(request),
    }
    return render(request, "home/team/away.jinja", context, status=422 if form.errors else 200)


@require_POST
@signed_in("ends an absence of one's own or of one's own worker", is_staff=True)
def back(request: HttpRequest, absence_id: UUID) -> HttpResponse:
    """Say that somebody is back: what was opened because of it ends."""
    account = _account(request)
    actions.end_absence(by=account, absence_id=absence_id)
    messages.success(request, _("Welcome back. Nobody stands in any more."))
    leads = working.led_teams(viewer=people.everywhere(account=account))
    return HttpResponseRedirect(reverse("team_away" if leads else "me_away"))
