"""What NICE (NG108, QS194) and the courts ask of the record itself."""

from alongside.law.answers import UNANSWERED, said
from alongside.law.mental_capacity_act.engine import SILENT, Law, Where, rule
from alongside.law.mental_capacity_act.facts import SHOWS, absent, blank, evidence, has, is_assessed, lacks
from alongside.law.mental_capacity_act.record import Record


@rule(
    "REC-assessor",
    "block",
    "QS194 st 3; NG108 1.4",
    "Who did this assessment, and when?",
)
def assessor(record: Record, law: Law) -> Where:
    """QS194 statement 3: who assessed, in which role, when."""
    return blank(record, "assessor.role", "assessor.date") if is_assessed(record) else SILENT


@rule(
    "REC-person-words",
    "warn",
    "NG108; 39 Essex guide",
    "Record what they said, in their words.",
)
def person_words(record: Record, law: Law) -> Where:
    """NG108: key questions and answers, in the person's own words or conduct."""
    found = absent(record)
    if not lacks(record) or not found or any(evidence(record, name) in SHOWS for name in found):
        return SILENT
    return tuple(f"functional.{name}.evidence" for name in found)


@rule(
    "REC-disagreement",
    "warn",
    "Essex v RF; CC v KK",
    "Others disagree. Record their view and why you differ.",
)
def disagreement(record: Record, law: Law) -> Where:
    """Essex v RF: differing views, and evidence the other way, are set out and answered."""
    return tuple(
        f"other_opinions[{number}].answer"
        for number, one in enumerate(record.other_opinions)
        if one.conclusion not in {UNANSWERED, "agrees", record.conclusion} and not said(one.answer)
    )


@rule(
    "REC-executive",
    "warn",
    "NG108 (believed 1.4.19); A LA v AW [2020] EWCOP 24",
    "What they say and what they do differ. What happens in real life?",
)
def executive(record: Record, law: Law) -> Where:
    """NG108: where what somebody says and does differ, real life is looked at."""
    return blank(record, "real_world_evidence") if record.reports_conflict is True else SILENT


@rule(
    "REC-protection-imperative",
    "warn",
    "CC v KK [25]; WBC v Z",
    "Your reasons are about keeping them safe. That is for best interests; here say only what they can and cannot do.",
)
def protection_imperative(record: Record, law: Law) -> Where:
    """CC v KK [25]: reasons driven by the wish to protect, or by what would follow, are a sign of error."""
    if has(record):
        return SILENT
    return tuple(
        f"conclusion_reasons[{number}]"
        for number, one in enumerate(record.conclusion_reasons)
        if one.about in {"risk_or_protection", "outcome"}
    )


@rule(
    "REC-review",
    "prompt",
    "NG108; Code 5.3",
    "When will this be looked at again?",
)
def review(record: Record, law: Law) -> Where:
    """NG108: a day on which it is looked at again, where there are restrictions or capacity changes."""
    is_due = said(record.restrictions) or said(record.restraint) or record.fluctuates.present is True
    return blank(record, "review_on") if is_due else SILENT


@rule(
    "REC-share",
    "prompt",
    "NG108; Code 4.60-4.65",
    "Have you told them the outcome and how to challenge it?",
)
def share(record: Record, law: Law) -> Where:
    """NG108: the outcome is shared with the person, in a form they can use, with their right to challenge."""
    is_open = is_assessed(record) and record.shared_with_person is not True
    return ("shared_with_person",) if is_open else SILENT
