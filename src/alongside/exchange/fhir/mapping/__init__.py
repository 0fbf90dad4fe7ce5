"""From FHIR resources to records, pure: all that is about one person at a time.

`person`: Patient. `circle`: RelatedPerson, CareTeam and those named elsewhere. `goals`: Goal. `plans`: CarePlan and its
activities. `group`: one person with all of it.
"""

from .group import Mapped, map_group

__all__ = ["Mapped", "map_group"]
