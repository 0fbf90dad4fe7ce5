"""Who took part in making a plan, what each says to it, who gets a copy: Care Act 2014, s. 25(3) to (5), (9), (10)."""

from django.utils.translation import gettext as _

from alongside.design import dates
from alongside.home import papers
from alongside.home.printing import agreeing
from alongside.home.printing.domain import Part
from alongside.home.printing.reading import Reading, fact
from alongside.record import queries as record
from alongside.record import registry
from alongside.record.domain import ContributionSort
from alongside.record.whose import bare

MEETINGS = (ContributionSort.MEETING, ContributionSort.VISIT, ContributionSort.CONVERSATION)
NEWEST = 4


def involved(reading: Reading, *, carer: bool) -> papers.CarePart:
    """Name everybody whose words stand in the plan or who was asked, when we met, and each voice's answer."""
    answers = (*agreeing.answers(reading), *agreeing.responses(reading))
    version = reading.standing.version
    here = {one.row.words_of_id for some in reading.rows.values() for one in some} | set(
        version.holders if version else ()
    )
    names = [reading.names.whole(voice.pk) for voice in reading.circle if voice.pk in here]
    return papers.CarePart(
        heading=_("Who was involved, and what each says to the plan"),
        law=_("Section 25(4) and (5)") if carer else _("Section 25(3) and (5)"),
        facts=(*fact(_("Whose words stand here, or who was asked"), items=names), *_meetings(reading)),
        answers=answers,
        missing=() if any(one.version for one in reading.found) else (_("It has not been put to everybody yet."),),
    )


def _meetings(reading: Reading) -> tuple[papers.Fact, ...]:
    if not reading.copy.shows(Part.MEETINGS):
        return ()
    found = record.entries(registry.get("contribution"), reading.subject.pk, viewer=reading.copy.viewer)
    newest = bare(found).filter(sort__in=MEETINGS).order_by("-at", "-id")[:NEWEST]
    said = []
    for one in newest:
        present = [name for pk in one.present if (name := reading.names.of(pk))]
        who = ", ".join([*present, one.also_present] if one.also_present else present)
        where = _("%(day)s, %(place)s") % {"day": dates.day(one.at), "place": one.place} if one.place else ""
        said.append(": ".join(part for part in (where or dates.day(one.at), who) if part))
    return fact(_("When we met last"), items=said)


def copies(reading: Reading, *, carer: bool) -> papers.CarePart:
    """Say who gets a copy, with a line to write down who got one."""
    if carer:
        say = _("%(name)s gets a copy. So do the person cared for, and anybody else, where %(name)s asks for that.")
    else:
        say = _("%(name)s gets a copy. So do a carer, and anybody else, where %(name)s asks for that.")
    return papers.CarePart(
        heading=_("Who gets a copy"),
        law=_("Section 25(10)") if carer else _("Section 25(9)"),
        say=(say % {"name": reading.subject.liked_name},),
        by_hand=(_("Copies were given to, and when:"),),
    )
