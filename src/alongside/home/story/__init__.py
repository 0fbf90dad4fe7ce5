"""The story of progress: one page made of what went well, that the person chooses from, keeps and prints."""
