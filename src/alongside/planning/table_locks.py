"""The locks of plan versions: what was put forward and answered can be added to and read, never changed."""

from dataclasses import replace

from alongside.access.locks import ME, Lock, declare
from alongside.people.domain import Right, Section
from alongside.people.table_locks import in_seen
from alongside.record.table_locks import answer_lock, see_kind

GOALS, NEEDS, VOICE = Section.GOALS.bit, Section.NEEDS.bit, Right.VOICE.bit
LEADS = Right.SELF.bit | Right.CARE.bit


def _locks() -> list[Lock]:
    return [
        Lock(
            "planning_version",
            "SELECT, INSERT",
            see=in_seen("subject_id", GOALS),
            add=f"put_forward_by_id = {ME} AND {_may_add(LEADS)}",
        ),
        _frozen_lock(),
        _willing_lock(),
        *(
            Lock(
                table,
                "SELECT, INSERT",
                see=in_seen("subject_id", GOALS),
                add=f"written_by_id = {ME} AND {_may_add(who)}",
                sql=(*_same_record(table), *more),
            )
            for table, who, more in (
                ("planning_plananswer", VOICE, _ANSWER_TRIGGER),
                ("planning_planevent", LEADS, _EVENT_TRIGGER),
            )
        ),
    ]


def _may_add(who: int) -> str:
    parts = (in_seen("subject_id", bits) for bits in dict.fromkeys((VOICE, GOALS, who)))
    return " AND ".join(parts)


def _frozen_lock() -> Lock:
    """Give the lock of frozen entries: whoever puts the plan forward adds them, in the record of the version."""
    lock = answer_lock("planning_frozen")
    return replace(lock, add=f"{lock.add} AND {_may_add(LEADS)}", sql=(*lock.sql, *_same_record("planning_frozen")))


def _willing_lock() -> Lock:
    """Give the lock of what those say whom a line leans on: seen with the line, and by them."""
    table = "planning_willing"
    return Lock(
        table,
        "SELECT, INSERT",
        see=see_kind(table, NEEDS, "voice_id", "met_by_id"),
        add=f"written_by_id = {ME} AND {in_seen('subject_id', VOICE)}",
        sql=(
            *_same_record(table, ("met_by_id", "planning_metby"), ("voice_id", "people_voice")),
            f"CREATE OR REPLACE TRIGGER own_yes BEFORE INSERT ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION alongside.willing_own()",
        ),
    )


def _same_record(table: str, *links: tuple[str, str]) -> tuple[str, ...]:
    links = links or (
        ("version_id", "planning_version"),
        *([] if table == "planning_frozen" else [("voice_id", "people_voice")]),
    )
    return tuple(
        f"""
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = '{table}_{column}_same') THEN
    ALTER TABLE {table} ADD CONSTRAINT {table}_{column}_same FOREIGN KEY ({column}, subject_id)
      REFERENCES {target} (id, subject_id);
  END IF;
END $$"""
        for column, target in links
    )


_ANSWER_TRIGGER = (
    "CREATE OR REPLACE TRIGGER own_answer BEFORE INSERT ON planning_plananswer "
    "FOR EACH ROW EXECUTE FUNCTION alongside.plan_answer_own()",
)

_EVENT_TRIGGER = (
    "CREATE OR REPLACE TRIGGER own_event BEFORE INSERT ON planning_planevent "
    "FOR EACH ROW EXECUTE FUNCTION alongside.plan_event_own()",
)

declare(_locks)
