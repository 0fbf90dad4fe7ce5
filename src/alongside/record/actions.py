"""Every write of the spine: one transaction, with its audit row. `by` acts; the database checks the signed viewer."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import IntegrityError
from django.db.models import F

from alongside.access import audit, keeper
from alongside.access.domain import Conflict, Refused
from alongside.access.models import Account
from alongside.base.clock import now
from alongside.base.ids import uuid7
from alongside.people.models import Voice
from alongside.record.domain import ChallengeKind, How, ResponseKind, Standing, challenge_days
from alongside.record.models import Challenge, Entry, Item, Response
from alongside.record.once import insert_once
from alongside.record.registry import Kind
from alongside.record.times import today

OWN_HOW = {How.WROTE, How.SAID, How.SIGNED}


def add(
    *,
    by: Account,
    kind: Kind,
    subject_id: UUID,
    words_of: UUID,
    how: str = How.WROTE,
    contribution_id: UUID | None = None,
    at: datetime | None = None,
    source: str = "",
    id: UUID | None = None,
    **fields: Any,
) -> Entry:
    """Write an entry of `kind` down. Gives it; the same words under the same `id` again give the first one.

    Other words under that `id` (somebody went back to the form and wrote on) are a new entry: nothing sent is lost.
    Words that are the writer's own are confirmed by being written. Raises `Refused` when the writer may not.
    """
    voice = Voice.objects.filter(pk=words_of, subject_id=subject_id).first()
    if voice is None:
        raise Refused("Please say whose words these are: somebody in this circle.")
    moment = now()
    own = voice.account_id == by.pk and how in OWN_HOW
    entry = kind.model(
        id=id or uuid7(),
        subject_id=subject_id,
        words_of=voice,
        how=how,
        written_by=by,
        written_at=moment,
        at=at or moment,
        contribution_id=contribution_id,
        confirmed_at=moment if own else None,
        confirmed_by=by.pk if own else None,
        source=source,
        **fields,
    )
    before = _inserted(kind, entry, by)
    if before is not None and not _said_before(kind, before, entry):
        entry.id = uuid5(entry.id, "\n".join(_own_words(kind, entry)))
        before = _inserted(kind, entry, by)
    if before is not None:
        return before
    audit.note(by=by, action=f"{kind.name}.added", subject_id=subject_id, entry=str(entry.pk))
    return entry


def _inserted(kind: Kind, entry: Entry, by: Account) -> Entry | None:
    """Insert an entry; gives the one that this writer made under its id before, if there is one."""
    try:
        with keeper.readable_refusals():
            entry.save(force_insert=True)
    except IntegrityError:
        found = kind.model._default_manager.filter(pk=entry.pk, subject_id=entry.subject_id, written_by=by).first()
        if found is None:
            raise Refused("What this points to is not in this record, or cannot be seen by you.") from None
        return found
    return None


def _said_before(kind: Kind, before: Entry, entry: Entry) -> bool:
    """Say whether the entry that stands has ever held these words: then this is the same form once more."""
    wanted = _own_words(kind, entry)
    return any(_own_words(kind, state) == wanted for state in kind.event_model.objects.filter(pgh_obj_id=before.pk))


def _own_words(kind: Kind, entry: Entry) -> list[str]:
    names = [*kind.own_words, *([kind.title] if kind.title else [])]
    return [str(getattr(entry, name)) for name in names]


def mend(*, by: Account, kind: Kind, entry: Entry, version: int, **fields: Any) -> Entry:
    """Change an entry that still stands in `version`; history keeps how it was. Gives the entry as it is now.

    Raises `Conflict` with what stands now when somebody changed it meanwhile, `Refused` when `by` may not.
    """
    if (how := fields.get("how", entry.how)) not in OWN_HOW and entry.confirmed_at and how != entry.how:
        fields |= {"confirmed_at": None, "confirmed_by": None}
    rows = kind.model._default_manager.filter(pk=entry.pk, version=version, standing=Standing.CURRENT)
    with keeper.readable_refusals():
        changed = rows.update(version=F("version") + 1, **fields)
    standing = kind.model._default_manager.select_related("words_of", "written_by").filter(pk=entry.pk).first()
    if not changed or standing is None:
        if standing is not None and standing.version != version:
            raise Conflict(standing)
        raise Refused("Only the one who wrote this down, or whose words they are, can change it. You can answer it.")
    audit.note(by=by, action=f"{kind.name}.mended", subject_id=entry.subject_id, entry=str(entry.pk))
    return standing


def confirm(*, by: Account, kind: Kind, entry: Entry) -> None:
    """Say "yes, these are my words"; raises `Refused` when they are somebody else's."""
    with keeper.readable_refusals():
        changed = kind.model._default_manager.filter(pk=entry.pk, standing=Standing.CURRENT, confirmed_at=None).update(
            confirmed_at=now(), confirmed_by=by.pk, version=F("version") + 1
        )
    if changed:
        audit.note(by=by, action=f"{kind.name}.confirmed", subject_id=entry.subject_id, entry=str(entry.pk))
    elif entry.confirmed_at is None:
        raise Refused("Only the one whose words these are can confirm them.")


