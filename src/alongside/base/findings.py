"""What a rule says when it has looked: one small, frozen value that people can read."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["block", "warn", "prompt"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found: what is missing, where, and the way on.

    ``rule`` is the rule's short name ("A7.1"). ``kind`` says how strong it is: a block stops a claim such as "agreed"
    (never the keeping of a fact), a warning asks for an answer, a prompt only asks. ``message`` is one or two plain
    sentences with the way on. ``source`` names where the rule comes from. ``where`` is the id of the entry or the name
    of the field to mend, or None when it is about the whole.
    """

    rule: str
    kind: Kind
    message: str
    source: str
    where: str | None = None


def blocks(findings: Iterable[Finding]) -> bool:
    """Say whether any of the findings is a block."""
    return any(finding.kind == "block" for finding in findings)
