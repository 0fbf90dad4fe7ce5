"""The questions of agreeing: put forward, answer, begin before agreement, tick a step, what has become of a goal."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.base.ids import uuid7
from alongside.design.fields import MOST_OWN_WORDS, DateField, Hidden, HiddenNumber, OwnWords, ShortWords
from alongside.design.forms import Form
from alongside.people.models import Voice
from alongside.people.queries import parse_id
from alongside.planning import words as codes
from alongside.planning.web.forms import MOST_REASON
from alongside.record.times import today
from alongside.record.web.forms import OURS


class OnceForm(Form):
    """A form that carries the id of what it makes, so that the same form twice makes one."""

    made_id = Hidden(required=False)
    typed_by = Hidden(required=False, max_length=500)

    def __init__(self, *args: Any, initial: dict[str, Any] | None = None, **kwargs: Any) -> None:
        """Take what a Django form takes."""
        super().__init__(*args, initial={"made_id": uuid7()} | (initial or {}), **kwargs)

    def clean_made_id(self) -> UUID:
        """Read the id; a page without one makes a new one."""
        sent = parse_id(self.cleaned_data["made_id"])
        return sent if sent is not None and sent.version in OURS else uuid7()


class OnNewestForm(OnceForm):
    """A form about the newest version: it carries the number of the one its reader saw."""

    after = HiddenNumber(required=False)


class PutForwardForm(OnNewestForm):
    """Putting a plan forward, and when to look at it again."""

    review_on = DateField(
        label=_("When shall we look at the plan again?"),
        required=False,
        earliest=today,
        help_text=_("Leave it empty if you do not know yet."),
    )


class PlanAnswerForm(OnceForm):
    """What one voice says to the plan, in their own words."""

    answer = forms.ChoiceField(
        label=_("What do you say to this plan?"), choices=codes.ANSWERS, widget=forms.RadioSelect
    )
    words = OwnWords(
        label=_("In your own words"),
        required=False,
        rows=4,
        help_text=_("If you see something differently: what, and how should it be?"),
    )
    how = forms.ChoiceField(
        label=_("How did they say it?"), choices=codes.HOWS, widget=forms.RadioSelect, required=False, initial="said"
    )
    why = ShortWords(label=_("If it could not be answered: why not?"), required=False, max_length=MOST_REASON)

    def __init__(self, *args: Any, voice: Voice, own: bool, **kwargs: Any) -> None:
        """Ask the one whose answer it is, or whoever writes it down for them."""
        super().__init__(*args, **kwargs)
        answer = self.fields["answer"]
        if own:
            answer.choices = [one for one in codes.ANSWERS if one[0] != "could_not"]  # type: ignore[attr-defined]
            for name in ("how", "why"):
                del self.fields[name]
            return
        answer.label = _("What does %(name)s say to this plan?") % {"name": voice.name}
        self.fields["words"].label = _("In their own words")
        self.fields["words"].help_text = _("As they said it. What they see differently, and how it should be.")
        if voice.account_id:
            answer.choices = [one for one in codes.ANSWERS if one[0] == "could_not"]  # type: ignore[attr-defined]
            answer.initial = "could_not"
            for name in ("how", "words"):
                del self.fields[name]


class InterimForm(OnNewestForm):
    """Help starts before the plan is agreed."""

    reason = OwnWords(
        label=_("Why does help start now?"), rows=3, help_text=_("For example: she came home from hospital today.")
    )
    until = DateField(label=_("By when will the plan be complete?"), earliest=today)


class UseForm(OnNewestForm):
    """The plan is used though not everybody agrees."""

    reason = OwnWords(label=_("Why is the plan used now?"), rows=3, help_text=_("Everybody in the plan can read this."))
    until = DateField(label=_("On which day will you ask again?"), earliest=today)


class AuthoriseForm(OnNewestForm):
    """A manager authorises the plan or returns it, with words the person sees."""

    said = forms.ChoiceField(
        label=_("What do you say to this plan?"),
        choices=(("authorised", _("I authorise it")), ("returned", _("I return it: something has to change first"))),
        widget=forms.RadioSelect,
    )
    words = OwnWords(
        label=_("In words the person can read"),
        required=False,
        rows=3,
        help_text=_("They see it, and so does everybody who can read the plan. Needed when you return it."),
    )


class AskAgainForm(OnNewestForm):
    """When somebody who has not agreed is asked again."""

    until = DateField(label=_("On which day will we ask again?"), earliest=today)
    reason = ShortWords(
        label=_("What should be different by then?"),
        required=False,
        max_length=MOST_REASON,
        help_text=_("For example: we will have tried the later bus."),
    )


class YesForm(OnceForm):
    """What somebody says to a line that leans on them."""

    said_to = Hidden(max_length=MOST_OWN_WORDS)
    answer = forms.ChoiceField(label=_("What do you say?"), choices=codes.WILLING, widget=forms.RadioSelect)
    words = OwnWords(
        label=_("In your own words"), required=False, rows=2, help_text=_("How far, how often, until when, under what.")
    )
    how = forms.ChoiceField(label=_("How did they say it?"), choices=codes.HOWS, widget=forms.RadioSelect)

    def __init__(self, *args: Any, voice: Voice, own: bool, stands: bool, **kwargs: Any) -> None:
        """Ask the one it leans on, or whoever writes it down for them. `stands`: there is a yes to take back."""
        super().__init__(*args, **kwargs)
        answer = self.fields["answer"]
        if not stands:
            answer.choices = [one for one in codes.WILLING if one[0] != "taken_back"]  # type: ignore[attr-defined]
        if own:
            del self.fields["how"]
            return
        answer.label = _("What does %(name)s say?") % {"name": voice.name}
        self.fields["words"].label = _("In their own words")


class TickForm(Form):
    """What became of a step, and how it went."""

    version = HiddenNumber(required=False)
    typed_by = Hidden(required=False, max_length=500)
    outcome = forms.ChoiceField(
        label=_("What became of it?"),
        choices=[*codes.OUTCOMES, ("open", _("Still to be done"))],
        widget=forms.RadioSelect,
        initial="done",
    )
    how_it_went = OwnWords(
        label=_("How did it go?"),
        required=False,
        rows=3,
        help_text=_("What went well? What would you do another way? A few words are enough."),
    )

    def clean_outcome(self) -> str:
        """Give the code as the step keeps it."""
        return "" if self.cleaned_data["outcome"] == "open" else self.cleaned_data["outcome"]


class GoalStatusForm(OnceForm):
    """A goal is achieved, let go of, or a goal of now again."""

    version = HiddenNumber(required=False)
    reason = ShortWords(label=_("Why?"), max_length=MOST_REASON)

    def __init__(self, *args: Any, status: str, **kwargs: Any) -> None:
        """Ask what fits what has become of the goal."""
        super().__init__(*args, **kwargs)
        if status in ("achieved", "now"):
            self.fields["reason"].required = False
        if status == "achieved":
            self.fields["reason"].label = _("How does it feel? What helped?")
        elif status == "let_go":
            self.fields["reason"].help_text = _("It stays with the goal. Letting go is no failure.")


class GoalChangedForm(GoalStatusForm):
    """A goal is changed into another: the new one in own words, and why."""

    words = OwnWords(label=_("What do you want now? You can begin with “I will …”"), rows=3)
    because = OwnWords(label=_("Because …"), required=False, rows=2)
    how = forms.ChoiceField(
        label=_("How do we know the new words?"), choices=codes.HOWS, widget=forms.RadioSelect, initial="said"
    )
    field_order = ("words", "because", "reason", "how")

    def __init__(self, *args: Any, own: bool, **kwargs: Any) -> None:
        """Ask how the words are known only when somebody else writes them down."""
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Why did the goal change?")
        if own:
            self.fields["how"].required = False
            self.fields["how"].widget = forms.HiddenInput()
            self.initial["how"] = "wrote"
