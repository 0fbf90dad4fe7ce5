"""What the parts of a record share."""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from alongside.law.answers import Unanswered

# Where a placeholder says something: a step that made no difference, doing nothing, there being no other way.
WORD: Final = {"reads": "word"}
# Where ticks and pointers elsewhere are as good as blank.
EVIDENCE: Final = {"reads": "evidence"}

AbilityName: TypeAlias = Literal["understand", "retain", "use_weigh", "communicate"]
ABILITIES: Final[tuple[AbilityName, ...]] = ("understand", "retain", "use_weigh", "communicate")
About: TypeAlias = (
    Literal["ability", "risk_or_protection", "outcome", "diagnosis", "age", "appearance", "behaviour", "unwise"]
    | Unanswered
)
Conclusion: TypeAlias = Literal["has_capacity", "lacks_capacity", "not_assessed"] | Unanswered
PowerKind: TypeAlias = Literal["welfare", "property"] | Unanswered
PowerDecision: TypeAlias = Literal["consent", "refuse", "other"] | Unanswered

# Whether two parts are alike, and how one is shown, `Part` says: made for each class it takes twice as long to import.
part = dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
