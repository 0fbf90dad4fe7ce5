"""How an account can sign in: its password, passkeys, codes, sign-ins elsewhere. Each asks for one's own account."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession

from alongside.access.models import Account

PASSKEY, APP, PAPER = Authenticator.Type.WEBAUTHN, Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES


@dataclass(frozen=True)
class Passkey:
    """One passkey: its name, since when, when last used."""

    id: int
    name: str
    added_at: datetime
    used_at: datetime | None


@dataclass(frozen=True)
class Elsewhere:
    """A sign-in of somewhere else that leads into this account."""

    id: int
    provider: str
    added_at: datetime
    used_at: datetime


@dataclass(frozen=True)
class Ways:
    """All ways of one account. `app` is the time when codes from an app were set up; `paper` how many are unused."""

    password: bool
    passkeys: list[Passkey]
    app: datetime | None
    paper: int | None
    elsewhere: list[Elsewhere]

    @property
    def has_second(self) -> bool:
        """Say whether there is more than a password: a passkey or an app."""
        return bool(self.passkeys) or self.app is not None

    @property
    def has_any(self) -> bool:
        """Say whether whoever has this account can be asked for anything at all."""
        return self.password or self.has_second or bool(self.elsewhere)


def of(account: Account) -> Ways:
    """Give how `account` can sign in."""
    kept = list(Authenticator.objects.filter(user_id=account.pk).order_by("created_at", "pk"))
    app = next((one for one in kept if one.type == APP), None)
    paper = next((one for one in kept if one.type == PAPER), None)
    return Ways(
        password=account.has_usable_password(),
        passkeys=[_passkey(one) for one in kept if one.type == PASSKEY],
        app=app.created_at if app else None,
        paper=_unused(paper) if paper else None,
        elsewhere=[
            Elsewhere(one.pk, one.provider, one.date_joined, one.last_login)
            for one in SocialAccount.objects.filter(user_id=account.pk).order_by("pk")
        ],
    )


def passkey(account: Account, passkey_id: int) -> Authenticator | None:
    """Give a passkey of this account, and of no other."""
    return Authenticator.objects.filter(user_id=account.pk, type=PASSKEY, pk=passkey_id).first()


def _passkey(kept: Any) -> Passkey:
    return Passkey(kept.pk, kept.wrap().name, kept.created_at.astimezone(UTC), kept.last_used_at)


def _unused(kept: Any) -> int:
    return len(kept.wrap().get_unused_codes())


def devices(account: Account) -> list[UserSession]:
    """Give where this account is signed in now, the latest first; what has ended is forgotten."""
    found = UserSession.objects.purge_and_list(account)
    return sorted(found, key=lambda one: one.last_seen_at, reverse=True)
