"""How jobs, chores and states read."""

from django.utils.translation import gettext_lazy as _

JOBS = {"post": _("Send the mails that are due")}
CHORES = {
    "mail": _("See who has something to read"),
    "remind": _("Remind of tomorrow’s visits"),
    "guesses": _("Forget wrong guesses at passwords"),
    "seal": _("Seal the audit trail"),
    "concerns": _("Look for concerns that are overdue"),
    "supervise": _("Keep in step who leads whom"),
    "escalate": _("Say what has not been answered"),
    "unusual": _("Look for unusual looking"),
    "overdue": _("Look for reviews and answers that are overdue"),
    "jobs": _("Take up jobs of a process that was killed"),
    "tidy": _("Throw away old drafts and jobs"),
    "stand_ins": _("Let who stands in read what waits"),
    "waiting_messages": _("Tell leads what nobody has opened"),
}
JOB_STATES = {
    "todo": _("waiting"),
    "doing": _("being done"),
    "succeeded": _("done"),
    "failed": _("failed"),
    "cancelled": _("not needed any more"),
    "aborted": _("broken off"),
}
MAIL_STATES = {
    "waiting": _("Waiting"),
    "sending": _("Being sent now"),
    "sent": _("Sent in the last 24 hours"),
    "stopped": _("Not sent, as they should not be any more"),
    "unknown": _("May or may not have arrived; not sent again"),
    "failed": _("Given up"),
}
