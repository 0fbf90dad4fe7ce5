"""Messages: who reads one and when, what was opened, and what waits for nobody."""
