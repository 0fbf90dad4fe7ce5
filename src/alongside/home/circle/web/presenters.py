"""How the circle, what each sees, and who looked are shown."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.people import queries, words
from alongside.people.circle_models import Proxy
from alongside.people.domain import (
    ALL_SECTIONS,
    PRACTITIONERS,
    Act,
    Basis,
    ProxyGround,
    ProxyKind,
    Relationship,
    Right,
    SubjectKind,
    VoiceKind,
    may,
)
from alongside.people.models import Grant, Voice
from alongside.record.times import today
from alongside.record.web.page import Page

PAGES = {
    "front": gettext_lazy("the front page"),
    "about": gettext_lazy("About me"),
    "strengths": gettext_lazy("strengths and people"),
    "hopes": gettext_lazy("hopes and needs"),
    "plan": gettext_lazy("the plan"),
    "in_touch": gettext_lazy("In touch"),
    "circle": gettext_lazy("the circle"),
    "timeline": gettext_lazy("everything"),
    "details": gettext_lazy("the details"),
    "hidden_contact": gettext_lazy("what is kept hidden: an address or number"),
    "help_now": gettext_lazy("“I need help now”"),
    "conversation": gettext_lazy("a conversation"),
    "mydata": gettext_lazy("a copy of everything"),
    "papers": gettext_lazy("papers to print"),
}
DEEDS = {
    "opened": gettext_lazy("opened"),
    "added": gettext_lazy("wrote down"),
    "mended": gettext_lazy("changed"),
    "confirmed": gettext_lazy("confirmed"),
    "in_error": gettext_lazy("marked as a mistake"),
    "taken_back": gettext_lazy("took back"),
    "moved": gettext_lazy("moved"),
}
OTHERS = {
    "response": gettext_lazy("answered something written here"),
    "challenge": gettext_lazy("said that something is wrong, or answered that"),
    "grant": gettext_lazy("changed who may see this record"),
    "circle": gettext_lazy("added somebody to the circle, or said that they left or came back"),
    "contact": gettext_lazy("changed how to reach the person"),
    "invitation": gettext_lazy("invited somebody into the circle, took that back, or answered"),
    "mydata": gettext_lazy("made a copy of everything"),
    "proxy": gettext_lazy("wrote down who acts by law, or ended that"),
    "protected": gettext_lazy("opened or changed what is kept hidden: an address or number"),
    "subject": gettext_lazy("changed the head of the record"),
    "glass": gettext_lazy("looked in an emergency"),
    "plan": gettext_lazy("worked on the plan"),
    "paper": gettext_lazy("made a paper"),
    "attachment": gettext_lazy("added or opened a file"),
    "concern": gettext_lazy("did something about a concern about safety"),
}


def seen(grants: Iterable[Grant], page: Page) -> dict[str, Any]:
    """Give what some grants let somebody see, in plain words; to the person as "you"."""
    live = list(grants)
    bases = words.BASES_TO_THEM if page.viewer.is_person else words.BASES
    mask = 0
    for grant in live:
        mask |= grant.mask
    everything = mask & ALL_SECTIONS == ALL_SECTIONS
    return {
        "everything": everything,
        "sections": [] if everything else words.sections_of(mask),
        "writes": bool(mask & Right.VOICE.bit),
        "why": list(dict.fromkeys(str(bases[Basis(grant.basis)]) for grant in live)),
        "since": min((grant.starts for grant in live), default=None),
        "until": max((grant.ends for grant in live if grant.ends), default=None) if all(g.ends for g in live) else None,
    }


def member(voice: Voice, grants: list[Grant], page: Page) -> dict[str, Any]:
    """Give somebody in the circle: who they are, what they see, and what the person may do about it."""
    shared = [grant for grant in grants if grant.basis == Basis.CONSENT]
    mine = page.viewer.is_person
    return {
        "id": voice.pk,
        "name": voice.name,
        "kind": voice.kind,
        "is_me": voice.pk in page.viewer.voices,
        "relationship": words.relationship(voice.relationship) if voice.relationship != "person" else "",
        "since": voice.since,
        "until": voice.until,
        "contact_wish": voice.contact_wish,
        "has_account": voice.account_id is not None,
        "seen": seen(grants, page) if grants else None,
        "by_team": by_team(voice, grants),
        "share": page.url("share", voice.pk) if mine and _can_share(voice, grants) else None,
        "take_back": page.url("share_take_back", voice.pk) if mine and shared else None,
        "is_shared": bool(shared),
        "together": page.url("share_together", voice.pk) if _can_write_down(voice, grants, page) else None,
        "invite": page.url("invite_voice", voice.pk) if _can_invite(voice, page) else None,
        "undo": next((page.url("share_undo", one.pk) for one in shared if _is_others(one, page)), None),
        **_leaving(voice, page),
    }


def _leaving(voice: Voice, page: Page) -> dict[str, Any]:
    """Give whether somebody has left, and the way out of the circle or back into it, where this viewer may open it."""
    left = voice.has_left(today())
    may_return = may_leave(page, voice) and voice.pk not in page.viewer.voices
    return {
        "has_left": left,
        "leave": page.url("circle_left", voice.pk) if not left and may_leave(page, voice) else None,
        "back": page.url("circle_back", voice.pk) if left and may_return else None,
    }


def may_leave(page: Page, voice: Voice) -> bool:
    """Say whether this viewer may say that somebody has left: the person, who works with them, whoever leaves."""
    in_circle = voice.kind == "member" and page.subject.is_open
    return in_circle and (bool(may(page.viewer, Act.AMEND_SUBJECT)) or voice.pk in page.viewer.voices)


def here_and_gone(members: list[dict[str, Any]]) -> dict[str, Any]:
    """Give who is in the circle, and who was."""
    return {
        "members": [one for one in members if not one["has_left"]],
        "were": [one for one in members if one["has_left"]],
    }


def _can_share(voice: Voice, grants: list[Grant]) -> bool:
    return (
        voice.kind == "member"
        and not voice.has_left(today())
        and not by_team(voice, grants)
        and not any(grant.basis in {Basis.OWN, Basis.CARE, Basis.SUPERVISION} for grant in grants)
    )


def _can_write_down(voice: Voice, grants: list[Grant], page: Page) -> bool:
    is_other = voice.account_id is not None and voice.pk not in page.viewer.voices
    return not page.viewer.is_person and page.viewer.sight.has(Right.CARE) and is_other and _can_share(voice, grants)


def _can_invite(voice: Voice, page: Page) -> bool:
    is_free = voice.kind == "member" and voice.account_id is None and not voice.has_left(today())
    return is_free and page.subject.is_open and bool(may(page.viewer, Act.AMEND_SUBJECT))


def _is_others(grant: Grant, page: Page) -> bool:
    """Say whether somebody else wrote this gift down on the person's word."""
    return page.viewer.is_person and bool(grant.reason) and grant.given_by != page.viewer.account_id


