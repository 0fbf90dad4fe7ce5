"""The locks of this room's own tables, and the triggers that make a message's audience and tell of visits."""

from alongside.access.locks import ME, Lock, declare
from alongside.record.table_locks import answer_lock, trigger

MESSAGE, SEEN, VISIT = "contact_message", "contact_seen", "contact_visit"
_FEED = "id, account_id, made_at, made_by, fetched, ended_at, ended_by"
# After the slim row of the visit is there, which says who sees it.
_TOLD = (trigger(VISIT, "zz_told", "AFTER INSERT OR UPDATE", "alongside.visit_told()"),)


def _locks() -> list[Lock]:
    seen = answer_lock(SEEN)
    return [
        Lock(
            seen.table,
            seen.rights,
            see=seen.see,
            add=seen.add,
            sql=(*seen.sql, trigger(MESSAGE, "zz_audience", "AFTER INSERT", "alongside.message_audience()"), *_TOLD),
        ),
        # Made, ended and read by keeper functions; the digest of the address is read by nobody.
        Lock("contact_calendarfeed", f"SELECT ({_FEED})", see=f"account_id = {ME}"),
    ]


declare(_locks)
