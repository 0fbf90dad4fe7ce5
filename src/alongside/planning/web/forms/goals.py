"""The questions about goals, steps and achievements, and what a plan's rules are answered by."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.design.fields import DateField, Hidden, OwnWords, ShortWords
from alongside.design.scales import out_of_ten
from alongside.planning import words as codes
from alongside.planning.web.forms.linked import MOST_REASON, LinkedForm
from alongside.record.times import today
from alongside.record.web.forms import ME, EntryForm


class GoalForm(LinkedForm):
    """What somebody wants, in their own words."""

    link_kinds = {"grows_from": ("aspiration", "role", "strength", "need")}
    words = OwnWords(
        label=_("What do you want? You can begin with “I will …”"),
        rows=3,
        help_text=_("For example: I will sing at the summer concert. Say it your way."),
    )
    because = OwnWords(label=_("Because …"), required=False, rows=2, help_text=_("Why does it matter to you?"))
    grows_from = forms.ChoiceField(
        label=_("What does it grow from?"),
        required=False,
        help_text=_("A hope, a role, a strength or a need written here."),
    )
    success = OwnWords(
        label=_("How will you know that you are there?"),
        required=False,
        rows=2,
        help_text=_("What will be different? What will you be doing?"),
    )
    baseline = OwnWords(
        label=_("How is it now?"), required=False, rows=2, help_text=_("So that we can see what changes.")
    )
    importance = forms.TypedChoiceField(
        label=_("How much does it matter to you?"),
        choices=out_of_ten(codes.IMPORTANCE),
        coerce=int,
        empty_value=None,
        required=False,
    )
    confidence = forms.TypedChoiceField(
        label=_("How sure are you that you can do it?"),
        choices=out_of_ten(codes.CONFIDENCE),
        coerce=int,
        empty_value=None,
        required=False,
    )
    horizon = forms.ChoiceField(
        label=_("Is it for now, or for later?"), choices=codes.HORIZONS, widget=forms.RadioSelect, initial="now"
    )
    no_words_because = ShortWords(
        label=_("If these are not the person’s own words: why not?"),
        required=False,
        max_length=MOST_REASON,
        help_text=_("Leave it empty if they are."),
    )


class StepForm(LinkedForm):
    """One thing to do, small enough to do: what, who, by when."""

    link_kinds = {"goal_id": ("goal",), "uses": ("strength", "connection", "community_tie")}
    voice_fields = ("responsible",)
    goal_id = forms.ChoiceField(label=_("Which goal is it a step to?"))
    words = OwnWords(
        label=_("What will be done?"),
        rows=2,
        help_text=_("Small enough to do. For example: ring the choir and ask when they meet."),
    )
    responsible = forms.ChoiceField(
        label=_("Who will see that it is done?"),
        required=False,
        help_text=_("One person. It can be the person whose plan this is."),
    )
    by_when = DateField(label=_("By when?"), required=False, help_text=_("You can change it later."))
    done_when = OwnWords(label=_("How will we know that it is done?"), required=False, rows=2)
    uses = forms.ChoiceField(
        label=_("Which strength, person or place does it use?"), required=False, help_text=_("Only if it does.")
    )


class PractitionerAnswerForm(EntryForm):
    """What somebody who works with the person says before a plan is agreed."""

    would = forms.ChoiceField(
        label=_("Would you want this plan for yourself or your family?"), choices=codes.WOULD, widget=forms.RadioSelect
    )
    words = OwnWords(
        label=_("Because …"), rows=3, help_text=_("Plainly. The person reads this, and it stays with the plan.")
    )
    follows = OwnWords(
        label=_("What follows from that?"),
        required=False,
        rows=2,
        help_text=_("What should be different, if anything?"),
    )
    can = OwnWords(label=_("What I can do"), required=False, rows=2)
    cannot = OwnWords(label=_("What I cannot do, and why"), required=False, rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """The words are the writer's own unless they say otherwise."""
        own = kwargs["page"].own_voice
        first = {"words_of": str(own.pk) if own else ME, "how": "wrote"}
        kwargs["initial"] = first | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)


class NotYetForm(EntryForm):
    """ "Not yet, because …": the honest answer when there is no strength here yet."""

    rule = Hidden(initial="B2", max_length=10)
    words = OwnWords(
        label=_("There are no strengths here yet, because …"),
        rows=3,
        help_text=_("For example: we have met once, for ten minutes, in a corridor."),
    )


class AchievementForm(LinkedForm):
    """Something that was achieved, small or big."""

    takes_files = True
    link_kinds = {"goal": ("goal",)}
    words = OwnWords(
        label=_("What did you do?"), rows=3, help_text=_("Small things count. Say it as you would tell a friend.")
    )
    achieved_on = DateField(label=_("When?"), required=False, latest=today)
    goal = forms.ChoiceField(label=_("Does it belong to a goal?"), required=False)
