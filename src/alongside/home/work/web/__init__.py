"""The page of this part."""
