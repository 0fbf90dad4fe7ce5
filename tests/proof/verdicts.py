"""What each of the cast may be shown, said by the oracle for every canary; pages that open only to some."""

from dataclasses import dataclass
from uuid import UUID

from .oracle import CARE, SELF, VOICE, Facts
from .stage import Mark, Stage

DETAILS = "details"
BESIDE = {"answer", "challenge", "file"}


# The lead of the team that a transfer is asked of reads whose it is and the summary, before any yes.
RECEIVER = "lead_elsewhere"
TOLD_NAMES = {
    (RECEIVER, "transfers"),
    (RECEIVER, "transfer_reply"),
    ("privacy_lead", "unusual_one"),
    # What is kept in the organisation's records, and what a copy left out, is for who looks after privacy to see to.
    ("privacy_lead", "withheld_everywhere"),
    ("privacy_lead", "left_out_records"),
}


@dataclass
class Judge:
    """Says of every canary whether somebody may ever be shown it; remembers what it said."""

    stage: Stage
    account: UUID | None
    name: str = ""

    def __post_init__(self) -> None:
        self._said: dict[str, bool] = {}

    @property
    def facts(self) -> Facts:
        return self.stage.facts

    def may_see(self, canary: str) -> bool:
        """Say whether this canary may stand in an answer to this account."""
        if canary not in self._said:
            self._said[canary] = self.account is not None and self._judged(self.stage.cage.marks[canary])
        return self._said[canary]

    def _judged(self, mark: Mark) -> bool:
        who, subject = self.account, self.stage.subjects[mark.record].pk
        if mark.entry is not None:
            is_it = mark.what in {"entry", "history"}
            return self.facts.sees(who, mark.entry) if is_it else self.facts.sees_beside(who, mark.entry)
        if mark.what in {"name", "place", "voice"}:
            return self.facts.opens(who, subject)
        if mark.what == "contact":
            return self.facts.holds(who, subject, DETAILS)
        if mark.what == "protected":
            staff_or_self = self.facts.holds(who, subject, CARE) or self.facts.holds(who, subject, SELF)
            return staff_or_self and self.facts.holds(who, subject, DETAILS)
        if mark.what == "withholding":
            return self.facts.holds(who, subject, CARE) and mark.account != who
        if mark.what in {"objection", "late_objection", "transfer", "glass", "untold"}:
            return self._works(mark, who, subject)
        return mark.account is not None and mark.account == who

    def _works(self, mark: Mark, who: UUID | None, subject: UUID) -> bool:
        """Say who reads what staff do around a record: the person; who decides about it; who looks after privacy."""
        cast, name = self.stage.roles, self.name
        is_person, is_care = (self.facts.holds(who, subject, right) for right in (SELF, CARE))
        leads = any(role == "lead" and span.ends is None for _team, role, span in cast[name].teams)
        if "objection" in mark.what:
            late = mark.what == "late_objection" and name == "privacy_lead"
            return late or is_person or (is_care and leads and mark.account != who)
        if mark.what == "transfer":
            return is_person or is_care or name == RECEIVER
        is_told = is_person and mark.what == "glass"
        return is_told or name in {"privacy_lead", "glass"}

    def is_told(self, canary: str, route: str) -> bool:
        """Say whether this one address tells somebody a name: whose record they are asked to see to."""
        mark = self.stage.cage.marks[canary]
        return mark.what == "name" and (self.name, route) in TOLD_NAMES

    def should_see(self, canary: str, route: str) -> bool:
        """Say whether it has to stand on a page that shows such things; what only leans on them stands on one page."""
        mark = self.stage.cage.marks[canary]
        if mark.relation == "hanging" or (route, mark.kind) in DEPENDS or not self.may_see(canary):
            return False
        if mark.what in {"name", "place", "voice"} and route != "circle":
            return False
        if mark.what == "withholding":
            # Listed with what it keeps: whoever sees every part sees all of them.
            subject = self.stage.subjects[mark.record].pk
            all_of_it = all(self.facts.holds(self.account, subject, one) for one in self.facts.sections)
            return all_of_it and not self._is_kept_from_something(subject)
        return mark.entry is None or route == "plan_asked" or self.facts.sees_beside(self.account, mark.entry)

    def _is_kept_from_something(self, subject: UUID) -> bool:
        known = [one for one in self.facts.entries if one.subject == subject]
        return self.account is not None and any(self.facts.is_kept(self.account, one) for one in known)

    def may_write(self, record: str) -> str:
        """Say how far somebody may write in a record: "nothing", "answers" to what they see, or own "words"."""
        subject = self.stage.subjects[record].pk
        if self.account is None or not self.facts.opens(self.account, subject):
            return "nothing"
        rights = (VOICE, CARE, SELF)
        return "words" if any(self.facts.holds(self.account, subject, right) for right in rights) else "answers"


