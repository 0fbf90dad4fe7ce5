"""The command that locks the secrets of second steps anew."""

from alongside.access.doors import by_operator


@by_operator("locks the secrets of second steps anew; touches no record")
def renew() -> int:
    """Lock the secrets of every app with codes anew, after the site's secret was changed.

    Before: set the new secret, and the older one in ALONGSIDE_OLD_SECRET_KEYS. Afterwards the older one may go.
    """
    from alongside.config import cli

    cli._start_django()
    from alongside.access.actions import renew_second_steps

    cli._say(f"{renew_second_steps()} secrets are locked anew.")
    return 0
