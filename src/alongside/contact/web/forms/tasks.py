"""The questions of a task."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.design.fields import DateField, OwnWords
from alongside.record.web.forms import EntryForm


class TaskForm(EntryForm):
    """Something to be done: what, by whom, by when."""

    voice_fields = ("responsible",)
    words = OwnWords(label=_("What is to be done?"), rows=2)
    responsible = forms.ChoiceField(label=_("Who does it?"), required=False)
    by_when = DateField(label=_("By when?"), required=False)
