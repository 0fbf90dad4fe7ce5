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
    """Give a line for each ready sign-in: the name, and who they are."""
    from alongside.home.demo import reading

    return [f"  {one['button']}" for one in reading.ready()]
