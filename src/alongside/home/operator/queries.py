"""How jobs, mails and chores stand. Each keeper function asks for the duty once more."""

from dataclasses import dataclass
from typing import Any

from alongside.access import keeper

MOST = 100


@dataclass(frozen=True, slots=True)
class Standing:
    """Rows of names, numbers, times and kinds of error."""

    jobs: list[dict[str, Any]]
    faults: list[dict[str, Any]]
    mails: list[dict[str, Any]]
    mail_faults: list[dict[str, Any]]
    chores: list[dict[str, Any]]


def standing() -> Standing:
    """Give how everything stands, in five queries. Raises `Refused` without the duty."""
    return Standing(
        jobs=keeper.rows("job_counts"),
        faults=keeper.rows("job_faults", MOST),
        mails=keeper.rows("posting_counts"),
        mail_faults=keeper.rows("posting_faults"),
        chores=keeper.rows("chore_runs"),
    )
