"""The questions of this room: one form a kind of entry."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from alongside.design.fields import DateField, Hidden, OwnWords, ShortWords
from alongside.planning import words as codes
from alongside.record.web.forms import ME, EntryForm

OUT_OF_TEN = range(11)
MOST_REASON = 500


def out_of_ten(scale: tuple[str | Promise, ...]) -> list[tuple[str, Any]]:
    """Give the choices 0 to 10, each with its word, so that nobody has to guess what a number means."""
    return [("", _("Not said")), *((str(n), format_lazy("{}: {}", n, codes.of_ten(n, scale))) for n in OUT_OF_TEN)]


class LinkedForm(EntryForm):
    """An entry that points at others. What it points at and its reader cannot see stays when they change the rest."""

    def own_fields(self) -> dict[str, Any]:
        """Give the kind's own values; links to what is not on this reader's list are kept as they were."""
        values = super().own_fields()
        if "version" not in self.initial:
            return values
        for name in self.link_kinds:
            offered = {str(value) for value, _label in self.fields[name].choices}  # type: ignore[attr-defined]
            before = self.initial.get(name)
            if isinstance(values[name], list):
                values[name] += [one for one in before or () if str(one) not in offered]
            elif values[name] is None and before and str(before) not in offered:
                values[name] = UUID(str(before))
        return values


class AspirationForm(EntryForm):
    """A hope, and why it matters."""

    takes_files = True
    words = OwnWords(
        label=_("What do you hope for?"),
        rows=3,
        help_text=_("Big or small. For example: to sing with other people again; a holiday by the sea."),
    )
    why = OwnWords(label=_("Why does it matter to you?"), required=False, rows=2)


class NeedForm(LinkedForm):
    """A need: what is hard, what it gets in the way of, what helps already."""

    link_kinds = {
        "gets_in_way_of": ("way_of_life", "role", "aspiration"),
        "helped_by": ("strength", "connection", "community_tie"),
    }
    words = OwnWords(
        label=_("What is hard, or what do you need?"),
        rows=3,
        help_text=_("For example: somebody with me the first few times I go out."),
    )
    domain = forms.ChoiceField(
        label=_("What is it about?"), choices=codes.NEED_DOMAINS, widget=forms.RadioSelect, initial="other"
    )
    gets_in_way_of = forms.ChoiceField(
        label=_("What does it get in the way of?"),
        required=False,
        help_text=_("Something that matters to you, a role, or a hope that is written here."),
    )
    gets_in_way_not_yet = ShortWords(
        label=_("Or: not yet, because …"),
        required=False,
        max_length=MOST_REASON,
        help_text=_("If it is not clear yet what it gets in the way of, say why."),
    )
    helped_by = forms.MultipleChoiceField(
        label=_("Who or what helps already?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Your own strengths, your people, your places. Nobody is denied help because of a tick here."),
    )
    helped_by_not_yet = ShortWords(
        label=_("Or: nothing yet, because …"),
        required=False,
        max_length=MOST_REASON,
        help_text=_("For example: we have not asked yet."),
    )


class BarrierForm(EntryForm):
    """Something in the world around that gets in the way."""

    words = OwnWords(
        label=_("What gets in the way?"),
        rows=3,
        help_text=_("Something outside you. For example: the last bus goes at six."),
    )
    sort = forms.ChoiceField(
        label=_("What kind of thing is it?"), choices=codes.BARRIERS, widget=forms.RadioSelect, initial="other"
    )
    cause = OwnWords(label=_("Why is it like that, do you think?"), required=False, rows=2)


class GoalForm(LinkedForm):
    """What somebody wants, in their own words."""

    link_kinds = {"grows_from": ("aspiration", "strength", "need")}
    words = OwnWords(
        label=_("What do you want? You can begin with “I will …”"),
        rows=3,
        help_text=_("For example: I will sing at the summer concert. Say it your way."),
    )
    because = OwnWords(label=_("Because …"), required=False, rows=2, help_text=_("Why does it matter to you?"))
    grows_from = forms.ChoiceField(
        label=_("What does it grow from?"), required=False, help_text=_("A hope, a strength or a need written here.")
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
