"""The locks of what stands below a concern, and the trigger that makes the first audience."""

from dataclasses import replace

from alongside.access.locks import Lock, constant, declare
from alongside.record.table_locks import answer_lock, distinct, trigger
from alongside.safeguarding.domain import MOST_DAYS_KEPT

CONCERN, PART = "safeguarding_concern", "safeguarding_part"

constant("MOST_DAYS_KEPT", MOST_DAYS_KEPT)


def _locks() -> list[Lock]:
    below = answer_lock(PART)
    return [
        replace(
            below,
            sql=(
                *below.sql,
                trigger(PART, "part_may", "BEFORE INSERT", "alongside.concern_part_may()"),
                trigger(CONCERN, "zz_audience_new", "AFTER INSERT", "alongside.concern_first()"),
                trigger(
                    CONCERN, "zz_audience_upd", "AFTER UPDATE", "alongside.concern_first()", distinct(("sources",))
                ),
            ),
        )
    ]


declare(_locks)
