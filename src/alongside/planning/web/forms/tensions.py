"""The questions about tensions: what it is about, and what each of us wants."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.design.fields import OwnWords
from alongside.planning import words as codes
from alongside.planning.web.forms.linked import LinkedForm


class TensionForm(LinkedForm):
    """Where people want different things: about what, what is shared, what was tried, how it stands."""

    link_kinds = {"about": ("goal", "step", "need", "support", "aspiration", "met_by")}
    words = OwnWords(
        label=_("What is it about?"),
        rows=2,
        help_text=_("In one sentence, so that everybody could agree that this is the question. No side is taken here."),
    )
    about = forms.ChoiceField(label=_("Which part of the plan does it touch?"), required=False)
    common_ground = OwnWords(label=_("What do we agree on all the same?"), required=False, rows=2)
    tried = OwnWords(label=_("What have we tried?"), required=False, rows=2)
    stands = forms.ChoiceField(
        label=_("How does it stand?"), choices=codes.TENSION_STANDS, widget=forms.RadioSelect, initial="open"
    )
    how_it_stands = OwnWords(label=_("In words"), required=False, rows=2)
    advocacy = forms.ChoiceField(
        label=_("Has an advocate been offered, who is on the person’s side alone?"),
        choices=codes.ADVOCACY,
        widget=forms.RadioSelect,
        initial="not_yet",
    )
    advocacy_words = OwnWords(label=_("What was said to that?"), required=False, rows=2)


class TensionViewForm(LinkedForm):
    """What one voice wants, and why."""

    link_kinds = {"tension_id": ("tension",)}
    tension_id = forms.ChoiceField(label=_("What is it about?"))
    words = OwnWords(label=_("What do you want?"), rows=3)
    why = OwnWords(label=_("Why does it matter to you?"), required=False, rows=2)
