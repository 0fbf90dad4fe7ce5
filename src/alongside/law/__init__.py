"""Statutes as plain Python, each rule with its source and the days on which it was law. No Django, no database."""
