"""How far a first conversation has come: what was skipped, and what the people in it said is not for them."""

from django.db import models

from alongside.access.models import Account
from alongside.base.clock import now
from alongside.base.ids import uuid7
from alongside.home.conversation.domain import Mark
from alongside.people.models import Subject
from alongside.record.models import Contribution, codes


class TopicMark(models.Model):
    """What was decided about a question of one conversation. Never changed: a later mark counts, not an earlier one."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, db_index=False, related_name="+")
    contribution = models.ForeignKey(
        Contribution, on_delete=models.PROTECT, db_index=False, db_constraint=False, related_name="+"
    )
    part = models.CharField(max_length=30)
    mark = models.CharField(max_length=12, choices=codes(Mark))
    written_at = models.DateTimeField(default=now)
    written_by = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, related_name="+")

    class Meta:
        db_table = "home_topicmark"
        indexes = [models.Index(fields=["contribution", "part", "-written_at"], name="topic_mark_latest")]
