"""The questions of this room, a module a kind."""
