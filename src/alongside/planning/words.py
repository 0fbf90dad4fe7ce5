"""How this room's codes are said on a page: (code, words) pairs, in the order in which they are offered."""

from django.utils.translation import gettext_lazy as _

NEED_DOMAINS = (
    ("nutrition", _("Eating and drinking well")),
    ("hygiene", _("Keeping clean")),
    ("toilet", _("Using the toilet")),
    ("clothed", _("Being dressed as I like")),
    ("home_safe", _("Getting about my home safely")),
    ("home_habitable", _("Keeping my home liveable")),
    ("relationships", _("Family and friends")),
    ("work_learning", _("Work, learning, volunteering")),
    ("community", _("Getting to places and services near me")),
    ("caring", _("Looking after a child or somebody else")),
    ("other", _("Something else")),
)
BARRIERS = (
    ("stigma", _("What people think")),
    ("discrimination", _("Being treated unfairly")),
    ("poverty", _("Money")),
    ("housing", _("Housing")),
    ("digital", _("Things being online")),
    ("access", _("Getting there or getting in")),
    ("language", _("Language")),
    ("law_policy", _("Rules or law")),
    ("other", _("Something else")),
)
HORIZONS = (("now", _("Now")), ("later", _("Later")))
GOAL_STATUS = (
    ("now", _("A goal now")),
    ("achieved", _("Achieved")),
    ("let_go", _("Let go")),
    ("changed", _("Changed into another")),
)
OUTCOMES = (("done", _("Done")), ("not_done", _("Not done")))
WOULD = (
    ("yes", _("Yes, I would want this for me or my family")),
    ("no", _("No, I would not want this for me or my family")),
    ("unsure", _("I am not sure")),
)
ANSWERS = (
    ("agree", _("I agree")),
    ("in_part", _("I agree with part of it")),
    ("differently", _("I see it differently")),
    ("could_not", _("Could not answer")),
)
EVENTS = (
    ("interim", _("Help has started before the plan is agreed")),
    ("in_use_not_agreed", _("The plan is in use, though not everybody agrees")),
    ("authorised", _("Authorised by a manager")),
    ("returned", _("Returned by a manager")),
    ("ask_again", _("To be asked again")),
)
HOWS = (
    ("said", _("They said it")),
    ("signed", _("They signed it")),
    ("interpreter", _("Through an interpreter")),
    ("wrote", _("They wrote it on paper")),
    ("behaviour", _("They showed it by what they do")),
)
IMPORTANCE = (_("not at all"), _("a little"), _("somewhat"), _("a lot"), _("more than almost anything"))
CONFIDENCE = (_("not sure at all"), _("not very sure"), _("somewhat sure"), _("quite sure"), _("as sure as can be"))
MET_BY = (
    ("own_strength", _("What I can do myself")),
    ("network", _("My people")),
    ("community", _("Places and groups near me")),
    ("universal", _("A service for everybody: library, GP, bus, housing office")),
    ("paid", _("Paid or clinical help")),
)
EXTENTS = (("fully", _("Fully")), ("partly", _("Partly")), ("not_yet", _("Not yet")))
WILLING = (
    ("yes", _("Yes, I am willing")),
    ("no", _("No, I cannot")),
    ("taken_back", _("I said yes before, and take it back")),
)
ANSWERED = dict(WILLING) | {"taken_back": _("I took my yes back"), "ended": _("My yes ended")}
MEANS = (
    ("money", _("Money")),
    ("direct_payment", _("A direct payment")),
    ("equipment", _("Equipment")),
    ("adaptation", _("A change to my home")),
    ("time", _("Somebody’s time")),
    ("access", _("Access: a place, a key, a card, a line")),
    ("transport", _("Transport")),
    ("other", _("Something else")),
)
MEANS_ANSWERS = (
    ("", _("Not asked yet")),
    ("waiting", _("Asked; no answer yet")),
    ("yes", _("Yes")),
    ("in_part", _("In part")),
    ("no", _("No")),
)
APPEAL_ANSWERS = (("", _("No answer yet")), ("yes", _("Yes")), ("in_part", _("In part")), ("no", _("No")))
SUPPORT_STATUS = (
    ("talked_about", _("We are talking about it")),
    ("offered", _("Offered")),
    ("accepted", _("Accepted")),
    ("declined", _("Declined")),
    ("waiting", _("Waiting for it")),
    ("started", _("Started")),
    ("ended", _("Ended")),
)
EVIDENCE = (
    ("", _("Not said yet")),
    ("strong", _("Strong: several good studies, or national guidance")),
    ("some", _("Some: a few studies")),
    ("little", _("Little: early or small studies")),
    ("experience", _("What people who have tried it say")),
    ("none", _("None that we know of")),
)
TENSION_STANDS = (
    ("open", _("Open: we want different things")),
    ("easing", _("We are finding a way")),
    ("living_with", _("We live with the difference")),
    ("settled", _("Settled")),
)
ADVOCACY = (
    ("not_yet", _("Not offered yet")),
    ("offered", _("Offered; not decided yet")),
    ("accepted", _("Accepted")),
    ("declined", _("Offered, and not wanted")),
)
# As the law names them: a need may be about caring for anybody, the outcome of an adult is about a child.
LAWS_OWN = {
    "community": _("Using places and services near me, buses and leisure too"),
    "caring": _("Caring responsibilities for a child"),
}
OUTCOMES_BY_LAW = tuple((code, LAWS_OWN.get(code, said)) for code, said in NEED_DOMAINS if code != "other")
CARER_OUTCOMES = (
    ("carer_health", _("My health: it is getting worse because I care, or may")),
    ("carer_child", _("Caring for a child")),
    ("carer_others", _("Caring for somebody else")),
    ("home_habitable", _("Keeping my home liveable")),
    ("nutrition", _("Eating and drinking well")),
    ("relationships", _("Family and friends")),
    ("work_learning", _("Work, learning, volunteering")),
    ("community", _("Getting to places and services near me")),
    ("recreation", _("Time for what I enjoy")),
)
ALL_OUTCOMES = dict((*NEED_DOMAINS, *CARER_OUTCOMES, *OUTCOMES_BY_LAW))
WELLBEING = (
    ("dignity", _("Dignity and being treated with respect")),
    ("health", _("Physical and mental health, and how I feel")),
    ("protection", _("Being safe from abuse and neglect")),
    ("control", _("Control over my day-to-day life, and over my support")),
    ("participation", _("Work, education, training or recreation")),
    ("economic", _("Social and economic wellbeing")),
    ("relationships", _("Home life, family and other relationships")),
    ("accommodation", _("Where I live being right for me")),
    ("contribution", _("What I give to society")),
)
ELIGIBILITY = (
    ("council", _("Eligible: the council will meet these needs")),
    ("others", _("Eligible: others meet these needs, and the council steps in if that ends")),
    ("not_eligible", _("Not eligible: advice and information are given")),
)
FREQUENCIES = (
    ("", _("Not said")),
    ("once", _("once")),
    ("week", _("a week")),
    ("four_weeks", _("every four weeks")),
    ("month", _("a month")),
    ("year", _("a year")),
)
MANAGED_BY = (
    ("", _("Not decided yet")),
    ("me", _("Me")),
    ("nominated", _("Somebody I named")),
    ("authorised", _("Somebody authorised for me by law")),
    ("third_party", _("A provider or trust that holds it for me")),
    ("council", _("The council")),
)
NEARNESS = (_("not begun"), _("on the way"), _("about half way"), _("nearly there"), _("there"))
