"""The person's copy is whole, or what it lacks is listed for whoever looks after privacy; the copy never tells."""

import io
import json
import re
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import jsonschema_rs
import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client, override_settings

from alongside.access.domain import Refused
from alongside.access.models import AuditEvent
from alongside.base.ids import uuid7
from alongside.conftest import World, as_keeper
from alongside.home.mydata import actions, parts, queries
from alongside.people import actions as people
from alongside.people.domain import OPEN_SECTIONS, Section
from alongside.people.models import Notice
from alongside.record import files, registry
from alongside.record import queries as record
from alongside.record.models import Withholding
from alongside.record.times import today

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SCHEMA = json.loads((Path(actions.__file__).parent / "schema.json").read_text())
SECRET = "9 Sallowfield Yard"


def browser(world: World, who: str) -> Client:
    client = Client()
    client.force_login(getattr(world, who), backend=BACKEND)
    return client


def download(world: World, **told: str) -> zipfile.ZipFile:
    """Make the person's copy, through the page."""
    answer = browser(world, "person").post(f"/p/{world.subject.pk}/my-data/", told)
    assert answer.status_code == 200
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]


def data(copy: zipfile.ZipFile) -> dict[str, Any]:
    return json.loads(copy.read("data.json"))  # type: ignore[no-any-return]


