"""How this room's codes read on screen."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.people.domain import Basis, ProxyKind, Relationship, Safe, Section

SECTIONS: dict[Section, tuple[Promise, Promise]] = {
    Section.DETAILS: (_("My details"), _("date of birth, NHS number, how to reach me")),
    Section.ABOUT: (_("What matters to me"), _("good days, bad days, how I like to be spoken with")),
    Section.IDENTITY: (_("Who I am"), _("my background, faith, language and whatever else I said about myself")),
    Section.COMMUNICATION: (_("How to talk with me"), _("what I need so that I can take part")),
    Section.MUST_KNOWS: (_("Must know"), _("what anybody near me must know at once")),
    Section.STRENGTHS: (_("What I am good at"), _("strengths, and what I have come through")),
    Section.PEOPLE: (_("My people"), _("who is close to me, who I miss")),
    Section.PLACES: (_("My places and groups"), _("where I belong, or would like to")),
    Section.ROLES: (_("My roles"), _("what I am to others")),
    Section.HOPES: (_("What I hope for"), _("my hopes, and those of people close to me")),
    Section.NEEDS: (_("What I need"), _("needs, and what gets in the way")),
    Section.GOALS: (_("My goals and plan"), _("goals, steps, what each of us said to the plan")),
    Section.STAYING_WELL: (_("Staying well"), _("signs, what helps, whom to call")),
    Section.MEETINGS: (_("Meetings and moments"), _("when we met, who was there, what was talked about")),
    Section.COUNCIL: (_("What the council decided"), _("eligibility, personal budget, direct payments, aftercare")),
    Section.TENSIONS: (_("Where we want different things"), _("who wants what and why, and how it stands")),
    Section.RIGHTS: (_("My rights"), _("which have been explained to me, and what I said")),
    Section.VISITS: (_("Visits, calls and tasks"), _("who is coming and when, and who does what by when")),
}
BASES: dict[Basis, Promise] = {
    Basis.OWN: _("This is their own record"),
    Basis.CONSENT: _("Shared by the person"),
    Basis.CARE: _("Works with the person"),
    Basis.SUPERVISION: _("Leads the team that works with the person"),
    Basis.PROXY: _("Acts for the person by law"),
    Basis.BEST_INTERESTS: _("Decided in the person's best interests"),
    Basis.STATUTORY: _("By a duty in law"),
    Basis.BREAK_GLASS: _("Looked in an emergency"),
}
# The same, said to the person.
BASES_TO_THEM: dict[Basis, Promise] = BASES | {
    Basis.OWN: _("This is your own record"),
    Basis.CONSENT: _("Shared by you"),
    Basis.CARE: _("Works with you"),
    Basis.SUPERVISION: _("Leads the team that works with you"),
    Basis.PROXY: _("Acts for you by law"),
    Basis.BEST_INTERESTS: _("Decided in your best interests"),
}
RELATIONSHIPS: dict[Relationship, Promise] = {
    Relationship.CARER: _("Carer"),
    Relationship.FAMILY: _("Family"),
    Relationship.FRIEND: _("Friend"),
    Relationship.SOCIAL_WORKER: _("Social worker"),
    Relationship.NURSE: _("Nurse"),
    Relationship.OCCUPATIONAL_THERAPIST: _("Occupational therapist"),
    Relationship.PEER_WORKER: _("Peer worker"),
    Relationship.ADVOCATE: _("Advocate"),
    Relationship.ATTORNEY: _("Attorney"),
    Relationship.DEPUTY: _("Deputy"),
    Relationship.CONNECTOR: _("Community connector"),
    Relationship.SUPPORT_WORKER: _("Support worker"),
    Relationship.OTHER: _("Somebody else"),
}

SAFE: dict[Safe, Promise] = {
    Safe.YES: _("Yes, it is safe"),
    Safe.ASK: _("Ask first: nobody knows for sure"),
    Safe.NO: _("No. Do not use it"),
}

PROXIES: dict[ProxyKind, Promise] = {
    ProxyKind.ATTORNEY_HEALTH: _("Attorney for health and welfare"),
    ProxyKind.ATTORNEY_PROPERTY: _("Attorney for property and money"),
    ProxyKind.DEPUTY_HEALTH: _("Deputy for health and welfare"),
    ProxyKind.DEPUTY_PROPERTY: _("Deputy for property and money"),
    ProxyKind.APPOINTEE: _("Appointee for benefits"),
    ProxyKind.COURT: _("Named by a court order"),
}


def sections_of(mask: int) -> list[str]:
    """Give the names of the sections in a grant's mask, in order."""
    return [str(words) for section, (words, _hint) in SECTIONS.items() if mask & section.bit]


def relationship(code: str) -> str:
    """Give a relationship as it stands beside a name; nothing for the person themself and for "other"."""
    found = RELATIONSHIPS.get(Relationship(code))
    return str(found) if found and code != Relationship.OTHER else ""
