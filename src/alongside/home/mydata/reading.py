"""How my data reads: labels as the forms ask, names instead of ids, days in words; one page with its own style."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markupsafe import Markup

from alongside.design import dates
from alongside.home.mydata.parts import Part
from alongside.people.models import Subject

STATEMENT: str | Promise = gettext_lazy(
    "This is your copy of what Alongside holds about you (UK GDPR articles 15 and 20). Some information may be left "
    "out where the law asks for it: for example what somebody else said in confidence, or what could seriously harm "
    "somebody. This line stands in every copy, whether or not anything is left out of yours. If you are not content "
    "you can ask those who work with you, or whoever looks after privacy there. You can also complain to the "
    "Information Commissioner: ico.org.uk, 0303 123 1113."
)
# Columns that hold an account.
WHO = frozenset(
    {"account_id", "author_id", "written_by", "written_by_id", "made_by", "given_by", "ended_by", "added_by", "pgh_by"}
    | {
        "confirmed_by",
        "standing_by",
        "answered_by",
        "said_by",
        "used_by",
        "taken_back_by",
        "put_forward_by_id",
        "by_id",
    }
)
# Columns that say nothing to whoever reads; the file that moves has them.
UNREAD = frozenset({"id", "subject_id", "bit", "version", "pgh_obj_id", "pgh_id", "pgh_label", "pgh_context", "shut"})
STYLE = Markup(
    "<style>body{font:1.1rem/1.5 Arial,sans-serif;color:#212b32;max-width:44rem;margin:1rem auto;padding:0 1rem}"
    "h1{font-size:1.8rem}h2{font-size:1.4rem;border-top:3px solid #005eb8;padding-top:.6rem;margin-top:2.4rem}"
    "article{border-left:4px solid #d8dde0;margin:1rem 0;padding:.1rem 0 .1rem .9rem;break-inside:avoid}"
    "dl{margin:.2rem 0}dt{font-weight:bold;float:left;clear:left;margin-right:.5rem}"
    "dd{margin:0 0 .2rem;white-space:pre-wrap;overflow-wrap:anywhere}"
    ".note{background:#f0f4f5;padding:.7rem 1rem}.words{font-size:1.2rem;white-space:pre-wrap}"
    "@media print{body{font-size:11pt;max-width:none;margin:0}h2{break-after:avoid}}</style>"
)


def head(subject: Subject, made_at: datetime) -> dict[str, Any]:
    """Give the top of the page."""
    return {"style": STYLE, "name": subject.liked_name, "made_at": made_at, "statement": STATEMENT}


def part(of: Part, rows: list[dict[str, Any]], names: dict[UUID, str], *, is_first: bool) -> dict[str, Any]:
    """Give some rows of a part, each as its words and what else is filled in."""
    title = f"{of.title}: " + _("earlier states") if of.is_history else str(of.title)
    return {
        "title": title[:1].upper() + title[1:],
        "is_first": is_first,
        "rows": [_row(of, row, names) for row in rows],
    }


def _row(of: Part, row: dict[str, Any], names: dict[UUID, str]) -> dict[str, Any]:
    lines = []
    for field in of.fields:
        value = row[field.attname]
        if field.attname in UNREAD or field.attname == "words" or value in (None, "", [], {}, False):
            continue
        lines.append((_label(of, field), _said(of, field, value, names)))
    return {"words": row.get("words", "") if isinstance(row.get("words"), str) else "", "lines": lines}


@lru_cache(maxsize=64)
def _form_fields(of: Part) -> dict[str, Any]:
    return dict(of.kind.form_class().base_fields) if of.kind else {}


def _label(of: Part, field: Any) -> str:
    asked = _form_fields(of).get(field.name)
    label = str(asked.label) if asked is not None and asked.label else str(field.verbose_name).replace("_", " ")
    return (LABELS.get(field.attname) or label[:1].upper() + label[1:]).__str__()


LABELS: dict[str, str | Promise] = {
    "words_of_id": gettext_lazy("Whose words (the name stands under “Whose words stand here”)"),
    "written_by_id": gettext_lazy("Written down by"),
    "written_at": gettext_lazy("Written down on"),
    "pgh_created_at": gettext_lazy("So from"),
    "pgh_by": gettext_lazy("Changed by"),
    "at": gettext_lazy("When"),
    "how": gettext_lazy("How"),
    "mask": gettext_lazy("Parts, as a number"),
}


def _said(of: Part, field: Any, value: Any, names: dict[UUID, str]) -> str:
    if field.attname in WHO:
        return names.get(value, str(value)) if isinstance(value, UUID) else str(value)
    if isinstance(value, datetime):
        return dates.moment(value)
    if isinstance(value, date):
        return dates.day(value)
    if value is True:
        return _("yes")
    asked = _form_fields(of).get(field.name)
    choices = dict(getattr(asked, "choices", None) or ()) if not field.is_relation else {}
    if isinstance(value, list):
        return ", ".join(str(choices.get(one, one)) for one in value)
    return str(choices.get(value, value)) if isinstance(value, str | int) else str(value)
