"""Tensions: where people in the circle want different things. Each says what they want in their own voice."""

from django.db import models

from alongside.access.history import tracked
from alongside.planning.domain.codes import Advocacy, TensionStands
from alongside.record.models import Entry, codes


@tracked
class Tension(Entry):
    """What it is about, the common ground, what has been tried, how it stands, advocacy (A1.2)."""

    words = models.TextField()
    about = models.UUIDField(null=True)
    common_ground = models.TextField(blank=True)
    tried = models.TextField(blank=True)
    stands = models.CharField(max_length=12, choices=codes(TensionStands), default=TensionStands.OPEN)
    how_it_stands = models.TextField(blank=True)
    advocacy = models.CharField(max_length=10, choices=codes(Advocacy), default=Advocacy.NOT_YET)
    advocacy_words = models.TextField(blank=True)


@tracked
class TensionView(Entry):
    """What one voice wants, and why. Nobody else can change or delete it."""

    tension = models.ForeignKey(
        Tension, on_delete=models.PROTECT, db_index=False, db_constraint=False, related_name="views"
    )
    words = models.TextField()
    why = models.TextField(blank=True)
