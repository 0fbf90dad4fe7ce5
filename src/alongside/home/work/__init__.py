"""My work: what somebody said they would do, and what is asked of them, in all their records together."""
