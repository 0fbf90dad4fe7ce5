"""Whoever may write in a record has a voice there from their first word on, not from their first look."""

from django.test import Client

from alongside.access.models import Account
from alongside.conftest import World
from alongside.people.models import Voice
from alongside.planning.models import PractitionerAnswer

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def as_(account: Account) -> Client:
    client = Client()
    client.force_login(account, backend=BACKEND)
    return client


def voices(world: World) -> list[str]:
    with world.as_("person"):
        return list(Voice.objects.filter(account=world.manager).values_list("relationship", flat=True))


def test_a_manager_answers_in_her_own_voice(world: World) -> None:
    address = f"/p/{world.subject.pk}/add/practitioner_answer/"
    client = as_(world.manager)
    page = client.get(address).content.decode()
    assert 'value="me" selected' in page
    assert voices(world) == []
    said = {"entry_id": "", "words_of": "me", "how": "wrote", "would": "yes", "words": "It starts from what she loves."}
    assert client.post(address, said | {"entry_id": "01a207c3-0000-7000-8000-000000000001"}).status_code == 302
    assert voices(world) == ["other"]
    with world.as_("person"):
        entry = PractitionerAnswer.objects.get()
        assert entry.words_of.account_id == world.manager.pk
        assert entry.confirmed_by == world.manager.pk


def test_a_colleague_does_not_join_by_trying(world: World) -> None:
    assert as_(world.colleague).post(f"/p/{world.subject.pk}/add/strength/", {"words": "x"}).status_code == 404
    with world.as_("person"):
        assert not Voice.objects.filter(account=world.colleague).exists()
