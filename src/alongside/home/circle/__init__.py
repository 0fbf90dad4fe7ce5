"""The circle of a record: who is in it, what each sees, who looked; opening a record, its head, and its end."""
