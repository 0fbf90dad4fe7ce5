"""How this room's codes are said on a page: (code, words) pairs, in the order in which they are offered."""

from django.utils.translation import gettext_lazy as _

from alongside.design.scales import out_of_ten

TOPICS = (
    ("what_matters", _("What matters to me")),
    ("good_day", _("A good day")),
    ("bad_day", _("A bad day")),
    ("spoken_with", _("How I like to be spoken with")),
    ("things_to_know", _("Things to know about me")),
)
IDENTITY = (
    ("age_group", _("My age")),
    ("ethnicity", _("My ethnic background")),
    ("religion", _("My faith or beliefs")),
    ("language", _("My languages")),
    ("gender_identity", _("My gender")),
    ("sexual_orientation", _("Who I love")),
    ("disability", _("Disability")),
    ("caring_role", _("People I care for")),
    ("veteran", _("Time in the armed forces")),
    ("other", _("Something else about who I am")),
)
NEEDS = (
    ("contact_method", _("How to contact me")),
    ("information_format", _("How I need things written or shown")),
    ("professional", _("An interpreter or another communication professional")),
    ("support", _("Help with communicating")),
    ("adjustment", _("A change in how things are done (a reasonable adjustment)")),
    ("language", _("The language I speak")),
)
SHARE = (
    ("yes", _("Yes, tell others who support me")),
    ("ask", _("Ask me each time")),
    ("no", _("No, keep it in this record")),
)
MUST_KNOWS = (
    ("allergy", _("An allergy")),
    ("choking", _("Eating, drinking, choking")),
    ("seizures", _("Seizures")),
    ("medicine_place", _("Where something I need is kept")),
    ("touch", _("Touch and closeness")),
    ("document", _("Where a paper is kept")),
    ("other", _("Something else")),
)
STAYING_WELL = (
    ("signs", _("Early signs that things are getting harder")),
    ("triggers", _("What makes it harder")),
    ("helps", _("What helps")),
    ("i_can_do", _("What I can do myself")),
    ("who_to_call", _("Whom to call")),
    ("must_not", _("What must not happen")),
    ("home", _("Who looks after home, children, animals")),
    ("advance", _("What I would want if I could not say it then (my advance wishes)")),
)
RIGHTS = (
    ("see_record", _("To see what is written about me")),
    ("somebody_with_me", _("To have somebody with me, and to have things said so that I can follow")),
    ("advocate", _("To have an advocate")),
    ("say_no", _("To say no")),
    ("correct", _("To have mistakes put right")),
    ("second_opinion", _("To ask for a second opinion")),
    ("complain", _("To complain")),
    ("carer_assessment", _("For those who care for me: an assessment of their own")),
    ("advance_wishes", _("To say now what I want later")),
    ("other", _("Another right")),
)
# What each right means, to be read out or handed over. Sources stand beside it; a lawyer should read these each year.
# They say what holds in England.
RIGHTS_IN_PLAIN_WORDS = {
    "see_record": (
        _(
            "You may read what is written about you, and have a copy. It costs nothing, and you need not say why. "
            "The copy comes within a month; if it takes longer, you are told. If something is kept back, there has "
            "to be a reason in law for it."
        ),
        _("UK General Data Protection Regulation, articles 12 and 15"),
    ),
    "somebody_with_me": (
        _(
            "You may bring somebody you trust. You may ask for what you need to follow and to be understood: "
            "easy words, pictures, signing, an interpreter, more time. If you are disabled, services have to change "
            "what they reasonably can so that you can take part."
        ),
        _("Equality Act 2010, section 20; Accessible Information Standard (DAPB1605)"),
    ),
    "advocate": (
        _(
            "An advocate helps you to say what you want, and works for you alone. If it is very hard for you to take "
            "part in your assessment, plan or review, and nobody suitable can help you, the council has to find you "
            "one. If you are kept in hospital under the Mental Health Act, you can have an advocate too. Both cost "
            "you nothing."
        ),
        _("Care Act 2014, sections 67 and 68; Mental Health Act 1983, section 130A"),
    ),
    "say_no": (
        _(
            "You may say no to support, to a meeting, or to somebody knowing something. You may change your mind, "
            "from no to yes and from yes to no. There are a few things that the law lets others decide. "
            "Then you are told which law it is, and why."
        ),
        _("Human Rights Act 1998, schedule 1, article 8; Mental Capacity Act 2005, section 1"),
    ),
    "correct": (
        _(
            "If something written about you is wrong, say so. It is put right, or you are told why not. Either way "
            "your own words can stand beside it. You hear within a month."
        ),
        _("UK General Data Protection Regulation, articles 12 and 16"),
    ),
    "second_opinion": (
        _(
            "If you are not sure about what a doctor or another worker says, you may ask for somebody else to look "
            "again. No law says that they have to, but it is rarely refused, and nobody may hold it against you."
        ),
        _("General Medical Council, Good medical practice: the right to seek a second opinion"),
    ),
    "complain": (
        _(
            "You may complain, by talking or in writing, and somebody may do it for you. Do it within a year if you "
            "can. You get an answer. If it does not settle things, you can ask an ombudsman, who takes no side, to "
            "look at it. It costs nothing, and your care must not get worse because of it."
        ),
        _("Local Authority Social Services and National Health Service Complaints (England) Regulations 2009"),
    ),
    "carer_assessment": (
        _(
            "Somebody who looks after you, or is going to, can have an assessment by the council of what they need "
            "themselves. You need not have one for them to have theirs."
        ),
        _("Care Act 2014, section 10"),
    ),
    "advance_wishes": (
        _(
            "You can say now what you would want if one day you could not say it. You can write down a treatment "
            "that you refuse, or choose somebody to decide for you then. Some of these papers need a special form "
            "or a witness: ask, and we find out with you."
        ),
        _("Mental Capacity Act 2005, sections 4(6), 9 and 24 to 26"),
    ),
}
EXPLAINED = (
    ("talked", _("We talked about it")),
    ("easy_read", _("Easy read")),
    ("written", _("On paper or on a screen")),
    ("pictures", _("With pictures or objects")),
    ("signed", _("In sign language")),
    ("interpreter", _("Through an interpreter")),
    ("audio", _("To listen to")),
    ("other", _("In another way")),
)
UNDERSTOOD = (
    ("yes", _("Yes")),
    ("partly", _("Partly: we will talk about it again")),
    ("not_yet", _("Not yet: we will find another way")),
    ("not_sure", _("We are not sure")),
)
HOPE = (
    _("no hope at all today"),
    _("a little hope"),
    _("some hope"),
    _("a good deal of hope"),
    _("as much hope as can be"),
)

HOPE_CHOICES = out_of_ten(HOPE, blank=_("Choose"))
