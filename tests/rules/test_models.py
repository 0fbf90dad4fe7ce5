"""The tables: who did it stands beside when; links never point up; nothing with a subject is open."""

from typing import Any

from django.apps import apps
from django.db import models

from alongside.access.locks import all_locks

# The order of the rooms, from the ground up. A row may point down, never up.
ROOMS = [
    "base",
    "design",
    "access",
    "people",
    "record",
    "about_me",
    "strengths",
    "contact",
    "safeguarding",
    "planning",
    "learning",
    "home",
    "exchange",
]

# `_at` fields whose `_by` is not needed, or which need no constraint, and why.
WITHOUT_BY = {
    "people.Notice.mailed_at": "a chore mails, and a chore is nobody",
    "record.Draft.saved_at": "both are always set: neither can be null beside saved_by",
}


def ours() -> list[type[models.Model]]:
    """Give every model of ours, histories left out."""
    return [model for model in apps.get_models() if model.__module__.startswith("alongside.")]


def is_history(model: type[models.Model]) -> bool:
    """Say whether this is the table of another table's earlier states."""
    return any(field.name == "pgh_id" for field in model._meta.get_fields())


def is_slim(model: type[models.Model]) -> bool:
    """Say whether its rows are copied by a trigger from a table that has the constraint."""
    return model._meta.label == "record.Item"


def _null(model: type[models.Model], name: str) -> bool:
    return bool(model._meta.get_field(name).null)


def _held_together(model: type[models.Model], at: str, by: str) -> bool:
    """Say whether a check constraint of the model names both."""
    texts = [str(each.condition) for each in model._meta.constraints if isinstance(each, models.CheckConstraint)]
    return any(at in text and by in text for text in texts)


def test_whenever_something_was_done_it_stands_by_whom() -> None:
    wrong = []
    for model in ours():
        if is_history(model):
            continue
        names = {field.name for field in model._meta.concrete_fields}
        for at in sorted(name for name in names if name.endswith("_at")):
            by, label = f"{at.removesuffix('_at')}_by", f"{model._meta.label}.{at}"
            if label in WITHOUT_BY:
                continue
            if by not in names:
                wrong.append(f"{label} has no {by}")
            elif _null(model, at) and not _held_together(model, at, by):
                wrong.append(f"{label} and {by} may part: use both_or_neither")
            elif not _null(model, at) and _null(model, by) and label not in MAY_BE_NOBODY:
                wrong.append(f"{label} is always set, {by} may be empty")
    assert wrong == []


# What happens at the machine (an operator, an import, the demo) is done by no account.
MAY_BE_NOBODY = {
    "learning.PracticeNotice.made_at": "law and guidance come from a file, by an operator at the machine",
    "people.Notice.made_at": "a chore that finds something overdue is nobody",
    "access.Account.opened_at": "the first accounts are opened by an operator at the machine",
    "people.Subject.added_at": "an operator at the machine may open a record",
    "people.Voice.added_at": "the voices of a record opened at the machine come with it",
}


def test_exemptions_name_fields_that_are_there() -> None:
    for label in (*WITHOUT_BY, *MAY_BE_NOBODY):
        room, model, field = label.split(".")
        assert apps.get_model(room, model)._meta.get_field(field)


def _room(model: Any) -> int:
    return ROOMS.index(model.__module__.split(".")[1])


def test_rows_point_down_and_never_up() -> None:
    up = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in ours()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey | models.ManyToManyField)
        and field.related_model.__module__.startswith("alongside.")
        and _room(field.related_model) > _room(model)
    ]
    assert up == []


def test_rows_of_rooms_side_by_side_do_not_point_at_each_other() -> None:
    beside = {"about_me", "strengths", "contact", "safeguarding"}
    wrong = [
        f"{model._meta.label}.{field.name}"
        for model in ours()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey)
        and model._meta.app_label in beside
        and field.related_model._meta.app_label in beside - {model._meta.app_label}
    ]
    assert wrong == []


def test_every_table_with_a_subject_an_account_or_an_author_has_a_lock() -> None:
    locked = {lock.table for lock in all_locks()}
    personal = {"subject_id", "account_id", "author_id"}
    open_ = [
        model._meta.db_table
        for model in ours()
        if personal & {field.column for field in model._meta.concrete_fields} and model._meta.db_table not in locked
    ]
    assert open_ == []


def test_every_history_has_a_lock_that_lets_nobody_write() -> None:
    locks = {lock.table: lock for lock in all_locks()}
    for model in ours():
        if is_history(model):
            lock = locks[model._meta.db_table]
            assert lock.rights == "SELECT", lock.table
            assert lock.history, lock.table


def test_no_row_takes_others_with_it_when_it_goes() -> None:
    """Entries are never deleted, so no foreign key may cascade or forget."""
    loose = [
        f"{model._meta.label}.{field.name}"
        for model in ours()
        if not is_history(model)
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is not models.PROTECT
    ]
    assert loose == []
