"""The topics of a first conversation, in their order: who somebody is and wants first, what gets in the way only then.

Each question says why it is asked; examples are there for whoever wants them. The words speak to "you", because the
page lies open between those who talk, and suit one person as well as a group.
"""

from django.utils.translation import gettext_lazy as _

from alongside.home.conversation.domain import Part, Topic, Whose

TOPICS = (
    Topic(
        "talking",
        _("Talking together"),
        (
            Part(
                "needs",
                "communication_need",
                tab=_("What you need"),
                ask=_("How shall we talk together, and what do you need to take part?"),
                why=_("So that nothing is decided past you. It stands at the top of every page and every print-out."),
                examples=(
                    _("“Short sentences, and one thing at a time.”"),
                    _("“My hearing aid is on the left. Please sit on that side.”"),
                    _("“I would like my sister to sit with me.”"),
                    _("“Afternoons are better. A text first, then ring.”"),
                ),
            ),
            Part(
                "spoken",
                "way_of_life",
                facets=("spoken_with",),
                tab=_("How you like to be spoken with"),
                ask=_("How do you like to be spoken with?"),
                why=_("People talk well in different ways. It is easier to get it right when somebody has told us."),
                examples=(
                    _("“Call me Mrs Begum until I say otherwise.”"),
                    _("“Say it straight. I do not mind a joke.”"),
                    _("“If I go quiet, wait. I am thinking.”"),
                ),
            ),
        ),
    ),
    Topic(
        "matters",
        _("What matters to you"),
        (
            Part(
                "what_matters",
                "way_of_life",
                facets=("what_matters",),
                tab=_("What matters"),
                ask=_("What matters to you?"),
                why=_("Everything else here grows from this. It is the first thing anybody reads."),
                examples=(
                    _("“My cat. She sleeps on my feet.”"),
                    _("“Friday prayers, and being asked to stay for tea.”"),
                    _("“Not being hurried.”"),
                ),
            ),
            Part(
                "good_day",
                "way_of_life",
                facets=("good_day", "bad_day"),
                tab=_("A good day"),
                ask=_("What is a good day like?"),
                why=_("A good day shows what to aim for. A bad day shows what to look out for."),
                examples=(
                    _("“Up before the street wakes, tea on the step, somebody rings.”"),
                    _("“I have been out, and I slept.”"),
                    _("“On a bad day the curtains stay shut.”"),
                ),
            ),
        ),
    ),
    Topic(
        "identity",
        _("Who you are"),
        (
            Part(
                "identity",
                "identity",
                near=("code",),
                ask=_("Who are you, as much as you want to say?"),
                why=_(
                    "So that you are treated as who you are, and so that a service can see whether it is fair to "
                    "everybody. Each of these is your choice. “I prefer not to say” is an answer."
                ),
                examples=(
                    _("“Bengali at home, English everywhere else.”"),
                    _("“I am gay. Not everybody in my family knows.”"),
                    _("“I look after my dad.”"),
                ),
            ),
        ),
    ),
    Topic(
        "strengths",
        _("What you are good at"),
        (
            Part(
                "strengths",
                "strength",
                near=("example",),
                ask=_("What are you good at, what do you know, what have you come through?"),
                why=_("A plan is built from what is strong. We ask this before we ask what is hard."),
                examples=(
                    _("What do others ask you for?"),
                    _("When did something go well? What did you do?"),
                    _("“I can mend almost any bicycle.”"),
                ),
            ),
        ),
    ),
    Topic(
        "people",
        _("Your people"),
        (
            Part(
                "people_now",
                "connection",
                facets=("present",),
                tab=_("Now"),
                near=("closeness", "words"),
                ask=_("Who is in your life now?"),
                why=_("It becomes a picture of your people: how close, what they bring. Animals count."),
                examples=(_("Who would you ring with good news?"), _("Who would notice if you were not there?")),
                leaves_out=("lapsed_because", "want_back"),
            ),
            Part(
                "people_past",
                "connection",
                facets=("past",),
                tab=_("In the past"),
                near=("words",),
                ask=_("Who used to be in your life?"),
                why=_(
                    "Somebody lost can still matter. Some would like to be found again. We ask before we ring anybody."
                ),
                examples=(_("Somebody from school, from work, from a street you lived in?"), _("Somebody who died?")),
            ),
            Part(
                "people_wanted",
                "connection",
                facets=("wanted",),
                tab=_("Wished for"),
                near=("words",),
                ask=_("Who would you like in your life?"),
                why=_("A wish can be the start of a goal."),
                examples=(_("“Somebody to play dominoes with.”"), _("“A friend who has been through it too.”")),
                leaves_out=("voice", "knows", "since", "lapsed_because", "want_back"),
            ),
        ),
    ),
    Topic(
        "places",
        _("Your places and groups"),
        (
            Part(
                "places",
                "community_tie",
                near=("words",),
                ask=_("Where do you belong: places, groups, things you do?"),
                why=_(
                    "What is near you and known to you is often the best help there is. "
                    "Say it for now, for the past, or as a wish."
                ),
                examples=(
                    _("A library, a mosque, a café, an allotment, a bench."),
                    _("A club, a choir, a group online."),
                    _("Somewhere you stopped going, and miss."),
                ),
            ),
        ),
    ),
    Topic(
        "roles",
        _("What you are to others"),
        (
            Part(
                "roles",
                "role",
                near=("words",),
                ask=_("What are you to other people?"),
                why=_("We all need to be needed. What you are, what you were, what you would like to be."),
                examples=(_("An aunt, a neighbour, a goalkeeper."), _("The one who always brings the cake.")),
            ),
        ),
    ),
    Topic(
        "must_knows",
        _("Must-knows"),
        (
            Part(
                "must_knows",
                "must_know",
                near=("where_kept",),
                ask=_("What must anybody near you know at once?"),
                why=_(
                    "It stands at the top of your record and on the page that goes to hospital. "
                    "It is not a list of medicines."
                ),
                examples=(
                    _("An allergy. What to do in a seizure. Food cut small."),
                    _("Where the inhaler is, or where a form is kept."),
                    _("“Do not come up to me from behind.”"),
                ),
            ),
        ),
    ),
    Topic(
        "staying_well",
        _("Staying well"),
        (
            Part(
                "helps",
                "staying_well",
                facets=("helps", "i_can_do", "signs", "triggers", "must_not", "home"),
                tab=_("What helps"),
                ask=_("When things get hard, what helps?"),
                why=_("It opens from “I need help now”, in your words, on every page."),
                examples=(_("“Walking by the canal.”"), _("“Somebody in the room who does not talk.”")),
                leaves_out=("name", "phone", "position"),
            ),
            Part(
                "calls",
                "staying_well",
                facets=("who_to_call",),
                tab=_("Whom to call"),
                near=("phone", "words"),
                ask=_("Whom would you like called?"),
                why=_("So that it is somebody you chose. Ask them first, if you can."),
                examples=(_("“Nasreen. She is up till midnight.”"),),
            ),
        ),
    ),
    Topic(
        "hopes",
        _("Hopes"),
        (
            Part(
                "hopes_mine",
                "aspiration",
                whose=Whose.PERSON,
                tab=_("Yours"),
                near=("why",),
                ask=_("What do you hope for?"),
                why=_("If things went well, what would life be like? Goals come later; this is the reason for them."),
                examples=(_("“To sing with other people again.”"), _("“A door I can lock, and a key of my own.”")),
            ),
            Part(
                "hopes_family",
                "aspiration",
                whose=Whose.OTHERS,
                tab=_("Your family’s and friends’"),
                near=("why",),
                label=_("In their own words"),
                ask=_("What do your family and friends hope for?"),
                why=_("Their hopes stand beside yours, in their own voice. They need not be the same."),
                examples=(_("“That she rings me before it is bad.”"), _("“A night’s sleep.”")),
            ),
        ),
    ),
    Topic(
        "in_the_way",
        _("What gets in the way"),
        (
            Part(
                "hard",
                "need",
                tab=_("What is hard"),
                near=("gets_in_way_of", "helped_by"),
                ask=_("What is hard, or what do you need?"),
                why=_("Now that we know what matters, we can say what this keeps you from, and what helps already."),
                examples=(
                    _("“Somebody with me the first few times.”"),
                    _("“The stairs, so I have stopped going out.”"),
                ),
            ),
            Part(
                "barriers",
                "barrier",
                tab=_("What stands in the way"),
                ask=_("What in the world around you gets in the way?"),
                why=_("Some of what is hard is not about you: money, buses, rules, what people think."),
                examples=(_("“The last bus goes at six.”"), _("“They hear my accent and put the phone down.”")),
            ),
        ),
    ),
    Topic(
        "goals",
        _("Goals and first steps"),
        (
            Part(
                "goals",
                "goal",
                tab=_("Goals"),
                near=("because", "grows_from"),
                ask=_("What do you want to do?"),
                why=_(
                    "In your own words. A goal can grow from a hope, from something you are good at, or from a need."
                ),
                examples=(_("“I will sing at the summer concert.”"), _("“I will go to the shop by myself.”")),
            ),
            Part(
                "steps",
                "step",
                tab=_("First steps"),
                near=("goal_id", "responsible", "by_when"),
                ask=_("What is the first step?"),
                why=_(
                    "Small enough to do. One person sees that it is done, and there is a day for it. "
                    "You count as that person."
                ),
                examples=(_("“Ring the choir and ask when they meet.” Who: you. By when: Friday."),),
                needs_kind="goal",
            ),
        ),
    ),
)
PARTS = tuple(part for topic in TOPICS for part in topic.parts)


def topic_of(code: str) -> Topic | None:
    """Give the topic of this code, or None."""
    return next((topic for topic in TOPICS if topic.code == code), None)


def topic_with(part: Part) -> Topic:
    """Give the topic a question belongs to."""
    return next(topic for topic in TOPICS if part in topic.parts)
