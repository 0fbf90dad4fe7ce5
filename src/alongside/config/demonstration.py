"""The fictional people of `alongside demo`. Django is loaded by whoever calls."""

import sys


def load() -> None:
    """Load the fictional people, unless somebody is there already."""
    from alongside.config import databases, roles
    from alongside.home import demo as fictional

    with roles.connect(databases.server(), databases.name()) as root:
        if root.execute("SELECT EXISTS (SELECT FROM people_subject)").fetchone() == (True,):
            return
    sys.stdout.write("Loading the fictional people …\n")
    sys.stdout.flush()
    fictional.load()


def who_to_be() -> list[str]:
    """Give a line for each ready sign-in: the name, and what they do where that is told."""
    from alongside.config import databases, roles

    question = "SELECT name, title FROM access_account WHERE is_active AND NOT is_service ORDER BY id LIMIT 8"
    with roles.connect(databases.server(), databases.name()) as root:
        return [f"  {name}, {title}" if title else f"  {name}" for name, title in root.execute(question)]
