"""Every read of this room. `viewer` says for whom; the database narrows by itself, these narrow before it."""

import uuid
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404
from django.utils.timezone import localdate

from alongside.access import keeper
from alongside.access.domain import TeamRole
from alongside.access.models import Account, Membership, Team
from alongside.base.clock import now
from alongside.base.nhs_number import clean
from alongside.people.circle_models import Invitation, Proxy, ProxyWord
from alongside.people.domain import Right, Section, Sight, SubjectState, Viewer
from alongside.people.models import ContactPoint, Details, Grant, Subject, Voice

PAGE = 50


def viewer(*, account: Account, subject_id: UUID | None = None) -> Viewer:
    """Work out what `account` may see and do in this record, by one call of the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT mask, voices, is_staff FROM alongside.standing(%s)", [subject_id])
        mask, voices, is_staff = cursor.fetchone()
    return Viewer(account.pk, subject_id, Sight(mask), frozenset(voices), is_staff)


def subject(subject_id: UUID, *, viewer: Viewer) -> Subject:
    """Give the subject; raises Http404 alike when it is not there and when it is not shared."""
    found = Subject.objects.filter(pk=subject_id).first() if viewer.sight.is_anything else None
    if found is None:
        raise Http404
    return found


def details(subject_id: UUID, *, viewer: Viewer) -> Details | None:
    """Give date of birth and NHS number, or None when that section is not shared."""
    if not viewer.sight.sees(Section.DETAILS):
        return None
    return Details.objects.filter(subject_id=subject_id).first()


def contact_points(subject_id: UUID, *, viewer: Viewer) -> QuerySet[ContactPoint]:
    """Give the ways to reach somebody that stand now. What is hidden is not among them, for anybody."""
    points = ContactPoint.objects.filter(subject_id=subject_id, ended_at=None)
    return points.order_by("sort", "written_at") if viewer.sight.sees(Section.DETAILS) else points.none()


def mine(*, viewer: Viewer, words: str = "") -> QuerySet[Subject]:
    """Give the records this viewer may open, by name; `words` looks for a part of a name or an NHS number."""
    found = Subject.objects.exclude(state="redirected").order_by("name", "pk")
    if words := words.replace("\0", "").strip()[:200]:
        same_number = Q(details__nhs_number=clean(words)) if clean(words).isdigit() else Q()
        found = found.filter(Q(name__icontains=words) | Q(known_as__icontains=words) | same_number)
    return found


def circle(subject_id: UUID, *, viewer: Viewer) -> list[Voice]:
    """Give every voice of the record: the person first, then by name."""
    voices = list(Voice.objects.filter(subject_id=subject_id).select_related("account"))
    return sorted(voices, key=lambda voice: (not voice.is_self, voice.name.lower()))


def grants(subject_id: UUID, *, viewer: Viewer) -> list[Grant]:
    """Give the grants that stand now, as far as this viewer may see them."""
    live = Grant.objects.filter(subject_id=subject_id, deny=False).select_related("account", "team")
    return [grant for grant in live.order_by("starts") if grant.ends is None or grant.ends > now()]


def invitations(subject_id: UUID, *, viewer: Viewer) -> list[Invitation]:
    """Give the invitations that wait for an answer, for the person and those who work with them; no secret in it."""
    waiting = Invitation.objects.filter(subject_id=subject_id, used_at=None, declined=None, taken_back_at=None)
    return list(waiting.filter(ends__gt=now()).defer("secret", "link").order_by("made_at"))


def proxies(subject_id: UUID, *, viewer: Viewer) -> list[Proxy]:
    """Give who acts for the person by law now, with what is said about it as far as this viewer may read it."""
    live = Proxy.objects.filter(subject_id=subject_id, ended_at=None, ends__gt=now(), subject__state=SubjectState.OPEN)
    return list(live.prefetch_related(Prefetch("words", ProxyWord.objects.order_by("said_at"))).order_by("starts"))


def capacities(*, viewer: Viewer) -> list[Proxy]:
    """Give as what the viewer acts for the person by law now, if they do."""
    if viewer.subject_id is None:
        return []
    mine = Proxy.objects.filter(subject_id=viewer.subject_id, voice_id__in=viewer.voices, ended_at=None)
    return list(mine.filter(ends__gt=now(), subject__state=SubjectState.OPEN).order_by("starts"))


def who_looked(subject_id: UUID, *, most: int = 200) -> list[dict[str, Any]]:
    """Give who opened or changed the record, newest first, for the person alone; raises `Refused`."""
    return keeper.rows("who_looked", subject_id, most)


def look_alikes(*, name: str, born: Any, nhs_number: str) -> list[dict[str, Any]]:
    """Give at most five records that may be of the same person: handle, how alike, initials, year, may_open."""
    return keeper.rows("look_alike", name, born, nhs_number)


def joined_from(subject_id: UUID, *, viewer: Viewer) -> QuerySet[Subject]:
    """Give earlier records that were joined into this one and can still be read by this viewer."""
    return Subject.objects.filter(redirected_to=subject_id)


def own_records(*, viewer: Viewer) -> QuerySet[Subject]:
    """Give the records that are this account's own."""
    return Subject.objects.filter(voices__kind="self", voices__account_id=viewer.account_id)


