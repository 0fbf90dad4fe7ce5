"""The questions of this room, one form a kind."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.design.fields import OwnWords, ShortWords
from alongside.record.web.forms import EntryForm
from alongside.strengths import words as texts


class StrengthForm(EntryForm):
    """A strength, an example of it from life, and what it could be used for."""

    takes_files = True
    words = OwnWords(
        label=_("What is the strength?"),
        rows=2,
        help_text=_("What am I good at? What do I know? What have I come through?"),
    )
    sort = forms.ChoiceField(label=_("What kind of strength is it?"), choices=texts.STRENGTHS, widget=forms.RadioSelect)
    example = OwnWords(label=_("An example from life"), required=False, rows=2)
    could_be_used_for = OwnWords(label=_("What could it be used for?"), required=False, rows=2)


class ConnectionForm(EntryForm):
    """Somebody in the person's life, now, in the past, or wished for."""

    voice_fields = ("voice",)
    name = ShortWords(label=_("Who is it?"), help_text=_("A name, or a few: “the Tuesday swimmers”."))
    tense = forms.ChoiceField(label=_("When?"), choices=texts.TENSES, widget=forms.RadioSelect, initial="present")
    sort = forms.ChoiceField(label=_("Who are they to me?"), choices=texts.CONNECTIONS, widget=forms.RadioSelect)
    closeness = forms.TypedChoiceField(
        label=_("How close are we?"),
        choices=[("", _("Not said")), *texts.CLOSENESS],
        coerce=int,
        empty_value=None,
        required=False,
    )
    words = OwnWords(label=_("How do we get on?"), required=False, rows=2)
    brings = OwnWords(label=_("What do they bring to my life?"), required=False, rows=2)
    could_bring = OwnWords(label=_("What could they bring?"), required=False, rows=2)
    knows = OwnWords(label=_("Whom do they know?"), required=False, rows=2)
    since = ShortWords(label=_("Since when?"), required=False, max_length=100)
    lapsed_because = OwnWords(label=_("If we lost touch: why?"), required=False, rows=2)
    want_back = forms.ChoiceField(
        label=_("Would I like them back in my life?"),
        choices=[("", _("Not asked")), *texts.WANT_BACK],
        required=False,
    )
    voice = forms.ChoiceField(label=_("Are they in my circle here?"), required=False)


class CommunityTieForm(EntryForm):
    """A place, group, service or activity."""

    name = ShortWords(label=_("Where, or what?"))
    tense = forms.ChoiceField(label=_("When?"), choices=texts.TENSES, widget=forms.RadioSelect, initial="present")
    sort = forms.ChoiceField(label=_("What is it?"), choices=texts.TIES, widget=forms.RadioSelect)
    words = OwnWords(label=_("What is it to me?"), required=False, rows=2)
    since = ShortWords(label=_("Since when?"), required=False, max_length=100)


class RoleForm(EntryForm):
    """Who somebody is to others."""

    name = ShortWords(
        label=_("Who am I to others?"), help_text=_("For example: a grandmother, a neighbour, a Sunday goalkeeper.")
    )
    tense = forms.ChoiceField(label=_("When?"), choices=texts.ROLE_TENSES, widget=forms.RadioSelect, initial="has")
    words = OwnWords(label=_("What does it give me?"), required=False, rows=2)
    in_the_way = OwnWords(label=_("What stands in the way of it?"), required=False, rows=2)
