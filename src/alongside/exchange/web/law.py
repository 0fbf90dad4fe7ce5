"""Asks the law about a decision record somebody sends. Nothing of it is kept, and nothing of any record is read."""

from datetime import date

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from alongside.access import limiting
from alongside.access.doors import public
from alongside.law.command import as_json
from alongside.law.mental_capacity_act import Fault, NotADecisionRecord, check, parse, record_of
from alongside.law.mental_capacity_act.reading import MOST_BYTES, day_of, is_scenario

MOST, SECONDS = 120, 60  # askings of one network in so many seconds


@csrf_exempt  # it reads no cookie and changes nothing
@require_POST
@public
@sensitive_variables()
def law_check(request: HttpRequest) -> HttpResponse:
    """Say what the law says to the decision record in the body; `?as_at=2026-11-21` asks by the law of that day.

    200 with the findings; 422 or 429 with what was expected and where.
    """
    if waits := limiting.wait(request, "law", most=MOST, seconds=SECONDS):
        answer = _refused(429, [Fault("the whole", f"at most {MOST} records a minute; ask again in {waits} seconds")])
        answer["Retry-After"] = str(waits)
        return answer
    body = request.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        return _refused(422, [Fault("the whole", f"a record has at most {MOST_BYTES:,} bytes; this has more")])
    try:
        as_at = _day(request.GET.get("as_at", ""))
        document = parse(body)
        record = record_of(document)
    except NotADecisionRecord as error:
        return _refused(422, list(error.faults))
    name = document.get("id") if is_scenario(document) else None
    return JsonResponse(as_json(name if isinstance(name, str) else "", check(record, as_at)))


def _day(typed: str) -> date | None:
    try:
        return day_of(typed) if typed else None
    except ValueError:
        raise NotADecisionRecord([Fault("as_at", "a day was expected, as 2026-11-21")]) from None


def _refused(status: int, faults: list[Fault]) -> JsonResponse:
    told = [{"field": fault.field, "expected": fault.expected} for fault in faults]
    return JsonResponse({"faults": told}, status=status)
