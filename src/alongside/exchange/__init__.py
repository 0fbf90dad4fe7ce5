"""How the record travels: what comes in from other systems today, what goes out later.

*Import*: FHIR R4 JSON becomes subjects, circles, goals and steps, each marked with where it came from. What finds no
place is listed, never dropped. Reading, checking and mapping (`fhir/`) are pure; `loading.py` alone writes, through
the actions of the rooms below.
"""
