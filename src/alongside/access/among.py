"""Lookups for many ids at once: one value, or none, however many they are.

`subject_id__among=ids` asks `= ANY (array)`, `who__touches=ids` asks the same of an array; with `__in` each id is a
value of its own, and five hundred of them cost more than the answer. `subject_id__mine=True` asks the database itself
for the records in which the viewer has a place.
"""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import ForeignKey, Lookup, UUIDField


@UUIDField.register_lookup
@ForeignKey.register_lookup
class Among(Lookup):
    """Is it one of these ids? Takes any collection of UUIDs."""

    lookup_name = "among"
    prepare_rhs = False

    def __init__(self, lhs: Any, rhs: Any) -> None:
        """Keep the ids apart from what Django would look into one by one."""
        super().__init__(lhs, "{" + ",".join([one.hex for one in rhs]) + "}")

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """Give the condition and its one value."""
        lhs, params = self.process_lhs(compiler, connection)
        return f"{lhs} = ANY (%s::uuid[])", (*params, self.rhs)


@ArrayField.register_lookup
class Touches(Among):
    """Is any of these ids in the array? Takes any collection of UUIDs."""

    lookup_name = "touches"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """Give the condition and its one value."""
        lhs, params = self.process_lhs(compiler, connection)
        return f"{lhs} && %s::uuid[]", (*params, self.rhs)


@UUIDField.register_lookup
@ForeignKey.register_lookup
class Mine(Lookup):
    """Is it an open record in which the viewer has a voice that has not left? Takes True."""

    lookup_name = "mine"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """Give the condition."""
        lhs, params = self.process_lhs(compiler, connection)
        return f"{lhs} = ANY ((SELECT alongside.places())::uuid[])", tuple(params)
