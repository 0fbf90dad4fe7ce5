"""What the page of whoever keeps the machine shows."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.home.operator import words
from alongside.home.operator.queries import Standing

STILL = timedelta(minutes=5)  # the shortest chore is done every few seconds
LATE = timedelta(minutes=10)
SLOW = 2  # seconds of a chore from which on they are told
OPEN = ("waiting", "sending")
ALWAYS = ("waiting", "sent")  # the others are shown when there are any


def page(found: Standing, at: datetime) -> dict[str, Any]:
    """Give the page: what to look at first, then mails, jobs and chores."""
    return {
        "look": _look(found, at),
        "mails": _mails(found.mails),
        "mail_faults": found.mail_faults and [_mail_fault(one) for one in found.mail_faults],
        "jobs": [_job(one) for one in found.jobs],
        "faults": [_fault(one) for one in found.faults],
        "chores": [_chore(one) for one in found.chores],
    }


def _look(found: Standing, at: datetime) -> list[str]:
    """Give a line for each thing that is not as it should be."""
    lines = []
    last = max((one["last"] for one in found.chores), default=None)
    if last is None or at - last > STILL:
        lines.append(_("The clock stands still: nothing has been done for a while. Does Alongside still run?"))
    if bad := sum(bool(one["error"]) for one in found.chores):
        lines.append(
            ngettext("%(num)s chore went wrong last time", "%(num)s chores went wrong last time", bad) % {"num": bad}
        )
    if failed := sum(one["many"] for one in found.jobs if one["status"] == "failed"):
        lines.append(ngettext("%(num)s job failed", "%(num)s jobs failed", failed) % {"num": failed})
    waiting = [one["oldest"] for one in found.mails if one["state"] == "waiting"]
    if waiting and at - min(waiting) > LATE:
        lines.append(_("Mails have waited for more than ten minutes."))
    for state, say in (("unknown", _unknown), ("failed", _failed)):
        if many := sum(one["many"] for one in found.mails if one["state"] == state):
            lines.append(say(many) % {"num": many})
    return lines


def _wrong(many: int) -> str:
    return ngettext("%(num)s chore went wrong last time", "%(num)s chores went wrong last time", many)


def _unknown(many: int) -> str:
    return ngettext("%(num)s mail may or may not have arrived", "%(num)s mails may or may not have arrived", many)


def _failed(many: int) -> str:
    return ngettext("%(num)s mail was given up", "%(num)s mails were given up", many)


def _mails(rows: list[dict[str, Any]]) -> dict[str, Any]:
    counts = {state: sum(one["many"] for one in rows if one["state"] == state) for state in words.MAIL_STATES}
    still = sum(counts[state] for state in OPEN)
    return {
        "lines": [
            {"key": label, "value": counts[state]}
            for state, label in words.MAIL_STATES.items()
            if counts[state] or state in ALWAYS
        ],
        "still": still,
        "sent": counts["sent"],
        "of": counts["sent"] + still,
        "reminders": sum(one["many"] for one in rows if one["sort"] == "reminder" and one["state"] == "sent"),
    }


def _mail_fault(one: dict[str, Any]) -> dict[str, Any]:
    return one | {"said": words.MAIL_STATES.get(one["state"], one["state"]), "error": one["error"] or _("not told")}


def _job(one: dict[str, Any]) -> dict[str, Any]:
    return one | {
        "label": words.JOBS.get(one["name"], one["name"]),
        "said": words.JOB_STATES.get(one["status"], one["status"]),
    }


def _fault(one: dict[str, Any]) -> dict[str, Any]:
    return _job(one) | {"is_failed": one["status"] == "failed", "error": one["error"] or _("the process was killed")}


def _chore(one: dict[str, Any]) -> dict[str, Any]:
    took = one["took"].total_seconds()
    return one | {"label": words.CHORES.get(one["name"], one["name"]), "seconds": round(took) if took >= SLOW else 0}
