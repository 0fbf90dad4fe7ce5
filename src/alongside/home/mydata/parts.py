"""Which tables my data is made of: every table with a subject, or it stands here why not. New ones come in as well."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.record import registry
from alongside.record.models import Entry

# What is not taken row by row, and where it is instead.
ELSEWHERE: dict[str, str] = {
    "record.Item": "a slim copy of each entry: the entry itself is there, whole",
    "record.Withholding": "what is left out by law is listed for whoever looks after privacy",
    "record.Audience": "who was named to read one entry of a closed section: listed with what is left out",
    "access.AuditEvent": "who looked and who changed something is its own part, as the person's page shows it",
    "people.ProtectedContact": "only when the person ticks it, as a paper can be found",
}
# Columns that hold no information about the person: digests of secrets, places on our disk.
WITHOUT: dict[str, frozenset[str]] = {
    "people.Invitation": frozenset({"secret", "link"}),
    "record.Attachment": frozenset({"path"}),
}
TITLES: dict[str, str | Promise] = {
    "people.Subject": _("Who this is"),
    "people.Details": _("Date of birth and NHS number"),
    "people.ContactPoint": _("Ways to reach you"),
    "people.Voice": _("Whose words stand here"),
    "people.Grant": _("Who may see what, and why"),
    "people.Notice": _("What you were told"),
    "people.Invitation": _("Invitations"),
    "people.Proxy": _("Who acts by law"),
    "people.ProxyWord": _("What was said about that"),
    "record.Response": _("What others answered"),
    "record.Challenge": _("What was said to be wrong, and the answers"),
    "record.Attachment": _("Files"),
    "record.Draft": _("What you typed and have not finished"),
    "planning.PlanVersion": _("Plans that were put forward"),
    "planning.PlanAnswer": _("What each said to a plan"),
    "planning.PlanEvent": _("What happened with a plan"),
    "planning.Frozen": _("What stood in each plan"),
    "planning.Willing": _("Who said yes to being leant on"),
    "contact.Seen": _("What was opened, and when"),
    "home.TopicMark": _("Questions that were skipped"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One table of my data: its name, how it is said, the columns given; `is_history` for earlier states."""

    label: str
    title: str | Promise
    model: type[Model]
    kind: registry.Kind | None
    is_history: bool

    @property
    def name(self) -> str:
        """Give the part's name in the file that moves: `planning.goal`, `planning.goal.history`."""
        room, _dot, model = self.label.partition(".")
        plain = model.removesuffix("Event") if self.is_history else model
        return f"{room}.{plain.lower()}" + (".history" if self.is_history else "")

    @property
    def fields(self) -> list[Any]:
        """Give the columns that are given, in the order of the table."""
        without = WITHOUT.get(self.label, frozenset())
        return [field for field in self.model._meta.concrete_fields if field.attname not in without]

    def rows(self, subject_id: Any) -> QuerySet[Any]:
        """Give the rows about somebody that the signed viewer may see: the database narrows."""
        column = {"people.Subject": "pk", "people.SubjectEvent": "pgh_obj_id"}.get(self.label, "subject_id")
        order = "pgh_id" if self.is_history else "pk"
        return self.model._default_manager.filter(**{column: subject_id}).order_by(order)


def models_about_somebody() -> Iterator[type[Model]]:
    """Give every model of ours whose rows are about a subject."""
    for model in apps.get_models():
        columns = {field.column for field in model._meta.concrete_fields}
        is_head = model._meta.label in {"people.Subject", "people.SubjectEvent"}
        if model.__module__.startswith("alongside.") and ("subject_id" in columns or is_head):
            yield model


def parts() -> list[Part]:
    """Give all parts: what stands now first, then the earlier states."""
    found = [_part(model) for model in models_about_somebody() if model._meta.label not in ELSEWHERE]
    return sorted(found, key=lambda part: part.is_history)


def _part(model: type[Model]) -> Part:
    label = model._meta.label
    is_history = any(field.name == "pgh_id" for field in model._meta.concrete_fields)
    of = label.removesuffix("Event") if is_history else label
    kinds = {kind.model._meta.label: kind for kind in registry.all_kinds()}
    kind = kinds.get(of)
    title = kind.plural if kind else TITLES.get(of, str(model._meta.verbose_name))
    return Part(label, title, model, kind, is_history)


def spine() -> frozenset[str]:
    """Give the columns that every entry has."""
    return frozenset(field.attname for field in Entry._meta.get_fields() if hasattr(field, "attname"))
