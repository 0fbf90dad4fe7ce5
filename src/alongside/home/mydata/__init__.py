"""My data: everything the record holds about the person, to read and to move (UK GDPR arts 15 and 20)."""
