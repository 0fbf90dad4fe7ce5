"""Brings the tables of a database to the shape of this version of the code.

An empty database gets what all migrations come to, at once, in seconds. The way through every one of them takes about a
minute: Django draws all models anew at each step, and nearly all of ours are tied to one another. The two ways give the
same tables, columns, constraints, indexes, triggers and functions: `tests/test_shape.py` compares them.
"""

from typing import Any

import pgtrigger
from django.core.management import call_command
from django.db import connections, transaction
from django.db.migrations import RunSQL
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from pghistory.models import Context

from alongside.access import locks

OWNER_ALIAS = "owner"


def bring_up(*, verbosity: int = 0) -> None:
    """Make or change the tables, as the owner; after that the locks are laid (`access.apps`)."""
    _make_if_empty()
    call_command("migrate", database=OWNER_ALIAS, interactive=False, verbosity=verbosity)


def _make_if_empty() -> None:
    """Make all tables and say that every migration has been gone through: all or nothing, one process at a time."""
    connection = connections[OWNER_ALIAS]
    with transaction.atomic(using=OWNER_ALIAS):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('alongside.shape'))")
            cursor.execute("SELECT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = 'public')")
            if cursor.fetchone()[0]:
                return
            cursor.execute("SET LOCAL check_function_bodies = off")
            locks.prepare(cursor)
        loader = MigrationLoader(connection)
        with connection.schema_editor() as editor:
            for model in loader.project_state().apps.get_models():
                if model._meta.managed and not model._meta.proxy:
                    editor.create_model(model)
        _make_jobs(loader, connection)
        Context.install_pgh_attach_context_func(using=OWNER_ALIAS)
        pgtrigger.install(database=OWNER_ALIAS)
        recorder = MigrationRecorder(connection)
        recorder.ensure_schema()
        for app, name in loader.graph.nodes:
            recorder.record_applied(app, name)


def _make_jobs(loader: MigrationLoader, connection: Any) -> None:
    """Make what keeps the jobs. Django does not manage those tables: the library brings the SQL of each step."""
    (last,) = loader.graph.leaf_nodes("procrastinate")
    with connection.cursor() as cursor:
        for app, name in loader.graph.forwards_plan(last):
            for operation in loader.get_migration(app, name).operations:
                if isinstance(operation, RunSQL):
                    cursor.execute(operation.sql)
