"""How the codes of working with somebody read on screen."""

from uuid import UUID

from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.design import dates
from alongside.people import notices
from alongside.people.models import Grant
from alongside.people.working.domain import LAWS, Function, GlassReason, WorkRole
from alongside.people.working.models import Arrangement
from alongside.people.working.owning import Gone, Hand, owner
from alongside.people.working.unusual import Sign

ROLES: dict[WorkRole, Promise] = {
    WorkRole.NAMED: gettext_lazy("Named worker"),
    WorkRole.CO: gettext_lazy("Works alongside the named worker"),
    WorkRole.DUTY: gettext_lazy("On duty"),
    WorkRole.COVER: gettext_lazy("Stands in for somebody who is away"),
    WorkRole.AGENCY: gettext_lazy("From an agency, for a time"),
    WorkRole.OUT_OF_HOURS: gettext_lazy("Out of hours, for a night or a weekend day"),
    WorkRole.STUDENT: gettext_lazy("Student on placement"),
    WorkRole.SPECIALIST: gettext_lazy("Specialist who is asked for advice"),
}
FUNCTIONS: dict[Function, Promise] = {
    Function.AMHP: gettext_lazy("Approved mental health professional"),
    Function.ENQUIRY: gettext_lazy("Safeguarding enquiry"),
    Function.DOLS: gettext_lazy("Assessment about deprivation of liberty"),
    Function.IMCA: gettext_lazy("Independent mental capacity advocate"),
    Function.IMHA: gettext_lazy("Independent mental health advocate"),
    Function.ADVOCATE: gettext_lazy("Independent advocate under the Care Act"),
    Function.BOARD: gettext_lazy("Safeguarding Adults Board review"),
    Function.INSPECTION: gettext_lazy("Inspection by the Care Quality Commission"),
    Function.COMPLAINT: gettext_lazy("Looking into a complaint"),
    Function.OMBUDSMAN: gettext_lazy("Investigation by an Ombudsman"),
    Function.CORONER: gettext_lazy("Investigation by a coroner"),
}
REASONS: dict[GlassReason, Promise] = {
    GlassReason.CONSENT: gettext_lazy("The person asks me to, or agrees"),
    GlassReason.LEGAL_DUTY: gettext_lazy("A law or a court says that I must"),
    GlassReason.OVERRIDING_INTEREST: gettext_lazy("Somebody is in danger, and I need to know now to keep them safe"),
}
EVERY_WORDS: dict[int, Promise] = {
    7: gettext_lazy("about every week"),
    14: gettext_lazy("about every two weeks"),
    30: gettext_lazy("about once a month"),
    42: gettext_lazy("about every six weeks"),
    91: gettext_lazy("about every three months"),
}
WEIGHT_WORDS: dict[int, Promise] = {
    1: gettext_lazy("light"),
    2: gettext_lazy("middling"),
    3: gettext_lazy("much"),
    4: gettext_lazy("very much"),
}
SHUT: dict[str, Promise] = {
    "relative": gettext_lazy("A relative works here"),
    "former_partner": gettext_lazy("A former partner works here"),
    "other": gettext_lazy("Another reason"),
    "objection": gettext_lazy("The person objected, and a lead agreed"),
}
SIGNS: dict[Sign, Promise] = {
    Sign.OWN: gettext_lazy("Opened a record that may be about themself, through their work."),
    Sign.RELATIVE: gettext_lazy("Opened, through their work, the record of somebody in whose circle they are."),
    Sign.ADDRESS: gettext_lazy("Opened the record of somebody at their own address."),
    Sign.SURNAME: gettext_lazy(
        "Opened the record of somebody with the same surname, whom they do not work with by name."
    ),
    Sign.MANY: gettext_lazy("Opened one record very many times and wrote nothing in it."),
    Sign.OVER: gettext_lazy("Opened a record again after their work with the person had ended."),
    Sign.COLLEAGUE: gettext_lazy("Opened the record of somebody who works here or has worked here."),
    Sign.GLASS: gettext_lazy("Opened records in an emergency more often than others do."),
}


def agreed(arrangement: Arrangement | None) -> str:
    """Give what was agreed about staying in touch ("about every two weeks: a visit or a call"), else nothing."""
    if arrangement is None:
        return ""
    often = _("as you both like") if arrangement.every is None else _often(arrangement.every)
    return f"{often}: {arrangement.how}" if arrangement.how else often


def _often(days: int) -> str:
    return str(EVERY_WORDS[days]) if days in EVERY_WORDS else _("about every %(days)s days") % {"days": days}


