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
from alongside.home.work.domain import Group
from alongside.home.work.web import presenters
from alongside.learning import queries as learning
from alongside.people import notices
from alongside.people import queries as people
from alongside.people.working import queries as working
from alongside.record.times import today


@require_safe
@signed_in("lists what is asked of the account, in the records it may open")
def work(request: HttpRequest) -> HttpResponse:
    """Today, what one promised, what is late, what one waits for, in all records, each thing with its next step."""
    account = request.user
    assert isinstance(account, Account)  # noqa: S101 (the middleware lets nobody else in)
    viewer = people.everywhere(account=account)
    asked = request.GET.get("group", "")
    only = Group(asked) if asked in set(Group) else None
    day = queries.day(viewer=viewer, today=today(), only=only)
    actions.note_opened(by=account, subject_ids=[*day.subjects, *(one.subject.pk for one in day.owed)])
    context = {
        "viewer_key": str(viewer.account_id),
        "viewer": viewer,
        "in_work": True,
        "alone": only is not None,
        "messages": messages.get_messages(request),
        **presenters.page(day, viewer),
    }
    if only is None:
        duties = access.duties_held(DutyKind.SAFEGUARDING_LEAD, DutyKind.PRIVACY_LEAD)
        context |= {
            "unread": notices.unread(account=account),
            "leads": viewer.is_staff and bool(working.led_teams(viewer=viewer)),
            "practice": learning.unread_count(viewer=viewer) if viewer.is_staff else 0,
            "leads_safeguarding": DutyKind.SAFEGUARDING_LEAD in duties,
            "waiting": staff.waiting(viewer, privacy=DutyKind.PRIVACY_LEAD in duties),
        }
    return render(request, "home/work.jinja", context)
