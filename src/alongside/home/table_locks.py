"""The locks of this room's one table: seen with its conversation, added to by whoever may write, never changed."""

from alongside.access.locks import ME, Lock, declare
from alongside.people.domain import Right, Section
from alongside.people.table_locks import in_seen
from alongside.record.table_locks import shown

TABLE = "home_topicmark"
MEETINGS, VOICE = Section.MEETINGS.bit, Right.VOICE.bit

_SAME_RECORD = f"""
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = '{TABLE}_contribution_id_same') THEN
    ALTER TABLE {TABLE} ADD CONSTRAINT {TABLE}_contribution_id_same
      FOREIGN KEY (contribution_id, subject_id) REFERENCES record_contribution (id, subject_id);
  END IF;
END $$"""


def _locks() -> list[Lock]:
    seen = f"{in_seen(f'{TABLE}.subject_id', MEETINGS)} AND {shown(TABLE, 'contribution_id')}"
    return [
        Lock(
            TABLE,
            "SELECT, INSERT",
            see=seen,
            add=f"written_by_id = {ME} AND {in_seen(f'{TABLE}.subject_id', VOICE)} AND {seen}",
            sql=(_SAME_RECORD,),
        )
    ]


declare(_locks)
