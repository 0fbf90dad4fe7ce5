"""What our templates need of the template engine; `config` calls `equip` on the environment it makes."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader
from markupsafe import Markup

from alongside.design import dates
from alongside.design.language import PageTemplate, say, say_number

CLASSES = {
    "text": "nhsuk-input",
    "textarea": "nhsuk-textarea",
    "select": "nhsuk-select",
    "file": "al-file",
    "number": "nhsuk-input nhsuk-input--width-5",
}
ERROR_CLASSES = {"text": "nhsuk-input--error", "textarea": "nhsuk-textarea--error", "select": "nhsuk-select--error"}


def equip(env: Environment) -> None:
    """Give `env` the NHS.UK templates, translation, and the filters and functions our macros call."""
    nhsuk = PackageLoader("nhsuk_frontend_jinja")
    env.loader = ChoiceLoader([env.loader, nhsuk]) if env.loader else nhsuk
    # The NHS.UK templates reach into options that were not given.
    env.undefined = ChainableUndefined
    env.trim_blocks = env.lstrip_blocks = True
    env.add_extension("jinja2.ext.i18n")
    env.template_class = PageTemplate
    env.newstyle_gettext = True  # type: ignore[attr-defined]
    env.globals.update(_=say, gettext=say, ngettext=say_number)
    env.filters.update(
        day=dates.day, clock=dates.clock, moment=dates.moment, until=dates.until, begin_large=begin_large
    )
    env.globals.update(field_shape=shape, field_control=control, date_boxes=date_boxes, error_links=error_links)
    env.globals.update(clock_elsewhere=dates.elsewhere)


def begin_large(text: object) -> str:
    """Give `text` with a large first letter, and the rest as it is ("who I am" becomes "Who I am")."""
    said = str(text)
    return said[:1].upper() + said[1:]


def shape(bound: BoundField) -> str:
    """Say how a field is drawn: hidden, text, number, textarea, select, file, date, radios, checkboxes or checkbox."""
    widget = bound.field.widget
    if bound.is_hidden:
        return "hidden"
    if getattr(widget, "is_date_boxes", False):
        return "date"
    for kind, name in (
        (forms.CheckboxSelectMultiple, "checkboxes"),
        (forms.RadioSelect, "radios"),
        (forms.CheckboxInput, "checkbox"),
        (forms.Select, "select"),
        (forms.Textarea, "textarea"),
        (forms.FileInput, "file"),
        (forms.NumberInput, "number"),
    ):
        if isinstance(widget, kind):
            return name
    return "text"


def control(bound: BoundField, described_by: str = "") -> Markup:
    """Draw the bare control of `bound` with our classes, tied to its hint and message by their ids."""
    name = shape(bound)
    given = bound.field.widget.attrs.get("class", "")
    classes = [CLASSES.get(name, CLASSES["text"]), given]
    attrs: dict[str, Any] = {}
    if bound.errors:
        classes.append(ERROR_CLASSES.get(name, "nhsuk-input--error" if name == "number" else ""))
        attrs["aria-invalid"] = "true"
    if described_by:
        attrs["aria-describedby"] = described_by
    attrs["class"] = " ".join(filter(None, classes))
    return Markup(bound.as_widget(attrs=attrs))  # noqa: S704 - Django has escaped it


def error_links(form: forms.BaseForm) -> list[dict[str, str]]:
    """List what is wrong with `form` as text and a link to the place: [{"text": …, "href": "#id_words"}]."""
    links = [{"text": str(text), "href": ""} for text in form.non_field_errors()]
    for bound in form:
        # A hidden field cannot be mended by hand, so its message stands without a link or a name.
        if bound.is_hidden:
            links += [{"text": str(text), "href": ""} for text in bound.errors]
        else:
            links += [{"text": _named(bound, str(text)), "href": f"#{first_id(bound)}"} for text in bound.errors]
    return links


def _named(bound: BoundField, text: str) -> str:
    """Say which field a message is about: "When did you meet? The day is missing."."""
    label = str(bound.label).rstrip(": ")
    return f"{label} {text}" if label.endswith(("?", ".", "!", "…")) else f"{label}: {text}"


def first_id(bound: BoundField) -> str:
    """Give the id of the first thing to press or type into in the field."""
    name, whole = shape(bound), bound.auto_id
    if name == "date":
        return f"{whole}_{_box_at_fault(bound)}"
    return f"{whole}_0" if name in ("radios", "checkboxes") else whole


def date_boxes(bound: BoundField) -> list[dict[str, Any]]:
    """Give the three boxes of a date as [{"id", "name", "label", "value", "width", "numbers", "wrong"}]."""
    widget, value = bound.field.widget, bound.value()
    values = list(value) if isinstance(value, (list, tuple)) else widget.decompress(value)
    wrong = _wrong_parts(bound)
    parts = zip(("day", "month", "year"), widget.part_labels, [*values, "", "", ""], (2, 4, 4), strict=False)
    return [
        {
            "id": f"{bound.auto_id}_{place}",
            "name": f"{bound.html_name}_{part}",
            "label": label,
            "value": "" if value is None else str(value),
            "width": width,
            "numbers": part != "month",
            "wrong": part in wrong,
        }
        for place, (part, label, value, width) in enumerate(parts)
    ]


def _wrong_parts(bound: BoundField) -> set[str]:
    """Say which boxes of a date are at fault; all three when the date as a whole is."""
    codes = {error.code for error in bound.errors.as_data()} if bound.errors else set()
    named = codes & {"day", "month", "year"}
    return {str(code) for code in named} or ({"day", "month", "year"} if codes else set())


def _box_at_fault(bound: BoundField) -> int:
    """Give the place of the first box at fault, or of the first box."""
    wrong = _wrong_parts(bound)
    return next((place for place, part in enumerate(("day", "month", "year")) if part in wrong), 0)
