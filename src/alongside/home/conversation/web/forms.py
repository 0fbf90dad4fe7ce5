"""The forms of a first conversation: how it began, and each question's form narrowed to that question."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from alongside.design.fields import DateField, ShortWords, Words
from alongside.home.conversation.domain import Part, Whose
from alongside.people.domain import PRACTITIONERS, Relationship
from alongside.record import registry
from alongside.record.domain import ContributionSort
from alongside.record.times import local, today
from alongside.record.web.forms import ContributionForm, EntryForm
from alongside.record.web.page import Page

SPINE = {"entry_id", "version", "typed_by", "words_of", "how"}


class ConversationForm(ContributionForm):
    """When, where, who was there, who chose place, time and agenda, what support the person had."""

    words = None  # type: ignore[assignment]  # what a first conversation is about needs no asking

    def __init__(self, *args: Any, page: Page, **kwargs: Any) -> None:
        """The account of the meeting stands in the person's name, unconfirmed until they say that it was so."""
        initial = first_values(page) | (kwargs.pop("initial", None) or {})
        super().__init__(*args, page=page, initial=initial, **kwargs)
        for name in ("words_of", "how"):
            self.fields[name].widget = forms.HiddenInput()
        del self.fields["paper_author"]

    def own_fields(self) -> dict[str, Any]:
        """Give the values of a meeting, as a first conversation."""
        return super().own_fields() | {"sort": ContributionSort.CONVERSATION}


class PaperConversationForm(ConversationForm):
    """The same for a conversation that was held on paper: its true day and who wrote it come first."""

    author = ShortWords(label=_("Who wrote on the paper?"), help_text=_("Their name. It can be you, or the person."))
    on = DateField(label=_("When was it?"), latest=today, help_text=_("The day of the conversation, not today."))
    field_order = ["author", "on", "clock"]

    def __init__(self, *args: Any, page: Page, **kwargs: Any) -> None:
        """Whoever types the paper in need not have been there."""
        present = [one for one in first_values(page)["present"] if one != str(getattr(page.own_voice, "pk", ""))]
        initial = {"present": present} | (kwargs.pop("initial", None) or {})
        super().__init__(*args, page=page, initial=initial, **kwargs)

    def own_fields(self) -> dict[str, Any]:
        """Give the values of a meeting, with who wrote the paper."""
        values = super().own_fields()
        return values | {"paper_author": values.pop("author")}


def first_values(page: Page) -> dict[str, Any]:
    """Give what is most likely so: the person and whoever writes were there."""
    own = page.own_voice
    voices = [*(one for one in page.circle if one.is_self), *(one for one in page.circle if one.kind == "together")]
    person = voices[0] if voices else own
    there = [str(voice.pk) for voice in (person, own) if voice]
    return {
        "present": list(dict.fromkeys(there)),
        "words_of": str(person.pk) if person else None,
        "how": "wrote" if page.viewer.is_person else "said",
    }


def now_values(moment: Any) -> dict[str, Any]:
    """Give today and the time of day, for a conversation that begins now."""
    here = local(moment)
    return {"on": here.date(), "clock": f"{here:%H:%M}"}


def first_of(part: Part) -> dict[str, Any]:
    """Give the values a question's form begins with."""
    kind = registry.get(part.kind)
    return {kind.facet: part.facets[0]} if kind.facet and part.facets else {}


def narrow(form: EntryForm, part: Part, page: Page) -> EntryForm:
    """Leave in a kind's form what this question asks. Gives the same form."""
    kind = registry.get(part.kind)
    if kind.facet and part.facets:
        field = form.fields[kind.facet]
        field.choices = [choice for choice in field.choices if choice[0] in part.facets]  # type: ignore[attr-defined]
        if len(part.facets) == 1:
            field.widget = forms.HiddenInput()
    for name in part.leaves_out:
        form.fields.pop(name, None)
    form.voice_fields = tuple(name for name in form.voice_fields if name in form.fields)
    if part.needs_kind:
        _choose_the_only_one(form)
    if part.label:
        form.fields["words"].label = str(part.label)
        form.fields["words"].help_text = ""
    if part.whose == Whose.OTHERS:
        _ask_whose(form, page)
    return form


def _choose_the_only_one(form: EntryForm) -> None:
    """Choose for them where there is one goal to be a step to."""
    for name in form.link_kinds:
        field = form.fields[name]
        offered = [value for value, _label in field.choices if value]  # type: ignore[attr-defined]
        if field.required and len(offered) == 1:
            form.initial.setdefault(name, offered[0])


def _ask_whose(form: EntryForm, page: Page) -> None:
    """Let family and friends be chosen, whoever writes; a worker's own hopes are not asked for."""
    others = {str(voice.pk) for voice in page.circle if not voice.is_self}
    near = {str(voice.pk) for voice in page.circle if Relationship(voice.relationship) not in PRACTITIONERS}
    field = form.fields["words_of"]
    choices = [choice for choice in field.choices if choice[0] in others & near]  # type: ignore[attr-defined]
    field.widget = forms.Select()
    field.choices = [("", _("Choose")), *choices]  # type: ignore[attr-defined]
    field.label = _("Whose hope is this?")
    field.help_text = "" if choices else _("There is nobody here yet. Add somebody in “My circle” first.")
    form.fields["how"].widget = forms.RadioSelect(choices=form.fields["how"].choices)  # type: ignore[attr-defined]
    if len(choices) == 1:
        form.initial["words_of"] = choices[0][0]
    else:
        form.initial.pop("words_of", None)
    form.initial["how"] = "said"


def laid_out(form: EntryForm, part: Part) -> dict[str, list[BoundField]]:
    """Give a form's fields in the order of this page: what is asked, whose words, then what may be said besides.

    The field for the answer comes first, then what has to be chosen and what is near; the rest is `besides`.
    """
    kind = registry.get(part.kind)
    main = kind.title if kind.title and kind.title in form.fields and part.code != "helps" else "words"
    bound = {one.name: one for one in form}
    hidden = [one for one in bound.values() if one.is_hidden]
    first = [main, *(name for name in part.near if name != main)]
    chosen = [name for name, one in bound.items() if one.field.required and name not in {*first, *SPINE}]
    asked = [name for name in (main, *chosen, *first[1:]) if name in bound and not bound[name].is_hidden]
    whose = [name for name in ("words_of", "how") if not bound[name].is_hidden]
    placed = {*asked, *whose, *(one.name for one in hidden)}
    return {
        "hidden": hidden,
        "asked": [bound[name] for name in asked],
        "whose": [bound[name] for name in whose],
        "besides": [one for name, one in bound.items() if name not in placed],
    }


def is_blank(form: EntryForm) -> bool:
    """Say whether nothing was typed, ticked or attached that somebody could miss."""
    for bound in form:
        if bound.name in SPINE or bound.is_hidden:
            continue
        value = bound.data
        if isinstance(bound.field, forms.ChoiceField):
            chosen = bool(value) and not bound.field.required
            if chosen and value != bound.field.initial and value != form.initial.get(bound.name):
                return False
        elif isinstance(bound.field, Words) or not isinstance(value, list):
            if str(value or "").strip():
                return False
        elif any(str(one or "").strip() for one in value):
            return False
    return True
