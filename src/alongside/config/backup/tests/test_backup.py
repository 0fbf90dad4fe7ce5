"""A backup and its restore, whole: the same rows, history, trail, attachments and locks, and people can sign in."""

import json
import secrets
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyrage
import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import connection, connections, transaction
from django.test import Client, override_settings

from alongside import conftest as spine
from alongside.access import locks
from alongside.access.trail import reading, sealing
from alongside.config.backup import database, keys, making, restoring, wrapping
from alongside.config.backup.packing import Damaged, Packer, Unpacker
from alongside.config.backup.wrapping import Opener
from alongside.config.embedded import ServerError
from alongside.record import files, queries
from alongside.record.models import Attachment

WORDS = "four odd words and a marmot"
PASSWORD = "a long enough password"
PICTURE = secrets.token_bytes(700_000)  # more than one piece


@dataclass
class Place:
    """A place with people in it, and its backup, made to a public key: a passphrase is slow to open on purpose."""

    opener: Opener
    world: spine.World
    file: Path
    keys: Path
    name: str
    rows: dict[str, str]
    head: str


@contextmanager
def at(name: str, folder: Path) -> Iterator[None]:
    """Work in this database, with files and heads in this folder."""
    before = settings.DATABASES["default"]["NAME"]
    spine._point_at(name)
    try:
        with override_settings(MEDIA_ROOT=folder / "files", HEADS=folder / "heads"):
            yield
    finally:
        spine._point_at(before)


@contextmanager
def empty(suffix: str) -> Iterator[str]:
    """A database with nothing in it but what set-up makes."""
    name = f"alongside_test_{suffix}_{spine.os.getpid()}"
    with spine._owner("postgres") as owner:
        spine.drop(owner, name)
        owner.execute(f'CREATE DATABASE "{name}" TEMPLATE template1')
    try:
        yield name
    finally:
        connections.close_all()
        with spine._owner("postgres") as owner:
            spine.drop(owner, name)


def all_rows(name: str) -> dict[str, str]:
    """A hash of every table's rows, whatever their order."""
    found = {}
    with spine.superuser(name) as line:
        for (table,) in line.execute(database.COUNTED).fetchall():
            if table not in database.LEFT_OUT:
                row = line.execute(
                    f"SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM {table} t"
                ).fetchone()
                found[table] = str(row and row[0])
    return found


def fill() -> spine.World:
    """People, entries with history and a file, really committed."""
    with transaction.atomic():
        world = spine.make_world()
        with spine.as_keeper():
            world.person.set_password(PASSWORD)
            world.person.save()
    strength = world.add("strength", words="I can lay a hedge – and “teach” it")
    world.add("goal")
    world.add("must_know")
    with world.as_("worker") as worker:
        item = queries.item(strength.pk, subject_id=world.subject.pk, viewer=world.viewer("worker"))
        files.attach(by=worker, item=item, file=ContentFile(PICTURE, name="hedge.png"), content_type="image/png")
    with world.as_("person"):
        type(strength).objects.filter(pk=strength.pk).update(words="I can lay a hedge")
    return world


@pytest.fixture(scope="module")
def place(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("first")
    with django_db_blocker.unblock(), spine.fresh_copy("backup") as name, at(name, folder):
        world = fill()
        sealing.seal()
        mine = pyrage.x25519.Identity.generate()
        (folder / "identity").write_text(str(mine))
        to, opener = (str(mine.to_public()),), Opener(identity=folder / "identity")
        made = making.make(folder / "one.backup", to=to)
        assert made.missing == []
        keys.keep(folder / "one.keys", to=to, words="")
        head = sealing.book().newest().figure
        yield Place(opener, world, made.path, folder / "one.keys", name, all_rows(name), head)


@pytest.fixture(scope="module")
def second(place: Place, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path, restoring.Restored]]:
    folder = tmp_path_factory.mktemp("second")
    with empty("restored") as name:
        with at(name, folder):
            found = restoring.restore(place.file, place.opener, keys.read(place.keys, place.opener))
            found_rows.update(all_rows(name))
        yield name, folder, found


