"""The section "visits, calls and tasks" is new.

Whoever saw every section by right (the person, those who work with them and lead them) sees it too, and who was kept
from all is kept from it. What a person shared part by part, or the law opened, stays as it was.
"""

from django.db import migrations

BEFORE = (1 << 17) - 1
NEW = 1 << 18


def widen(apps, schema_editor):
    """Add the new bit to live grants by right that held all sections there were."""
    with schema_editor.connection.cursor() as cursor:
        # In a new database the keeper's rights are laid after the migrations, and there is no grant to widen.
        cursor.execute("SELECT has_table_privilege('alongside_keeper', 'people_grant', 'UPDATE')")
        if cursor.fetchone() != (True,):
            return
        cursor.execute("SET LOCAL ROLE alongside_keeper")
        cursor.execute(
            "UPDATE people_grant SET mask = mask | %s WHERE mask & %s = %s AND (basis IN ('own', 'care', 'supervision') OR deny) "
            "AND (ends IS NULL OR ends > now())",
            [NEW, BEFORE, BEFORE],
        )
        cursor.execute("RESET ROLE")


class Migration(migrations.Migration):
    dependencies = [("people", "0006_invitations_and_proxies")]
    operations = [migrations.RunPython(widen, migrations.RunPython.noop)]
