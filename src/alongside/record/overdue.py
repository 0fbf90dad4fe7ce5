"""What is overdue goes up, step by step: a chore, run as the owner for nobody in particular."""

from django.db import connections


def escalate() -> str:
    """Tell whom it concerns of each withholding and challenge whose day has gone by. Says how many were told."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT alongside.escalate_withholdings() + alongside.escalate_challenges()")
        (taken,) = cursor.fetchone()
    return f"told of what is overdue: {taken}" if taken else ""
