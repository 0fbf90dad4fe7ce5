"""Support, what it takes, and where people want different things, on paper."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.design import dates
from alongside.home import papers
from alongside.home.printing.reading import Reading, fact, facts, listed
from alongside.planning import words as codes
from alongside.planning.versions import FrozenEntry

# What is there or on its way comes first; what was declined or has ended last.
STATUS_ORDER = ("started", "accepted", "waiting", "offered", "talked_about", "ended", "declined")
WHY = {"declined": gettext_lazy("Why it was declined"), "ended": gettext_lazy("Why it ended")}
TENSION = {
    "common_ground": gettext_lazy("What we agree on all the same"),
    "tried": gettext_lazy("What we have tried"),
    "how_it_stands": gettext_lazy("How it stands"),
}


def supports(reading: Reading) -> tuple[papers.Card, ...]:
    """Give support: where it stands and since when, what it means to the person, how it is adapted, what is known."""
    found = sorted(reading.of("support"), key=lambda one: STATUS_ORDER.index(one.row.status))
    return tuple(_support(reading, one) for one in found)


def _support(reading: Reading, one: FrozenEntry) -> papers.Card:
    row = one.row
    return papers.Card(
        **reading.said(one),
        tags=(support_status(row),),
        facts=(
            *facts(row, {"status_reason": WHY.get(row.status, _("Why it is so")), "provider": _("Who gives it")}),
            *fact(_("It would help with"), listed(reading.links(row.meets))),
            *facts(
                row,
                {
                    "means_to_me": _("What it means to me"),
                    "good": _("What is good about it"),
                    "hard": _("What is hard about it"),
                    "adapted": _("How it is adapted to me"),
                    "evidence": _("Where it is known from"),
                },
            ),
            *fact(_("How strong that is"), _strength(row)),
            *facts(row, {"evidence_link": _("To read")}),
        ),
    )


def _strength(row: Any) -> str:
    """Say how strong the evidence is, and when somebody looked at it last."""
    strength = str(dict(codes.EVIDENCE)[row.evidence_strength]) if row.evidence_strength else ""
    checked = row.evidence_checked_on
    looked = _("looked at last on %(day)s") % {"day": dates.day(checked)} if checked else ""
    return "; ".join(part for part in (strength, looked) if part)


def support_status(row: Any) -> str:
    """Say where a support stands, and since when: "Waiting for it, since 3 March 2026"."""
    status = str(dict(codes.SUPPORT_STATUS)[row.status])
    if row.status_on is None:
        return status
    return _("%(status)s, since %(day)s") % {"status": status, "day": dates.day(row.status_on)}


def means(reading: Reading) -> tuple[papers.Card, ...]:
    """Give what it takes: asked of whom, when, the answer and its reason, the appeal and its days."""
    return tuple(
        papers.Card(
            **reading.said(one),
            tags=(*_answers(one.row), str(dict(codes.MEANS)[one.row.sort])),
            facts=(
                *fact(_("It is for"), reading.link(one.row.meets)),
                *fact(_("Asked of"), _on(one.row.asked_of, one.row.asked_on)),
                *fact(_("Answered"), _then(one.row.answered_on, one.row.reason)),
                *facts(one.row, {"appeal_by": _("One can appeal until")}),
                *fact(_("What we say in the appeal"), _on(one.row.appeal, one.row.appealed_on)),
                *fact(_("What came of the appeal"), _appeal(one.row)),
            ),
        )
        for one in reading.of("means")
    )


def _answers(row: Any) -> tuple[str, ...]:
    """Say what was answered, and to the appeal if there was one: "Answer: No", "Appeal: Yes"."""
    answer = str(dict(codes.MEANS_ANSWERS)[row.answer])
    if row.answer not in ("yes", "in_part", "no"):
        return (answer,)
    said = (_("Answer: %(answer)s") % {"answer": answer},)
    if not row.appealed_on:
        return said
    return (*said, _("Appeal: %(answer)s") % {"answer": str(dict(codes.APPEAL_ANSWERS)[row.appeal_answer])})


def _on(words: str, when: date | None) -> str:
    """Give words with their day: "the council (14 October 2026)"."""
    if when is None:
        return words
    return _("%(words)s (%(day)s)") % {"words": words, "day": dates.day(when)} if words else dates.day(when)


def _then(when: date | None, words: str) -> str:
    """Give a day with what was said on it: "19 October 2026: not daily living"."""
    return ": ".join(part for part in (dates.day(when), words) if part)


def _appeal(row: Any) -> str:
    if not row.appealed_on:
        return ""
    came = str(dict(codes.APPEAL_ANSWERS)[row.appeal_answer])
    return ". ".join(part for part in (came, _then(row.appeal_answered_on, row.appeal_reason)) if part)


def tensions(reading: Reading) -> tuple[papers.TensionCard, ...]:
    """Give each tension with what each voice wants and why; those that are settled last."""
    found = sorted(reading.of("tension"), key=lambda one: one.row.stands == "settled")
    return tuple(_tension(reading, one) for one in found)


def _tension(reading: Reading, one: FrozenEntry) -> papers.TensionCard:
    row = one.row
    views = [view for view in reading.of("tension_view") if view.row.tension_id == one.item.pk]
    advocacy = [str(dict(codes.ADVOCACY)[row.advocacy]), row.advocacy_words]
    return papers.TensionCard(
        **reading.said(one),
        tags=(str(dict(codes.TENSION_STANDS)[row.stands]),),
        views=tuple(
            papers.ViewLine(
                view.row.words, reading.names.line(view.row), view.row.why, view.row.confirmed_at is not None
            )
            for view in views
        ),
        facts=(
            *fact(_("It touches"), reading.link(row.about)),
            *facts(row, dict(TENSION)),
            *fact(_("An advocate"), ". ".join(part.rstrip(".") for part in advocacy if part) + "."),
        ),
    )
