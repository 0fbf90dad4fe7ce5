"""The locks of this room's own tables, and the triggers that make audiences and tell of what is new."""

from dataclasses import replace

from alongside.access.locks import ME, Lock, declare
from alongside.people.domain import Section
from alongside.record.table_locks import answer_lock, distinct, trigger

MESSAGE, SEEN, ABSENCE = "contact_message", "contact_seen", "people_absence"
HAND_OVER, VISIT = "contact_handover", "contact_visit"
_READ = ("words", "going_id", "coming_id", '"on"')
_FEED = "id, account_id, made_at, made_by, fetched, ended_at, ended_by"
# Who opened a message is known to whoever wrote it, and to themself; who has seen a hand-over, to all who see it.
_OPENED = f"(bit <> {Section.MESSAGES.bit} OR item_by = {ME} OR written_by_id = {ME})"


def _message_sql() -> tuple[str, ...]:
    # Whoever stands in answers in a thread whose first message they may not see: `message_may` asks instead.
    links = trigger(
        MESSAGE, "links_new", "BEFORE INSERT", "alongside.links('contribution_id')", "NEW.contribution_id IS NOT NULL"
    )
    return (
        links,
        trigger(MESSAGE, "may_new", "BEFORE INSERT", "alongside.message_may()"),
        trigger(MESSAGE, "sent", "BEFORE UPDATE", "alongside.fixed()", distinct(("sent_to", "thread_id"))),
        trigger(MESSAGE, "zz_audience", "AFTER INSERT", "alongside.message_audience()"),
        trigger(ABSENCE, "zz_covers", "AFTER INSERT OR UPDATE", "alongside.absence_covers()"),
    )


def _hand_over_sql() -> tuple[str, ...]:
    return (
        trigger(SEEN, "seen_how", "BEFORE INSERT", "alongside.seen_how()"),
        trigger(HAND_OVER, "done", "BEFORE INSERT OR UPDATE", "alongside.hand_over_done()"),
        trigger(HAND_OVER, "stays", "BEFORE UPDATE", "alongside.hand_over_stays()", distinct(_READ)),
        trigger(HAND_OVER, "zz_told", "AFTER INSERT", "alongside.hand_over_told()"),
    )


# After the slim row of the visit is there, which says who sees it.
_TOLD = (trigger(VISIT, "zz_told", "AFTER INSERT OR UPDATE", "alongside.visit_told()"),)


def _locks() -> list[Lock]:
    seen = answer_lock(SEEN)
    return [
        replace(
            seen,
            see=f"({seen.see}) AND {_OPENED}",
            # That a message was opened, and when, the keeper alone writes down: `open_messages`.
            add=f"{seen.add} AND bit <> {Section.MESSAGES.bit}",
            sql=(*seen.sql, *_message_sql(), *_hand_over_sql(), *_TOLD),
        ),
        # Made, ended and read by keeper functions; the digest of the address is read by nobody.
        Lock("contact_calendarfeed", f"SELECT ({_FEED})", see=f"account_id = {ME}"),
    ]


declare(_locks)
