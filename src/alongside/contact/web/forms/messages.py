"""The questions of a message."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.design.fields import OwnWords
from alongside.record.web.forms import EntryForm, voices_to_choose


class MessageForm(EntryForm):
    """A message: to whom, and the words."""

    sent_to = forms.MultipleChoiceField(label=_("To whom?"), required=False, widget=forms.CheckboxSelectMultiple)
    words = OwnWords(label=_("Your message"), rows=5)

    def __init__(self, *args: Any, page: Any, **kwargs: Any) -> None:
        """Offer who is in the circle."""
        super().__init__(*args, page=page, **kwargs)
        self.fields["sent_to"].choices = voices_to_choose(page, self.initial.get("sent_to"))  # type: ignore[attr-defined]

    def own_fields(self) -> dict[str, Any]:
        """Give the values with `sent_to` as ids."""
        values = super().own_fields()
        return values | {"sent_to": [UUID(one) for one in values["sent_to"]]}
