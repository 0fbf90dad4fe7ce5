"""Concerns about somebody's safety: what was seen or said, what the person wants, what was done.

A concern is seen by its named audience alone: whoever wrote it, who looks after safeguarding, the person (unless
telling them has to wait, with a reason and a day), and whom these bring in; never by a possible source of harm.
"""
