"""Pages of print-outs."""
