"""The questions of a visit or a call."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.contact import words as texts
from alongside.design.fields import OwnWords, ShortWords
from alongside.record.web.forms import EntryForm, voices_to_choose


class VisitForm(EntryForm):
    """A visit or a call: what one wants to talk about, and what is known of when, where and who."""

    voice_fields = ()
    words = OwnWords(label=_("What do you want to talk about?"), required=False, rows=3)
    sort = forms.ChoiceField(
        label=_("How will you meet?"), choices=texts.SORTS, widget=forms.RadioSelect, initial="visit"
    )
    status = forms.ChoiceField(label=_("How does it stand?"), choices=texts.STATUSES, initial="asked")
    place = ShortWords(label=_("Where?"), required=False, max_length=300)
    who = forms.MultipleChoiceField(label=_("Who comes?"), required=False, widget=forms.CheckboxSelectMultiple)
    also = ShortWords(label=_("Who else comes?"), required=False, max_length=300)
    interpreter = ShortWords(label=_("Is an interpreter needed?"), required=False, max_length=300)
    needs = OwnWords(label=_("What do you need to take part?"), required=False, rows=2)
    why = ShortWords(label=_("Why did it change?"), required=False, max_length=500)

    def __init__(self, *args: Any, page: Any, **kwargs: Any) -> None:
        """Offer who is in the circle."""
        super().__init__(*args, page=page, **kwargs)
        self.fields["who"].choices = voices_to_choose(page, self.initial.get("who"))  # type: ignore[attr-defined]

    def own_fields(self) -> dict[str, Any]:
        """Give the values with `who` as ids."""
        values = super().own_fields()
        return values | {"who": [UUID(one) for one in values["who"]]}
