"""How this room's codes and notices are said: (code, words) pairs, in the order in which they are offered."""

from django.utils.translation import gettext_lazy as _

from alongside.people.notices import declare

DANGER = (
    ("yes", _("Yes, somebody is in danger now")),
    ("not_sure", _("I am not sure")),
    ("no", _("No, not at this moment")),
)
AT_RISK = (
    ("person", _("The person whose record this is")),
    ("others", _("Somebody else")),
    ("both", _("Both")),
    ("not_sure", _("I am not sure")),
)
ABUSE = (
    ("physical", _("Being hurt: hit, pushed, held down, given wrong or too much medicine")),
    ("domestic", _("Violence, control or so-called honour in the family or between partners")),
    ("sexual", _("Anything sexual they did not want, or could not agree to")),
    ("psychological", _("Threats, shouting, shaming, keeping people away, control")),
    ("financial", _("Money or things: stolen, tricked out of them, used against their will")),
    ("slavery", _("Forced work, being moved or kept to be used (modern slavery)")),
    ("discriminatory", _("Treated badly because of who they are")),
    ("organisational", _("A service or home that works in a harmful way")),
    ("neglect", _("Not given care, food, warmth or treatment they need")),
    ("self_neglect", _("Not able to look after themself or their home, so that harm comes of it")),
)
ASKED = (
    ("yes", _("Yes, and I wrote down what they said")),
    ("not_yet", _("Not yet")),
    ("no", _("No, it could not be done safely")),
)
CONSENT = (
    ("yes", _("Yes, they agree")),
    ("no", _("No, they do not want it")),
    ("not_asked", _("They have not been asked")),
    ("cannot", _("They cannot decide this at this time")),
)
GROUNDS = (
    ("others_at_risk", _("Other people may be harmed too")),
    ("life", _("Their life may be at stake")),
    ("coercion", _("They may be frightened or pressed into saying no")),
    ("crime", _("A serious crime may have happened, or can be prevented")),
    ("capacity", _("They cannot decide this now, and it is in their best interests")),
    ("staff", _("Somebody who is paid or trusted to look after people is involved")),
    ("law", _("A law or a court asks for it")),
)
KEEP = (
    ("danger", _("Knowing of it now could put them or somebody else in danger")),
    ("watched", _("Somebody who may harm them reads over their shoulder, or opens their record")),
    ("evidence", _("The police ask that nothing is said yet")),
    ("health", _("It would do serious harm to their health")),
)
TELL = (
    ("yes", _("Yes. It is about them, and they can read it")),
    ("not_now", _("Not now: it could be dangerous or do serious harm")),
)
WHOM = (
    ("council", _("The council (adult social care)")),
    ("police", _("The police")),
    ("ambulance", _("An ambulance, or the fire service")),
    ("cqc", _("The Care Quality Commission")),
    ("gp", _("Their GP")),
    ("nhs", _("A hospital or NHS team")),
    ("provider", _("The service or home that supports them")),
    ("family", _("Family or a friend")),
    ("advocate", _("Their advocate")),
    ("board", _("The safeguarding adults board")),
    ("other", _("Somebody else")),
)
ANSWERS = (("yes", _("Yes")), ("no", _("No")), ("not_sure", _("Not clear yet")))
OUTCOMES = (
    ("enquiry", _("Enquiries are made, as the Care Act asks (section 42)")),
    ("other_enquiry", _("Enquiries are made, though the Care Act does not ask for it here")),
    ("other_help", _("No enquiry; other help instead")),
    ("nothing_more", _("Nothing more is needed")),
    ("met", _("Yes")),
    ("partly", _("Partly")),
    ("not_met", _("No")),
    ("not_said", _("They did not want to say, or could not be asked")),
    ("offered", _("Offered, not answered yet")),
    ("accepted", _("Yes, an advocate helps")),
    ("declined", _("Offered, and they did not want one")),
    ("somebody_else", _("Somebody suitable whom they want helps them already")),
    ("not_needed", _("They take part without great difficulty")),
)
SORTS = (
    ("told", _("Somebody was told")),
    ("wishes", _("What they want to happen")),
    ("advocate", _("An advocate")),
    ("decision", _("Decided")),
    ("step", _("A step to keep them safe")),
    ("step_done", _("A step that was done")),
    ("review", _("Looked at again")),
    ("closed", _("Ended")),
    ("reopened", _("Opened again")),
    ("named", _("Somebody was named as a possible source of harm")),
    ("kept", _("Telling them has to wait")),
    ("person_told", _("They were told, and can read this")),
    ("front_on", _("Shown on the front page")),
    ("front_off", _("No longer on the front page")),
)


def declare_notices() -> None:
    """Say how this room's notices read. None says what happened, or that anybody was harmed."""
    declare("concern_new", _("A concern about {name} waits for you to read it and decide."), "safety")
    declare(
        "concern_yours", _("There is something for you to read about how safe you are, and what you want."), "safety"
    )
    declare("concern_invited", _("You have been asked to read a concern about {name}."), "safety")
    declare("concern_overdue", _("A concern about {name} should have been decided by now."), "safety")
    declare("concern_keep_overdue", _("{name} has still not been told of a concern. Look at it again."), "safety")
