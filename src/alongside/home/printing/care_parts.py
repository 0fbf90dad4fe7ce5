"""The parts of a care and support plan, one function each: Care Act 2014, s. 25(1)(a) to (f) and (2), and what follows.

Each says what is written, and calmly what is not. It decides nothing: people decide, by name.
"""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.home import papers
from alongside.home.printing import council_cards
from alongside.home.printing.domain import Part
from alongside.home.printing.need_cards import MetLine, met_lines, need_facts, paper_line, what_else
from alongside.home.printing.reading import Reading, fact, short
from alongside.home.printing.support_cards import support_status
from alongside.planning import domain
from alongside.planning import words as codes
from alongside.planning.versions import FrozenEntry
from alongside.planning.web.plan_parts import MET

IN_HAND = ("offered", "accepted", "waiting", "started")


def _not_decided() -> str:
    return _("Not decided yet.")


def _not_here() -> tuple[str, ...]:
    return (_("This part is not in this copy."),)


def numbered(reading: Reading) -> dict[UUID, str]:
    """Give each need a number by which the other parts speak of it: "Need 2"."""
    return {one.item.pk: _("Need %(n)s") % {"n": n} for n, one in enumerate(reading.of("need"), 1)}


def _about(reading: Reading, ids: Iterable[UUID]) -> tuple[str, ...]:
    """Name needs by their number and their words."""
    numbers = numbered(reading)
    wanted = set(ids)
    return tuple(
        f"{numbers[one.item.pk]}: {short(one.row.words)}" for one in reading.of("need") if one.item.pk in wanted
    )


def needs(reading: Reading, *, carer: bool) -> papers.CarePart:
    """(a): the needs that were found, in whose words, and what each does to a life."""
    numbers = numbered(reading)
    outcomes = dict(codes.NEED_DOMAINS)
    cards = tuple(
        papers.Card(
            **reading.said(one),
            title=numbers[one.item.pk],
            tags=(str(outcomes[one.row.domain]),) if one.row.domain != "other" else (),
            facts=need_facts(reading, one.row),
        )
        for one in reading.of("need")
    )
    missing = () if cards else (_("No needs are written down yet."),)
    return papers.CarePart(
        heading=_("What I need"),
        law=_("Section 25(1)(a): the needs found by the carer’s assessment (section 10)")
        if carer
        else _("Section 25(1)(a): the needs found by the needs assessment (section 9)"),
        cards=cards,
        missing=missing if reading.copy.shows(Part.NEEDS) else _not_here(),
    )


def eligibility(reading: Reading, *, carer: bool) -> papers.CarePart:
    """(b): whether, and how far, the needs meet the criteria: each decision, by whom, when, why."""
    decisions = council_cards.newest_first(reading)
    cards = tuple(council_cards.decision_card(reading, one, _about(reading, one.row.needs)) for one in decisions)
    return papers.CarePart(
        heading=_("Whether these needs meet the eligibility criteria, and how far"),
        law=_("Section 25(1)(b); Eligibility Criteria Regulations 2015, regulation 3 (carers)")
        if carer
        else _("Section 25(1)(b); Eligibility Criteria Regulations 2015, regulation 2 (adults)"),
        cards=cards,
        missing=_undecided(reading, decisions),
    )


def _undecided(reading: Reading, decisions: list[FrozenEntry]) -> tuple[str, ...]:
    if not decisions:
        return (_not_decided(),)
    named = {pk for one in decisions for pk in one.row.needs}
    left = [number for pk, number in numbered(reading).items() if pk not in named]
    if not left or any(not one.row.needs for one in decisions):
        return ()
    return (_("Not decided yet about: %(needs)s.") % {"needs": ", ".join(left)},)


def met(reading: Reading) -> tuple[papers.CarePart, ...]:
    """(c): the needs the council will meet and how; below, those that others meet, and what is not met yet."""
    lines = met_lines(reading)
    left = {one.item.pk: list(lines.get(one.item.pk, ())) for one in reading.of("need")}
    decisions = [one for one in council_cards.newest_first(reading) if one.row.decision == "council"]
    cards = tuple(_by_council(reading, one, left) for one in decisions)
    missing = (_("No decision says that the council will meet a need."),) if reading.of("eligibility") else ()
    return (
        papers.CarePart(
            heading=_("What the council will meet, and how"),
            law=_("Section 25(1)(c)"),
            cards=cards,
            missing=() if cards else missing or (_not_decided(),),
        ),
        *_by_others(reading, left),
        *_unmet(reading, lines),
    )


def _by_council(reading: Reading, one: FrozenEntry, left: dict[UUID, list[MetLine]]) -> papers.Card:
    """Give what the council does about the needs of one decision; its lines are taken out of what is `left`."""
    about = list(one.row.needs) or list(left)
    paid = [line for pk in about for line in left.get(pk, ()) if line.view.sort == "paid"]
    for pk in about:
        left[pk] = [line for line in left.get(pk, ()) if line not in paid]
    help_ = [
        _support(support)
        for support in reading.of("support")
        if support.row.status in IN_HAND and set(support.row.meets) & set(about)
    ]
    says_how = one.row.how_met.strip() or paid or help_
    return papers.Card(
        title="\n".join(_about(reading, one.row.needs)) or _("The decision does not say which needs."),
        words=one.row.how_met,
        voice=reading.names.line(one.row) if one.row.how_met else "",
        confirmed=one.row.confirmed_at is not None or not one.row.how_met,
        lines=tuple(paper_line(reading, line) for line in paid),
        after=fact(_("Support that is offered, on its way or given"), items=help_),
        missing=() if says_how else (_("How is not decided yet."),),
    )


