"""The questions of a message."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.base.ids import uuid7
from alongside.design.fields import Hidden, OwnWords
from alongside.design.forms import Form
from alongside.people import queries as people
from alongside.record.web.forms import OURS, EntryForm

NOBODY = _("Choose at least one person. Your words are still here.")


class MessageForm(EntryForm):
    """A message that is changed: its words alone. To whom it went stays."""

    words = OwnWords(label=_("Your message"), rows=5)


class AnswerForm(Form):
    """An answer in a thread: to everybody in it, so that there is nothing to choose."""

    entry_id = Hidden()
    typed_by = Hidden(required=False, max_length=500)
    words = OwnWords(label=_("Your answer"), rows=5)

    def clean_entry_id(self) -> UUID:
        """Read the id this page was given, so that the same form twice is the same message."""
        sent = people.parse_id(self.cleaned_data["entry_id"])
        return sent if sent is not None and sent.version in OURS else uuid7()


class NewMessageForm(AnswerForm):
    """A new message: to whom, and the words."""

    sent_to = forms.MultipleChoiceField(
        label=_("To whom?"), widget=forms.CheckboxSelectMultiple, error_messages={"required": NOBODY}
    )
    words = OwnWords(label=_("Your message"), rows=6)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        """Take whom one can write to here."""
        super().__init__(*args, **kwargs)
        self.fields["sent_to"].choices = choices  # type: ignore[attr-defined]

    def chosen(self) -> list[UUID]:
        """Give the voices that were chosen."""
        return [UUID(one) for one in self.cleaned_data["sent_to"]]
