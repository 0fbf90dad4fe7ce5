"""A practitioner's own learning. It begins with notices of change: what is new in law, guidance or local practice.

A *notice* says in plain words what changed, from when, where that can be read, and whom it concerns. Whoever works here
*acknowledges* it: "I have read this and know what it means for my work". It is shown on the pages of a record where it
matters, to staff alone; no notice speaks of any one person.
"""
