"""Makes the plan in the order of the Care Act 2014, section 25, from the same entries: nothing is typed twice.

Every part of the section has its place, in the order of the Act. What is not written yet is said to be missing; what a
copy does not show is said to be not in it. For a carer it is a support plan (sections 10, 20 and 25).
"""

from django.utils.translation import gettext as _

from alongside.access.models import Account
from alongside.base.clock import now
from alongside.design import dates
from alongside.home import papers
from alongside.home.printing import agreeing, care_parts, involved, support_cards
from alongside.home.printing.domain import Copy
from alongside.home.printing.plan_paper import communication
from alongside.home.printing.reading import NOW, Reading, day, fact, read
from alongside.home.printing.voices import spaced
from alongside.people import queries as people
from alongside.people.domain import Viewer
from alongside.people.models import Subject
from alongside.planning import domain, versions
from alongside.record import queries as record


def care_plan_from(subject: Subject, viewer: Viewer) -> str:
    """Say which plan it is made from unless asked otherwise: as it is now, once the council decided something since.

    Gives "now", or nothing for the newest version.
    """
    newest = next((one.version for one in versions.versions(subject, viewer=viewer) if one.version), None)
    if newest is None:
        return ""
    decided = record.items(subject.pk, viewer=viewer, kinds=("eligibility", "personal_budget", "aftercare"))
    return NOW if decided.filter(written_at__gt=newest.put_forward_at).exists() else ""


def care_plan_paper(
    subject: Subject, *, copy: Copy, viewer: Viewer, by: Account, which: str = ""
) -> papers.CarePlanPaper:
    """Make the paper of the newest version, of the one with this number, or of the plan as it is written "now".

    `copy` says what it may show; `viewer` is who prints it. A constant number of queries.
    """
    reading = read(subject, copy=copy, viewer=viewer, which=which)
    version = reading.standing.version
    details = people.details(subject.pk, viewer=copy.viewer)
    carer = subject.cares_for is not None
    return papers.CarePlanPaper(
        title=_("Support plan for a carer") if carer else _("Care and support plan"),
        law=_("Care Act 2014, section 25. It is made from the plan in the record: nothing was typed twice."),
        name=subject.liked_name,
        full_name=subject.name,
        pronouns=subject.pronouns,
        born=details.born if details else None,
        nhs_number=spaced(details.nhs_number) if details else "",
        printed_by=by.name,
        printed_at=now(),
        mark=domain.in_words(reading.standing.state),
        mark_lines=agreeing.mark_lines(reading),
        version=version.number if version else None,
        put_forward_on=day(version.put_forward_at) if version else None,
        communication=communication(reading),
        parts=_parts(reading, carer=carer),
        extract=copy.extract,
    )


def _parts(reading: Reading, *, carer: bool) -> tuple[papers.CarePart, ...]:
    """Give the parts in the order of section 25(1), then (2); agreement stands before, what follows from it after."""
    return (
        involved.involved(reading, carer=carer),
        care_parts.needs(reading, carer=carer),
        care_parts.eligibility(reading, carer=carer),
        *care_parts.met(reading),
        care_parts.towards(reading, carer=carer),
        care_parts.budget(reading),
        care_parts.advice(reading),
        care_parts.direct_payments(reading),
        *care_parts.aftercare(reading),
        *_tensions(reading),
        _review(reading),
        involved.copies(reading, carer=carer),
    )


def _tensions(reading: Reading) -> tuple[papers.CarePart, ...]:
    found = support_cards.tensions(reading)
    return (papers.CarePart(heading=_("Where we want different things"), tensions=found),) if found else ()


def _review(reading: Reading) -> papers.CarePart:
    version = reading.standing.version
    on = version.review_on if version else None
    return papers.CarePart(
        heading=_("When we look at it again"),
        law=_("Section 27"),
        facts=fact(_("The next review is due on"), dates.day(on)),
        say=(_("Anybody can ask for it to be looked at sooner."),),
        missing=() if on else (_("The day is not decided yet."),),
    )
