"""The questions about hopes, needs and how they are met, and what gets in the way."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.design.fields import OwnWords, ShortWords
from alongside.people.domain import VoiceKind
from alongside.planning import words as codes
from alongside.planning.web.forms.linked import MOST_REASON, LinkedForm
from alongside.record.web.forms import EntryForm


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
    impact = OwnWords(
        label=_("What does it do to your life?"),
        required=False,
        rows=2,
        help_text=_("On an ordinary day; on a bad one."),
    )
    what_else = OwnWords(
        label=_("What else could help, and if nothing can: why not?"),
        required=False,
        rows=2,
        help_text=_("Asked when the need is not wholly met. Nobody is denied help because of what stands here."),
    )
    field_order = (
        "words", "impact", "domain", "gets_in_way_of", "gets_in_way_not_yet", "helped_by", "helped_by_not_yet",
        "what_else",
    )  # fmt: skip


class MetByForm(LinkedForm):
    """One line of how a need is met: what, by whom or what, how far, and whom it leans on."""

    link_kinds = {"need_id": ("need",), "through": ("strength", "connection", "community_tie", "support")}
    voice_fields = ("leans_on",)
    need_id = forms.ChoiceField(label=_("Which need is it about?"))
    sort = forms.ChoiceField(
        label=_("What helps with it?"),
        choices=codes.MET_BY,
        widget=forms.RadioSelect,
        help_text=_(
            "Begin at the top. Help that is paid for is no failure, and nobody is denied it for what stands here."
        ),
    )
    words = OwnWords(
        label=_("How?"), rows=2, help_text=_("For example: my neighbour and I walk there together on Tuesdays.")
    )
    extent = forms.ChoiceField(
        label=_("Does that meet it?"), choices=codes.EXTENTS, widget=forms.RadioSelect, initial="not_yet"
    )
    through = forms.ChoiceField(
        label=_("Through which strength, person, place or support?"),
        required=False,
        help_text=_("Only if it is written here."),
    )
    leans_on = forms.ChoiceField(
        label=_("Does it lean on somebody? On whom?"),
        required=False,
        help_text=_(
            "It counts only with their own yes, which they can take back. They can read this line, and nothing else of "
            "your needs unless you share it."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer whom one can ask: not several at once, and nobody who came with an import."""
        super().__init__(*args, **kwargs)
        nobody = {str(one.pk) for one in self.page.circle if one.kind in (VoiceKind.TOGETHER, VoiceKind.IMPORTED)}
        field: Any = self.fields["leans_on"]
        field.choices = [one for one in field.choices if one[0] not in nobody]

    def clean(self) -> dict[str, Any]:
        """What one's people do leans on somebody: say on whom."""
        values = super().clean() or {}
        if values.get("sort") == "network" and not values.get("leans_on"):
            self.add_error(
                "leans_on",
                _("Choose who it is, so that they can be asked. Who is not on the list is added to the circle first."),
            )
        return values


class BarrierForm(EntryForm):
    """Something in the world around that gets in the way."""

    folds = (
        (_("What can be done about it"), ("who_can_change", "action_person", "action_service", "action_community")),
        (_("What came of it"), ("result",)),
    )

    words = OwnWords(
        label=_("What gets in the way?"),
        rows=3,
        help_text=_("Something outside you. For example: the last bus goes at six."),
    )
    sort = forms.ChoiceField(
        label=_("What kind of thing is it?"), choices=codes.BARRIERS, widget=forms.RadioSelect, initial="other"
    )
    cause = OwnWords(label=_("Why is it like that, do you think?"), required=False, rows=2)
    consequence = OwnWords(label=_("What does it lead to?"), required=False, rows=2)
    who_can_change = OwnWords(label=_("Who can change it?"), required=False, rows=2)
    action_person = OwnWords(label=_("What can I, or we around me, do?"), required=False, rows=2)
    action_service = OwnWords(label=_("What can the service do, or do another way?"), required=False, rows=2)
    action_community = OwnWords(
        label=_("What could change where I live, for everybody?"),
        required=False,
        rows=2,
        help_text=_("A ramp, a later bus, a letter from several people, a rule."),
    )
    result = OwnWords(label=_("What came of it?"), required=False, rows=2)
