"""What whoever keeps the machine may do to a job that failed. The keeper's functions note it in the trail."""

from alongside.access import keeper
from alongside.access.models import Account


def again(*, by: Account, job: int) -> None:
    """Have a failed job done again. Raises `Refused`."""
    keeper.call("job_again", job)


def throw_away(*, by: Account, job: int) -> None:
    """Throw a failed job away. Raises `Refused`."""
    keeper.call("job_away", job)
