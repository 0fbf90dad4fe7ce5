"""What an operator does at the machine, as the keeper, on the owner's connection: opens accounts. No page calls it."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connections, transaction

from alongside.access.adapter import renewed
from alongside.access.domain import DutyKind, Refused, TeamRole
from alongside.access.locks import KEEPER
from alongside.access.models import Account, AuditEvent, Duty, Membership, Organisation, Team
from alongside.base.clock import now

OWNER_ALIAS = "owner"
ROLES = {"practitioner": TeamRole.MEMBER, "member": TeamRole.MEMBER, "lead": TeamRole.LEAD}


@contextmanager
def at_the_machine() -> Iterator[None]:
    """Write past the locks, as set-up does, in one transaction on the owner's connection."""
    with transaction.atomic(using=OWNER_ALIAS), connections[OWNER_ALIAS].cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {KEEPER}")
        yield
        cursor.execute("RESET ROLE")


def open_account(*, email: str, name: str, team: str, role: str = "practitioner", title: str = "") -> str:
    """Open an account for somebody who works here, in a team of that name (made when there is none).

    `role` is practitioner or lead. Gives a line with a first password, made here and shown this once. An account with
    this e-mail that is there already joins the team, and keeps its password. Raises `Refused`.
    """
    if role not in ROLES:
        raise Refused(f"“{role}” is not a role. There are: practitioner, lead.")
    try:
        validate_email(email)
    except ValidationError:
        raise Refused(f"“{email}” is not an e-mail address.") from None
    with at_the_machine():
        place = _team(team)
        found = Account.objects.using(OWNER_ALIAS).filter(email__iexact=email).first()
        password = "" if found else secrets.token_urlsafe(12)
        account = found or _new(email, name, title, password)
        memberships = Membership.objects.using(OWNER_ALIAS).filter(account_id=account.pk, team_id=place.pk, ends=None)
        if not memberships.exists():
            Membership(account_id=account.pk, team_id=place.pk, role=ROLES[role]).save(
                using=OWNER_ALIAS, force_insert=True
            )
        AuditEvent(action="account.opened", detail={"account": str(account.pk), "team": str(place.pk)}).save(
            using=OWNER_ALIAS, force_insert=True
        )
    if found:
        return "There was an account with this e-mail already; it is in the team now."
    return f"First password, shown this once: {password}"


def give_duty(*, email: str, duty: str, organisation: str, off: bool = False) -> None:
    """Let somebody look after privacy or safeguarding for an organisation, or no longer. Raises `Refused`."""
    if duty not in set(DutyKind):
        raise Refused(f"“{duty}” is not a duty. There are: {', '.join(DutyKind)}.")
    with at_the_machine():
        account = Account.objects.using(OWNER_ALIAS).filter(email__iexact=email, is_active=True).first()
        places = Organisation.objects.using(OWNER_ALIAS).order_by("pk")
        place = (places.filter(name__iexact=organisation) if organisation else places).first()
        if account is None or place is None:
            missing = f"an account with the e-mail {email}" if account is None else f"an organisation {organisation}"
            raise Refused(f"There is not {missing} here.")
        held = Duty.objects.using(OWNER_ALIAS).filter(account=account, organisation=place, kind=duty, ends=None)
        if off:
            held.update(ends=now())
        elif not held.exists():
            Duty.objects.using(OWNER_ALIAS).create(account=account, organisation=place, kind=duty)
        AuditEvent(
            action="duty.ended" if off else "duty.given", detail={"account": str(account.pk), "duty": duty}
        ).save(using=OWNER_ALIAS, force_insert=True)


def ask_authorisation(*, organisation: str, asked: bool) -> None:
    """Say whether an organisation asks a manager to authorise or return plans. Raises `Refused` for an unknown name."""
    with at_the_machine():
        if not Organisation.objects.using(OWNER_ALIAS).filter(name=organisation).update(asks_authorisation=asked):
            raise Refused(f"There is no organisation called “{organisation}” here.")
        AuditEvent(action="organisation.authorisation", detail={"name": organisation, "asked": asked}).save(
            using=OWNER_ALIAS, force_insert=True
        )