def rows(found: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    return {part["name"]: part["rows"] for part in found["parts"]}


KINDS = ("strength", "aspiration", "need", "goal", "must_know", "hope", "contribution", "way_of_life", "role")


def fill(world: World) -> dict[str, Any]:
    """Write something of several kinds, change it, answer it, attach to it."""
    made = {kind: world.add(kind) for kind in KINDS}
    with world.as_("person") as person:
        item = record.item(made["strength"].pk, subject_id=world.subject.pk, viewer=world.viewer("person"))
        files.attach(
            by=person, item=item, file=ContentFile(b"GIF89a", name="../../garden.gif"), content_type="image/gif"
        )
        people.add_contact_point(by=person, subject_id=world.subject.pk, sort="phone", value="07700 900111", safe="yes")
        people.add_protected(by=person, subject_id=world.subject.pk, sort="address", value=SECRET)
    return made


def withhold(world: World, entry: Any, section: Section, *, whole: bool = False) -> None:
    with as_keeper():
        Withholding.objects.create(
            subject=world.subject,
            item_id=None if whole else entry.pk,
            bit=section.bit,
            whom="person",
            grounds="serious_harm",
            made_by=world.worker.pk,
            review_by=today() + timedelta(days=90),
        )


def test_the_copy_fits_its_schema_and_reads_as_one_page(world: World) -> None:
    made = fill(world)
    copy = download(world)
    found = data(copy)
    jsonschema_rs.validate(SCHEMA, found)
    page = copy.read("read.html").decode()
    assert "Everything about me: Pet" in page
    assert "<script" not in page
    assert not re.search(r'(?:src|href)="', page)
    for kind, entry in made.items():
        assert str(entry.pk) in {row["id"] for part in found["parts"] for row in part["rows"] if "id" in row}, kind
    assert made["strength"].words in page
    assert [row["words"] for row in rows(found)["strengths.strength"]] == [made["strength"].words]
    (file,) = found["files"]
    assert file["name"] == "garden.gif"
    assert copy.read(file["path"]) == b"GIF89a"
    assert sorted(copy.namelist()) == sorted(["read.html", "data.json", file["path"]])


def test_a_schema_that_does_not_fit_is_noticed(world: World) -> None:
    found = data(download(world))
    del found["looked"]
    with pytest.raises(jsonschema_rs.ValidationError):
        jsonschema_rs.validate(SCHEMA, found)


def keys_in_the_database(world: World) -> dict[str, set[str]]:
    """Give the key of every row about the person, table by table, past all locks."""
    found: dict[str, set[str]] = {}
    with as_keeper(), connection.cursor() as cursor:
        for model in parts.models_about_somebody():
            key = model._meta.pk.column
            by = {"people.Subject": "id", "people.SubjectEvent": "pgh_obj_id"}.get(model._meta.label, "subject_id")
            cursor.execute(f'SELECT "{key}"::text FROM "{model._meta.db_table}" WHERE "{by}" = %s', [world.subject.pk])
            found[model._meta.label] = {value for (value,) in cursor.fetchall()}
    return found


def keys_in_the_copy(found: dict[str, Any]) -> dict[str, set[str]]:
    names = {part.name: part for part in parts.parts()}
    return {
        names[name].label: {str(row[names[name].model._meta.pk.attname]) for row in some}
        for name, some in rows(found).items()
    }


def test_every_row_about_the_person_is_in_the_copy_or_listed_with_a_reason(world: World) -> None:
    made = fill(world)
    withhold(world, made["need"], Section.NEEDS)
    others = world.add("role", words_of="worker")
    withhold(world, others, Section.ROLES, whole=True)  # the person's own words in it stay: nobody's are kept from them
    in_copy = keys_in_the_copy(data(download(world)))
    with world.as_("privacy_lead", narrowed=False):
        listed = {str(one["entry"]) for one in queries.left_out(world.subject.pk)}
    assert listed == {str(made["need"].pk), str(others.pk)}
    missing: dict[str, set[str]] = {}
    for label, keys in keys_in_the_database(world).items():
        if label in parts.ELSEWHERE:
            continue
        lacks = keys - in_copy.get(label, set()) - listed
        if label.endswith("Event"):
            lacks = {key for key in lacks if _of(label, key) not in listed}
        if lacks:
            missing[label] = lacks
    with as_keeper():
        others = {str(one.pk) for one in Notice.objects.exclude(account=world.person)}
    assert {label: keys - others for label, keys in missing.items() if keys - others} == {}
    assert sum(len(keys) for keys in in_copy.values()) > 20


def _of(label: str, key: str) -> str:
    """Give the entry that a row of history is a state of."""
    model = next(one for one in parts.models_about_somebody() if one._meta.label == label)
    with as_keeper():
        return str(model._default_manager.get(pk=key).pgh_obj_id)  # type: ignore[attr-defined]


def test_what_stands_elsewhere_says_where() -> None:
    labels = {model._meta.label for model in parts.models_about_somebody()}
    assert set(parts.ELSEWHERE) <= labels
    assert all(len(reason) > 20 for reason in parts.ELSEWHERE.values())
    assert {kind.model._meta.label for kind in registry.all_kinds()} <= {part.label for part in parts.parts()}
    assert len({part.name for part in parts.parts()}) == len(parts.parts())


MASK = re.compile(r'"made_at":"[^"]*"|Made on [^.]*\.|csrf\w*"[^>]*')


def plain(copy: zipfile.ZipFile) -> dict[str, str]:
    return {name: MASK.sub("", copy.read(name).decode(errors="replace")) for name in copy.namelist()}


def test_a_copy_with_something_left_out_is_the_same_as_if_it_had_never_been(world: World) -> None:
    fill(world)
    before = plain(download(world))
    hidden = world.add("need", words="A brother said this in confidence", id=uuid7())
    withhold(world, hidden, Section.NEEDS)
    assert plain(download(world)) == before


def test_what_is_left_out_reaches_who_looks_after_privacy_and_nobody_else(world: World) -> None:
    made = fill(world)
    download(world)
    with as_keeper():
        assert not Notice.objects.filter(kind="mydata.left_out").exists()
    withhold(world, made["need"], Section.NEEDS)
    download(world)
    with as_keeper():
        (notice,) = Notice.objects.filter(kind="mydata.left_out")
    assert (notice.account_id, notice.detail) == (world.privacy_lead.pk, {})
    page = browser(world, "privacy_lead").get(f"/left-out/{world.subject.pk}/").content.decode()
    assert "serious_harm" in page
    assert made["need"].words not in page
    assert "Person Test" in browser(world, "privacy_lead").get("/left-out/").content.decode()
    assert "Somebody made a copy" in browser(world, "privacy_lead").get("/notices/").content.decode()
    for who in ("person", "worker", "sister", "safeguarding_lead"):
        assert browser(world, who).get(f"/left-out/{world.subject.pk}/").status_code == 404, who
        assert browser(world, who).get("/left-out/").status_code == 404, who
        with world.as_(who, narrowed=False), pytest.raises(Refused):
            queries.left_out(world.subject.pk)
    assert "left" not in json.dumps(data(download(world))["looked"])


def test_hidden_addresses_are_in_it_only_when_asked_for(world: World) -> None:
    fill(world)
    for name, text in plain(download(world)).items():
        assert SECRET not in text, name
    copy = download(world, hidden="yes")
    jsonschema_rs.validate(SCHEMA, data(copy))
    assert SECRET in copy.read("read.html").decode()
    assert data(copy)["hidden"][0]["value"] == SECRET
    with as_keeper():
        said = AuditEvent.objects.filter(action="mydata.downloaded", subject_id=world.subject.pk).order_by("at")
        assert [one.detail for one in said] == [{"hidden_too": False}, {"hidden_too": True}]
        assert SECRET not in str(list(AuditEvent.objects.values_list("detail", flat=True)))


@pytest.mark.parametrize("who", ["sister", "worker", "colleague", "privacy_lead"])
def test_nobody_else_makes_a_copy(world: World, who: str) -> None:
    world.give("sister", list(OPEN_SECTIONS))
    for method in ("get", "post"):
        answer = getattr(browser(world, who), method)(f"/p/{world.subject.pk}/my-data/")
        assert answer.status_code in (403, 404)
    with world.as_(who) as account, pytest.raises(Refused):
        actions.make_copy(by=account, subject=world.subject, viewer=world.viewer(who), hidden_too=False)


def test_it_is_asked_once_more_who_is_there_first(world: World) -> None:
    with override_settings(RECHECK_SECONDS=-1):
        answer = browser(world, "person").post(f"/p/{world.subject.pk}/my-data/")
    assert answer.status_code == 302
    assert "sure" in answer.headers["Location"]


def test_no_digest_of_a_secret_and_no_place_on_disk_is_in_it(world: World) -> None:
    fill(world)
    text = json.dumps(data(download(world)))
    assert '"secret"' not in text
    assert '"path": "files/' in text
    assert re.findall(r'"path": "(?!files/)', text) == []
    assert UUID(data(download(world))["subject"]) == world.subject.pk


def test_a_link_to_what_is_withheld_is_not_in_the_copy(world: World) -> None:
    """Not even its id: an entry that points at it, now and in its earlier states, points at nothing."""
    kept = world.add("aspiration", words_of="worker", how="wrote")
    world.add("need", gets_in_way_of=kept.pk)
    with as_keeper():
        Withholding.objects.create(
            subject=world.subject,
            item_id=kept.pk,
            bit=Section.HOPES.bit,
            whom="person",
            grounds="serious_harm",
            words="test",
            made_by=world.worker.pk,
            review_by=today() + timedelta(days=9),
        )
    copy = download(world)
    assert len(rows(data(copy))["planning.need"]) == 1
    assert not [name for name in copy.namelist() if str(kept.pk).encode() in copy.read(name)]