found_rows: dict[str, str] = {}


@pytest.fixture
def restored(second: tuple[str, Path, restoring.Restored]) -> Iterator[restoring.Restored]:
    """The place that was filled from the backup; work is done in it."""
    name, folder, found = second
    with at(name, folder):
        yield found


def test_everything_comes_back(place: Place, restored: restoring.Restored) -> None:
    assert restored.wrong == []
    assert {table for table in place.rows if found_rows.get(table) != place.rows[table]} == set()
    assert set(found_rows) == set(place.rows)


def test_the_audit_root_is_the_same_and_the_trail_stands(place: Place, restored: restoring.Restored) -> None:
    assert sealing.book().newest().figure == place.head
    verdict = reading.check(figures=(place.head,))
    assert (verdict.faults, verdict.notes) == ([], [])
    assert verdict.sealed > 3


def test_the_trail_goes_on_after_a_restore(place: Place, restored: restoring.Restored) -> None:
    with place.world.as_("worker"):
        from alongside.access import audit

        audit.note(by=place.world.worker, action="test.went_on")
    sealing.seal()
    verdict = reading.check(figures=(place.head,))
    assert (verdict.faults, verdict.notes, verdict.waiting) == ([], [], 0)


def test_the_locks_stand_and_the_keeper_owns_its_functions(restored: restoring.Restored) -> None:
    assert locks.faults() == []
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_proc WHERE pronamespace = 'alongside'::regnamespace "
            "AND pg_get_userbyid(proowner) <> %s",
            [locks.KEEPER],
        )
        assert cursor.fetchone()[0] == 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM strengths_strength")
        assert cursor.fetchone()[0] == 0, "without a viewer nothing is seen"


def test_people_sign_in_and_find_their_words_and_files(place: Place, restored: restoring.Restored) -> None:
    client = Client()
    answer = client.post("/accounts/login/", {"login": "person@example.org", "password": PASSWORD})
    assert answer.status_code == 302
    page = client.get(f"/p/{place.world.subject.pk}/strengths/")
    assert "I can lay a hedge" in page.content.decode()
    with place.world.as_("person"):
        (file,) = Attachment.objects.all()
    answer = client.get(f"/p/{place.world.subject.pk}/file/{file.pk}/")
    assert b"".join(answer) == PICTURE  # type: ignore[arg-type]


def test_history_says_what_it_said(place: Place, restored: restoring.Restored) -> None:
    with place.world.as_("person"), connection.cursor() as cursor:
        cursor.execute("SELECT words FROM strengths_strengthevent ORDER BY pgh_id")
        assert [words for (words,) in cursor.fetchall()] == ["I can lay a hedge – and “teach” it", "I can lay a hedge"]


def test_without_the_keys_the_book_says_that_it_goes_on_with_another(place: Place, tmp_path: Path) -> None:
    with empty("nokeys") as name, at(name, tmp_path):
        found = restoring.restore(place.file, place.opener)
        assert found.wrong == []
        sealing.seal()
        verdict = reading.check(figures=(place.head,))
        assert verdict.faults == []
        assert len(verdict.notes) == 1


def test_a_place_with_people_in_it_is_left_alone(place: Place) -> None:
    before = all_rows(place.name)
    with pytest.raises(ServerError, match="There are people in this database"):
        restoring.restore(place.file, place.opener)
    assert all_rows(place.name) == before


@pytest.mark.parametrize("what", ["files", "heads"])
def test_a_place_with_files_in_it_is_left_alone(place: Place, tmp_path: Path, what: str) -> None:
    with empty("files") as name, at(name, tmp_path):
        folder = Path(settings.MEDIA_ROOT) if what == "files" else sealing.book().folder
        folder.mkdir(parents=True)
        (folder / "something").write_text("here")
        with pytest.raises(ServerError, match="into an empty place alone"):
            restoring.restore(place.file, place.opener)
        assert database.is_empty()


