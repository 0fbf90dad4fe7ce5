"""Notices: what an account should know of. Keeper functions make them (`alongside.tell`); rooms say how each reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from alongside.access.models import Account
from alongside.base.clock import now
from alongside.people.models import Notice

MOST = 200


@dataclass(frozen=True, slots=True)
class Saying:
    """How a kind of notice is said: words with `{name}` (whose record) and what its detail holds; where it leads."""

    says: str | Promise
    route: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """One notice as it is read."""

    id: UUID
    words: str
    href: str
    at: Any
    is_read: bool


_sayings: dict[str, Saying] = {}


def declare(kind: str, says: str | Promise, route: str | None = None) -> None:
    """Say how notices of `kind` are worded; `route` names an address that takes `subject_id` (or nothing)."""
    _sayings[kind] = Saying(says, route)


def declared() -> Mapping[str, Saying]:
    """Give every kind of notice."""
    return _sayings


def unread(*, account: Account) -> int:
    """Count what this account has not read yet."""
    return Notice.objects.filter(account=account, read_at=None).count()


def lines(*, account: Account) -> list[Line]:
    """Give this account's notices, newest first, unread before read."""
    found = Notice.objects.filter(account=account).select_related("subject").order_by("-made_at", "-pk")[:MOST]
    return sorted((_line(one) for one in found if one.kind in _sayings), key=lambda line: line.is_read)


def _line(notice: Notice) -> Line:
    saying = _sayings[notice.kind]
    name = notice.subject.liked_name if notice.subject else _("a record")
    args = [notice.subject_id] if notice.subject_id and notice.subject else []
    href = reverse(saying.route, args=args) if saying.route and (args or not notice.subject_id) else ""
    words = str(saying.says).format_map(_Names({"name": name, **notice.detail}))
    return Line(notice.pk, words, href, notice.made_at, notice.read_at is not None)


class _Names(dict[str, Any]):
    """What a notice can name; anything it lacks is left out of its words."""

    def __missing__(self, key: str) -> str:
        return ""


def read(*, by: Account, notice_ids: list[UUID]) -> None:
    """Keep that these were read. Others' notices are left alone."""
    Notice.objects.filter(account=by, pk__in=notice_ids, read_at=None).update(read_at=now(), read_by=by.pk)
