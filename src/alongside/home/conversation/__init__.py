"""A first conversation: its topics in their order, one question a page, resumable by anybody who holds it."""