def by_team(voice: Voice, grants: list[Grant]) -> bool:
    """Say whether this is a worker without anything of their own here: what they see comes through a team."""
    works = Relationship(voice.relationship) in PRACTITIONERS - {Relationship.ADVOCATE}
    return works and voice.account_id is not None and not grants


def circle(page: Page, grants: list[Grant]) -> dict[str, Any]:
    """Give everybody of the circle, then those who see the record without being in it: workers and teams."""
    by_account: dict[UUID, list[Grant]] = {}
    for grant in grants:
        if grant.account_id:
            by_account.setdefault(grant.account_id, []).append(grant)
    voices = [voice for voice in page.circle if voice.kind in {"self", "member"}]
    here = {voice.account_id for voice in voices}
    others = [
        {"name": some[0].account.name, "title": some[0].account.title, "seen": seen(some, page)}  # type: ignore[union-attr]
        for account, some in by_account.items()
        if account not in here
    ]
    teams = [{"name": grant.team.name, "seen": seen([grant], page)} for grant in grants if grant.team]
    members = [
        member(voice, by_account.get(voice.account_id, []) if voice.account_id else [], page) for voice in voices
    ]
    return {
        **here_and_gone(members),
        "others": others,
        "teams": teams,
        "spoken": [voice.name for voice in page.circle if voice.kind in {"outside", "imported"}],
    }


def acting(proxy: Proxy, page: Page) -> dict[str, Any]:
    """Give a proxy as the circle sees them: as what, which parts, until when, on which ground."""
    name = next((voice.name for voice in page.circle if voice.pk == proxy.voice_id), "")
    by_person, you = proxy.ground == ProxyGround.CONSENT, page.viewer.is_person
    if by_person:
        why = _("because you said yes to it") if you else _("because the person said yes to it")
    else:
        why = _("because of a finding for one decision")
    return {
        "id": proxy.pk,
        "voice_id": proxy.voice_id,
        "name": name,
        "kind": str(words.PROXIES[ProxyKind(proxy.kind)]),
        "sections": words.sections_of(proxy.mask),
        "until": proxy.ends,
        "why": why,
        "proxy": proxy,
        "words": list(proxy.words.all()),
        "may_end": page.viewer.sight.has(Right.CARE) or (you and by_person),
    }


def by_law(page: Page) -> list[dict[str, Any]]:
    """Give everybody who acts for the person by law now."""
    return [acting(one, page) for one in queries.proxies(page.subject.pk, viewer=page.viewer)]


def may_invite_person(page: Page) -> bool:
    """Say whether the person could be invited to their own record here: they do not sign in to it yet."""
    own = next((voice for voice in page.circle if voice.kind == VoiceKind.SELF), None)
    works, is_free = page.viewer.sight.has(Right.CARE), own is not None and own.account_id is None
    return works and is_free and page.subject.is_open and page.subject.kind == SubjectKind.PERSON


def own_sight(page: Page) -> dict[str, Any]:
    """Give what the viewer sees and does not see here, by section."""
    return {
        "sections": [
            (title, about) for section, (title, about) in words.SECTIONS.items() if page.viewer.sight.sees(section)
        ],
        "kept": [title for section, (title, _about) in words.SECTIONS.items() if not page.viewer.sight.sees(section)],
        "writes": page.viewer.sight.has(Right.VOICE),
        "everything": len(page.viewer.sight.sections) == len(words.SECTIONS),
    }