def _support(one: FrozenEntry) -> str:
    what = f"{one.row.words} ({one.row.provider})" if one.row.provider else one.row.words
    return f"{what}: {support_status(one.row)}"


def _by_others(reading: Reading, left: dict[UUID, list[MetLine]]) -> tuple[papers.CarePart, ...]:
    cards = tuple(
        papers.Card(
            title="\n".join(_about(reading, [one.item.pk])),
            lines=tuple(paper_line(reading, line) for line in left[one.item.pk]),
        )
        for one in reading.of("need")
        if left[one.item.pk]
    )
    if not cards:
        return ()
    say = _("What leans on somebody counts only with their own yes, as it stood when this was printed.")
    return (papers.CarePart(heading=_("What I and others do"), level=3, say=(say,), cards=cards),)


def _unmet(reading: Reading, lines: dict[UUID, list[MetLine]]) -> tuple[papers.CarePart, ...]:
    left = []
    for one in reading.of("need"):
        far = domain.how_far(line.view for line in lines.get(one.item.pk, ()))
        if far is not domain.Met.MET:
            (about,) = _about(reading, [one.item.pk])
            left.append(papers.Fact(f"{about.rstrip('.')} ({str(MET[far][0]).lower()})", what_else(one.row)))
    if not left:
        return ()
    heading = _("What is not wholly met yet, and what else could help")
    return (papers.CarePart(heading=heading, level=3, facts=tuple(left)),)


def towards(reading: Reading, *, carer: bool) -> papers.CarePart:
    """(d): what help can contribute to: the parts of wellbeing, and what the person wants from day to day."""
    rows = [one.row for one in reading.of("eligibility")]
    wellbeing = dict.fromkeys(code for row in rows for code in row.wellbeing)
    areas = [str(words) for code, words in codes.WELLBEING if code in wellbeing]
    wanted = reading.links(dict.fromkeys(pk for row in rows for pk in row.towards))
    goals = tuple(one.row.words for one in reading.of("goal") if one.row.status == "now")
    going_on = [row.going_on for row in rows if row.going_on.strip()]
    missing = []
    if not areas:
        missing.append(_("Which parts of wellbeing it touches is not written down yet."))
    if not (wanted or goals):
        missing.append(_("What I want from day to day is not written down yet."))
    return papers.CarePart(
        heading=_("What help can contribute to in my life"),
        law=_("Section 25(1)(d), with section 10(5) and (6)") if carer else _("Section 25(1)(d), with section 9(4)"),
        facts=(
            *fact(_("My wellbeing"), items=areas),
            *fact(_("What I want from day to day"), items=wanted or goals),
            *fact(_("Going on caring"), items=going_on),
        ),
        missing=tuple(missing),
        by_hand=(_("Whether I can, and want to, go on caring:"),) if carer and not going_on else (),
    )


def budget(reading: Reading) -> papers.CarePart:
    """(e): the personal budget: how much, how often, what the council pays and what the person pays."""
    found = reading.of("personal_budget")
    cards = tuple(papers.Card(**reading.said(one), facts=council_cards.budget_facts(one.row)) for one in found)
    return papers.CarePart(
        heading=_("My personal budget"),
        law=_("Section 25(1)(e) and section 26"),
        cards=cards,
        missing=() if any(one.row.amount is not None for one in found) else (_not_decided(),),
    )


def advice(reading: Reading) -> papers.CarePart:
    """(f): advice and information: what can meet or reduce these needs, what can prevent or delay needs."""
    rows = [one.row for one in council_cards.newest_first(reading)]
    now, later = (
        [f"{text} — {reading.names.line(row)}" for row in rows if (text := getattr(row, name).strip())]
        for name in ("advice", "prevent")
    )
    missing = []
    if not now:
        missing.append(_("What can be done to meet or reduce these needs is not written down yet."))
    if not later:
        missing.append(_("What can keep needs from coming or growing is not written down yet."))
    return papers.CarePart(
        heading=_("Advice and information"),
        law=_("Section 25(1)(f)"),
        facts=(
            *fact(_("What can be done to meet or reduce these needs"), items=now),
            *fact(_("What can keep needs from coming or growing"), items=later),
        ),
        missing=tuple(missing),
    )


def direct_payments(reading: Reading) -> papers.CarePart:
    """(2): which needs a direct payment meets, how much it is, and how often."""
    found = [one for one in reading.of("personal_budget") if one.row.direct_payment is not None]
    cards = tuple(
        papers.Card(
            facts=council_cards.direct_facts(reading, one.row) + council_cards.managed(one.row),
            missing=() if reading.links(one.row.direct_for) else (_("Which needs it meets is not decided yet."),),
        )
        for one in found
    )
    return papers.CarePart(
        heading=_("Direct payments"),
        law=_("Section 25(2)"),
        cards=cards,
        missing=() if cards else (_("No direct payment has been decided."),),
    )


def aftercare(reading: Reading) -> tuple[papers.CarePart, ...]:
    """Give aftercare that is owed after hospital, where there is any: nobody is charged for it."""
    cards = council_cards.aftercare(reading)
    if not cards:
        return ()
    law = _("Mental Health Act 1983, section 117")
    return (papers.CarePart(heading=_("Aftercare, free of charge"), law=law, cards=cards),)
