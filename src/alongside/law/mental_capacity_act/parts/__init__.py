"""The parts of a decision record, each a frozen type."""
