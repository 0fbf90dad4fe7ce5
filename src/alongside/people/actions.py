"""Every write of this room: each goes through a keeper function, which checks, writes and leaves its audit row."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from alongside.access import audit, keeper
from alongside.access.domain import Refused
from alongside.access.models import Account
from alongside.base.clock import now
from alongside.base.ids import uuid7
from alongside.people.domain import (
    CIRCLE_RIGHTS,
    Basis,
    Relationship,
    Section,
    Sight,
    SubjectKind,
    Viewer,
    VoiceKind,
    check_adult,
)
from alongside.people.models import ContactPoint, Subject


def note_listed(*, by: Account, shown: int, page: int, searched: bool) -> None:
    """Keep that `by` has looked at their list of people: how many it showed, never whom or which words were sought."""
    audit.note(by=by, action="people.listed", shown=str(shown), page=str(page), searched="yes" if searched else "no")


@dataclass(frozen=True, slots=True)
class Opened:
    """A record as one viewer opened it; `last_looked` is asked for the front page alone.

    `glass_until` is set where nothing but an emergency opens it: the end of the hour.
    """

    viewer: Viewer
    subject: Subject
    last_looked: datetime | None
    glass_until: datetime | None = None


def open_record(*, by: Account, subject_id: UUID, page: str, door: str = "") -> Opened | None:
    """Open a record on this page: what `by` may see and do there, and the audit row of the look, in one statement.

    None when nothing of it is shared with `by`, or when it is not there: the two look alike. `door` is the name of the
    address, kept of looks in an emergency.
    """
    columns = [field.column for field in Subject._meta.concrete_fields]
    names = ", ".join(f's."{column}"' for column in columns)
    with keeper.readable_refusals(savepoint=False), connection.cursor() as cursor:
        cursor.execute(
            f"SELECT o.mask, o.voices, o.is_staff, o.last_looked, o.basis, o.until, {names} "  # noqa: S608 (our own column names)
            "FROM alongside.open(%s, %s, %s) o JOIN people_subject s ON s.id = %s",
            [subject_id, page, door, subject_id],
        )
        row = cursor.fetchone()
    if row is None:
        return None
    mask, voices, is_staff, last_looked, basis, until, *values = row
    viewer = Viewer(by.pk, subject_id, Sight(mask), frozenset(voices), is_staff)
    return Opened(
        viewer,
        Subject.from_db(connection.alias, [f.attname for f in Subject._meta.concrete_fields], values),
        last_looked,
        until if basis == Basis.BREAK_GLASS else None,
    )


def add_subject(
    *,
    by: Account,
    name: str,
    kind: str = SubjectKind.PERSON,
    known_as: str = "",
    pronouns: str = "",
    place: str = "",
    about: str = "",
    born: date | None = None,
    nhs_number: str = "",
    nhs_number_status: str = "",
    team_id: UUID | None = None,
    own: bool = False,
    cares_for: UUID | None = None,
    source: str = "",
    id: UUID | None = None,
) -> UUID:
    """Open a record: a worker for somebody they work with, or (`own`) somebody for themself. Gives its id.

    Raises `Refused`: under 18, or not somebody who may.
    """
    if not (adult := check_adult(born, now().date())) and kind == SubjectKind.PERSON:
        raise Refused(adult.reason)
    return keeper.call(
        "new_subject",
        id or uuid7(),
        kind,
        name,
        known_as,
        pronouns,
        place,
        about,
        born,
        nhs_number,
        nhs_number_status,
        own,
        cares_for,
        team_id,
        source,
    )


def amend_subject(
    *,
    by: Account,
    subject: Subject,
    name: str,
    known_as: str,
    pronouns: str,
    place: str,
    about: str,
    born: date | None,
    nhs_number: str,
    nhs_number_status: str,
) -> None:
    """Change the head of a record; raises `Refused`."""
    keeper.call(
        "amend_subject", subject.pk, name, known_as, pronouns, place, about, born, nhs_number, nhs_number_status
    )


def add_voice(
    *,
    by: Account,
    subject_id: UUID,
    name: str,
    relationship: str = Relationship.OTHER,
    kind: str = VoiceKind.MEMBER,
    of: list[UUID] | None = None,
    contact_wish: str = "",
    since: date | None = None,
    source: str = "",
    id: UUID | None = None,
) -> UUID:
    """Add somebody by name whose words may stand in this record. Gives the voice's id; raises `Refused`."""
    return keeper.call(
        "add_voice", id or uuid7(), subject_id, kind, name, relationship, of or [], contact_wish, since, source
    )


def join_circle(*, by: Account, subject_id: UUID) -> UUID:
    """Give `by` a voice in a record where they may write and have none yet; gives its id. Raises `Refused`."""
    return keeper.call("join_circle", subject_id)