def hurt(place: Place, tmp_path: Path, where: float) -> Path:
    """A copy with one bit changed at this part of its length."""
    data = bytearray(place.file.read_bytes())
    data[int(len(data) * where)] ^= 1
    hurt = tmp_path / "hurt.backup"
    hurt.write_bytes(data)
    return hurt


@pytest.mark.parametrize("where", [0.02, 0.3, 0.6, 0.97])
def test_a_damaged_backup_restores_nothing(place: Place, tmp_path: Path, where: float) -> None:
    with empty("hurt") as name, at(name, tmp_path / "there"):
        with pytest.raises(Damaged):
            restoring.restore(hurt(place, tmp_path, where), place.opener)
        assert database.is_empty()
        assert not (tmp_path / "there").exists()


def test_a_cut_off_backup_restores_nothing(place: Place, tmp_path: Path) -> None:
    cut = tmp_path / "cut.backup"
    for size in (0, 100, 5_000, place.file.stat().st_size // 2, place.file.stat().st_size - 3_000):
        cut.write_bytes(place.file.read_bytes()[:size])
        with pytest.raises(Damaged):
            wrapping.read(cut, Unpacker(lambda name, piece: None), place.opener)


def test_a_load_that_fails_leaves_nothing(place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(dump: Path) -> None:
        raise ServerError("no room on the disk")

    monkeypatch.setattr(database, "load", fails)
    with empty("fails") as name, at(name, tmp_path):
        with pytest.raises(ServerError, match="no room"):
            restoring.restore(place.file, place.opener)
        assert database.is_empty()
        assert not [one for one in tmp_path.rglob("*") if one.is_file()]


def small(path: Path, name: str = "one") -> Path:
    """A backup under a passphrase that holds next to nothing."""
    packer = Packer()

    def pieces() -> Iterator[bytes]:
        yield from packer.data(name, b"words")
        yield from packer.end()

    wrapping.write(path, pieces(), to=(), words=WORDS)
    return path


def test_a_passphrase_opens_it_and_another_does_not(tmp_path: Path) -> None:
    path, found = small(tmp_path / "small.backup"), []
    wrapping.read(path, Unpacker(lambda name, piece: found.append((name, piece))), Opener(WORDS))
    assert found == [("one", b""), ("one", b"words")]
    with pytest.raises(Damaged, match="The passphrase is not the one"):
        wrapping.read(path, Unpacker(lambda name, piece: None), Opener("another passphrase of mine"))


def test_to_a_public_key_and_opened_with_its_identity_alone(place: Place, tmp_path: Path) -> None:
    mine, other = (pyrage.x25519.Identity.generate() for _ in range(2))
    made = making.make(tmp_path / "to.backup", to=(str(mine.to_public()),))
    for name, identity in (("mine", mine), ("other", other)):
        (tmp_path / name).write_text(f"# an identity\n{identity}\n")
    restoring.unpack(made.path, Opener(identity=tmp_path / "mine"), tmp_path / "out")
    assert json.loads((tmp_path / "out" / "about.json").read_text())["files"] == 1
    with pytest.raises(Damaged):
        restoring.unpack(made.path, Opener(identity=tmp_path / "other"), tmp_path / "out2")
    with pytest.raises(Damaged, match="made to public keys"):
        restoring.unpack(made.path, Opener(WORDS), tmp_path / "out3")
    with pytest.raises(ServerError, match="public keys"):
        making.make(tmp_path / "no.backup", to=("nonsense",))
    assert not list(tmp_path.glob("*no.backup*"))


def test_neither_words_nor_keys_are_in_the_open(place: Place) -> None:
    data = place.file.read_bytes()
    for text in (b"hedge", b"person@example.org", b"strengths_strength", settings.SECRET_KEY.encode(), PICTURE[:64]):
        assert text not in data
    assert place.file.stat().st_mode & 0o777 == 0o600


def test_no_secret_goes_with_the_data(place: Place, tmp_path: Path) -> None:
    restoring.unpack(place.file, place.opener, tmp_path)
    names = {str(one.relative_to(tmp_path)) for one in tmp_path.rglob("*") if one.is_file()}
    assert {name.split("/")[0] for name in names} == {"about.json", "dump", "files", "heads"}
    assert {name for name in names if name.startswith("heads/")} == {"heads/heads.jsonl"}
    for one in names:
        data = (tmp_path / one).read_bytes()
        assert settings.SECRET_KEY.encode() not in data
        assert (sealing.book().folder / "key").read_bytes() not in data
    assert not any("viewer_key" in line and "TABLE DATA" in line for line in database.contents(tmp_path / "dump"))


def test_an_age_tool_opens_it_too(tmp_path: Path) -> None:
    """By the READ-ME: tar, age, tar. pyrage stands for the tool."""
    with tarfile.open(small(tmp_path / "small.backup")) as outer:
        key, stream = (outer.extractfile(name) for name in ("key.age", "backup.age"))
        assert key
        assert stream
        identity = pyrage.x25519.Identity.from_str(pyrage.passphrase.decrypt(key.read(), WORDS).decode())
        (tmp_path / "inner.tar").write_bytes(pyrage.decrypt(stream.read(), [identity]))
    with tarfile.open(tmp_path / "inner.tar") as inner:
        assert inner.getnames() == ["one", "checksums.json"]


def test_an_attachment_that_is_gone_is_told(place: Place, tmp_path: Path) -> None:
    with override_settings(MEDIA_ROOT=tmp_path / "nothing"):
        made = making.make(tmp_path / "less.backup", to=(str(pyrage.x25519.Identity.generate().to_public()),))
    assert len(made.missing) == 1


def test_a_backup_is_never_written_over(place: Place) -> None:
    with pytest.raises(ServerError, match="never overwritten"):
        making.make(place.file, words=WORDS)


def test_people_work_on_while_it_is_made_and_what_comes_later_is_not_in_it(place: Place, tmp_path: Path) -> None:
    with database.snapshot() as (cursor, _name):
        before = database.counts(cursor)["public.access_auditevent"]
        place.world.add("strength", words="Said meanwhile")
        assert database.counts(cursor)["public.access_auditevent"] == before


def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path) -> None:
    small(tmp_path / "evil.backup", "../evil")
    with pytest.raises(Damaged, match="leads elsewhere"):
        restoring.unpack(tmp_path / "evil.backup", Opener(WORDS), tmp_path / "out")


@pytest.mark.parametrize("size", [0, 1, 511, 512, 513, 300_000])
@pytest.mark.parametrize("step", [1_000, 77_777])
def test_the_stream_is_read_back_whatever_the_pieces(size: int, step: int) -> None:
    packer, data = Packer(), secrets.token_bytes(size)
    stream = b"".join([*packer.data("one", data), *packer.data("two/three", data[:7]), *packer.end()])
    found: dict[str, bytes] = {}
    unpacker = Unpacker(lambda name, piece: found.update({name: found.get(name, b"") + piece}))
    for start in range(0, len(stream), step):
        unpacker.write(stream[start : start + step])
    unpacker.finish()
    assert found == {"one": data, "two/three": data[:7]}


def test_a_short_passphrase_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(wrapping.PASSPHRASE, "short")
    with pytest.raises(ServerError, match="too short"):
        wrapping.passphrase(confirm=True)
    monkeypatch.delenv(wrapping.PASSPHRASE)
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    with pytest.raises(ServerError, match="A passphrase is needed"):
        wrapping.passphrase(confirm=True)
