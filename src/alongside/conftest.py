"""Tests run against the real database, as the application's role. A template is built once; each worker copies it."""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from time import sleep
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.db import connection, connections
from django.test import override_settings

from alongside.access import locks, standing
from alongside.access.domain import DutyKind
from alongside.access.models import Account, Duty, Membership, Organisation, Preference, Team
from alongside.access.viewer import viewing
from alongside.config import databases, machine, roles, shape
from alongside.people import queries as people
from alongside.people.domain import ALL_SECTIONS, CIRCLE_RIGHTS, Right, Section, Viewer
from alongside.people.models import Details, Grant, Subject, Voice
from alongside.record import actions as entries
from alongside.record import registry

SOURCE = Path(__file__).parent
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser")
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)


def _as_by_passkey(request: Any, user: Account, **kwargs: Any) -> None:
    """Let `client.force_login` stand for a sign-in by passkey, just now; a sign-in through pages is left as it is."""
    if request.method is None:
        standing.as_by_passkey(request.session, user)


user_logged_in.connect(_as_by_passkey, dispatch_uid="alongside.tests")


def shape_files() -> list[Path]:
    """Give the files that tables and locks are made of."""
    files = [*SOURCE.glob("*/migrations/*.py"), *SOURCE.glob("*/sql/*.sql"), *SOURCE.glob("*/*locks.py")]
    files += [
        *SOURCE.glob("*/kinds.py"),
        *SOURCE.glob("*/kinds/*.py"),
        *SOURCE.glob("*/registry.py"),
        *SOURCE.glob("**/*models.py"),
        SOURCE / "config" / "shape.py",
        SOURCE / "people" / "domain.py",
    ]
    return sorted(files)


def _fingerprint() -> str:
    """Say which shape the database has: everything that tables and locks are made of."""
    digest = hashlib.sha256(settings.VIEWER_KEY)
    for file in shape_files():
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _owner(database: str) -> psycopg.Connection[Any]:
    owner = connections["owner"].settings_dict
    return psycopg.connect(
        host=owner["HOST"],
        port=owner["PORT"],
        user=owner["USER"],
        password=owner["PASSWORD"],
        dbname=database,
        autocommit=True,
    )


def superuser(name: str) -> psycopg.Connection[Any]:
    """Sign in to this database with all rights, as an attacker at the machine would."""
    return roles.connect(databases.server(), name)


def _point_at(name: str) -> None:
    for alias in ("default", "owner"):
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name
        settings.DATABASES[alias]["NAME"] = name


