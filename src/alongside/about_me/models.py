"""The kinds of entry about who somebody is."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from alongside.about_me.domain import (
    ExplainedBy,
    IdentityCategory,
    LegalRight,
    NeedCategory,
    Share,
    StayingWellPart,
    Topic,
    Understood,
)
from alongside.about_me.domain import MustKnow as MustKnowAbout
from alongside.access.history import tracked
from alongside.people.models import Voice
from alongside.record.models import Entry, codes


@tracked
class WayOfLife(Entry):
    """What matters, a good day, a bad day, how they like to be spoken with, things to know."""

    topic = models.CharField(max_length=20, choices=codes(Topic))
    words = models.TextField()
    position = models.PositiveSmallIntegerField(default=0)


@tracked
class Identity(Entry):
    """Who somebody says they are; a code only where they chose one."""

    category = models.CharField(max_length=20, choices=codes(IdentityCategory))
    code = models.CharField(max_length=40, blank=True)
    words = models.TextField(blank=True)


@tracked
class CommunicationNeed(Entry):
    """What somebody needs so that we can talk and they can take part.

    DAPB1605 asks to identify, record, flag, share, meet and review it.
    """

    category = models.CharField(max_length=20, choices=codes(NeedCategory))
    words = models.TextField()
    meet = models.TextField(blank=True)
    share = models.CharField(max_length=5, choices=codes(Share), default=Share.ASK)
    review_on = models.DateField(null=True)


@tracked
class MustKnow(Entry):
    """What anybody near the person must know at once; factual, dated, from whom. Not a medicines list."""

    about = models.CharField(max_length=20, choices=codes(MustKnowAbout))
    words = models.TextField()
    where_kept = models.CharField(max_length=300, blank=True)
    as_of = models.DateField(null=True)
    from_whom = models.CharField(max_length=200, blank=True)


@tracked
class StayingWell(Entry):
    """One part of the staying-well plan: a sign, what helps, whom to call, what must not happen."""

    part = models.CharField(max_length=20, choices=codes(StayingWellPart))
    words = models.TextField(blank=True)
    name = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=50, blank=True)
    position = models.PositiveSmallIntegerField(default=0)


@tracked
class RightExplained(Entry):
    """That a right was explained: how, whether it was understood, and what the person said (`words`) (A3.1)."""

    right = models.CharField(max_length=20, choices=codes(LegalRight))
    other = models.CharField(max_length=200, blank=True)
    words = models.TextField(blank=True)
    form = models.CharField(max_length=12, choices=codes(ExplainedBy), default=ExplainedBy.TALKED)
    understood = models.CharField(max_length=10, choices=codes(Understood))
    explained_by = models.ForeignKey(
        Voice, null=True, on_delete=models.PROTECT, db_index=False, db_constraint=False, related_name="+"
    )
    explained_on = models.DateField(null=True)
    again_on = models.DateField(null=True)


@tracked
class Hope(Entry):
    """How hopeful somebody feels, 0 to 10, with words (A5.1). `review` is the review at which it was asked."""

    score = models.PositiveSmallIntegerField(validators=[MaxValueValidator(10)])
    words = models.TextField(blank=True)
    review = models.UUIDField(null=True)

    class Meta(Entry.Meta):
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(condition=Q(score__lte=10) | Q(standing="moved"), name="hope_zero_to_ten"),
        ]
