"""Invitations and proxies: each write goes through a keeper function. Secrets are made here, kept as digests alone."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.utils.crypto import salted_hmac

from alongside.access import keeper
from alongside.access.models import Account
from alongside.base.ids import uuid7
from alongside.people.domain import CIRCLE_RIGHTS, InvitedBy, Relationship, Section

CODE_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Word:
    """How the person agreed, when a worker writes it down together with them, and who was there."""

    said: str = ""
    present: str = ""


def new_secret(how: InvitedBy) -> str:
    """Give what somebody is handed: for a link 256 random bits; for a code 12 digits, easy to say in any language."""
    if how is InvitedBy.LINK:
        return secrets.token_urlsafe(32)
    return "".join(secrets.choice("0123456789") for _place in range(CODE_DIGITS))


def spoken(code: str) -> str:
    """Give a code as it is said and written: three groups of four."""
    return " ".join(code[at : at + 4] for at in range(0, CODE_DIGITS, 4))


def digest(secret: str) -> str:
    """Give what is kept of a secret: keyed, so that a copy of the database gives no code away by trying them all."""
    return salted_hmac("alongside.invitation", secret, algorithm="sha256").hexdigest()


def mask_of(sections: list[Section], *, may_write: bool) -> int:
    """Give the mask of these sections, with a voice of their own or without."""
    return sum(section.bit for section in sections) | (CIRCLE_RIGHTS if may_write else 0)


def invite(
    *,
    by: Account,
    subject_id: UUID,
    name: str,
    how: InvitedBy,
    email: str,
    sections: list[Section],
    may_write: bool,
    until: datetime | None = None,
    relationship: str = Relationship.OTHER,
    voice_id: UUID | None = None,
    word: Word | None = None,
    id: UUID | None = None,
) -> str:
    """Invite somebody; gives the secret to hand on, or "" when this form was sent before. Raises `Refused`."""
    secret, word = new_secret(how), word or Word()
    mask = mask_of(sections, may_write=may_write)
    made = keeper.call(
        "invite",
        id or uuid7(),
        subject_id,
        voice_id,
        name,
        how.value,
        email,
        digest(secret),
        relationship,
        mask,
        until,
        word.said,
        word.present,
    )
    return secret if made else ""


def invite_person(
    *, by: Account, subject_id: UUID, how: InvitedBy, email: str, sure: str, id: UUID | None = None
) -> str:
    """Invite the person to their own record; `sure` says how it was made sure who they are. Raises `Refused`."""
    secret = new_secret(how)
    made = keeper.call("invite_person", id or uuid7(), subject_id, how.value, email, digest(secret), sure)
    return secret if made else ""


def take_back_invitation(*, by: Account, subject_id: UUID, invitation_id: UUID) -> None:
    """Take an invitation back, at once and without a word; raises `Refused`."""
    keeper.call("take_back_invitation", subject_id, invitation_id)


def give_together(
    *,
    by: Account,
    subject_id: UUID,
    account_id: UUID,
    sections: list[Section],
    may_write: bool,
    word: Word,
    until: datetime | None = None,
    relationship: str = Relationship.OTHER,
) -> None:
    """Write down what the person shares with somebody, on their word; the person is told. Raises `Refused`."""
    mask = mask_of(sections, may_write=may_write)
    keeper.call("give_together", subject_id, account_id, mask, until, relationship, word.said, word.present)


def undo_together(*, by: Account, subject_id: UUID, grant_id: UUID) -> None:
    """Undo what was given on one's word: what stood before stands again. Raises `Refused`."""
    keeper.call("undo_together", subject_id, grant_id)


def try_code(*, typed: str, source: str) -> tuple[str, str]:
    """Try a code that somebody typed, from `source`. Gives "yes", "no" or "wait", and the digest it has."""
    digits = "".join(one for one in typed if one.isdecimal() and one.isascii())
    found = digest(digits)
    return keeper.call("try_code", found, digest(f"source:{source}")), found


def stands(*, digest: str) -> dict[str, Any]:
    """Give `stands`, the `address` an invitation was sent to, and whether that address `has_account`."""
    return keeper.rows("invitation_stands", digest)[0]


def link_for_code(*, digest_of_code: str, email: str) -> str:
    """Give the secret of a link to this address for whoever holds a code; "" when that cannot be."""
    secret = new_secret(InvitedBy.LINK)
    return secret if keeper.call("invitation_link", digest_of_code, email, digest(secret)) else ""


def open_invited(*, digest: str, name: str, password: str) -> UUID:
    """Open an account for whoever followed the link to their address. It opens no record. Raises `Refused`."""
    return keeper.call("open_invited", digest, uuid7(), name, make_password(password))


def told(*, by: Account, digest: str) -> dict[str, Any] | None:
    """Give what the right one is shown before they say yes; None for anybody else."""
    found = keeper.rows("invitation_told", digest)
    return found[0] if found else None


def accept(*, by: Account, digest: str) -> UUID:
    """Say yes; gives the record. Raises `Refused`."""
    return keeper.call("accept_invitation", digest)


def decline(*, digest: str) -> None:
    """Say no; the invitation cannot be used any more. Whoever holds it may, signed in or not."""
    keeper.call("decline_invitation", digest)


@dataclass(frozen=True, slots=True)
class Standing:
    """What was seen of a proxy's standing, and why they may see: `ground` is the person's yes, or a finding."""

    kind: str
    number: str
    checked_on: date | None
    seen_by: str
    seen_on: date
    ground: str
    found_on: date
    found_by: str
    because: str


def add_proxy(
    *,
    by: Account,
    subject_id: UUID,
    voice_id: UUID,
    standing: Standing,
    sections: list[Section],
    until: datetime,
    id: UUID | None = None,
) -> None:
    """Write down who acts for the person by law, and let them see these sections until then. Raises `Refused`."""
    keeper.call(
        "add_proxy",
        id or uuid7(),
        subject_id,
        voice_id,
        standing.kind,
        standing.number,
        standing.checked_on,
        standing.seen_by,
        standing.seen_on,
        standing.ground,
        standing.found_on,
        standing.found_by,
        standing.because,
        sum(section.bit for section in sections),
        until,
    )


def end_proxy(*, by: Account, subject_id: UUID, proxy_id: UUID, why: str) -> None:
    """End what a proxy sees, at once; raises `Refused`."""
    keeper.call("end_proxy", subject_id, proxy_id, why)


def say_of_proxy(*, by: Account, subject_id: UUID, proxy_id: UUID, words: str) -> None:
    """The person says that they do not agree; whoever works with them answers. Raises `Refused`."""
    keeper.call("say_of_proxy", subject_id, proxy_id, words)
