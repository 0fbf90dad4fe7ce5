"""The locks, triggers and links of every kind's table, generated from the registry, and of the spine's own tables."""

from dataclasses import replace

from django.contrib.postgres.fields import ArrayField

from alongside.access.locks import ME, Lock, constant, declare
from alongside.people.domain import CLOSED, Right, Section
from alongside.people.models import Voice
from alongside.people.table_locks import ANY, CARE, OWN, SELF, in_seen
from alongside.record import registry

VOICE = Right.VOICE.bit
MY_VOICES = "(SELECT alongside.voices())::uuid[]"
ITEM_COLUMNS = ("at", "standing", "contribution_id", "confirmed_at", "confirmed_by", "how")


def shown(table: str, column: str = "id") -> str:
    """Give the policy expression: this entry is not withheld from the viewer."""
    return f"{table}.{column} <> ALL ((SELECT alongside.hidden())::uuid[])"


def invited(table: str, column: str = "id") -> str:
    """Give the policy expression: this entry of a closed kind names the viewer as its audience."""
    return f"{table}.{column} = ANY ((SELECT alongside.invited())::uuid[])"


def _self_said(table: str) -> str:
    return f"{table}.words_of_id = ANY ({MY_VOICES}) AND {in_seen(f'{table}.subject_id', SELF)}"


def see_kind(table: str, bit: int, also: str | None = None, column: str = "id", *, said: bool = False) -> str:
    """Give who sees a row of a kind's table, or of its history: by section, or as its writer in the circle.

    A closed kind is seen by its audience alone. `said`: the row names whose words it holds; where a whole section is
    kept from the person, their own words are not. `also` names a column with a voice: whoever that is sees the row as
    long as they have a voice in the record.
    """
    subject = f"{table}.subject_id"
    if bit & CLOSED:
        return f"{in_seen(subject, bit)} AND {shown(table, column)} AND {invited(table, column)}"
    own = f"{table}.written_by_id = {ME} AND {in_seen(subject, OWN)}" + (f") OR ({_self_said(table)}" if said else "")
    asked = f" OR ({table}.{also} = ANY ({MY_VOICES}) AND {in_seen(subject, VOICE)})" if also else ""
    return f"({in_seen(subject, bit)} OR ({own}){asked}) AND {shown(table, column)}"


def see_item(table: str, column: str = "id", by: str = "written_by_id", *, said: bool = False) -> str:
    """Give who sees a row about an entry. CASE, not OR: only the sections met are worked out."""
    subject = f"{table}.subject_id"
    whens = " ".join(
        f"WHEN {section.bit} THEN {in_seen(subject, section.bit)}"
        + (f" AND {invited(table, column)}" if section.is_closed else "")
        for section in Section
    )
    own = f"{table}.{by} = {ME} AND {table}.bit & {CLOSED} = 0 AND {in_seen(subject, OWN)}"
    if said:
        own += f") OR ({_self_said(table)} AND {table}.bit & {CLOSED} = 0"
    return (
        f"{in_seen(subject, ANY)} AND (CASE {table}.bit {whens} ELSE false END OR ({own})) AND {shown(table, column)}"
    )


# What stands on slim rows, for keeper functions that have read them already and call each `i`.
constant("SEE_ITEM_I", see_item("i", said=True))


def _kind_locks(kind: registry.Kind) -> list[Lock]:
    table, bit = kind.table, kind.section.bit
    also = _mend_also(kind) + (
        f" OR ({in_seen(f'{table}.subject_id', CARE | SELF)} AND {see_kind(table, bit, said=True)})"
        if kind.shared_work
        else ""
    )
    mend = (
        f"(written_by_id = {ME} OR words_of_id = ANY ({MY_VOICES}){also})"
        f" AND {in_seen(f'{table}.subject_id', VOICE)} AND {shown(table)}"
    )
    if kind.section.is_closed:
        mend += f" AND {invited(table)}"
    add = f"written_by_id = {ME} AND {in_seen(f'{table}.subject_id', VOICE)}"
    if kind.by_staff:
        mend, add = (f"{rule} AND {in_seen(f'{table}.subject_id', CARE)}" for rule in (mend, add))
    event = f"{table}event"
    return [
        Lock(
            table,
            "SELECT, INSERT, UPDATE",
            see=see_kind(table, bit, kind.see_also, said=True),
            add=add,
            mend=mend,
            sql=_kind_sql(kind),
        ),
        Lock(event, "SELECT", see=see_kind(event, bit, kind.see_also, said=True), history=True),
    ]


