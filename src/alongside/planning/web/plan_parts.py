"""How the parts of a plan besides goals are shown: needs and how they are met, means, support, barriers, tensions."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.design import dates
from alongside.people.domain import Act, may
from alongside.planning import domain, viewing
from alongside.planning import words as codes
from alongside.planning.domain.rules import CHANGED
from alongside.planning.models import Barrier, Means, MetBy, Need, Support, Tension, Willing
from alongside.planning.web.links import add_href, item_words
from alongside.planning.web.links import can_add as may_add
from alongside.record import registry
from alongside.record.models import Entry
from alongside.record.web import presenters as record
from alongside.record.web.page import Page

Shown = dict[str, Any]
MET = {
    domain.Met.MET: (gettext_lazy("Met"), "green"),
    domain.Met.PARTLY: (gettext_lazy("Partly met"), "amber"),
    domain.Met.UNMET: (gettext_lazy("Not met yet"), "grey"),
}
SUPPORT_COLOURS = {"accepted": "green", "started": "green", "waiting": "amber", "offered": "violet"}


def may_mend(page: Page, entry: Entry) -> bool:
    """Say whether this viewer may change an entry, or how it stands."""
    kind = registry.of_model(type(entry))
    return bool(
        may(
            page.viewer,
            Act.MEND,
            section=kind.section,
            written_by=entry.written_by_id,
            words_of=entry.words_of_id,
            subject_open=page.subject.is_open,
            shared_work=bool(kind.shared_work),
            by_staff=kind.by_staff,
        )
    )


def pairs(entry: Any, labels: dict[str, Any]) -> list[tuple[str, str]]:
    """Give what an entry says beside its words, as (question, answer); days as they are said."""
    made = []
    for name, label in labels.items():
        value = getattr(entry, name)
        text = dates.day(value) if hasattr(value, "isoformat") else str(value) if value is not None else ""
        if text:
            made.append((str(label), text))
    return made


class Parts:
    """The parts of a plan's page besides goals. `Drawn` brings the page, what was found, and `card`."""

    page: Page
    found: Any
    around: viewing.Around
    by_where: dict[str, list[Shown]]

    def card(self, entry: Any, more: Any, **others: Any) -> Shown:
        """Give an entry as `entry_card` draws it."""
        raise NotImplementedError

    def need(self, need: Need) -> Shown:
        """Give a need: what it does to a life, what it gets in the way of, how it is met, and what stays unmet."""
        items = self.found.items
        helps = [items[one] for one in need.helped_by if one in items]
        more = [
            (_("What it does to my life"), need.impact),
            (_("It gets in the way of"), item_words(items.get(need.gets_in_way_of))),
            (_("What it gets in the way of: not yet, because"), need.gets_in_way_not_yet),
            (_("What helps already"), "\n".join(item_words(one) for one in helps)),
            (_("What helps: nothing yet, because"), need.helped_by_not_yet),
        ]
        lines = [line for line in self.found.of("met_by") if line.need_id == need.pk]
        views = {view.id: view for view in (viewing.line_view(line, self.around) for line in lines)}
        met, colour = MET[domain.how_far(views.values())]
        by_id = {str(line.pk): line for line in lines}
        return self.card(
            need,
            more,
            label=dict(codes.NEED_DOMAINS).get(need.domain, ""),
            met=met,
            tag=met,
            colour=colour,
            to_look_at=self._to_look_at(need.pk, *(line.pk for line in lines)),
            lines=[self.line(by_id[view.id], view) for view in domain.in_order(views.values())],
            what_else=need.what_else,
            add_line=add_href(self.page, "met_by", need_id=need.pk) if may_add(self.page) else "",
            options=self.page.url("plan_options") + f"?for={need.pk}" if self._options(need) else "",
        )

    def _options(self, need: Need) -> bool:
        return any(need.pk in support.meets for support in self.found.of("support"))

    def _to_look_at(self, *ids: Any) -> int:
        """Count what the rules ask about these entries."""
        return sum(len(self.by_where.get(str(one), [])) for one in ids)

    def line(self, line: MetBy, view: domain.MetByView) -> Shown:
        """Give one line of how a need is met, with the yes of whoever it leans on."""
        said = self.found.willing.get((line.pk, line.leans_on_id)) if line.leans_on_id else None
        asks = domain.asks_a_yes(view)
        return self.card(
            line,
            [],
            sort=dict(codes.MET_BY)[line.sort],
            extent=dict(codes.EXTENTS)[line.extent],
            through=item_words(self.found.items.get(line.through)),
            counts=domain.counts(view),
            leans_on=view.name if asks else "",
            yes=yes_words(view, said) if asks and line.leans_on_id else "",
            yes_said=said.words if said and asks else "",
            yes_href=self.page.url("plan_yes", line.pk) if asks and self._may_answer(line) else "",
            is_mine=line.leans_on_id in self.page.viewer.voices,
            mend=self.page.url("entry_mend", line.pk) if may_mend(self.page, line) else "",
        )

    def _may_answer(self, line: MetBy) -> bool:
        voice = self.around.voices.get(line.leans_on_id) if line.leans_on_id else None
        return voice is not None and may_say_yes(self.page, voice)

    def support(self, support: Support) -> Shown:
        """Give a support: where it stands, what it means to the person, how it is adapted, what is known of it."""
        status = dict(codes.SUPPORT_STATUS)[support.status]
        meets = [item_words(one) for one in self._pointed(support.meets)]
        more = [
            (_("It would help with"), "\n".join(meets)),
            (_("Who gives it"), support.provider),
            (_("What it means to me"), support.means_to_me),
            (_("What is good about it"), support.good),
            (_("What is hard about it"), support.hard),
            (_("How it is adapted to me"), support.adapted),
            (_("Why it is so"), support.status_reason),
        ]
        return self.card(
            support,
            more,
            label=_("%(status)s, since %(day)s") % {"status": status, "day": dates.day(support.status_on)}
            if support.status_on
            else status,
            tag=status,
            colour=SUPPORT_COLOURS.get(support.status, "grey"),
            to_look_at=self._to_look_at(support.pk),
            mend_words=_("Say where it stands, or change it"),
            evidence=pairs(
                support,
                {"evidence": _("Where it is known from"), "evidence_checked_on": _("Looked at last on")},
            ),
            strength=dict(codes.EVIDENCE).get(support.evidence_strength, "") if support.evidence_strength else "",
            link=support.evidence_link,
            mend=self.page.url("entry_mend", support.pk) if may_mend(self.page, support) else "",
        )

    def _pointed(self, ids: list[Any]) -> list[Any]:
        whole = {row.pk: row for kind in ("need", "goal") for row in self.found.of(kind)}
        return [whole.get(one) or self.found.items.get(one) for one in ids]

    def means(self, means: Means) -> Shown:
        """Give what it takes: asked of whom, when, the answer and why, the appeal."""
        answers = dict(codes.MEANS_ANSWERS)
        more = [
            (_("It is for"), "\n".join(item_words(one) for one in self._for(means))),
            *pairs(means, {"asked_of": _("Asked of"), "asked_on": _("Asked on")}),
            *pairs(means, {"answered_on": _("Answered on"), "reason": _("The reason given")}),
            *pairs(means, {"appeal_by": _("One can appeal until"), "appeal": _("What we say in the appeal")}),
            *pairs(means, {"appealed_on": _("Appealed on")}),
            (_("What came of the appeal"), str(answers[means.appeal_answer]) if means.appeal_answer else ""),
            *pairs(means, {"appeal_answered_on": _("That was on"), "appeal_reason": _("The reason given then")}),
        ]
        return self.card(
            means,
            more,
            label=f"{dict(codes.MEANS)[means.sort]} · {answers[means.answer]}",
            tag=answers[means.answer],
            colour={"yes": "green", "no": "grey", "": "grey"}.get(means.answer, "amber"),
            mend=self.page.url("entry_mend", means.pk) if may_mend(self.page, means) else "",
        )

    def _for(self, means: Means) -> list[Any]:
        whole = {row.pk: row for kind in ("need", "goal", "step", "support") for row in self.found.of(kind)}
        return [whole.get(means.meets) or self.found.items.get(means.meets)] if means.meets else []

    def barrier(self, barrier: Barrier) -> Shown:
        """Give what gets in the way: its cause and what it leads to, who can change it, what is done, what came."""
        labels = {
            "cause": _("Why it is like that"),
            "consequence": _("What it leads to"),
            "who_can_change": _("Who can change it"),
            "action_person": _("What I, and we around me, do"),
            "action_service": _("What the service does"),
            "action_community": _("What could change where I live"),
            "result": _("What came of it"),
        }
        return self.card(
            barrier,
            pairs(barrier, labels),
            label=dict(codes.BARRIERS)[barrier.sort],
            mend=self.page.url("entry_mend", barrier.pk) if may_mend(self.page, barrier) else "",
        )

    def tension(self, tension: Tension) -> Shown:
        """Give a tension: what it is about, what each voice wants, side by side, and how it stands."""
        about = self.found.items.get(tension.about) or next(
            (row for row in self.found.entries if row.pk == tension.about), None
        )
        views = [
            {
                "words": one.words,
                "why": one.why,
                "voice": record.voice(one.words_of, one),
                "href": self.page.url("entry", one.pk),
                "mend": self.page.url("entry_mend", one.pk) if may_mend(self.page, one) else "",
            }
            for one in self.found.of("tension_view")
            if one.tension_id == tension.pk
        ]
        labels = {
            "common_ground": _("What we agree on all the same"),
            "tried": _("What we have tried"),
            "how_it_stands": _("How it stands"),
        }
        return self.card(
            tension,
            [(_("It touches"), item_words(about)), *pairs(tension, labels)],
            label=dict(codes.TENSION_STANDS)[tension.stands],
            is_open=tension.stands != "settled",
            views=views,
            advocacy=dict(codes.ADVOCACY)[tension.advocacy],
            advocacy_words=tension.advocacy_words,
            add_view=add_href(self.page, "tension_view", tension_id=tension.pk) if may_add(self.page) else "",
            mend=self.page.url("entry_mend", tension.pk) if may_mend(self.page, tension) else "",
        )


