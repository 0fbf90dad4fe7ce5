"""What a council has to decide and say: eligibility, personal budget, aftercare. People decide it."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from alongside.access.history import tracked
from alongside.people.models import Voice
from alongside.planning.domain.codes import (
    CarerOutcome,
    EligibilityDecision,
    Frequency,
    ManagedBy,
    NeedDomain,
    Wellbeing,
)
from alongside.planning.models.support import in_order
from alongside.record.models import Entry, codes

OUTCOMES = sorted({*codes(NeedDomain), *codes(CarerOutcome)})


def _amount() -> "models.DecimalField":
    return models.DecimalField(max_digits=10, decimal_places=2, null=True, validators=[MinValueValidator(0)])


@tracked
class Eligibility(Entry):
    """A decision about eligibility: by whom, when, why (`words`), for which needs and outcomes.

    Care Act 2014, ss. 13, 18 to 20 and 25; Care and Support (Eligibility Criteria) Regulations 2015, reg. 2 (adults)
    and reg. 3 (carers). `advice` and `prevent` are what s. 25(1)(f) asks: how needs can be met, reduced, prevented.
    `going_on` is a carer's alone: whether they are able, and willing, to go on caring (s. 10(5)(a) and (b)).
    """

    words = models.TextField()
    decision = models.CharField(max_length=12, choices=codes(EligibilityDecision))
    decided_by = models.ForeignKey(
        Voice, null=True, on_delete=models.PROTECT, db_index=False, db_constraint=False, related_name="+"
    )
    decided_on = models.DateField(null=True)
    needs = ArrayField(models.UUIDField(), default=list, blank=True)
    outcomes = ArrayField(models.CharField(max_length=20, choices=OUTCOMES), default=list, blank=True)
    wellbeing = ArrayField(models.CharField(max_length=15, choices=codes(Wellbeing)), default=list, blank=True)
    impact = models.TextField(blank=True)
    towards = ArrayField(models.UUIDField(), default=list, blank=True)
    going_on = models.TextField(blank=True)
    how_met = models.TextField(blank=True)
    advice = models.TextField(blank=True)
    prevent = models.TextField(blank=True)

    class Meta(Entry.Meta):
        verbose_name_plural = "eligibility"


@tracked
class PersonalBudget(Entry):
    """What meeting the needs costs, who pays what, and any direct payment (Care Act 2014, ss. 25(1)(e), 25(2), 26)."""

    words = models.TextField(blank=True)
    amount = _amount()
    frequency = models.CharField(max_length=10, choices=codes(Frequency), blank=True)
    person_pays = _amount()
    council_pays = _amount()
    direct_payment = _amount()
    direct_frequency = models.CharField(max_length=10, choices=codes(Frequency), blank=True)
    direct_for = ArrayField(models.UUIDField(), default=list, blank=True)
    managed_by = models.CharField(max_length=12, choices=codes(ManagedBy), blank=True)
    manager = models.CharField(max_length=200, blank=True)
    from_on = models.DateField(null=True)
    until_on = models.DateField(null=True)

    class Meta(Entry.Meta):
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(condition=in_order("from_on", "until_on"), name="budget_days_in_order"),
            models.CheckConstraint(
                condition=(Q(amount=None) | Q(amount__gte=0)) & (Q(direct_payment=None) | Q(direct_payment__gte=0)),
                name="budget_not_below_nothing",
            ),
        ]


@tracked
class Aftercare(Entry):
    """Aftercare under section 117 of the Mental Health Act 1983: what it covers, who owes it, from when until when."""

    words = models.TextField()
    owed_by = models.CharField(max_length=300, blank=True)
    from_on = models.DateField(null=True)
    until_on = models.DateField(null=True)
    ended_because = models.TextField(blank=True)

    class Meta(Entry.Meta):
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(condition=in_order("from_on", "until_on"), name="aftercare_days_in_order"),
        ]
