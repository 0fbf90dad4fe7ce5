"""`alongside notices`: what is new in law and guidance, from a file. No Django before a command runs."""

from pathlib import Path

from cyclopts import App

from alongside.access.doors import by_operator

notices = App(name="notices", help="What is new in law, guidance and practice, for those who work here.")


@notices.command
@by_operator("adds a notice of change for those who work here; touches no record")
def add(file: Path) -> int:
    """Add a notice from a YAML file; the same file twice adds one.

    It holds: reference, title, what_changed, sort (law, guidance or local), effective_on, source, link, organisation,
    titles, teams, pages. What is wrong with it is said line by line, and nothing is added then.
    """
    from alongside.config import cli

    cli._start_django()
    from alongside.learning import loading

    cli._say("Added." if loading.add(file) else "A notice of this reference is there already; nothing was changed.")
    return 0