def _mend_also(kind: registry.Kind) -> str:
    """Give who else may change an entry: the voice in a column, or each of several that sees the entry."""
    if not kind.mend_also:
        return ""
    column = next(field for field in kind.model._meta.concrete_fields if field.column == kind.mend_also)
    if not isinstance(column, ArrayField):
        return f" OR {kind.mend_also} = ANY ({MY_VOICES})"
    return f" OR ({kind.mend_also} && {MY_VOICES} AND {see_kind(kind.table, kind.section.bit, said=True)})"


def distinct(columns: tuple[str, ...]) -> str:
    """Give the condition that one of these columns changes."""
    old, new = (", ".join(f"{row}.{column}" for column in columns) for row in ("OLD", "NEW"))
    return f"ROW({old}) IS DISTINCT FROM ROW({new})"


def trigger(table: str, name: str, when: str, function: str, condition: str = "") -> str:
    """Give the statement that lays a trigger of a table, for each row."""
    condition = f"WHEN ({condition})" if condition else ""
    return f"CREATE OR REPLACE TRIGGER {name} {when} ON {table} FOR EACH ROW {condition} EXECUTE FUNCTION {function}"


def _kind_sql(kind: registry.Kind) -> tuple[str, ...]:
    table = kind.table
    text = "NEW.words"
    title = f"NEW.{kind.title}" if kind.title else "''"
    facet = f"NEW.{kind.facet}" if kind.facet else "''"
    shown_columns = ("words", *filter(None, (kind.title, kind.facet)), *ITEM_COLUMNS)
    fill = f"""
CREATE OR REPLACE FUNCTION alongside.item_of_{table}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO public.record_item (id, subject_id, kind, bit, title, text, facet, words_of_id, how, at,
      written_by_id, written_at, confirmed_at, confirmed_by, standing, contribution_id)
    VALUES (NEW.id, NEW.subject_id, '{kind.name}', {kind.section.bit}, {title}, {text}, {facet},
      NEW.words_of_id, NEW.how, NEW.at, NEW.written_by_id, NEW.written_at, NEW.confirmed_at, NEW.confirmed_by,
      NEW.standing, NEW.contribution_id);
  ELSE
    UPDATE public.record_item SET title = {title}, text = {text}, facet = {facet}, how = NEW.how, at = NEW.at,
      confirmed_at = NEW.confirmed_at, confirmed_by = NEW.confirmed_by, standing = NEW.standing,
      contribution_id = NEW.contribution_id
     WHERE id = NEW.id;
  END IF;
  RETURN NULL;
END $$"""
    return (
        "SET LOCAL ROLE alongside_keeper",
        fill,
        "RESET ROLE",
        f"GRANT EXECUTE ON FUNCTION alongside.item_of_{table}() TO alongside_owner",
        trigger(table, "item_new", "AFTER INSERT", f"alongside.item_of_{table}()"),
        trigger(table, "item_upd", "AFTER UPDATE", f"alongside.item_of_{table}()", distinct(shown_columns)),
        *_guards(kind),
        *_link_sql(table, (*kind.links, "contribution_id")),
        *(_foreign_key(table, column, "people_voice") for column in _voice_columns(kind)),
        _foreign_key(table, "contribution_id", "record_contribution"),
    )


def _voice_columns(kind: registry.Kind) -> list[str]:
    return [str(field.column) for field in kind.model._meta.concrete_fields if field.related_model is Voice]


def _guards(kind: registry.Kind) -> tuple[str, ...]:
    """Give the triggers that say who may change what in an entry."""
    table = kind.table
    own = tuple(dict.fromkeys((*kind.own_words, *filter(None, (kind.title,)), *_not_shared(kind))))
    return (
        trigger(
            table,
            "fixed",
            "BEFORE UPDATE",
            "alongside.fixed()",
            distinct(("id", "subject_id", "words_of_id", "written_by_id", "written_at", "source")),
        ),
        trigger(table, "own_words", "BEFORE UPDATE", "alongside.own_words()", distinct((*own, "how"))),
        trigger(table, "standing", "BEFORE UPDATE", "alongside.standing_changes()", distinct(("standing",))),
        trigger(table, "confirm_new", "BEFORE INSERT", "alongside.confirm()", "NEW.confirmed_by IS NOT NULL"),
        trigger(
            table, "confirm_upd", "BEFORE UPDATE", "alongside.confirm()", distinct(("confirmed_at", "confirmed_by"))
        ),
        trigger(table, "voice_new", "BEFORE INSERT", "alongside.voice_may()"),
    )


