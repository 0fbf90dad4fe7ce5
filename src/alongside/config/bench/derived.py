# ruff: noqa: S608 (names of tables and columns are ours)
"""What triggers would have written beside copied rows, as SQL built from the registry and the models."""

from __future__ import annotations

from collections.abc import Iterator

from alongside.people.models import Details, Subject, Voice
from alongside.record import registry


def statements() -> Iterator[str]:
    """Give the statements in order: slim rows, history, plans with their frozen entries, an audit trail."""
    for kind in registry.all_kinds():
        yield _items(kind)
        yield _first_states(kind.table, kind.event_model, "written_by_id", "written_at")
    for model in (Subject, Details, Voice):
        events = model._meta.get_field("events").related_model
        yield _first_states(model._meta.db_table, events, "NULL::uuid", "now()")
    yield _PLANS
    for kind in registry.all_kinds():
        if kind.in_plan:
            yield _frozen(kind)
    yield _ANSWERS
    yield _LOOKS
    yield "CREATE SCHEMA bench"
    yield "CREATE TABLE bench.strength (LIKE strengths_strength INCLUDING DEFAULTS)"
    yield "ALTER TABLE bench.strength ADD PRIMARY KEY (id)"
    yield "CREATE INDEX ON bench.strength (subject_id, at DESC)"


def _items(kind: registry.Kind) -> str:
    title, facet = (f'"{name}"' if name else "''" for name in (kind.title, kind.facet))
    return f"""
INSERT INTO record_item (id, subject_id, kind, bit, title, text, facet, words_of_id, how, at, written_by_id, written_at,
  confirmed_at, confirmed_by, standing, contribution_id)
SELECT id, subject_id, '{kind.name}', {kind.section.bit}, {title}, words, {facet}, words_of_id, how, at, written_by_id,
  written_at, confirmed_at, confirmed_by, standing, contribution_id FROM {kind.table}"""


def _first_states(table: str, events: type, by: str, at: str) -> str:
    """Give one row of history for each row of `table`, as its first state."""
    columns = [field.column for field in events._meta.concrete_fields]  # type: ignore[attr-defined]
    own = [f'"{name}"' for name in columns if not name.startswith("pgh_")]
    key = "subject_id" if table == Details._meta.db_table else "id"
    values = {"pgh_created_at": at, "pgh_label": "'insert'", "pgh_by": by, "pgh_obj_id": key}
    named = [name for name in values if name in columns]
    return (
        f"INSERT INTO {events._meta.db_table} ({', '.join([*named, *own])}) "  # type: ignore[attr-defined]
        f"SELECT {', '.join([*(values[name] for name in named), *own])} FROM {table}"
    )


_WORKER = (
    "JOIN LATERAL (SELECT id AS voice, account_id FROM people_voice "
    "WHERE subject_id = s.id AND relationship = 'social_worker' LIMIT 1) w ON true"
)
_PLANS = f"""
INSERT INTO planning_version (id, subject_id, number, put_forward_at, put_forward_by_id, blocked, holders)
SELECT gen_random_uuid(), s.id, 1, now() - interval '30 days', w.account_id, false, '{{}}'
FROM people_subject s {_WORKER}"""
_ANSWERS = """
INSERT INTO planning_plananswer (id, subject_id, version_id, voice_id, answer, words, why, how, written_at,
  written_by_id)
SELECT gen_random_uuid(), v.subject_id, v.id, o.id, 'agree', '', '', '', v.put_forward_at,
  coalesce(o.account_id, v.put_forward_by_id)
FROM planning_version v JOIN people_voice o ON o.subject_id = v.subject_id"""
_LOOKS = f"""
INSERT INTO access_auditevent (id, at, by, action, subject_id, detail)
SELECT gen_random_uuid(), now() - n * interval '9 days', w.account_id, 'record.opened', s.id, '{{"page": "front"}}'
FROM people_subject s {_WORKER} CROSS JOIN generate_series(1, 5) n"""


def _frozen(kind: registry.Kind) -> str:
    return f"""
INSERT INTO planning_frozen (id, item_id, subject_id, bit, item_by, written_by_id, written_at, shut, version_id,
  kind, event_id)
SELECT gen_random_uuid(), e.pgh_obj_id, e.subject_id, {kind.section.bit}, e.written_by_id, v.put_forward_by_id,
  v.put_forward_at, false, v.id, '{kind.name}', e.pgh_id
FROM {kind.event_model._meta.db_table} e JOIN planning_version v ON v.subject_id = e.subject_id"""
