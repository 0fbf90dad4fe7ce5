"""Why an element found no place, in a sentence a reader of the list can use."""

import re

_NUMBERS = re.compile(r"\[\d+\]")

NO_PLACE = "the record has no place for this yet"

_LAST = {
    "text": "the sender's own view of the rest, made for reading; not kept",
    "meta": "about the sending system; not kept",
    "language": "about the sending system; not kept",
    "identifier": "a number of another system; only an NHS number is kept",
    "extension": "an addition of the sender's; not known here",
    "contained": "kept inside the resource; nothing in it has a place here",
    "code": "a code of another system; the words beside it are what is kept",
    "system": "a code of another system; the words beside it are what is kept",
    "coding": "a code of another system; the words beside it are what is kept",
    "scheduledTiming": "how often; say it in the step's own words",
    "photo": "pictures do not come in by this way; add it by hand, with the person's yes",
}

_WHOLE = {
    "Patient.telecom": "ways to reach somebody are added by hand, after asking which are safe to use",
    "Patient.address": "addresses are added by hand, after asking which are safe to use",
    "Patient.contact": "a contact joins the circle as a RelatedPerson, so that nobody is in it twice",
    "Patient.gender": "the record asks people how they describe themselves, and takes no code for it",
    "Patient.communication": "what somebody needs to take part is asked, not copied",
    "Patient.active": "whether the sender still uses its own record; not kept",
    "Patient._birthDate": "the record keeps the day alone",
    "RelatedPerson.telecom": "ways to reach somebody are added by hand, after asking which are safe to use",
    "RelatedPerson.address": "addresses are added by hand, after asking which are safe to use",
    "RelatedPerson.active": "whether the sender still uses its own record; not kept",
    "Goal.note": "a note in nobody's voice here; read it and write down what matters with the person",
    "CarePlan.note": "a note in nobody's voice here; read it and write down what matters with the person",
    "CareTeam.note": "a note in nobody's voice here; read it and write down what matters with the person",
    "Goal.priority": "how much a goal matters is asked of the person, from 0 to 10",
    "CarePlan.status": "a plan's standing here comes from the people who agree it",
    "CarePlan.intent": "a plan's standing here comes from the people who agree it",
    "CarePlan.addresses": "diagnoses and problems have no place here",
    "Goal.addresses": "diagnoses and problems have no place here",
}


def reason(element: str) -> str:
    """Why this element ("Goal.note[0]") is not placed."""
    path = _NUMBERS.sub("", element)
    if path in _WHOLE:
        return _WHOLE[path]
    last = path.rpartition(".")[2]
    return _LAST.get("extension" if last.startswith("_") or last == "modifierExtension" else last, NO_PLACE)
