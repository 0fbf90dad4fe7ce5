"""What somebody can do and has, who is around them, where they belong, who they are to others."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from alongside.access.history import tracked
from alongside.people.models import Voice
from alongside.record.models import Entry, codes
from alongside.strengths.domain import (
    CLOSEST,
    FURTHEST,
    ConnectionSort,
    RoleTense,
    StrengthSort,
    Tense,
    TieSort,
    WantBack,
)


@tracked
class Strength(Entry):
    """A resource, ability, knowledge, quality or potential, or something come through; with an example from life."""

    sort = models.CharField(max_length=15, choices=codes(StrengthSort))
    words = models.TextField()
    example = models.TextField(blank=True)
    could_be_used_for = models.TextField(blank=True)


@tracked
class Connection(Entry):
    """Somebody in the person's life: present, lost or wished for; what they bring and could bring."""

    name = models.CharField(max_length=200)
    voice = models.ForeignKey(
        Voice, null=True, on_delete=models.PROTECT, db_index=False, db_constraint=False, related_name="+"
    )
    sort = models.CharField(max_length=15, choices=codes(ConnectionSort))
    tense = models.CharField(max_length=10, choices=codes(Tense), default=Tense.PRESENT)
    closeness = models.PositiveSmallIntegerField(
        null=True, validators=[MinValueValidator(CLOSEST), MaxValueValidator(FURTHEST)]
    )
    words = models.TextField(blank=True)
    brings = models.TextField(blank=True)
    could_bring = models.TextField(blank=True)
    knows = models.TextField(blank=True)
    since = models.CharField(max_length=100, blank=True)
    lapsed_because = models.TextField(blank=True)
    want_back = models.CharField(max_length=10, choices=codes(WantBack), blank=True)

    class Meta(Entry.Meta):
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(closeness=None) | Q(closeness__range=(CLOSEST, FURTHEST)), name="connection_closeness_range"
            ),
        ]


@tracked
class CommunityTie(Entry):
    """A place, group, service or activity: past, present or wanted."""

    name = models.CharField(max_length=200)
    sort = models.CharField(max_length=15, choices=codes(TieSort))
    tense = models.CharField(max_length=10, choices=codes(Tense), default=Tense.PRESENT)
    words = models.TextField(blank=True)
    since = models.CharField(max_length=100, blank=True)


@tracked
class Role(Entry):
    """Who somebody is to others: had, has or wants; what it gives; what stands in the way."""

    name = models.CharField(max_length=200)
    tense = models.CharField(max_length=10, choices=codes(RoleTense))
    words = models.TextField(blank=True)
    in_the_way = models.TextField(blank=True)
