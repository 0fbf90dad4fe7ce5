"""What FHIR says of a relationship or a role → one of the record's own codes (`people.Voice`)."""

import re

from ..sheet import Cursor
from ..values import concept

# HL7 v3 RoleCode and RoleClass.
_CODES = {
    "family": (
        "WIFE HUSB SPS DOMPART FAMMEMB CHILD CHLDADOPT DAU SON STPCHLD DAUC SONC PRN FTH MTH NFTH NMTH PRNINLAW"
        " FTHINLAW MTHINLAW SIB BRO SIS HBRO HSIS SIBINLAW BROINLAW SISINLAW GRPRN GRFTH GRMTH GRNDCHILD GRNDDAU"
        " GRNDSON AUNT UNCLE NIENEPH NEPHEW NIECE COUSN EXT SIGOTHR"
    ),
    "friend": "FRND NBOR ROOM",
    "carer": "CAREGIVER",
}
_BY_CODE = {code: relationship for relationship, codes in _CODES.items() for code in codes.split()}

# Work is looked for anywhere in the words of a role; family and friends only as the whole of it: "family doctor" is
# neither.
_WORK = [
    ("social_worker", r"\b(social worker)s?\b"),
    ("occupational_therapist", r"\b(occupational therapist|ot)s?\b"),
    ("nurse", r"\b(nurse|cpn)s?\b"),
    ("peer_worker", r"\bpeer\b"),
    ("advocate", r"\b(advocate|imca|imha)s?\b"),
    ("connector", r"\b(connector|link worker|social prescriber)s?\b"),
    ("support_worker", r"\b(support worker|care worker|care assistant|healthcare assistant|personal assistant)s?\b"),
]
_LIFE = [
    ("carer", r"((family|unpaid|informal|main|primary) )?(carer|caregiver|care giver)"),
    (
        "family",
        r"((half|step|foster|adopt(ed|ive)|natural|biological|domestic|maternal|paternal) ?)?"
        r"(wife|husband|spouse|partner|mother|father|mum|dad|parent|sister|brother|sibling|son|daughter|child|aunt|uncle|"
        r"cousin|niece|nephew|significant other|grand ?(mother|father|parent|son|daughter|child)|family( member)?|"
        r"relative)([ -]in[ -]law)?",
    ),
    ("friend", r"(unrelated )?friend|neighbou?r"),
]
_POWER = re.compile(r"\b(attorney|deputy|guardian|power)\b|POWATT|GUARD", re.IGNORECASE)


def relationship(said: list[Cursor]) -> str:
    """The record's code for what FHIR says of a relationship or role; "other" where we cannot say.

    A legal power (attorney, deputy, guardian) is never taken from here: the record shows one when its paper has been
    seen.
    """
    found = ""
    for cursor in said:
        words = concept(cursor)
        match = _of_words(words)
        for coding in cursor.all("coding"):
            code = coding.peek("code")
            if not match and code in _BY_CODE:
                match = _BY_CODE[code]
            if match and _BY_CODE.get(code) == match:
                coding.use("code")
                coding.use("system")
        if _POWER.search(words) or any(_POWER.search(one.peek("code")) for one in cursor.all("coding")):
            cursor.leave("a legal power is shown here only once its paper has been seen")
            match = ""
        elif words and not match:
            cursor.leave("no word of the record's matches it; the person is in the circle without it")
        found = found or match
    return found or "other"


def _of_words(words: str) -> str:
    for relation, pattern in _WORK:
        if re.search(pattern, words, re.IGNORECASE):
            return relation
    return next((relation for relation, pattern in _LIFE if re.fullmatch(pattern, words, re.IGNORECASE)), "")
