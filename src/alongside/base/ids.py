"""Ids that sort by the time they were made (UUID version 7, RFC 9562)."""

import secrets
import threading
import time
from uuid import UUID

_COUNTER_BITS = 42
_COUNTER_TOP = 1 << _COUNTER_BITS
_RANDOM_BITS = 32

_lock = threading.Lock()
_last_ms = 0
_counter = 0


def _next_tick(ms: int) -> tuple[int, int]:
    """Give the (milliseconds, counter) pair for the next id, always greater than the one before in this process.

    The counter starts anew at a random value with its top bit clear in each millisecond and rises by one within it, or
    while the clock stands or runs back (RFC 9562, section 6.2, method 1). If it runs over, the time moves on by one.
    """
    global _last_ms, _counter
    with _lock:
        if ms > _last_ms:
            _last_ms, _counter = ms, secrets.randbits(_COUNTER_BITS - 1)
        else:
            _counter += 1
            if _counter >= _COUNTER_TOP:
                _last_ms, _counter = _last_ms + 1, secrets.randbits(_COUNTER_BITS - 1)
        return _last_ms, _counter


def uuid7() -> UUID:
    """Make a UUID version 7: 48 bits of Unix milliseconds, a 42-bit counter, 32 random bits.

    Within one process each id is greater than the one before, also when the clock is set back. Safe between threads.
    """
    ms, counter = _next_tick(time.time_ns() // 1_000_000)
    value = (ms & ((1 << 48) - 1)) << 80
    value |= 0x7 << 76
    value |= (counter >> 30) << 64
    value |= 0b10 << 62
    value |= (counter & ((1 << 30) - 1)) << _RANDOM_BITS
    value |= secrets.randbits(_RANDOM_BITS)
    return UUID(int=value)
