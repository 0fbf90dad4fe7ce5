"""Whatever opens something of a record leaves one row that says who looked, in the transaction that read it."""

import json
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client

from alongside.conftest import World, as_keeper
from alongside.record import files, queries

from .test_routes import IN_RECORD, Route, address, as_, everywhere, ids

assert ids  # the fixture of real ids


def looks(world: World, who: str) -> int:
    """How often this account has opened the record, by the trail."""
    with as_keeper(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM access_auditevent WHERE action = 'record.opened' AND subject_id = %s AND by = %s",
            [world.subject.pk, getattr(world, who).pk],
        )
        return int(cursor.fetchone()[0])


def shut(answer: Any) -> None:
    """Close the file that is being sent; closing the whole answer would end the test's own transaction."""
    for close in answer._resource_closers:
        close()


def rows(action: str, by: Any) -> list[dict[str, Any]]:
    with as_keeper(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT detail FROM access_auditevent WHERE action = %s AND by = %s ORDER BY at", [action, by.pk]
        )
        return [json.loads(detail) for (detail,) in cursor.fetchall()]


@pytest.mark.parametrize("who", ["person", "worker"])
def test_a_page_of_a_record_leaves_one_row(world: World, ids: dict[str, Any], who: str) -> None:
    client = as_(getattr(world, who))

    def check(route: Route) -> None:
        for ask in (client.get, client.head):
            before = looks(world, who)
            answer = ask(address(route, ids))
            shut(answer)
            left = looks(world, who) - before
            if answer.status_code == 200:
                assert left == 1, f"it showed something and left {left} rows"
            else:
                assert left <= 1

    everywhere(IN_RECORD, check)


def test_a_file_and_a_paper_leave_one_row_each(client: Client, world: World) -> None:
    entry = world.add("strength")
    with world.as_("worker") as worker:
        item = queries.item(entry.pk, subject_id=world.subject.pk, viewer=world.viewer("worker"))
        kept = files.attach(
            by=worker, item=item, file=ContentFile(b"x" * 300_000, name="a.png"), content_type="image/png"
        )
    client.force_login(world.person, backend=settings.AUTHENTICATION_BACKENDS[-1])
    for path in (f"file/{kept.pk}/", "print/plan.pdf"):
        before = looks(world, "person")
        answer = client.get(f"/p/{world.subject.pk}/{path}")
        shut(answer)
        assert answer.status_code == 200
        assert looks(world, "person") - before == 1, "the row is there before the first byte goes out"


def test_who_may_see_nothing_leaves_no_row_of_a_look(client: Client, world: World) -> None:
    client.force_login(world.colleague, backend=settings.AUTHENTICATION_BACKENDS[-1])
    assert client.get(f"/p/{world.subject.pk}/").status_code == 404
    assert looks(world, "colleague") == 0


def test_a_list_of_people_is_kept_as_a_list(client: Client, world: World) -> None:
    """Not each person in it: that they were seen in a list; whether it was searched, never for whom."""
    client.force_login(world.worker, backend=settings.AUTHENTICATION_BACKENDS[-1])
    client.get("/people/")
    client.head("/people/?words=Pet")
    assert rows("people.listed", world.worker) == [
        {"shown": "1", "page": "1", "searched": "no"},
        {"shown": "1", "page": "1", "searched": "yes"},
    ]


def test_a_list_of_work_says_whose_records_it_showed_something_of(client: Client, world: World) -> None:
    world.add("step", by="worker", goal_id=world.add("goal").pk)
    client.force_login(world.worker, backend=settings.AUTHENTICATION_BACKENDS[-1])
    page = client.get("/work/").content.decode()
    shown = str(world.subject.pk) in page
    assert bool(rows("work.opened", world.worker)) is shown
