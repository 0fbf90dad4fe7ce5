"""Thoughts on words while staff write: offered to the writer, never on the person's words, never in the way."""

from typing import Any

import pytest
from django.test import Client

from alongside.access.models import Preference
from alongside.access.viewer import viewing
from alongside.base.ids import uuid7
from alongside.conftest import World
from alongside.people.domain import OPEN_SECTIONS
from alongside.record.models import Item

TITLE = "Words to think about again"
JUDGES = "She refused her tablets again this morning."


def client_of(account: Any) -> Client:
    client = Client()
    client.force_login(account)
    return client


def typed(world: World, who: str, **more: str) -> dict[str, str]:
    """Give a form as its writer fills it in: their own words, unless said otherwise."""
    own = {"words_of": str(world.voices[who].pk), "how": "wrote"}
    return {"entry_id": str(uuid7()), "sort": "ability", "words": JUDGES, "version": "", **own, **more}


def add(world: World) -> str:
    return f"/p/{world.subject.pk}/add/strength/"


def look(world: World, who: str, **more: str) -> str:
    """Fill in a form, ask to look at the words, and give the page that comes."""
    client = client_of(getattr(world, who))
    answer = client.post(add(world), typed(world, who, about_words="look", **more))
    assert answer.status_code == 302
    return client.get(answer["Location"].partition("#")[0]).content.decode()


def test_who_works_here_is_shown_a_thought_and_keeps_what_was_typed(world: World) -> None:
    page = look(world, "worker")
    assert TITLE in page
    assert "“refused”" in page
    assert "said no to" in page
    assert JUDGES in page


def test_looking_saves_nothing(world: World) -> None:
    look(world, "worker")
    with world.as_("worker"):
        assert not Item.objects.filter(text=JUDGES).exists()


def test_with_the_thought_before_them_they_save_as_they_like(world: World) -> None:
    look(world, "worker")
    answer = client_of(world.worker).post(f"{add(world)}?look=1", typed(world, "worker"))
    assert answer.status_code == 302
    with world.as_("worker"):
        assert Item.objects.filter(text=JUDGES).exists()


def test_the_persons_own_words_are_not_looked_at(world: World) -> None:
    page = look(world, "worker", words_of=str(world.voices["person"].pk), how="said")
    assert TITLE not in page
    assert "We found no word" in page


def test_what_stands_on_the_address_stays_there(world: World) -> None:
    client = client_of(world.worker)
    answer = client.post(f"{add(world)}?sort=quality&look=1", typed(world, "worker", about_words="look"))
    assert answer["Location"] == f"{add(world)}?sort=quality&look=1#about-words"


@pytest.mark.parametrize("who", ["person", "sister"])
def test_nobody_else_is_offered_it(world: World, who: str) -> None:
    world.give("sister", list(OPEN_SECTIONS))
    page = client_of(getattr(world, who)).get(add(world)).content.decode()
    assert 'name="words"' in page
    assert "about_words" not in page


def test_it_can_be_turned_off_and_stays_off(world: World) -> None:
    client = client_of(world.worker)
    assert "about_words" in client.get(add(world)).content.decode()
    answer = client.post(f"{add(world)}?look=1", typed(world, "worker", about_words="off"))
    assert answer["Location"] == add(world)
    page = client.get(add(world)).content.decode()
    assert "about_words" not in page
    assert JUDGES in page
    with viewing(world.worker.pk):
        assert not Preference.objects.get().word_prompts


def test_while_somebody_types_the_thoughts_come_with_what_is_kept(world: World) -> None:
    asked = f"/draft/?page={add(world)}"
    told = client_of(world.worker).post(asked, typed(world, "worker")).json()
    assert "“refused”" in told["thoughts"]
    told = client_of(world.worker).post(asked, typed(world, "worker", words="She chose not to.")).json()
    assert told["thoughts"] == ""
    assert client_of(world.person).post(asked, typed(world, "person")).json()["thoughts"] is None
    assert client_of(world.worker).post("/draft/?page=/people/add/", {"name": JUDGES}).json()["thoughts"] is None


def test_what_is_typed_is_shown_as_text(world: World) -> None:
    asked = f"/draft/?page={add(world)}"
    words = "<b>Non-compliant</b> with <i>all</i>"
    told = client_of(world.worker).post(asked, typed(world, "worker", words=words)).json()
    assert "<b>" not in told["thoughts"]


@pytest.mark.parametrize(("whose", "shown"), [("worker", True), ("person", False)])
def test_changing_an_entry_looks_at_the_writers_own_alone(world: World, whose: str, shown: bool) -> None:
    how = "wrote" if whose == "worker" else "said"
    entry = world.add("strength", words_of=whose, how=how, words="She likes plums.")
    address = f"/p/{world.subject.pk}/entry/{entry.pk}/change/"
    told = {"entry_id": str(entry.pk), "version": "1", "sort": "ability", "words": JUDGES}
    found = client_of(world.worker).post(f"/draft/?page={address}", told).json()["thoughts"]
    assert ("refused" in found) is shown


def test_a_word_the_person_chose_for_themself_is_theirs(world: World) -> None:
    asked = f"/draft/?page={add(world)}"
    words = {"words": "He is an alcoholic."}
    assert client_of(world.worker).post(asked, typed(world, "worker", **words)).json()["thoughts"]
    world.add("way_of_life", by="person", how="wrote", words="I am an alcoholic, twelve years sober.")
    assert client_of(world.worker).post(asked, typed(world, "worker", **words)).json()["thoughts"] == ""


def test_a_draft_on_a_record_that_is_not_theirs_says_nothing(world: World) -> None:
    asked = f"/draft/?page={add(world)}"
    assert client_of(world.colleague).post(asked, typed(world, "worker")).json()["thoughts"] is None
