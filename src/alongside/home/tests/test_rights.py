"""Rights explained: the leaflet, what was said of each, who sees it, and what is asked to be talked about again."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.about_me import due
from alongside.about_me.words import RIGHTS, RIGHTS_IN_PLAIN_WORDS
from alongside.base.ids import uuid7
from alongside.conftest import World, as_keeper
from alongside.home.tests.test_conversation import client_of
from alongside.people import queries as people
from alongside.people.domain import Section
from alongside.people.models import Voice
from alongside.record.registry import Due
from alongside.record.times import today

NOT_YET = "Not explained yet"
READY = [code for code, _label in RIGHTS if code != "other"]


def page(world: World, who: str) -> str:
    answer = client_of(world, who).get(reverse("rights", args=[world.subject.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def explain(world: World, right: str = "complain", **more: Any) -> Any:
    told = {"right": right, "understood": "yes", "explained_on": today(), "explained_by_id": world.voices["worker"].pk}
    return world.add("right_explained", **(told | more))


def test_every_right_of_the_list_has_plain_words_and_a_source() -> None:
    assert set(RIGHTS_IN_PLAIN_WORDS) == set(READY)
    assert all(str(plain) and str(source) for plain, source in RIGHTS_IN_PLAIN_WORDS.values())


def test_the_leaflet_holds_every_right_and_a_way_to_write_down_that_it_was_talked_about(world: World) -> None:
    for who, asks in (("worker", "We talked about it"), ("person", "Somebody talked about it with me")):
        shown = page(world, who)
        assert shown.count(NOT_YET) == len(READY)
        assert shown.count(asks) == len(READY)
        for code in READY:
            assert f"add/right_explained/?right={code}" in shown
        assert "Talked about so far: 0 of 9." in shown
    assert ">My rights</h1>" in page(world, "person")
    assert ">The rights of Pet</h1>" in page(world, "worker")


def test_what_was_said_stands_with_when_by_whom_how_and_whether_it_was_clear(world: World) -> None:
    day = today() - timedelta(days=4)
    again = today() - timedelta(days=1)
    explain(
        world, words="I will keep that one.", form="pictures", understood="partly", explained_on=day, again_on=again
    )
    shown = page(world, "person")
    said = shown[shown.index("I will keep that one.") :]
    for words in (f"{day.day} {day:%B %Y}", "Worker Test", "With pictures or objects", "Partly", "The day has gone by"):
        assert words in said
    assert "Talked about so far: 1 of 9." in shown
    assert shown.count(NOT_YET) == len(READY) - 1


def test_the_newest_stands_and_the_times_before_are_folded(world: World) -> None:
    old = today() - timedelta(days=90)
    explain(world, words="Now I see.", understood="yes")
    explain(world, words="Too many words.", understood="not_yet", explained_on=old)
    shown = page(world, "worker")
    assert shown.index("Now I see.") < shown.index("The time before") < shown.index("Too many words.")
    assert "We talked about it again" in shown


def test_words_that_wait_ask_whose_they_are(world: World) -> None:
    explain(world, words="I will keep that one.")
    explain(world, "advocate")
    for who, asks in (("person", 2), ("worker", 0), ("manager", 0)):
        assert page(world, who).count("Are these your words?") == asks


def test_another_right_has_its_own_name_and_history(world: World) -> None:
    explain(world, "other", other="To vote", words="I always have.")
    explain(world, "other", other="To marry", words="Ha!")
    shown = page(world, "person")
    assert shown.index("To marry") < shown.index("To vote")
    assert "The time before" not in shown


def test_others_see_the_leaflet_and_what_was_said_only_where_shared(world: World) -> None:
    explain(world, words="I will keep that one.")
    shown = page(world, "sister")
    assert "is not shared with you" in shown
    for words in ("I will keep that one.", NOT_YET, "Talked about so far", "We talked about it"):
        assert words not in shown
    assert "You may complain" in shown
    world.give("sister", [Section.RIGHTS])
    assert "I will keep that one." in page(world, "sister")
    assert client_of(world, "colleague").get(reverse("rights", args=[world.subject.pk])).status_code == 404


def test_a_group_is_told_that_rights_belong_to_people(world: World) -> None:
    with as_keeper():
        type(world.subject).objects.filter(pk=world.subject.pk).update(kind="group")
    shown = page(world, "worker")
    assert "Rights belong to people" in shown
    assert NOT_YET not in shown


def test_the_form_speaks_to_whoever_fills_it_in(world: World) -> None:
    address = reverse("add", args=[world.subject.pk, "right_explained"])
    theirs = client_of(world, "worker").get(address, {"right": "complain"}).content.decode()
    assert "What did the person say?" in theirs
    assert f'value="{world.voices["worker"].pk}" selected' in theirs
    assert 'value="complain" checked' in theirs
    own = client_of(world, "person").get(address, {"right": "complain"}).content.decode()
    assert "What do you say to it?" in own
    assert f'value="{world.voices["worker"].pk}" selected' not in own


@pytest.mark.parametrize("who", ["person", "worker"])
def test_it_is_written_down_and_stands_there(world: World, who: str) -> None:
    client, address = client_of(world, who), reverse("add", args=[world.subject.pk, "right_explained"])
    posted = {
        "entry_id": "", "words_of": world.voices["person"].pk, "how": "said", "right": "advocate", "form": "talked",
        "understood": "yes", "words": "Somebody on my side.", "explained_on_day": today().day,
        "explained_on_month": today().month, "explained_on_year": today().year,
    }  # fmt: skip
    answer = client.post(address, posted | {"entry_id": uuid7()})
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("rights", args=[world.subject.pk]) + "#entry-")
    assert "Somebody on my side." in page(world, who)


def test_it_takes_as_many_queries_however_much_there_is(world: World) -> None:
    client, address = client_of(world, "person"), reverse("rights", args=[world.subject.pk])

    def count() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        return len(asked)

    explain(world)
    few = count()
    for code in READY:
        for number in range(3):
            explain(world, code, words=f"{code} {number}")
    assert count() == few
    assert few <= 12


# What is asked to be talked about again


def asked(world: World, who: str) -> list[Due]:
    with world.as_(who, narrowed=False) as account:
        viewer = people.everywhere(account=account)
        voices = [one.pk for one in people.own_voices_everywhere(viewer=viewer)]
        return list(due.of_rights(viewer=viewer, voices=voices))


def test_whoever_explained_a_right_is_asked_to_talk_about_it_again(world: World) -> None:
    explain(world, again_on=today())
    (one,) = asked(world, "worker")
    assert (one.what, one.who, one.by) == ("To complain", "Worker Test", today())
    assert asked(world, "person") == []
    assert asked(world, "colleague") == []


def test_what_was_said_last_counts(world: World) -> None:
    explain(world, again_on=today(), explained_on=today() - timedelta(days=9))
    explain(world, again_on=None)
    assert asked(world, "worker") == []


def test_where_whoever_explained_it_has_left_it_falls_to_all_who_work_there(world: World) -> None:
    explain(world, again_on=today(), explained_by_id=world.voices["sister"].pk)
    assert asked(world, "worker") == []
    with as_keeper():
        Voice.objects.filter(pk=world.voices["sister"].pk).update(until=today())
    assert [one.who_id for one in asked(world, "worker")] == [None]
