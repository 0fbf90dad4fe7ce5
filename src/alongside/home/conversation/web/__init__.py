"""Pages of a first conversation."""
