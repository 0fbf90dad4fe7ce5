"""Staying in touch: visits and calls, messages, tasks by hand, hand-overs.

A visit says who comes, when, and what the person wants to talk about. A message is read by those it names and by nobody
else; outside the record it is only ever said that there is one. A task has one responsible member and a day. A
hand-over says what whoever goes wants whoever comes to know; the person has seen it.
"""