def _not_shared(kind: registry.Kind) -> tuple[str, ...]:
    """Give the columns of a kind of shared work that stay with the one whose words they are, and the writer."""
    if not kind.shared_work:
        return ()
    spine = ("at", "contribution_id", "confirmed_at", "confirmed_by")
    own = (getattr(kind.model._meta.get_field(name), "column", name) for name in kind.fields)
    return (*spine, *(column for column in own if column not in kind.shared_work))


def _link_sql(table: str, links: tuple[str, ...]) -> tuple[str, ...]:
    names = ", ".join(f"'{link}'" for link in links)
    some = " OR ".join(f"NEW.{link} IS NOT NULL" for link in links)
    return (
        trigger(table, "links_new", "BEFORE INSERT", f"alongside.links({names})", some),
        trigger(table, "links_upd", "BEFORE UPDATE", f"alongside.links({names})", distinct(links)),
    )


def _foreign_key(table: str, column: str, target: str) -> str:
    """Give the composite key that keeps a link inside one record."""
    name = f"{table}_{column}_same"
    return f"""
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = '{name}' AND conrelid = '{table}'::regclass) THEN
    ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({column}, subject_id) REFERENCES {target} (id, subject_id)
      DEFERRABLE INITIALLY IMMEDIATE;
  END IF;
END $$"""


def _answer_key(table: str) -> str:
    return f"""
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = '{table}_item_same') THEN
    ALTER TABLE {table} ADD CONSTRAINT {table}_item_same FOREIGN KEY (item_id, subject_id, bit, item_by)
      REFERENCES record_item (id, subject_id, bit, written_by_id);
  END IF;
END $$"""


def answer_lock(table: str) -> Lock:
    """Give the lock of a table whose rows stand beside an entry: seen with it, added by whoever sees it."""
    see = f"({see_item(table, 'item_id', 'item_by')}) AND (NOT shut OR written_by_id = {ME})"
    return Lock(
        table,
        "SELECT, INSERT",
        see=see,
        add=f"written_by_id = {ME} AND NOT shut AND {see_item(table, 'item_id', 'item_by')}",
        sql=(trigger(table, "answer_new", "BEFORE INSERT", "alongside.answer_seen()"), _answer_key(table)),
    )


def _challenge_lock() -> list[Lock]:
    """Give the locks of challenges: keepers write; what is not said beside the entry is for few."""
    found = []
    for table in ("record_challenge", "record_challengeevent"):
        lead = f"{table}.item_by <> {ME} AND {in_seen(f'{table}.subject_id', CARE)} AND (SELECT alongside.is_lead())"
        who = f"beside OR written_by_id = {ME} OR owner_id = {ME} OR {in_seen(f'{table}.subject_id', SELF)} OR ({lead})"
        see = f"({see_item(table, 'item_id', 'item_by')}) AND (NOT shut OR written_by_id = {ME}) AND ({who})"
        found.append(Lock(table, "SELECT", see=see, history=table.endswith("event")))
    kept = (trigger("record_challenge", "answer_new", "BEFORE INSERT", "alongside.answer_seen()"),)
    return [replace(found[0], sql=(*kept, _answer_key("record_challenge"))), found[1]]


def _locks() -> list[Lock]:
    known = "((SELECT alongside.withholdings())::uuid[])"
    mine = f"author_id = {ME}"
    kept = f"{mine} AND saved_by = {ME}"
    here = f"{kept} AND (subject_id IS NULL OR {in_seen('subject_id', ANY)})"
    own = [
        Lock("record_item", "SELECT", see=see_item("record_item", said=True)),
        answer_lock("record_response"),
        answer_lock("record_attachment"),
        *_challenge_lock(),
        Lock("record_withholding", "SELECT", see=f"id = ANY {known}"),
        Lock("record_withholdingstep", "SELECT", see=f"withholding_id = ANY {known}"),
        Lock("record_healthopinion", "SELECT", see=f"withholding_id = ANY {known}"),
        Lock("record_escalation", "SELECT", see="false"),
        Lock("record_audience", "SELECT", see="entry_id = ANY ((SELECT alongside.invited())::uuid[])"),
        Lock("record_draft", "SELECT, INSERT, UPDATE, DELETE", see=mine, add=here, mend=kept, remove=mine),
    ]
    return [*own, *(lock for kind in registry.all_kinds() for lock in _kind_locks(kind))]


declare(_locks)
