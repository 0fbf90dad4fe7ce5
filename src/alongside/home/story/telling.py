"""How a line of the story is told: in one plain sentence, and what belongs to it."""

from django.utils.translation import gettext as _

from alongside.about_me import words as about_me
from alongside.design.scales import of_ten
from alongside.home.story.domain import Line, LineKind
from alongside.planning import words as planning

Facts = tuple[tuple[str, str], ...]


def sentence(line: Line) -> str:
    """Say what happened."""
    if line.kind is LineKind.NEARER:
        return _("Nearer to a goal: from %(before)s to %(now)s of 10.") % {"before": line.before, "now": line.now}
    if line.kind is LineKind.HOPE:
        return _("Hope grew: from %(before)s to %(now)s of 10.") % {"before": line.before, "now": line.now}
    if line.kind is LineKind.ROLE:
        return _("A wish came true: %(role)s.") % {"role": line.about}
    return {
        LineKind.ACHIEVEMENT: _("Something was achieved."),
        LineKind.GOAL: _("A goal was reached."),
        LineKind.STEP: _("A step was done."),
        LineKind.WELL: _("This went well. It was said at a review."),
        LineKind.AGREED: _("Everybody agreed to the plan."),
    }[line.kind]


def words(line: Line) -> str:
    """Give the words of a line: somebody's own, else those of the goal it is about."""
    return line.words or (line.about if line.kind is LineKind.NEARER else "")


def facts(line: Line) -> Facts:
    """Give what belongs to a line, as (what, words)."""
    if line.kind is LineKind.NEARER:
        near = of_ten(line.now or 0, planning.NEARNESS)
        return _said((_("The goal"), line.about if line.words else ""), (_("Where it is now"), str(near)))
    if line.kind is LineKind.HOPE:
        return _said((_("Now there is"), str(of_ten(line.now or 0, about_me.HOPE))))
    if line.kind is LineKind.STEP:
        by = _("How it went, in the words of %(name)s") % {"name": line.then_by} if line.then_by else _("How it went")
        return _said((_("A step to"), line.about), (by, line.then))
    if line.kind is LineKind.GOAL:
        by = _("What %(name)s said then") % {"name": line.then_by} if line.then_by else _("What was said then")
        return _said((_("Where it began"), line.began), (by, line.then))
    return ()


def _said(*pairs: tuple[str, str]) -> Facts:
    return tuple((what, said) for what, said in pairs if said)
