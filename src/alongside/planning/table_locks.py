"""The locks of plan versions: what was put forward and answered can be added to and read, never changed."""

from dataclasses import replace

from alongside.access.locks import ME, Lock, declare
from alongside.people.domain import Right, Section
from alongside.people.table_locks import in_seen
from alongside.record import registry
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
    """Give the lock of frozen entries: the keeper's function adds them, once, when a version is put forward."""
    lock = answer_lock("planning_frozen")
    return replace(lock, rights="SELECT", add=None, sql=(*lock.sql, *_same_record("planning_frozen"), *_freezing()))


def _freezing() -> tuple[str, ...]:
    """Give the function that freezes a plan: one row an entry of each kind in plans, naming its newest state."""
    rows = " UNION ALL ".join(
        f"SELECT e.id, {kind.section.bit}::bigint, e.written_by_id, '{kind.name}', "
        f"(SELECT max(h.pgh_id) FROM public.{kind.event_model._meta.db_table} h WHERE h.pgh_obj_id = e.id) "
        f"FROM public.{kind.table} e WHERE e.subject_id = v.subject_id AND e.standing = 'current'"
        for kind in registry.all_kinds()
        if kind.in_plan
    )
    return (
        "SET LOCAL ROLE alongside_keeper",
        f"""
CREATE OR REPLACE FUNCTION alongside.freeze_plan(version uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v public.planning_version;
BEGIN
  SELECT * INTO v FROM public.planning_version WHERE id = version AND put_forward_by_id = alongside.viewer();
  IF v.id IS NULL OR NOT alongside.holds(v.subject_id, {LEADS})
     OR EXISTS (SELECT 1 FROM public.planning_frozen WHERE version_id = version) THEN
    PERFORM alongside.refuse('This plan could not be put forward. Please open it again.');
  END IF;
  INSERT INTO public.planning_frozen (id, version_id, item_id, subject_id, bit, item_by, written_by_id, written_at,
    shut, kind, event_id)
  SELECT gen_random_uuid(), version, x.id, v.subject_id, x.bit, x.by, v.put_forward_by_id, v.put_forward_at, false,
    x.kind, x.event FROM ({rows}) AS x (id, bit, by, kind, event);
END $$""",
        "RESET ROLE",
    )


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
            "CREATE OR REPLACE TRIGGER answered BEFORE UPDATE ON planning_metby FOR EACH ROW "
            "WHEN ((OLD.need_id, OLD.sort, OLD.leans_on_id) IS DISTINCT FROM (NEW.need_id, NEW.sort, NEW.leans_on_id)) "
            "EXECUTE FUNCTION alongside.met_by_answered()",
            "CREATE OR REPLACE TRIGGER yes_ends AFTER UPDATE ON people_voice FOR EACH ROW "
            "WHEN (OLD.until IS NULL AND NEW.until IS NOT NULL) EXECUTE FUNCTION alongside.yes_ends_by_leaving()",
            # A narrower gift ends the earlier grant and makes a new one in one statement's time: looked at afterwards.
            "DROP TRIGGER IF EXISTS yes_ends ON people_grant",
            "CREATE CONSTRAINT TRIGGER yes_ends AFTER UPDATE ON people_grant DEFERRABLE INITIALLY DEFERRED "
            "FOR EACH ROW WHEN (OLD.ends IS DISTINCT FROM NEW.ends AND NEW.account_id IS NOT NULL) "
            "EXECUTE FUNCTION alongside.yes_ends_with_sharing()",
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
