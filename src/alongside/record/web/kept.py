"""Keeps what is being typed, and throws it away when its author says so."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.views.decorators.http import require_POST

from alongside.access.doors import signed_in
from alongside.people import queries as people
from alongside.record import drafts
from alongside.record.web import wording


@require_POST
@signed_in("keeps the writer's own drafts")
def draft(request: HttpRequest) -> HttpResponse:
    """Keep what is being typed on the page named by `?page=`; answers `{"saved_at", "thoughts"}` once it is kept."""
    page = request.GET.get("page", "")
    if not page.startswith("/") or len(page) > 300:
        return JsonResponse({"error": "no such page"}, status=400)
    subject_id = next((found for part in page.split("/") if (found := people.parse_id(part))), None)
    words = {name: request.POST.getlist(name) for name in request.POST}
    kept = drafts.keep(by=request.user, page=page, words=words, subject_id=subject_id)  # type: ignore[arg-type]
    thoughts = wording.while_typing(account=request.user, path=page, words=kept.words)  # type: ignore[arg-type]
    return JsonResponse({"saved_at": kept.saved_at.isoformat(), "thoughts": thoughts})


@require_POST
@signed_in("throws away the writer's own draft")
def drop_draft(request: HttpRequest) -> HttpResponse:
    """Throw away what was typed on a page, because its author says so; go back to that page, fresh."""
    page = request.POST.get("page", "").replace("\0", "")[:300]
    drafts.drop(page, by=request.user)  # type: ignore[arg-type]
    return HttpResponseRedirect(page if page.startswith(("/p/", "/people/")) else "/people/")
