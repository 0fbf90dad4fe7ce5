"""What is asked by a day, read for one who may have very much of it: the nearest of each part, whatever the number."""

from datetime import timedelta
from typing import Any

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber

from alongside.record.times import today

# Nobody reads further than this in one sitting; what is further away than four weeks waits until it is nearer.
MOST = 100
AHEAD = timedelta(days=28)


def nearest(found: QuerySet[Any], column: str) -> QuerySet[Any]:
    """Give the first rows that are late, the next ones, and those without a day: `MOST` of each, in this order.

    `column` holds the day.
    """
    day = today()
    late, ahead = When(Q(**{f"{column}__lt": day}), then=Value(0)), When(Q(**{f"{column}__gte": day}), then=Value(1))
    part = Case(late, ahead, default=Value(2), output_field=IntegerField())
    order = (F(column).asc(nulls_last=True), "id")
    near = found.filter(Q(**{f"{column}__lte": day + AHEAD}) | Q(**{column: None}))
    placed = near.annotate(place=Window(RowNumber(), partition_by=[part], order_by=order))
    return placed.filter(place__lte=MOST).order_by(*order)
