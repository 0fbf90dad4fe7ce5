"""Every write about who works with somebody, each through a keeper function, which checks and audits."""

from datetime import date, datetime
from uuid import UUID

from alongside.access import keeper
from alongside.access.models import Account
from alongside.people.domain import ALL_SECTIONS, Relationship, Right
from alongside.people.working.domain import WorkRole

CARE_MASK = ALL_SECTIONS | Right.VOICE.bit | Right.CARE.bit


def allocate(
    *,
    by: Account,
    subject_id: UUID,
    account_id: UUID | None = None,
    team_id: UUID | None = None,
    role: str = WorkRole.NAMED,
    begins: datetime | None = None,
    until: datetime | None = None,
    relationship: str = Relationship.OTHER,
    words: str = "",
    mask: int = CARE_MASK,
) -> None:
    """Let a worker or a team of the lead's work with this person, as what, from when, until when; raises `Refused`."""
    keeper.call("allocate", subject_id, account_id, team_id, mask, role, begins, until, relationship, words)


def end_allocation(*, by: Account, subject_id: UUID, grant_id: UUID, at: datetime | None = None) -> None:
    """End an allocation or a duty in law, now or later; raises `Refused`."""
    keeper.call("end_allocation", subject_id, grant_id, at)


def give_duty_in_law(
    *,
    by: Account,
    subject_id: UUID | None = None,
    nhs_number: str = "",
    email: str,
    function: str,
    until: datetime,
    words: str,
    mask: int = ALL_SECTIONS,
) -> None:
    """Let somebody who works here see a record for a duty in law, for a time; raises `Refused`.

    By a lead who works with the person, or, naming the record by its NHS number, by who looks after privacy.
    """
    keeper.call("give_duty_in_law", subject_id, nhs_number, email, function, mask, until, words)


def object_to(
    *,
    by: Account,
    id: UUID,
    subject_id: UUID,
    words: str,
    account_id: UUID | None = None,
    team_id: UUID | None = None,
    who: str = "",
    mask: int = ALL_SECTIONS,
) -> None:
    """The person does not want somebody to see their record, or parts of it; raises `Refused`."""
    keeper.call("object", id, subject_id, account_id, team_id, who, mask, words)


def answer_objection(
    *, by: Account, objection_id: UUID, outcome: str, answer: str, mask: int = ALL_SECTIONS, email: str = ""
) -> None:
    """Answer an objection with reasons the person reads; agreed, it holds at once. Raises `Refused`."""
    keeper.call("answer_objection", objection_id, outcome, answer, mask, email)


def shut_out(
    *, by: Account, id: UUID, subject_id: UUID, kind: str, why: str, who: str = "", team_id: UUID | None = None
) -> bool:
    """Shut somebody who works here, or a team, out of a record. Gives False where a lead has to find them first."""
    return bool(keeper.call("shut_out", id, subject_id, who, team_id, kind, why))


def restrict(*, by: Account, subject_id: UUID, why: str) -> None:
    """Let only those named in a record open it; raises `Refused`."""
    keeper.call("restrict", subject_id, why)


def end_deny(*, by: Account, subject_id: UUID, grant_id: UUID) -> None:
    """Let somebody in again, or end a restriction; raises `Refused`."""
    keeper.call("end_deny", subject_id, grant_id)


def ask_transfer(
    *, by: Account, id: UUID, subject_id: UUID, sender: UUID, receiver: UUID, summary: str, day: date
) -> None:
    """Ask another team to go on working with somebody; raises `Refused`."""
    keeper.call("ask_transfer", id, subject_id, sender, receiver, summary, day)


def answer_transfer(*, by: Account, transfer_id: UUID, yes: bool, words: str) -> None:
    """Say yes or no for the team that was asked; raises `Refused`."""
    keeper.call("answer_transfer", transfer_id, yes, words)


def withdraw_transfer(*, by: Account, subject_id: UUID, transfer_id: UUID) -> None:
    """Ask no more; raises `Refused`."""
    keeper.call("withdraw_transfer", subject_id, transfer_id)


def read_transfer(*, by: Account, subject_id: UUID, transfer_id: UUID, how: str = "") -> None:
    """The person has read what is handed over to another team, or was told it: then `how`. Raises `Refused`."""
    keeper.call("read_transfer", subject_id, transfer_id, how)


def put_absence(
    *, by: Account, id: UUID, account_id: UUID, begins: datetime, until: datetime, cover_id: UUID | None = None
) -> None:
    """Keep that somebody is away, and who stands in; raises `Refused`.

    By a lead of theirs, or by themself: then without `cover_id`, and their leads are asked who stands in. It takes the
    place of an absence of the same days. Why somebody is away is kept nowhere.
    """
    keeper.call("put_absence", id, account_id, cover_id, begins, until)


def end_absence(*, by: Account, absence_id: UUID) -> None:
    """Somebody is back: what was opened to whoever stood in ends now; raises `Refused`."""
    keeper.call("end_absence", absence_id)


def arrange(*, by: Account, subject_id: UUID, every: int | None, how: str = "", weight: int | None = None) -> None:
    """Keep how often one agreed to be in touch (in days; None: as the person likes), and how; raises `Refused`.

    `weight` (1 to 4) counts when somebody who works with the person says it; said by the person it stays as it was.
    """
    keeper.call("arrange", subject_id, every, how, weight)


def wish_to_hear(*, by: Account, subject_id: UUID, first_look: bool, allocation: bool) -> None:
    """Say what the person wishes to hear of; raises `Refused`."""
    keeper.call("wish_to_hear", subject_id, first_look, allocation)


def break_glass(*, by: Account, subject_id: UUID, why: str, words: str, untold: str = "") -> bool:
    """Look now, for 60 minutes, with a reason of the list and one's own words; raises `Refused`.

    `untold`: why it would do harm if the person knew. Gives whether something opened, and never why it did not.
    """
    return bool(keeper.call("break_glass", subject_id, why, words, untold))


def review_glass(*, by: Account, glass_id: UUID, verdict: str, words: str) -> None:
    """Say whether a look in an emergency was in order; raises `Refused`."""
    keeper.call("review_glass", glass_id, verdict, words)


def decide_telling(*, by: Account, glass_id: UUID, words: str = "", until: date | None = None) -> None:
    """Tell the person of an emergency look now, or keep it from them until a day; raises `Refused`."""
    keeper.call("decide_telling", glass_id, words, until)


def answer_alert(*, by: Account, alert_id: UUID, verdict: str, words: str) -> None:
    """Say what came of looking into an unusual look; raises `Refused`."""
    keeper.call("answer_alert", alert_id, verdict, words)


def name_of_alert(*, by: Account, alert_id: UUID) -> str:
    """Give initials and year of whose record it is, for who looks after privacy; kept. Raises `Refused`."""
    return str(keeper.call("name_of_alert", alert_id))
