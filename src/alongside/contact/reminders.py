"""The day before a visit or a call, those whom it concerns are told that there is one."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import connections

from alongside.access.actions import OWNER_ALIAS
from alongside.access.domain import HOME_ZONE
from alongside.base.clock import now


def remind(at: datetime | None = None) -> str:
    """Tell of tomorrow's visits, tomorrow as it is here. A chore; doing it again tells nobody twice."""
    tomorrow = (at or now()).astimezone(ZoneInfo(HOME_ZONE)).date() + timedelta(days=1)
    with connections[OWNER_ALIAS].cursor() as cursor:
        cursor.execute("SELECT alongside.remind_of_visits(%s)", [tomorrow])
        return f"reminded: {cursor.fetchone()[0]}"