def drop(owner: psycopg.Connection[Any], name: str) -> None:
    """Drop a database with whoever is still in it.

    The superuser's own autovacuum cannot be ended by the owner: it is waited for, as it is done in a moment.
    """
    for _time in range(50):
        try:
            owner.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        except (psycopg.errors.InsufficientPrivilege, psycopg.errors.ObjectInUse):
            sleep(0.2)
        else:
            return
    owner.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def build_template() -> str:
    """Have the template database of this shape; gives its name. One process builds, the others wait."""
    name = f"alongside_template_{_fingerprint()}"
    with (machine.data_home() / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with _owner("postgres") as owner:
            if owner.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                return name
            for (old,) in owner.execute("SELECT datname FROM pg_database WHERE datname LIKE 'alongside_template_%'"):
                drop(owner, old)
            drop(owner, f"{name}_new")
            owner.execute(f'CREATE DATABASE "{name}_new" TEMPLATE template1')
            _point_at(f"{name}_new")
            shape.bring_up()
            connections["owner"].close()
            owner.execute(f'ALTER DATABASE "{name}_new" RENAME TO "{name}"')
    return name


@contextmanager
def fresh_copy(suffix: str) -> Iterator[str]:
    """Give the name of a new copy of the template, of this process alone, dropped afterwards."""
    template = build_template()
    name = f"alongside_test_{suffix}_{os.getpid()}"
    with (machine.data_home() / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with _owner("postgres") as owner:
            _drop_left_behind(owner)
            drop(owner, name)
            owner.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
    yield name
    with _owner("postgres") as owner:
        drop(owner, name)


def _drop_left_behind(owner: psycopg.Connection[Any]) -> None:
    """Drop copies whose process is gone: it was killed before it could."""
    for (old,) in owner.execute("SELECT datname FROM pg_database WHERE datname LIKE 'alongside\\_test\\_%'").fetchall():
        process = old.rpartition("_")[2]
        if process.isdigit() and not _runs(int(process)):
            drop(owner, old)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """Give this worker a database of its own and see that the role bypasses nothing."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    before = settings.DATABASES["default"]["NAME"]
    with django_db_blocker.unblock(), fresh_copy(worker) as name:
        _point_at(name)
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user")
            assert cursor.fetchone()[0] == locks.APP
        assert locks.faults() == []
        yield
        _point_at(before)


@pytest.fixture(scope="session", autouse=True)
def files_apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what tests attach away from what people attached."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("files")):
        yield


@pytest.fixture
def apart(django_db_blocker: Any, django_db_setup: None) -> Iterator[str]:
    """Give a database of its own, by name: what is committed in it, other processes see."""
    before = settings.DATABASES["default"]["NAME"]
    with django_db_blocker.unblock(), fresh_copy("apart") as name:
        _point_at(name)
        no_hour_is_quiet("owner")
        yield name
        _point_at(before)


def no_hour_is_quiet(using: str = "default") -> None:
    """Let mails leave at any hour, so that a test says the same at night; in a test's transaction it is undone."""
    with connections[using].cursor() as cursor:
        cursor.execute(f"SET ROLE {locks.KEEPER}")
        cursor.execute(
            "CREATE OR REPLACE FUNCTION alongside.is_quiet(account uuid) RETURNS boolean LANGUAGE sql STABLE "
            "AS 'SELECT false'"
        )
        cursor.execute("RESET ROLE")


@contextmanager
def as_keeper() -> Iterator[None]:
    """Write a test's world past the locks, inside its transaction."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {locks.KEEPER}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL ROLE {locks.APP}")


@dataclass
class World:
    """The people who recur in tests: the person, her sister, her social worker, his manager, a colleague elsewhere,
    and who looks after privacy, safeguarding and the machine in the organisation.
    """

    person: Account
    sister: Account
    worker: Account
    manager: Account
    colleague: Account
    privacy_lead: Account
    safeguarding_lead: Account
    operator: Account
    team: Team
    other_team: Team
    subject: Subject
    voices: dict[str, Voice]

    def viewer(self, who: str) -> Viewer:
        """Give the viewer of this name; call inside `viewing`."""
        return people.viewer(account=getattr(self, who), subject_id=self.subject.pk)

    @contextmanager
    def as_(self, who: str, *, narrowed: bool = True) -> Iterator[Account]:
        """Read and write as this person, in this record."""
        account = getattr(self, who)
        with viewing(account.pk, subject_id=self.subject.pk if narrowed else None):
            yield account

    def give(self, who: str, sections: list[Section], *, rights: int = CIRCLE_RIGHTS) -> None:
        """Let somebody see these sections, as the keeper."""
        with as_keeper():
            mask = sum(section.bit for section in sections) | rights
            Grant.objects.filter(account=getattr(self, who), basis="consent").delete()
            Grant.objects.create(subject=self.subject, account=getattr(self, who), mask=mask, basis="consent")

    def never_quiet(self, *who: str) -> None:
        """Let mails come to these at any hour, so that a test says the same at night."""
        with as_keeper():
            for one in who:
                account = getattr(self, one)
                hours = {"quiet_from": time(0), "quiet_until": time(0), "changed_by": account.pk}
                Preference.objects.update_or_create(account=account, defaults=hours)

    def add(self, kind: str, *, by: str = "worker", words_of: str = "person", how: str = "said", **fields: Any) -> Any:
        """Add an entry of this kind, made by its demo factory unless fields say otherwise."""
        found = registry.get(kind)
        with self.as_(by) as account:
            return entries.add(
                by=account,
                kind=found,
                subject_id=self.subject.pk,
                words_of=self.voices[words_of].pk,
                how=how,
                **(found.demo() | fields),
            )


def make_world(tag: str = "") -> World:
    """Make the people, two teams and one record; call in a transaction."""
    with as_keeper():
        accounts = {
            name: Account.objects.create(
                email=f"{name}{tag}@example.org", name=f"{name.title()} Test{tag}", title=title
            )
            for name, title in (
                ("person", ""),
                ("sister", ""),
                ("worker", "Social worker"),
                ("manager", "Team manager"),
                ("colleague", "Nurse"),
                ("privacy_lead", "Privacy lead"),
                ("safeguarding_lead", "Safeguarding lead"),
                ("operator", "Keeps the machine"),
            )
        }
        organisation = Organisation.objects.create(name=f"Testshire{tag}")
        team, other = (Team.objects.create(organisation=organisation, name=name) for name in ("North", "South"))
        for name, where, role in (
            ("worker", team, "member"),
            ("manager", team, "lead"),
            ("colleague", other, "member"),
        ):
            Membership.objects.create(account=accounts[name], team=where, role=role)
        for duty in DutyKind:
            Duty.objects.create(account=accounts[duty.value], organisation=organisation, kind=duty)
        subject = Subject.objects.create(name=f"Person Test{tag}", known_as="Pet")
        Details.objects.create(subject=subject, born=date(1980, 5, 1), nhs_number="9991234567"[:10])
        voices = {
            name: Voice.objects.create(
                subject=subject, account=accounts[name], name=accounts[name].name, kind=kind, relationship=relationship
            )
            for name, kind, relationship in (
                ("person", "self", "person"),
                ("sister", "member", "family"),
                ("worker", "member", "social_worker"),
            )
        }
        every = ALL_SECTIONS | Right.VOICE.bit
        for name, mask, basis in (
            ("person", every | Right.OWN.bit | Right.SELF.bit, "own"),
            ("sister", CIRCLE_RIGHTS, "consent"),
            ("worker", every | Right.CARE.bit, "care"),
        ):
            Grant.objects.create(subject=subject, account=accounts[name], mask=mask, basis=basis)
        Grant.objects.create(subject=subject, team=team, mask=every | Right.CARE.bit, basis="care")
    return World(**accounts, team=team, other_team=other, subject=subject, voices=voices)


@pytest.fixture
def world(db: None) -> World:
    """Give the recurring people with one record."""
    return make_world()
