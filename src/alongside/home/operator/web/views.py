"""The page of whoever keeps the machine."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from alongside.access.domain import DutyKind, Refused
from alongside.access.doors import signed_in
from alongside.access.models import Account
from alongside.base.clock import now
from alongside.home.operator import actions, queries
from alongside.home.operator.web import presenters
from alongside.people import queries as people

ACTS = {
    "again": (actions.again, gettext_lazy("It is done again soon.")),
    "away": (actions.throw_away, gettext_lazy("Thrown away.")),
}


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in("names of jobs, numbers, times and kinds of error; no record", duty=DutyKind.OPERATOR.value)
def operator(request: HttpRequest) -> HttpResponse:
    """How jobs, mails and chores stand; a job that failed is done again, or thrown away."""
    account = request.user
    assert isinstance(account, Account)  # noqa: S101 (the middleware lets nobody else in)
    if request.method == "POST":
        return _act(request, account)
    context = {
        "viewer_key": str(account.pk),
        "viewer": people.everywhere(account=account),
        "messages": messages.get_messages(request),
        **presenters.page(queries.standing(), now()),
    }
    return render(request, "home/operator/operator.jinja", context)


def _act(request: HttpRequest, account: Account) -> HttpResponse:
    act, job = ACTS.get(request.POST.get("act", "")), request.POST.get("job", "")
    if act is None or not (job.isascii() and job.isdigit() and len(job) < 19):
        raise Refused(_("That is not one of the jobs here."))
    do, said = act
    do(by=account, job=int(job))
    messages.success(request, said)
    return HttpResponseRedirect(reverse("operator"))