def leave_circle(*, by: Account, subject_id: UUID, voice_id: UUID, day: date) -> None:
    """Say that somebody is no longer in the circle from this day; a member may say it of themself. Raises `Refused`.

    Their words stay. When the person says it, what they shared with that account ends too; nobody is told.
    """
    keeper.call("leave_circle", subject_id, voice_id, day)


def return_to_circle(*, by: Account, subject_id: UUID, voice_id: UUID) -> None:
    """Say that somebody who left is in the circle again; nothing is shared with them by it. Raises `Refused`."""
    keeper.call("return_to_circle", subject_id, voice_id)


def give(
    *,
    by: Account,
    subject_id: UUID,
    account_id: UUID,
    sections: list[Section],
    may_write: bool,
    until: datetime | None = None,
    relationship: str = Relationship.OTHER,
) -> None:
    """Share these sections with somebody, in place of what was shared before; nobody is told. Raises `Refused`.

    With `may_write` they have a voice of their own and see what they wrote, even when nothing else is shared.
    """
    mask = sum(section.bit for section in sections) | (CIRCLE_RIGHTS if may_write else 0)
    keeper.call("give", subject_id, account_id, mask, until, relationship)


def give_to_address(
    *,
    by: Account,
    subject_id: UUID,
    address: str,
    sections: list[Section],
    may_write: bool,
    until: datetime | None = None,
    relationship: str = Relationship.OTHER,
    voice_id: UUID | None = None,
) -> None:
    """Share with whoever signs in with this e-mail address; says nothing about whether anybody does.

    `voice_id` is somebody in the circle by name alone: from now on that voice is theirs. Raises `Refused`: not the
    person, or more than twenty addresses in an hour.
    """
    mask = sum(section.bit for section in sections) | (CIRCLE_RIGHTS if may_write else 0)
    keeper.call("give_to_address", subject_id, address, voice_id, mask, until, relationship)


def take_back(*, by: Account, subject_id: UUID, account_id: UUID) -> None:
    """Take back everything that was shared with somebody, at once; raises `Refused`."""
    keeper.call("give", subject_id, account_id, 0, None, Relationship.OTHER)


def deny(
    *, by: Account, subject_id: UUID, mask: int, why: str, account_id: UUID | None = None, team_id: UUID | None = None
) -> None:
    """Shut somebody, a team, or (naming nobody) all teams out; raises `Refused`."""
    keeper.call("deny", subject_id, account_id, team_id, mask, why)


def record_death(*, by: Account, subject: Subject, day: date) -> None:
    """Close the record because the person has died; raises `Refused`."""
    keeper.call("record_death", subject.pk, day)


def redirect(*, by: Account, first: UUID, second: UUID) -> None:
    """Join two records of one person: the first points to the second, nothing is lost. Raises `Refused`."""
    keeper.call("redirect", first, second)


def add_contact_point(
    *, by: Account, subject_id: UUID, sort: str, value: str, safe: str, safe_how: str = "", note: str = ""
) -> ContactPoint:
    """Add a way to reach the person, with whether it is safe to use. Whoever was reached before is told nothing."""
    point = ContactPoint(
        subject_id=subject_id, sort=sort, value=value, safe=safe, safe_how=safe_how, note=note, written_by=by
    )
    with keeper.readable_refusals():
        point.save(force_insert=True)
    audit.note(by=by, action="contact.added", subject_id=subject_id)
    return point


def add_protected(
    *, by: Account, subject_id: UUID, sort: str, value: str, note: str = "", id: UUID | None = None
) -> None:
    """Keep an address or number hidden; the same on the ordinary page is taken off it. Raises `Refused`."""
    keeper.call("add_protected", id or uuid7(), subject_id, sort, value, note)


def end_protected(*, by: Account, subject_id: UUID, point_id: UUID) -> None:
    """Say that a hidden address or number no longer holds; raises `Refused`."""
    keeper.call("end_protected", subject_id, point_id)


def open_protected(*, by: Account, subject_id: UUID) -> list[dict[str, Any]]:
    """Give what is hidden and stands now, for the person and those who work with them; the look is audited as such.

    An action, as it writes: nobody reads this without a row that says so. Raises `Refused`.
    """
    return keeper.rows("protected_contacts", subject_id)


def end_contact_point(*, by: Account, viewer: Viewer, point: ContactPoint) -> None:
    """Say that this way to reach the person no longer holds."""
    ContactPoint.objects.filter(pk=point.pk, ended_at=None).update(ended_at=now(), ended_by=by.pk)
    audit.note(by=by, action="contact.ended", subject_id=point.subject_id)
