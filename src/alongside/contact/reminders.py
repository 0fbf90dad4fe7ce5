"""The day before a visit or a call, those whom it concerns are told that there is one."""

from datetime import datetime

from django.db import connections

from alongside.access.actions import OWNER_ALIAS
from alongside.base.clock import now


def remind(at: datetime | None = None) -> str:
    """Tell of tomorrow's visits, tomorrow by each one's own clock. A chore; doing it again tells nobody twice."""
    with connections[OWNER_ALIAS].cursor() as cursor:
        cursor.execute("SELECT alongside.remind_of_visits(%s)", [at or now()])
        return f"reminded: {cursor.fetchone()[0]}"
