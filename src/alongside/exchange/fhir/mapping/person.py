"""Patient → the subject of a record."""

from datetime import date

from alongside.base import nhs_number

from ..records import SubjectIn, stable_id
from ..sheet import Cursor, Sheet
from ..values import day, names

NHS_NUMBER = "https://fhir.nhs.uk/Id/nhs-number"
ADULT = 18
MAX_NAME = 200

UNDER_18 = "somebody under 18: this record is for adults; their own council's children's services can help"
MAYBE_UNDER_18 = "somebody who may be under 18 (only part of the date of birth is known): this record is for adults"


class NotPlacedError(Exception):
    """A whole resource cannot be placed; its words say why."""


def subject(sheet: Sheet, today: date) -> SubjectIn:
    """The subject a Patient becomes. Raises NotPlacedError: a replaced record, somebody under 18, no name."""
    root = sheet.root
    _still_good(root)
    born = _born(root, today)
    called = names(root.all("name"))
    if not called.full:
        raise NotPlacedError("it has no name")
    if len(called.full) > MAX_NAME or len(called.known_as) > MAX_NAME // 2:
        raise NotPlacedError(f"its name is longer than {MAX_NAME} letters, or the name they like than {MAX_NAME // 2}")
    dead, died = _death(root)
    key = sheet.row.key
    number = _number(root)
    return SubjectIn(stable_id(key), called.full, called.known_as, born, number, dead, died, sheet.origin())


def _still_good(root: Cursor) -> None:
    for link in root.all("link"):
        if link.peek("type") == "replaced-by":
            other = link.one("other")
            raise NotPlacedError(f"the sender replaced it by {other.peek('reference') if other else 'another record'}")


def _born(root: Cursor, today: date) -> date | None:
    text = root.peek("birthDate")
    if found := day(text):
        if found > today:
            root.leave("a date of birth that has not come yet", "birthDate")
            return None
        if _age(found, today) < ADULT:
            raise NotPlacedError(UNDER_18)
        root.use("birthDate")
        return found
    if text:
        if text[:4].isdigit() and today.year - int(text[:4]) < ADULT:
            raise NotPlacedError(UNDER_18)
        if text[:4].isdigit() and today.year - int(text[:4]) == ADULT:
            raise NotPlacedError(MAYBE_UNDER_18)
        root.leave("only part of a date of birth, or no day of the calendar; ask for the whole of it", "birthDate")
    return None


def _age(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _number(root: Cursor) -> str:
    found = ""
    for one in root.all("identifier"):
        if one.peek("system") != NHS_NUMBER:
            continue
        number = nhs_number.clean(one.peek("value"))
        if not nhs_number.is_valid(number):
            one.leave("this is not a valid NHS number: its check digit is wrong, or it has not ten digits", "value")
        elif one.peek("use") == "old":
            one.leave("an NHS number no longer in use", "value")
        elif found and found != number:
            one.leave("a second NHS number; the first was kept", "value")
        else:
            found = number
            one.use("value")
        one.use("system")
        one.use("use")
    return found


def _death(root: Cursor) -> tuple[bool, date | None]:
    text = root.peek("deceasedDateTime")
    dead = root.flag("deceasedBoolean")
    if not text:
        return bool(dead), None
    if dead is False:
        root.leave("it says both that the person died and that they live; ask", "deceasedDateTime")
        return False, None
    if died := day(text):
        root.use("deceasedDateTime")
        return True, died
    root.leave("only part of a date; the death itself was kept", "deceasedDateTime")
    return True, None
