"""My work: what I said I would do, and what is asked of me."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alongside.access import queries as access
from alongside.access.domain import DutyKind
from alongside.access.doors import signed_in
from alongside.access.models import Account
from alongside.home.staff.web import waiting as staff
from alongside.home.work import actions, queries
from alongside.home.work.web import presenters
from alongside.people import notices
from alongside.people import queries as people


@require_safe
@signed_in("lists what is asked of the account, in the records it may open")
def work(request: HttpRequest) -> HttpResponse:
    """What is late, what is near, what is asked, in every record of this account, each with its way on."""
    account = request.user
    assert isinstance(account, Account)  # noqa: S101 (the middleware lets nobody else in)
    viewer = people.everywhere(account=account)
    found = queries.asked(viewer=viewer)
    owed = queries.owed(viewer=viewer)
    records = [one.subject.pk for one in found] + [one.subject.pk for one in owed]
    actions.note_opened(by=account, subject_ids=records)
    context = {
        "viewer_key": str(viewer.account_id),
        "viewer": viewer,
        "in_work": True,
        "unread": notices.unread(account=account),
        "owed": presenters.owed_lines(owed),
        "leads_safeguarding": access.has_duty(DutyKind.SAFEGUARDING_LEAD),
        "waiting": staff.waiting(viewer),
        "messages": messages.get_messages(request),
        **presenters.groups(found, only=request.GET.get("group", "")),
    }
    return render(request, "home/work.jinja", context)
