"""The locks of plan versions: what was put forward and answered can be added to and read, never changed."""

from dataclasses import replace

from alongside.access.locks import ME, Lock, declare
from alongside.people.domain import Right, Section
from alongside.people.table_locks import in_seen
from alongside.record.table_locks import answer_lock

GOALS, VOICE = Section.GOALS.bit, Right.VOICE.bit
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
                ("planning_planevent", LEADS, ()),
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


def _same_record(table: str) -> tuple[str, ...]:
    links = [
        ("version_id", "planning_version"),
        *([("voice_id", "people_voice")] if table == "planning_plananswer" else []),
    ]
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

declare(_locks)