def may_say_yes(page: Page, voice: Any) -> bool:
    """Say whether this viewer may answer for this voice: their own, or that of somebody who cannot sign in."""
    if not may_add(page):
        return False
    for_them = voice.account_id is None and bool(may(page.viewer, Act.AMEND_SUBJECT))
    return voice.pk in page.viewer.voices or for_them


def yes_words(view: domain.MetByView, said: Willing | None) -> str:
    """Say in words how the yes of whoever a line leans on stands, since when, and how it was given."""
    if said is None:
        return _("%(name)s has not said yes yet. It does not count until then.") % {"name": view.name}
    told = {"name": view.name, "day": dates.day(said.written_at), "how": ""}
    if said.how and said.answer != "ended":
        told["how"] = " " + _("(%(how)s; written down by %(who)s)") % {
            "how": str(dict(codes.HOWS).get(said.how, "")).lower(),
            "who": said.written_by.name,
        }
    if view.left:
        return _("%(name)s is no longer in the circle, so it does not count.") % told
    if view.willing == CHANGED:
        return _("%(name)s said yes on %(day)s, to other words. It counts once they say yes to these.") % told
    words = {
        "yes": _("%(name)s said yes on %(day)s%(how)s."),
        "no": _("%(name)s said no on %(day)s%(how)s. It does not count."),
        "taken_back": _("%(name)s took their yes back on %(day)s%(how)s. It does not count any more."),
        "ended": _("The yes of %(name)s ended on %(day)s, when they left or nothing was shared with them any more."),
    }
    return words[said.answer] % told