# What answering touches, for whoever may only read.
ANSWER_TABLES = {"record_response", "record_challenge", "record_challengeevent"}
# What whoever leads safeguarding touches in a concern that names them, without any other right in the record.
CONCERN_TABLES = {"record_audience", "safeguarding_part", "safeguarding_source", "people_notice"}
# These begin another record, and touch this one not at all.
NEW_RECORD = {"own_record", "add_person"}
# Pages (and papers) that open, or show anything, only to whoever sees these sections.
_GOALS, _COUNCIL = ("goals",), ("council",)
OPENS_WITH: dict[str, tuple[str, ...]] = {
    "plan": _GOALS,
    "plan_answer": _GOALS,
    "plan_compare": _GOALS,
    "plan_needs": ("needs",),
    "plan_options": _GOALS,
    "plan_support": _GOALS,
    "plan_version": _GOALS,
    "plan_versions": _GOALS,
    "plan_reviews": _GOALS,
    "plan_review_start": _GOALS,
    "plan_review_summary": _GOALS,
    "print_plan": _GOALS,
    "print_care_plan": ("goals", "council"),
    "print_staying_well": ("staying_well",),
    "print_story": _GOALS,
    "contact_add": ("details",),
    "keep_section": _GOALS,
    "council": _COUNCIL,
    "hidden_contact": ("details",),
    "hidden_contact_add": ("details",),
    "story": _GOALS,
}
# Pages that open by more than the door says (who wrote it, whose it is); what they show is judged where they open.
OPENS_BY_MORE = {
    "add",
    "circle_left",
    "conversation",
    "conversation_end",
    "conversation_finish",
    "conversation_paper",
    "conversation_part",
    "conversation_start",
    "conversation_topic",
    "invite_voice",
    "entry_in_error",
    "entry_mend",
    "entry_move",
    "entry_take_back",
    "own_record",
    "plan_review",
    "plan_review_goal",
    "plan_review_goal_of",
    "plan_review_topic",
    "plan_review_topic_of",
    "plan_step",
    "plan_ask_again",
    "plan_goal",
    "plan_interim",
    "plan_put_forward",
    "plan_use",
    "plan_yes",
    "print_about_me",
    "story_choose",
    "challenge_answer",
    "withholding",
    "withholding_decide",
    "withholding_lift",
    "withholding_opinion",
    "withholding_review",
    "withholding_second",
    "concern_keep",
    "concern_name",
    "concern_part",
    "concern_tell",
    "visit_ask",
    "visit_new",
    "visit_arrange",
    "visit_cancel",
    "visit_not_held",
    "visit_write",
    "task_done",
    "task_hand_on",
    "task_day",
    "plan_step_hand_on",
    "hand_over_read",
    "hand_over_carry_out",
}
# What stands on a page only beside something else, which may be kept: (page, kind).
DEPENDS = {
    ("print_plan", "not_yet"),
    ("tensions", "goal"),
    ("plan_review_summary", "goal_rating"),
    ("print_care_plan", "contribution"),
    # Words to others stand on the page of their thread alone.
    ("timeline", "message"),
}
# Pages that show the newest or first few of many: what stands there depends on what else may be seen.
SHORT = {"front", "start"}
# Asked by everybody, and opened to nobody by what stands on this stage: that they leak nothing is shown here, that they
# open is shown beside their code and by the journeys.
OPENS_TO_NOBODY_HERE = {
    "start": "leads on, and shows nothing itself",
    "draft": "takes in what was typed, without a page",
    "break_glass": "needs a look-up before it",
    "invited_account": "needs the secret of an invitation",
    "invited_answer": "needs the secret of an invitation",
    "invited_link": "needs the secret of an invitation",
    "invited_welcome": "needs the secret of an invitation",
    "invite_person": "the person of this record signs in already",
    "away_back": "takes in, without a page",
    "calendar_feed": "needs the secret of an address",
    "face_of": "whoever is named here does not work here, and has no face",
    "operator": "nobody of the cast keeps the machine",
    "contact_end": "takes in, without a page",
    "share_undo": "takes in, without a page",
    "shut_end": "takes in, without a page",
    "staying_well_move": "takes in, without a page",
}