def set_standing(*, by: Account, kind: Kind, entry: Entry, standing: Standing, reason: str = "") -> None:
    """Take own words back, or mark an entry as a mistake (with the reason). It is kept, and shown in history alone."""
    if standing is Standing.IN_ERROR and not reason.strip():
        raise Refused("Please say why this is a mistake.")
    with keeper.readable_refusals():
        changed = kind.model._default_manager.filter(pk=entry.pk, standing=Standing.CURRENT).update(
            standing=standing,
            standing_reason=reason,
            standing_at=now(),
            standing_by=by.pk,
            version=F("version") + 1,
        )
    if not changed:
        raise Refused("This entry is no longer in use, or is not yours to change.")
    audit.note(by=by, action=f"{kind.name}.{standing}", subject_id=entry.subject_id, entry=str(entry.pk))


def respond(*, by: Account, item: Item, kind: ResponseKind, words: str = "", id: UUID | None = None) -> Response:
    """Answer an entry: agree, agree in part, see it differently, comment. Raises `Refused` without words to say how."""
    if kind != ResponseKind.AGREE and not words.strip():
        raise Refused("Please say it in your own words.")
    response = Response(id=id or uuid7(), kind=kind, words=words, **_beside(item, by))
    if insert_once(response):
        audit.note(by=by, action=f"response.{kind}", subject_id=item.subject_id, entry=str(item.pk))
    return response


def challenge(
    *, by: Account, item: Item, kind: ChallengeKind, words: str, beside: bool = True, id: UUID | None = None
) -> Challenge:
    """Say "this is wrong", complain, or say that it harmed: somebody owns it and answers by a day. Raises `Refused`.

    `beside`: all who see the entry read a complaint too; else only `by`, the person, and who answers it.
    """
    acknowledge, answer_by = challenge_days(kind, today())
    made = keeper.call(
        "make_challenge", id or uuid7(), item.subject_id, item.pk, kind, words, beside, acknowledge, answer_by
    )
    return Challenge.objects.get(pk=made)


def move(*, by: Account, kind: Kind, entry: Entry, to_subject: UUID, words_of: UUID) -> UUID:
    """Move an entry that stands in the wrong record: copied right, the wrong one keeps a line without content.

    Gives the new id; raises `Refused`.
    """
    return keeper.call("move_entry", kind.table, entry.pk, to_subject, uuid7(), words_of)


def _beside(item: Item, by: Account) -> dict[str, Any]:
    return {
        "item": item,
        "subject_id": item.subject_id,
        "bit": item.bit,
        "item_by": item.written_by_id,
        "written_by": by,
    }
