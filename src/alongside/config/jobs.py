"""`alongside jobs`: do what waits, see what waits or failed, have one done again. No Django before a command runs."""

from __future__ import annotations

from typing import Annotated

from cyclopts import App, Parameter

from alongside.access.doors import by_operator

jobs = App(name="jobs", help="What can fail on the outside world or takes long: mails, and more to come.")


@jobs.command
@by_operator("does the jobs, each with a door of its own")
def run(*, once: bool = False, tied: Annotated[bool, Parameter(show=False)] = False) -> int:
    """Do what waits, until told to end; `serve` does so by itself. --once: until nothing waits."""
    from alongside.config import cli

    cli._start_django(database=once)
    from alongside.access import jobs as kept

    return kept.work(wait=not once, tied=tied)


@jobs.command(name="list")
@by_operator("names of jobs, times, kinds of error; no record")
def list_() -> int:
    """Say how many jobs of each name stand how, and which failed, with the kind of error."""
    from alongside.config import cli

    cli._start_django()
    from alongside.access.actions import jobs_now

    counts, faults = jobs_now()
    for name, status, many in counts:
        cli._say(f"{name}: {many} {status}")
    for one, name, status, attempts, error in faults:
        tries = "try" if attempts == 1 else "tries"
        cli._say(f"  {one} {name}: {status} after {attempts} {tries}, {error or 'unknown'}")
    if not counts:
        cli._say("No jobs are kept.")
    return 0


@jobs.command
@by_operator("has one failed job done again")
def again(job: int) -> int:
    """Have a failed job done again."""
    from alongside.config import cli

    cli._start_django()
    from alongside.access.actions import do_again

    do_again(job=job)
    cli._say(f"Job {job} waits again.")
    return 0