def _team(name: str) -> Team:
    found = Team.objects.using(OWNER_ALIAS).filter(name__iexact=name.strip()).order_by("pk").first()
    if found:
        return found
    organisation = Organisation.objects.using(OWNER_ALIAS).order_by("pk").first()
    if organisation is None:
        organisation = Organisation.objects.using(OWNER_ALIAS).create(name="Our organisation")
    return Team.objects.using(OWNER_ALIAS).create(organisation_id=organisation.pk, name=name.strip())


def _new(email: str, name: str, title: str, password: str) -> Account:
    account = Account(email=email.strip().lower(), name=name.strip(), title=title)
    account.set_password(password)
    account.save(using=OWNER_ALIAS, force_insert=True)
    return account


def renew_second_steps() -> int:
    """Lock the secrets of every app and paper anew, with the site's secret of now; the older one may go then.

    Gives how many. Raises `Refused` for one that no secret given opens.
    """
    with at_the_machine():
        kept = list(Authenticator.objects.using(OWNER_ALIAS).exclude(type=Authenticator.Type.WEBAUTHN))
        for one in kept:
            try:
                one.data |= {name: renewed(one.data[name]) for name in ("secret", "seed") if name in one.data}
            except InvalidToken:
                raise Refused(
                    "A second step cannot be opened: give the older secret in ALONGSIDE_OLD_SECRET_KEYS."
                ) from None
            one.save(using=OWNER_ALIAS, update_fields=["data"])
        AuditEvent(action="second_steps.renewed", detail={"how_many": len(kept)}).save(
            using=OWNER_ALIAS, force_insert=True
        )
    return len(kept)


def jobs_now() -> tuple[list[tuple[str, str, int]], list[tuple[int, str, str, int, str]]]:
    """Give jobs by name and state, and those that failed or are tried again, with the kind of the last error."""
    with connections[OWNER_ALIAS].cursor() as cursor:
        cursor.execute("SELECT task_name, status::text, count(*) FROM procrastinate_jobs GROUP BY 1, 2 ORDER BY 1, 2")
        counts = list(cursor.fetchall())
    with at_the_machine(), connections[OWNER_ALIAS].cursor() as cursor:
        cursor.execute(
            "SELECT j.id, j.task_name, j.status::text, j.attempts, coalesce(f.error, '') FROM procrastinate_jobs j "
            "LEFT JOIN access_jobfault f ON f.job = j.id "
            "WHERE j.status = 'failed' OR (j.status IN ('todo', 'doing') AND j.attempts > 0) "
            "ORDER BY j.id DESC LIMIT 100"
        )
        return counts, list(cursor.fetchall())


def do_again(*, job: int) -> None:
    """Have a failed job done again. Raises `Refused` for one that does not stand as failed."""
    with at_the_machine(), connections[OWNER_ALIAS].cursor() as cursor:
        cursor.execute(
            "SELECT queueing_lock FROM procrastinate_jobs WHERE id = %s AND status = 'failed' FOR UPDATE", [job]
        )
        found = cursor.fetchone()
        if found is None:
            raise Refused(f"There is no failed job {job}. See: alongside jobs list")
        cursor.execute("SELECT 1 FROM procrastinate_jobs WHERE queueing_lock = %s AND status = 'todo'", [found[0]])
        if cursor.fetchone():
            raise Refused("Another job of this name waits already, and does the same.")
        cursor.execute("SELECT procrastinate_retry_job_v2(%s, now(), NULL, NULL, NULL)", [job])
        AuditEvent(action="job.again", detail={"job": job}).save(using=OWNER_ALIAS, force_insert=True)
