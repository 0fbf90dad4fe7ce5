"""Whom the browsers sign in as, what they look at and where they write: read from the database, and tidied up after."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser
from importlib import import_module
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from alongside.access import standing
from alongside.access.models import Account
from alongside.config.bench import filling, place, preparing

OTHERS = 3  # records each browser writes to


@dataclass(frozen=True, slots=True)
class Seat:
    """One browser: its account, signed in; the record it opens; the records it writes to."""

    account_id: UUID
    session: str
    subject_id: UUID
    name: str
    find: str
    others: tuple[UUID, ...]

    @property
    def cookies(self) -> dict[str, str]:
        """Give the headers of somebody who is signed in."""
        return {"Cookie": f"{settings.SESSION_COOKIE_NAME}={self.session}"}


def seats(subjects: int, number: int) -> list[Seat]:
    """Sign in so many workers, without asking for a password, and give their seats."""
    made = []
    with preparing.at(subjects), place.superuser(subjects) as db:
        heads = db.execute("SELECT id, name, known_as FROM people_subject ORDER BY id LIMIT %s", [number]).fetchall()
        reserved = [head[0] for head in heads]
        for one, (subject_id, name, known_as) in enumerate(heads):
            account = Account.objects.get(email=f"worker{one}@example.org")
            found = db.execute(
                "SELECT subject_id FROM people_grant WHERE account_id = %s AND subject_id <> ALL (%s) LIMIT %s",
                [account.pk, reserved, OTHERS],
            ).fetchall()
            others = tuple(row[0] for row in found)
            made.append(Seat(account.pk, _session(account), subject_id, name, known_as, others))
    return made


def busy(subjects: int) -> Seat:
    """Sign in the worker with very much to do."""
    with preparing.at(subjects):
        account = Account.objects.get(email=filling.BUSY)
        return Seat(account.pk, _session(account), account.pk, account.name, "", ())


def _session(account: Account) -> str:
    """Open a session in the database, so that signing in is not measured."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(account.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    store[HASH_SESSION_KEY] = account.get_session_auth_hash()
    standing.as_by_passkey(store, account)
    store.save()
    return str(store.session_key)


def texts(subjects: int, subject_id: UUID) -> list[tuple[str, str, str]]:
    """Give id, words and title of each current entry of a record: by any of them it is seen on a page."""
    with place.superuser(subjects) as db:
        rows = db.execute(
            "SELECT id::text, text, title FROM record_item WHERE subject_id = %s AND standing = 'current'", [subject_id]
        ).fetchall()
    return [(row[0], row[1], row[2]) for row in rows]


def caseload(subjects: int, account_id: UUID) -> list[str]:
    """Give the names of those a worker may open, by name or through the team."""
    question = """
SELECT DISTINCT s.id, s.name FROM people_subject s JOIN people_grant g ON g.subject_id = s.id
WHERE g.account_id = %(who)s OR g.team_id IN (SELECT team_id FROM access_membership WHERE account_id = %(who)s)"""
    with place.superuser(subjects) as db:
        return [row[1] for row in db.execute(question, {"who": account_id}).fetchall()]


def clear(subjects: int, made: list[str], seats: list[Seat], began: Any) -> None:
    """Take away what a measurement wrote, so that the next one finds the records as they were filled."""
    accounts = [seat.account_id for seat in seats]
    with place.superuser(subjects) as db, db.transaction():
        db.execute("SET LOCAL session_replication_role = replica")
        db.execute("DELETE FROM strengths_strength WHERE id = ANY (%s::uuid[])", [made])
        db.execute("DELETE FROM strengths_strengthevent WHERE pgh_obj_id = ANY (%s::uuid[])", [made])
        db.execute("DELETE FROM record_item WHERE id = ANY (%s::uuid[])", [made])
        db.execute("DELETE FROM access_auditevent WHERE at >= %s", [began])
        db.execute("DELETE FROM alongside.audit_waiting")
        db.execute("DELETE FROM record_draft WHERE author_id = ANY (%s)", [accounts])
        db.execute("DELETE FROM django_session WHERE session_key = ANY (%s)", [[seat.session for seat in seats]])
        db.execute("TRUNCATE bench.strength")


class Form(HTMLParser):
    """Reads what a browser would post from the form of a page that holds `marker`, untouched."""

    def __init__(self, marker: str) -> None:
        """Take the name of a field that only the wanted form has."""
        super().__init__()
        self.marker = marker
        self.found: dict[str, str] = {}
        self._now: dict[str, str] = {}
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the value of each field."""
        given = dict(attrs)
        name, value = given.get("name") or "", given.get("value") or ""
        if tag == "form":
            self._now = {}
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in given:
            self._now[self._select] = value
        elif tag == "textarea" or (tag == "input" and _is_sent(given)):
            self._now[name] = value

    def handle_endtag(self, tag: str) -> None:
        """Keep the form when it is the wanted one."""
        if tag == "form" and self.marker in self._now:
            self.found = {name: value for name, value in self._now.items() if name}


def _is_sent(given: dict[str, str | None]) -> bool:
    return "checked" in given or given.get("type") not in {"radio", "checkbox", "file", "submit"}
