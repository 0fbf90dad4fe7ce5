"""Planning: what people hope for, what gets in the way, goals in their own words, steps, and the plan all agree on.

Words: an *aspiration* is a hope; a *need* says what gets in the way of it; a *barrier* is what the world puts there; a
*goal* is "I will …"; a *step* has one responsible member and a date; a *plan version* is what was put to everybody.
"""
