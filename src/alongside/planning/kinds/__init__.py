"""What this room declares to the registry."""

from alongside.planning.kinds import council, goals, needs, reviewing, support

__all__ = ["council", "goals", "needs", "reviewing", "support"]
