"""The team of a lead: who may have been forgotten, who has how much to do, who is away and who stands in."""
