"""A lookup for many ids at once: `subject_id__among=ids` asks `= ANY (array)`, one value however many they are.

With `__in` each id is a value of its own: five hundred of them cost more than the answer.
"""

from typing import Any

from django.db.models import ForeignKey, Lookup, UUIDField


@UUIDField.register_lookup
@ForeignKey.register_lookup
class Among(Lookup):
    """Is it one of these ids? Takes any collection of UUIDs."""

    lookup_name = "among"
    prepare_rhs = False

    def __init__(self, lhs: Any, rhs: Any) -> None:
        """Keep the ids apart from what Django would look into one by one."""
        super().__init__(lhs, frozenset(rhs))

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """Give the condition and its one value."""
        lhs, params = self.process_lhs(compiler, connection)
        return f"{lhs} = ANY (%s::uuid[])", (*params, list(self.rhs))
