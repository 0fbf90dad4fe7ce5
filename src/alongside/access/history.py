"""The base of every history row: which account made the change, as the database knows it, not as we claim it."""

from typing import TypeVar

import pghistory
import pghistory.models
from django.db import models

Model = TypeVar("Model", bound=type[models.Model])


class SignedViewer(models.Func):
    """`alongside.viewer()`: the account whose signature this transaction carries."""

    function = "alongside.viewer"
    output_field = models.UUIDField()
    arity = 0


class Event(pghistory.models.Event):
    """One state of a row, kept for good. `pgh_by` cannot be set by the app: it is read from the signed viewer."""

    pgh_by = models.UUIDField(null=True, db_default=SignedViewer())

    class Meta:
        abstract = True


def tracked(model: Model) -> Model:
    """Keep every state of this model's rows in a history table that the app can only read."""
    track = pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        base_model=Event,
        context_field=pghistory.ContextJSONField(),
        context_id_field=None,  # type: ignore[arg-type]  # its own documents give None for "no such column"
    )
    return track(model)
