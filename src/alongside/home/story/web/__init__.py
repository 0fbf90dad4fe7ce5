"""Pages of the story."""
