"""The time now, asked in one place so that tests can set it."""

from datetime import UTC, datetime


def now() -> datetime:
    """Give the time now, in UTC, with its zone."""
    return datetime.now(UTC)
