"""What was marked protected moves, as it is, into a table of its own; "safe" becomes yes, no or ask first."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import alongside.base.clock
import alongside.base.ids
import alongside.people.domain

SORTS = [("address", "address"), ("phone", "phone"), ("text", "text"), ("email", "email")]
MOVED = """
INSERT INTO people_protectedcontact (id, subject_id, sort, value, note, written_at, written_by_id, ended_at, ended_by)
SELECT id, subject_id, sort, value, note, written_at, written_by_id, ended_at, ended_by FROM people_contactpoint WHERE is_protected;
DELETE FROM people_contactpoint WHERE is_protected;
UPDATE people_contactpoint SET safe = CASE WHEN is_safe THEN 'yes' ELSE 'ask' END;
"""


def move(apps, schema_editor):
    """Move as the owner, from whom the table is unlocked and locked again in this transaction."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT relforcerowsecurity FROM pg_class WHERE oid = 'people_contactpoint'::regclass")
        forced = cursor.fetchone()[0]
        if forced:
            cursor.execute("ALTER TABLE people_contactpoint NO FORCE ROW LEVEL SECURITY")
        cursor.execute(MOVED)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        if forced:
            cursor.execute("ALTER TABLE people_contactpoint FORCE ROW LEVEL SECURITY")


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0003_notices"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField(
            "contactpoint",
            "safe",
            models.CharField(
                choices=[("yes", "yes"), ("no", "no"), ("ask", "ask")],
                default=alongside.people.domain.Safe["ASK"],
                max_length=5,
            ),
        ),
        migrations.AddField("contactpoint", "safe_how", models.CharField(blank=True, max_length=300)),
        migrations.CreateModel(
            name="ProtectedContact",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=alongside.base.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("sort", models.CharField(choices=SORTS, max_length=10)),
                ("value", models.CharField(max_length=500)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("written_at", models.DateTimeField(default=alongside.base.clock.now)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.UUIDField(null=True)),
                (
                    "subject",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.subject",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["subject"], name="protected_of_subject")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ended_by", None)),
                            models.Q(
                                models.Q(("ended_at", None), _negated=True), models.Q(("ended_by", None), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="protected_ended_at_by",
                    )
                ],
            },
        ),
        migrations.RunPython(move, migrations.RunPython.noop),
        migrations.RemoveField("contactpoint", "is_protected"),
        migrations.RemoveField("contactpoint", "is_safe"),
    ]
