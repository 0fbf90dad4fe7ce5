"""A database that falls over under a page: one that only reads is run again; one that writes says so, and is not."""

from typing import Any

import pytest
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from alongside.access import middleware
from alongside.access.doors import signed_in
from alongside.access.models import Account
from alongside.conftest import World

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class Falls(middleware.ViewerMiddleware):
    """Runs pages over a database that falls over the first time."""

    times = 0

    def run(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> HttpResponse:
        self.times += 1
        if self.times == 1:
            raise OperationalError("terminating connection")
        return HttpResponse("there again")


def view(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


@pytest.mark.parametrize(("method", "times", "status"), [("get", 2, 200), ("post", 1, 503)])
def test_only_a_page_that_reads_is_run_again(
    monkeypatch: pytest.MonkeyPatch, method: str, times: int, status: int
) -> None:
    monkeypatch.setattr(middleware, "reach_database", lambda: None)
    monkeypatch.setattr(middleware.connection, "close", lambda: None)
    falls = Falls(lambda request: HttpResponse())
    view.__module__ = "alongside.somewhere"
    signed_in("tried by this test")(view)
    answer = falls.process_view(getattr(RequestFactory(), method)("/people/"), view, (), {})
    assert answer is not None
    assert (falls.times, answer.status_code) == (times, status)


def test_a_database_that_stays_away_is_not_waited_for_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(middleware.connection, "ensure_connection", away)
    with pytest.raises(OperationalError):
        middleware.reach_database(patience=0.0)


def test_a_page_is_run_once_when_all_is_well(world: World) -> None:
    client = Client()
    account: Account = world.worker
    client.force_login(account, backend=BACKEND)
    assert client.get(f"/p/{world.subject.pk}/").status_code == 200