def shareable_accounts(subject_id: UUID, *, viewer: Viewer) -> list[Voice]:
    """Give the circle members with an account, other than the viewer: those something can be shared with."""
    return [v for v in circle(subject_id, viewer=viewer) if v.account_id and v.account_id != viewer.account_id]


def parse_id(text: str) -> UUID | None:
    """Read an id typed or sent by somebody; None when it is not one."""
    try:
        return uuid.UUID(text)
    except (ValueError, AttributeError, TypeError):
        return None


def own_voice(*, subject_id: UUID, viewer: Viewer) -> Voice | None:
    """Give the viewer's own voice in this record, if they have one."""
    return Voice.objects.filter(subject_id=subject_id, pk__in=viewer.voices).first()


def everywhere(*, account: Account) -> Viewer:
    """Give the viewer of a page that belongs to no one record, such as the list of people."""
    return viewer(account=account, subject_id=None)


def teams_of(subject_ids: list[UUID], *, viewer: Viewer) -> dict[UUID, list[Team]]:
    """Give the teams that work with each of these people, as far as this viewer may see it."""
    found: dict[UUID, list[Team]] = {}
    live = Grant.objects.filter(subject_id__in=subject_ids, deny=False, starts__lte=now()).exclude(team=None)
    for grant in live.filter(Q(ends=None) | Q(ends__gt=now())).select_related("team").order_by("starts"):
        if grant.team and grant.team not in found.setdefault(grant.subject_id, []):
            found[grant.subject_id].append(grant.team)
    return found


def own_voices(subject_ids: list[UUID], *, viewer: Viewer) -> dict[UUID, Voice]:
    """Give the viewer's own voice in each of these records."""
    found = Voice.objects.filter(subject_id__in=subject_ids, account_id=viewer.account_id)
    return {voice.subject_id: voice for voice in found}


def own_voices_everywhere(*, viewer: Viewer) -> list[Voice]:
    """Give the viewer's own voices in every open record, each with its subject; not where they have left the circle."""
    found = Voice.objects.filter(account_id=viewer.account_id, subject__state=SubjectState.OPEN)
    return list(found.exclude(until__lte=localdate()).select_related("subject").order_by("pk"))


def where_held(*rights: Right, viewer: Viewer) -> frozenset[UUID]:
    """Give the records in which this viewer holds any of these rights, by one call of the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT alongside.seen(%s)", [sum(right.bit for right in rights)])
        return frozenset(cursor.fetchone()[0])


def own_teams(*, viewer: Viewer) -> list[Team]:
    """Give the teams this viewer belongs to now, by name."""
    return [one.team for one in _memberships().filter(account_id=viewer.account_id).order_by("team__name")]


def team_members(*, viewer: Viewer) -> list[Account]:
    """Give everybody in the teams this viewer leads, by name: those the viewer may allocate."""
    led = list(
        _memberships().filter(account_id=viewer.account_id, role=TeamRole.LEAD).values_list("team_id", flat=True)
    )
    members = {one.account for one in _memberships().filter(team_id__in=led)} if led else set()
    return sorted(members, key=lambda account: account.name.lower())


def _memberships() -> QuerySet[Membership]:
    live = Membership.objects.filter(starts__lte=now()).filter(Q(ends=None) | Q(ends__gt=now()))
    return live.select_related("team", "account")


def carer_record(subject_id: UUID, *, viewer: Viewer) -> Subject | None:
    """Give this viewer's own record as somebody who cares for this person, if there is one."""
    return own_records(viewer=viewer).filter(cares_for=subject_id).first()


def is_there(subject_id: UUID) -> bool:
    """Say whether there is a record of this id that the signed viewer may open."""
    return Subject.objects.filter(pk=subject_id).exists()
