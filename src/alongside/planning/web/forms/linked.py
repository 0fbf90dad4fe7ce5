"""What the forms of this room share."""

from datetime import date
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.record.web.forms import EntryForm

MOST_REASON = 500


class LinkedForm(EntryForm):
    """An entry that points at others. What it points at and its reader cannot see stays when they change the rest."""


def in_order(form: Any, *names: str) -> None:
    """Put an error beside the first day that is before the one it follows; days left open are passed over."""
    known = [(name, form.cleaned_data[name]) for name in names if isinstance(form.cleaned_data.get(name), date)]
    for (_first, before), (name, after) in pairwise(known):
        if after < before:
            form.add_error(name, _("This day is before the one it follows. Please look at both again."))
            return
