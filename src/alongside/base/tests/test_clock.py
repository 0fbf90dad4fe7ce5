from datetime import UTC, timedelta

from alongside.base import clock


def test_now_carries_its_zone():
    assert clock.now().tzinfo is UTC
    assert clock.now() - clock.now() < timedelta(seconds=1)
