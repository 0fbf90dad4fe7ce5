"""A form that speaks plainly: what Django would say in a programmer's words is said in ours."""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.design.fields import DateField, Words

# The first class that fits gives the words; the order goes from the special to the general.
PLAIN: tuple[tuple[type[forms.Field], dict[str, str | Promise]], ...] = (
    (
        forms.MultipleChoiceField,
        {
            "required": _("Choose at least one of these."),
            "invalid_choice": _("One of your choices is not on this list any more. Please choose again."),
            "invalid_list": _("Please choose from this list."),
        },
    ),
    (
        forms.ChoiceField,
        {
            "required": _("Choose one of these."),
            "invalid_choice": _("That choice is not on this list. Please choose again."),
        },
    ),
    (
        forms.IntegerField,
        {
            "required": _("Write a number here, for example 5."),
            "invalid": _("This must be a whole number, for example 5."),
        },
    ),
    (forms.BooleanField, {"required": _("Tick this to go on.")}),
    (
        forms.EmailField,
        {
            "required": _("Write an e-mail address here."),
            "invalid": _("Write an e-mail address like name@example.org."),
        },
    ),
    (
        forms.FileField,
        {
            "required": _("Choose a file first."),
            "invalid": _("The file did not arrive. Please choose it again."),
            "missing": _("The file did not arrive. Please choose it again."),
            "empty": _("That file is empty. Please choose another."),
            "max_length": _("The name of that file is too long. Give it a shorter name and choose it again."),
        },
    ),
    (forms.Field, {"required": _("This is still empty.")}),
)


class PlainMessages:
    """For forms and model forms: gives every field our words, unless the form has words of its own for it."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take what a Django form takes."""
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            speak_plainly(field)


class Form(PlainMessages, forms.Form):
    """A Django form that speaks plainly."""


def speak_plainly(field: forms.Field) -> None:
    """Put our words in the place of Django's on `field`; words the form itself chose stay."""
    if isinstance(field, (Words, DateField)):
        return
    ours = next(words for kind, words in PLAIN if isinstance(field, kind))
    for code, words in ours.items():
        if field.error_messages.get(code) == _django_words(field, code):
            field.error_messages[code] = words  # type: ignore[assignment]
    for validator in field.validators:
        if isinstance(validator, MaxValueValidator):
            validator.message = _("This must be %(limit_value)s or less.")
        elif isinstance(validator, MinValueValidator):
            validator.message = _("This must be %(limit_value)s or more.")


def _django_words(field: forms.Field, code: str) -> Any:
    """Give what the class of `field` says for `code` when nobody chose other words."""
    for kind in type(field).__mro__:
        words = getattr(kind, "default_error_messages", {})
        if code in words:
            return words[code]
    return None
