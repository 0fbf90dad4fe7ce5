"""The locks of this room's own tables, and the trigger that makes the audience of a message."""

from alongside.access.locks import ME, Lock, declare
from alongside.record.table_locks import answer_lock, distinct, trigger

MESSAGE, SEEN, HAND_OVER = "contact_message", "contact_seen", "contact_handover"
_READ = ("words", "going_id", "coming_id", '"on"')
_FEED = "id, account_id, made_at, made_by, fetched, ended_at, ended_by"


def _locks() -> list[Lock]:
    seen = answer_lock(SEEN)
    return [
        Lock(
            seen.table,
            seen.rights,
            see=seen.see,
            add=seen.add,
            sql=(
                *seen.sql,
                trigger(MESSAGE, "zz_audience", "AFTER INSERT", "alongside.message_audience()"),
                trigger(SEEN, "seen_how", "BEFORE INSERT", "alongside.seen_how()"),
                trigger(HAND_OVER, "done", "BEFORE INSERT OR UPDATE", "alongside.hand_over_done()"),
                trigger(HAND_OVER, "stays", "BEFORE UPDATE", "alongside.hand_over_stays()", distinct(_READ)),
                trigger(HAND_OVER, "zz_told", "AFTER INSERT", "alongside.hand_over_told()"),
            ),
        ),
        # Made, ended and read by keeper functions; the digest of the address is read by nobody.
        Lock("contact_calendarfeed", f"SELECT ({_FEED})", see=f"account_id = {ME}"),
    ]


declare(_locks)
