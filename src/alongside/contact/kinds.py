"""What this room declares to the registry."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.base.clock import now
from alongside.contact import due, words
from alongside.contact.models import HandOver, Message, Task, Visit
from alongside.people.domain import Section
from alongside.record.registry import Kind, register

FORMS = "alongside.contact.web.forms."


def _offers(**more: Any) -> dict[str, Any]:
    """Give what every kind of this room says alike: it stands on its own page, not in a plan."""
    return {
        "front": None,
        "banner": False,
        "in_plan": False,
        "plan_rules": None,
        "fhir": None,
        "page": "in_touch",
    } | more


VISIT = register(
    Kind(
        name="visit",
        model=Visit,
        section=Section.VISITS,
        label=_("visit or call"),
        plural=_("visits and calls"),
        own_words=("words", "needs", "suits"),
        form=FORMS + "visits.VisitForm",
        demo=lambda: {"words": "The damp in the bedroom.", "status": "asked", "needs": "Not before eleven, please."},
        due=due.of_visits,
        facet="status",
        facets=words.STATUSES,
        links=("became_id",),
        mend_also="who",
        shared_work=("sort", "status", "starts", "ends", "place", "who", "also", "interpreter", "why", "became_id"),
        added_on="visit_new",
        **_offers(),
    )
)
MESSAGE = register(
    Kind(
        name="message",
        model=Message,
        section=Section.MESSAGES,
        label=_("message"),
        plural=_("messages"),
        own_words=("words",),
        form=FORMS + "messages.MessageForm",
        demo=lambda: {"words": "Thank you for Tuesday. I found the form.", "sent_to": []},
        due=None,
        links=("thread_id",),
        added_on="message_new",
        opened_on="message_thread",
        **_offers(),
    )
)
TASK = register(
    Kind(
        name="task",
        model=Task,
        section=Section.VISITS,
        label=_("task"),
        plural=_("tasks"),
        own_words=("words",),
        form=FORMS + "tasks.TaskForm",
        demo=lambda: {"words": "Ring the housing office about the damp.", "by_when": date(2030, 1, 7)},
        due=due.of_tasks,
        facet="outcome",
        facets=words.TASK_OUTCOMES,
        links=("about_id",),
        mend_also="responsible_id",
        see_also="responsible_id",
        shared_work=("responsible_id", "by_when", "outcome", "how_it_went", "done_at", "done_by"),
        added_on="task_new",
        **_offers(),
    )
)
HAND_OVER = register(
    Kind(
        name="hand_over",
        model=HandOver,
        section=Section.MEETINGS,
        label=_("hand-over"),
        plural=_("hand-overs"),
        own_words=("words",),
        form=FORMS + "hand_overs.HandOverForm",
        demo=lambda: {"words": "She likes to be rung before anybody comes.", "on": now().date()},
        due=None,
        shared_work=("on", "not_waited", "done_at", "done_by"),
        by_staff=True,
        added_on="hand_over_new",
        **_offers(),
    )
)
