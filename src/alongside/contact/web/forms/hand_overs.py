"""The questions of a hand-over."""

from django.utils.translation import gettext_lazy as _

from alongside.design.fields import DateField, OwnWords
from alongside.record.web.forms import EntryForm


class HandOverForm(EntryForm):
    """What whoever goes wants whoever comes to know."""

    words = OwnWords(label=_("What should whoever comes next know?"), rows=8)
    on = DateField(label=_("From which day?"))
