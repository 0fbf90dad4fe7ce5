"""What somebody does to how they sign in, and what happens at the door. Each leaves its audit row."""

from contextlib import suppress
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.base.internal.flows import delete_and_cleanup, post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.internal.auth import WebAuthn
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from psycopg.types.json import Jsonb

from alongside.access import elsewhere, keeper, standing, ways
from alongside.access.audit import note
from alongside.access.models import Account
from alongside.access.viewer import viewing
from alongside.base.clock import now

MOST_NAME = 60


def came_in(request: HttpRequest, account: Account, *, way: str) -> None:
    """Keep that somebody signed in: in their session, in the list of their devices, in the audit trail."""
    with viewing(account.pk) as arrival:
        note(by=account, action="sign_in.done", way=way)
    standing.came_in(request, is_staff=arrival.works_here)
    UserSession.objects.create_from_request(request)


def failed(*, address: str, way: str) -> None:
    """Keep that somebody could not sign in, and whose account it would have been, if anybody's."""
    at_the_door("sign_in.failed", Account.objects.filter(email__iexact=address).first(), way=way)


def at_the_door(what: str, account: Account | None, **detail: str) -> None:
    """Keep what happened before anybody was signed in; one of few things, which the database knows."""
    keeper.call("note_at_door", what, account.pk if account else None, Jsonb(detail))


def seen(session_key: str | None) -> None:
    """Keep when a device was last used."""
    UserSession.objects.filter(session_key=session_key).update(last_seen_at=now())


def proved_with(request: HttpRequest, used: Authenticator) -> None:
    """Keep that whoever is signed in has just used a passkey or a code of theirs."""
    post_authentication(request, used, reauthenticated=True)


def checked(*, by: Account, way: str) -> None:
    """Keep that somebody showed once more that it is them."""
    note(by=by, action="sign_in.checked", way=way)


def check_failed(*, by: Account, way: str) -> None:
    """Keep that somebody could not show that it is them."""
    note(by=by, action="sign_in.check_failed", way=way)


def add_passkey(request: HttpRequest, *, by: Account, name: str, credential: dict[str, Any]) -> None:
    """Add a passkey that the browser has just made and the library has found good."""
    added = WebAuthn.add(by, name.strip()[:MOST_NAME] or _("Passkey"), credential).instance
    standing.proven(request, "mfa", id=added.pk, type=str(ways.PASSKEY))
    _changed(by, "passkey.added", added)


def name_passkey(*, by: Account, passkey: Authenticator, name: str) -> None:
    """Give a passkey another name."""
    passkey.data["name"] = name.strip()[:MOST_NAME]
    passkey.save(update_fields=["data"])
    note(by=by, action="passkey.named", passkey=str(passkey.pk))


def remove(request: HttpRequest, *, by: Account, factor: Authenticator) -> None:
    """Take a passkey or the app away; the last one takes the codes on paper with it."""
    what = "passkey.removed" if factor.type == ways.PASSKEY else "app.removed"
    number = factor.pk
    delete_and_cleanup(request, factor)
    factor.pk = number
    _changed(by, what, factor)
    if not ways.of(by).has_second:
        standing.forget_second(request)


def add_app(request: HttpRequest, *, by: Account, secret: str, code: str) -> None:
    """Add an app that makes codes; the code that proved it is used up."""
    added = TOTP.activate(by, secret)
    added.validate_code(code)
    standing.proven(request, "mfa", id=added.instance.pk, type=str(ways.APP))
    _changed(by, "app.added", added.instance)


def app_of(*, by: Account) -> Authenticator | None:
    """Give the app that makes codes for this account."""
    return Authenticator.objects.filter(user_id=by.pk, type=ways.APP).first()


def new_codes(*, by: Account) -> list[str]:
    """Make ten new codes to put away; those from before work no more. They can be shown this once."""
    Authenticator.objects.filter(user_id=by.pk, type=ways.PAPER).delete()
    made = RecoveryCodes.activate(by)
    _changed(by, "codes.made", made.instance)
    return list(made.get_unused_codes())


def end_sessions(*, by: Account, but: str | None, only: int | None = None) -> int:
    """Sign out `by` on other devices, or on one; never here (`but`). Gives how many, at once effective."""
    found = UserSession.objects.filter(user_id=by.pk).exclude(session_key=but or "")
    ended = list(found.filter(pk=only) if only is not None else found)
    for one in ended:
        one.end()
    if ended:
        note(by=by, action="session.ended", how_many=str(len(ended)))
    return len(ended)


def owner_elsewhere(service: str, claims: dict[str, Any]) -> Account | None:
    """Give the account that somebody known by another service comes into; None when there is none.

    It is one that is linked already; or, only where the service is trusted to prove e-mail addresses and says that it
    has proven this one, the open account with this address, if nobody of that service is linked to it. No account is
    ever made.
    """
    linked = SocialAccount.objects.filter(provider=service, uid=claims["sub"]).select_related("user").first()
    if linked:
        linked.save(update_fields=["last_login"])
        return linked.user
    address = claims.get("email")
    if not elsewhere.services()[service]["emails_are_proven"] or claims.get("email_verified") is not True:
        return None
    account = (
        Account.objects.filter(email__iexact=address, is_active=True).first() if isinstance(address, str) else None
    )
    if account is None or SocialAccount.objects.filter(provider=service, user_id=account.pk).exists():
        return None
    with viewing(account.pk):
        return account if link(by=account, service=service, claims=claims) else None


def link(*, by: Account, service: str, claims: dict[str, Any]) -> bool:
    """Let somebody known by another service come into this account. False when they come into another already."""
    if SocialAccount.objects.filter(provider=service, user_id=by.pk).exists():
        return False
    try:
        with transaction.atomic():
            linked = SocialAccount.objects.create(
                provider=service, uid=claims["sub"], user_id=by.pk, extra_data={"iss": claims["iss"]}
            )
    except IntegrityError:
        return False
    _changed(by, "elsewhere.linked", linked)
    return True


def unlink(*, by: Account, number: int) -> bool:
    """Take a sign-in elsewhere away from this account; False when it is the last way in, or not there."""
    found = ways.of(by)
    linked = SocialAccount.objects.filter(user_id=by.pk, pk=number).first()
    if linked is None or not (found.password or found.passkeys or len(found.elsewhere) > 1):
        return False
    note(by=by, action="elsewhere.unlinked", service=linked.provider)
    linked.delete()
    return True


def _changed(by: Account, action: str, factor: Any) -> None:
    """Leave the audit row, and tell the owner by mail: it may not have been them."""
    note(by=by, action=action, factor=str(factor.pk))
    request = context.request
    transaction.on_commit(lambda: _mail(request, by.email))


def _mail(request: HttpRequest, address: str) -> None:
    """Let the library write, as it writes the other letters about sign-in; one that cannot go stops nothing."""
    with suppress(OSError), context.request_context(request):
        get_adapter().send_mail("account/email/sign_in_changed", address, {})
