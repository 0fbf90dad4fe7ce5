"""The spine: everything written about a subject is an *entry* of some kind, and each kind is declared in the registry.

*Entry*: words, whose they are, how we know them, who wrote them down. *Contribution*: the meeting or moment they came
from. *Item*: the slim row of every entry, for timelines and links. *Response*, *challenge*: what others say to an
entry. *Withholding*: kept from somebody, lawfully and for a time. *Draft*: typed, not yet part of the record; its
author's alone.
"""
