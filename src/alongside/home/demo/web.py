"""The page of the demonstration: sign in as one of the ready people. Its address exists in the demonstration alone."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from alongside.access import signing_in, standing
from alongside.access.doors import public
from alongside.access.models import Account
from alongside.home.demo import reading

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
ABOUT = {
    "asha": _("Her own record, on a phone or a laptop: read it, answer it, share it."),
    "salma": _("What her sister shares with her, and a record of her own as a carer."),
    "daniel": _("The people he works with: conversations, plans, promises."),
    "bronwen": _("Her team's people. She can say who works with whom."),
    "joanne": _("Works in another team. She should see nothing here, and nothing is what she sees."),
    "marian": _("Is asked when somebody is to move to her team, and says yes or no."),
    "gwen": _("Hears at once when somebody looks without working with a person. Opens no record by herself."),
    "tomos": _("Keeps the machine: jobs, mails, chores. Opens no record by it."),
    "marcus": _("Sees concerns about somebody's safety, and nothing else of their record."),
}


@public
@require_http_methods(["GET", "POST"])
def demo(request: HttpRequest) -> HttpResponse:
    """Offer the ready people; a POST signs in as one of them."""
    if not settings.DEMO:
        raise Http404
    people = {one["key"]: one for one in reading.ready()}
    if request.method == "POST":
        chosen = people.get(request.POST.get("who", ""))
        account = Account.objects.filter(email=chosen["email"], is_active=True).first() if chosen else None
        if account is None:
            raise Http404
        login(request, account, backend=BACKEND)
        standing.proven(request, standing.DEMO)
        signing_in.came_in(request, account, way=standing.DEMO)
        return HttpResponseRedirect(reverse("start"))
    shown = [{"key": key, "button": one["button"], "about": ABOUT.get(key, "")} for key, one in people.items()]
    return render(request, "home/demo.jinja", {"people": shown})