def works_as(code: str) -> str:
    """Give the words of a role or a duty in law; nothing for one we do not know."""
    for table in (ROLES, FUNCTIONS):
        for one, label in table.items():
            if one.value == code:
                return str(label)
    return ""


def law_of(code: str) -> str:
    """Give where a duty stands in law."""
    return next((law.section for one, law in LAWS.items() if one.value == code), "")


def reason_of(grant: Grant) -> str:
    """Give, in words, what is particular about a grant: as what somebody works, or their duty and its section."""
    said = works_as(grant.role)
    if law := law_of(grant.role):
        return _("%(duty)s (%(law)s)") % {"duty": said, "law": law}
    return said


def declare_notices() -> None:
    """Say how this room's notices read."""
    for kind, says, route in _NOTICES:
        notices.declare(kind, says, route)


_NOTICES: tuple[tuple[str, Promise, str | None], ...] = (
    ("grant.allocated", gettext_lazy("{who} works with you from now on, and can open your record."), "circle"),
    ("grant.statutory", gettext_lazy("{who} can open your record for a time, by a duty in law."), "circle"),
    ("record.first_look", gettext_lazy("{who} opened your record for the first time."), "looked"),
    ("glass.person", gettext_lazy("{who} opened your record in an emergency."), "looked"),
    ("glass.broken", gettext_lazy("A record was opened in an emergency: {ref}. Please look into it."), "privacy_glass"),
    ("glass.overdue", gettext_lazy("An emergency look still waits for you: {ref}."), "privacy_glass"),
    ("glass.reviewed", gettext_lazy("Your look in an emergency, {ref}, has been looked into."), None),
    (
        "objection.made",
        gettext_lazy("{name} objects to somebody seeing their record. It needs your answer."),
        "objections",
    ),
    ("objection.nobody", gettext_lazy("Somebody objected, and no lead can answer. Please do."), "privacy_objections"),
    (
        "objection.overdue",
        gettext_lazy("An objection has not been answered in time. Please see to it."),
        "privacy_objections",
    ),
    ("objection.answered", gettext_lazy("What you objected to has been answered."), "objections"),
    ("transfer.asked", gettext_lazy("{team} asks your team to go on working with somebody."), "transfers"),
    ("transfer.agreed", gettext_lazy("{team} said yes: they go on working with {name}."), "transfer"),
    ("transfer.declined", gettext_lazy("{team} said no. You still work with {name}."), "transfer"),
    (
        "transfer.person",
        gettext_lazy("{team} works with you from {day}. You can read what was handed over."),
        "transfer",
    ),
    (
        "transfer.about",
        gettext_lazy("Your team asks {team} to go on working with you. Nothing has changed yet. Please read it."),
        "transfer",
    ),
    ("absence.told", gettext_lazy("{away} is away. Please say who stands in."), "team_away"),
    ("absence.yours", gettext_lazy("You stand in for {away} while they are away."), "work"),
    ("absence.cover", gettext_lazy("{away} is away until about {day}. {who} is there for you meanwhile."), "in_touch"),
    ("absence.other_lead", gettext_lazy("{away} is away. Please see who stands in with {name}."), "who_may"),
    ("arrangement.changed", gettext_lazy("{who} wrote down what you agreed about staying in touch."), "agreed"),
    ("alert.found", gettext_lazy("A way of looking seems unusual: {ref}. Please look into it."), "unusual"),
)


def meanwhile(gone: Gone, reader: UUID) -> str:
    """Say who sees to something whose own member is away or gone: "Salma is away. Daniel does this meanwhile"."""
    now = owner(gone)
    told = {"name": gone.name, "other": now.who.name if now.who else ""}
    mine = now.who is not None and now.who.account_id == reader
    if gone.away_until is not None:
        told["day"] = dates.day(localtime(gone.away_until).date())
        if mine:
            return _("%(name)s is away until %(day)s. You do this meanwhile.") % told
        if now.who:
            return _("%(name)s is away until %(day)s. %(other)s does this meanwhile.") % told
        if now.hand is Hand.LEADS:
            return _("%(name)s is away until %(day)s. The lead of the team sees to this meanwhile.") % told
        return _("%(name)s is away until %(day)s.") % told
    if mine:
        return _("It was with %(name)s, who is no longer here. You are asked who does it now.") % told
    if now.who:
        return _("It was with %(name)s, who is no longer here. %(other)s is asked who does it now.") % told
    if now.hand is Hand.LEADS:
        return _("It was with %(name)s, who is no longer here. The lead of the team is asked who does it now.") % told
    return _("It was with %(name)s, who is no longer here. Who does it now?") % told
