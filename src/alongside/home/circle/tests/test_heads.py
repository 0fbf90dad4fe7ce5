"""Opening a record, its head, its end; two records of one person."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from alongside.conftest import World, as_keeper
from alongside.home.circle.tests.test_sharing import address, signed_in
from alongside.people.domain import ALL_SECTIONS, Right
from alongside.people.models import Details, Grant, Subject, Voice

NUMBER = "999 526 0182"
PAGES = (
    "circle/",
    "circle/add/",
    "circle/share/",
    "circle/allocate/",
    "looked/",
    "own-record/",
    "details/",
    "details/contact/",
    "died/",
    "join/",
)


def form(**more: Any) -> dict[str, Any]:
    """Give what a worker types to add somebody."""
    return {"kind": "person", "name": "Mo Farraday", "new_id": str(uuid4())} | more


def add(client: Client, world: World, **more: Any) -> Any:
    """Send the form, and give the answer."""
    return client.post("/people/add/", form(team=str(world.team.pk), **more))


def made(name: str) -> list[Subject]:
    """Give the records of that name."""
    with as_keeper():
        return list(Subject.objects.filter(name=name).select_related("details"))


@pytest.mark.parametrize("page", PAGES)
def test_a_colleague_elsewhere_finds_nothing(page: str, world: World) -> None:
    client = signed_in(world, "colleague")
    assert client.get(address(world, page)).status_code == 404
    assert client.post(address(world, page), {}).status_code in {404, 405}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", ["person", "sister", "worker", "manager"])
def test_every_page_opens_or_says_why_not(who: str, page: str, world: World) -> None:
    assert signed_in(world, who).get(address(world, page)).status_code in {200, 403}


def test_a_worker_adds_somebody_and_lands_on_their_record(world: World) -> None:
    answer = add(signed_in(world, "worker"), world, nhs_number=NUMBER, born_day=3, born_month="March", born_year=1970)
    (subject,) = made("Mo Farraday")
    assert answer.headers["Location"] == f"/p/{subject.pk}/"
    assert subject.details.nhs_number == "9995260182"
    with as_keeper():
        assert Grant.objects.filter(subject=subject, team=world.team, basis="care").exists()


def test_the_same_form_twice_opens_one_record(world: World) -> None:
    client, told = signed_in(world, "worker"), form(team=str(world.team.pk))
    answers = [client.post("/people/add/", told) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert len(made("Mo Farraday")) == 1


def test_a_used_id_of_somebody_else_opens_nothing(world: World) -> None:
    answer = add(signed_in(world, "worker"), world, name="Somebody Else Entirely", new_id=str(world.subject.pk))
    assert answer.status_code == 422
    assert made("Somebody Else Entirely") == []


@pytest.mark.parametrize(
    ("number", "said"),
    [("999 526 0183", "last digit"), ("12345", "10 digits; this has 5"), ("99952601A2", "only digits")],
)
def test_a_wrong_number_is_said_where_it_stands(number: str, said: str, world: World) -> None:
    answer = add(signed_in(world, "worker"), world, nhs_number=number)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert number in answer.content.decode()
    assert made("Mo Farraday") == []


def test_under_18_is_refused_plainly_with_where_to_turn(world: World) -> None:
    answer = add(signed_in(world, "worker"), world, born_day=1, born_month=1, born_year=2015)
    assert answer.status_code == 422
    assert "children&#x27;s services" in answer.content.decode() or "children&#39;s services" in answer.content.decode()
    assert made("Mo Farraday") == []


def test_a_look_alike_is_shown_before_a_twin_is_made(world: World) -> None:
    client = signed_in(world, "worker")
    told = {"name": "Persen Test", "born_day": 1, "born_month": 5, "born_year": 1980}
    answer = add(client, world, **told)
    page = answer.content.decode()
    assert "Is it one of these?" in page
    assert "a like name and the same date of birth" in page
    assert f"/p/{world.subject.pk}/" in page
    assert made("Persen Test") == []
    assert add(client, world, sure="yes", **told).status_code == 302
    assert len(made("Persen Test")) == 1


def test_a_number_that_is_taken_makes_no_twin_even_when_sure(world: World) -> None:
    with as_keeper():
        Details.objects.filter(subject=world.subject).update(nhs_number="9995260182")
    answer = add(signed_in(world, "worker"), world, nhs_number=NUMBER, sure="yes")
    assert "same NHS number" in answer.content.decode()
    assert made("Mo Farraday") == []


def test_a_look_alike_of_another_team_shows_no_way_in(world: World) -> None:
    client = signed_in(world, "colleague")
    told = form(name="Person Test", team=str(world.other_team.pk))
    page = client.post("/people/add/", told).content.decode()
    assert "Is it one of these?" in page
    assert str(world.subject.pk) not in page
    assert "PT" in page


def test_a_group_needs_no_date_of_birth(world: World) -> None:
    add(signed_in(world, "worker"), world, kind="group", name="Night Fishers", nhs_number=NUMBER)
    (group,) = made("Night Fishers")
    assert (group.kind, group.details.nhs_number) == ("group", "")


@pytest.mark.parametrize("who", ["person", "sister"])
def test_only_workers_add_people(who: str, world: World) -> None:
    assert signed_in(world, who).get("/people/add/").status_code == 403


def test_what_was_typed_comes_back(world: World) -> None:
    client = signed_in(world, "worker")
    add(client, world, nhs_number="12345")
    assert "Mo Farraday" in client.get("/people/add/").content.decode()


def test_a_carer_opens_a_record_of_her_own_once(world: World) -> None:
    client = signed_in(world, "sister")
    assert "cannot read it unless you let them" in client.get(address(world, "own-record/")).content.decode()
    told = {"new_id": str(uuid4())}
    first, second = (client.post(address(world, "own-record/"), told).headers["Location"] for _time in range(2))
    assert first == second
    own = UUID(told["new_id"])
    with as_keeper():
        assert Subject.objects.get(pk=own).cares_for == world.subject.pk
    assert signed_in(world, "person").get(first).status_code == 404
    assert signed_in(world, "worker").get(first).status_code == 404
    told = {"sections": ["hopes"], "relationship": "family", "email": "person@example.org"}
    assert client.post(f"/p/{own}/circle/share/", told).status_code == 302
    assert signed_in(world, "person").get(first).status_code == 200


def test_the_head_is_changed_by_the_person_and_kept_in_history(world: World) -> None:
    told = {
        "name": "Person Newname",
        "known_as": "Pip",
        "born_day": 1,
        "born_month": 5,
        "born_year": 1980,
        "nhs_number": NUMBER,
    }
    assert signed_in(world, "person").post(address(world, "details/"), told).status_code == 302
    with as_keeper():
        assert Subject.objects.get(pk=world.subject.pk).name == "Person Newname"
        assert Voice.objects.get(subject=world.subject, kind="self").name == "Person Newname"
        assert Details.objects.get(subject=world.subject).nhs_number == "9995260182"
    assert signed_in(world, "sister").post(address(world, "details/"), told).status_code == 403


def test_a_death_closes_the_record_calmly(world: World) -> None:
    told = {"day_day": 1, "day_month": 2, "day_year": 2026}
    assert signed_in(world, "sister").post(address(world, "died/"), told).status_code == 403
    assert signed_in(world, "worker").post(address(world, "died/"), told).status_code == 302
    page = signed_in(world, "worker").get(address(world, "circle/")).content.decode()
    assert "died on 1 February 2026" in page
    again = signed_in(world, "worker").post(address(world, "died/"), told)
    assert "closed already" in again.content.decode()


def test_two_records_are_joined_after_reading_what_happens(world: World) -> None:
    with as_keeper():
        other = Subject.objects.create(name="Person Teste")
        Details.objects.create(subject=other)
        Voice.objects.create(subject=other, kind="self", name=other.name, relationship="person")
        mask = ALL_SECTIONS | Right.VOICE.bit | Right.CARE.bit
        Grant.objects.create(subject=other, account=world.worker, mask=mask, basis="care")
    client = signed_in(world, "worker")
    assert str(other.pk) in client.get(address(world, "join/"), {"words": "Teste"}).content.decode()
    assert "cannot be undone" in client.get(address(world, "join/"), {"other": str(other.pk)}).content.decode()
    answer = client.post(address(world, "join/"), {"other": str(other.pk)})
    assert answer.headers["Location"] == f"/p/{other.pk}/"
    assert client.get(address(world, "circle/")).headers["Location"] == f"/p/{other.pk}/"
    assert signed_in(world, "sister").get(f"/p/{other.pk}/circle/").status_code == 200


def test_a_record_one_cannot_open_is_not_joined(world: World) -> None:
    with as_keeper():
        other = Subject.objects.create(name="Hidden Test")
    client = signed_in(world, "worker")
    assert client.get(address(world, "join/"), {"other": str(other.pk)}).status_code == 404
    assert client.post(address(world, "join/"), {"other": str(other.pk)}).status_code == 404


def test_a_form_gone_back_to_and_filled_in_again_adds_somebody_else(world: World) -> None:
    client, told = signed_in(world, "worker"), form(team=str(world.team.pk))
    first = client.post("/people/add/", told).headers["Location"]
    again = told | {"name": "Ottoline Pemberton-Hughes", "nhs_number": ""}
    others = [client.post("/people/add/", again).headers["Location"] for _time in range(2)]
    assert others[0] == others[1] != first
    assert len(made("Ottoline Pemberton-Hughes")) == 1
