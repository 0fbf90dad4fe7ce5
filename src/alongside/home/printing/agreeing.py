"""Where a plan stands, on paper: its mark with the reasons, what each voice answered, what is seen differently."""

from django.utils.translation import gettext as _

from alongside.design import dates
from alongside.home import papers
from alongside.home.printing.reading import Reading, day, short
from alongside.home.printing.voices import relationship
from alongside.planning import domain
from alongside.record import queries as record

BY_RESPONSE = {"differently", "in_part"}


def mark_lines(reading: Reading) -> tuple[str, ...]:
    """Say why the plan stands as it does, until when, and what a manager said to it."""
    standing = reading.standing
    state, lines = standing.state, []
    if state.interim:
        lines.append(_("Help has started before this plan is agreed, because: %(why)s") % {"why": state.interim.reason})
        if state.interim.complete_by:
            lines.append(_("It is to be complete by %(day)s.") % {"day": dates.day(state.interim.complete_by)})
    if state.mark is domain.Mark.IN_USE_NOT_AGREED:
        reason = next((one.reason for one in reversed(standing.events) if one.kind == "in_use_not_agreed"), "")
        lines.append(_("It is in use, because: %(why)s") % {"why": reason})
    if state.mark is domain.Mark.REPLACED:
        lines.append(_("There is a newer version of this plan."))
    lines += _authorised(state.authorisation)
    for one in (*state.missing, *state.differently):
        if one.ask_again_on:
            asked = {"name": one.name, "day": dates.day(one.ask_again_on)}
            lines.append(_("We will ask %(name)s again on %(day)s.") % asked)
        elif one.why == domain.NOT_ANSWERED:
            lines.append(_("%(name)s has not answered yet.") % {"name": one.name})
    if reading.shown is None and any(one.version for one in reading.found):
        lines.append(_("This is how the plan is written now. What was put forward to everybody is printed apart."))
    return tuple(lines)


def _authorised(said: domain.Authorisation | None) -> list[str]:
    if said is None:
        return []
    told = {"who": said.who, "day": dates.day(said.at), "words": said.words.strip()}
    if not told["words"]:
        return [_("Authorised by %(who)s on %(day)s.") % told]
    if said.authorised:
        return [_("Authorised by %(who)s on %(day)s: “%(words)s”") % told]
    return [_("Returned by %(who)s on %(day)s, to be looked at again: “%(words)s”") % told]


def answers(reading: Reading) -> tuple[papers.AnswerLine, ...]:
    """Give what each voice answered to the version, and who has not answered yet."""
    standing = reading.standing
    if standing.version is None:
        return ()
    by_id = {voice.pk: voice for voice in reading.circle}
    lines = [
        papers.AnswerLine(
            one.voice.name,
            relationship(one.voice),
            one.answer,
            one.words or one.why,
            day(one.written_at),
            one.written_by.name if one.written_by_id != one.voice.account_id else "",
        )
        for one in standing.answers
    ]
    heard = {one.voice_id for one in standing.answers}
    waiting = [by_id[pk] for pk in standing.version.holders if pk not in heard and pk in by_id]
    return (*lines, *(papers.AnswerLine(voice.name, relationship(voice)) for voice in waiting))


def responses(reading: Reading) -> tuple[papers.AnswerLine, ...]:
    """Give what was said differently to single entries of the plan: it stands with the plan, in its own voice."""
    entries = {one.item.pk: one for some in reading.rows.values() for one in some}
    voices = {voice.account_id: voice for voice in reading.circle if voice.account_id}
    lines = []
    for item_id, said in record.responses(reading.subject.pk, list(entries)).items():
        about = entries[item_id].item.title or entries[item_id].row.words
        for one in said:
            if one.kind in BY_RESPONSE:
                voice = voices.get(one.written_by_id)
                words = _("About “%(what)s”: %(words)s") % {"what": short(about), "words": one.words}
                line = (one.written_by.name, relationship(voice) if voice else "", one.kind, words)
                lines.append(papers.AnswerLine(*line, day(one.written_at)))
    return tuple(lines)


def practitioners(reading: Reading) -> tuple[papers.PractitionerLine, ...]:
    """Give what those who work with the person answered: would they want this, what they can and cannot do."""
    made = []
    for one in reading.of("practitioner_answer"):
        row, voice = one.row, reading.names.by_id.get(one.row.words_of_id)
        role = relationship(voice) if voice else ""
        name = reading.names.of(row.words_of_id)
        made.append(papers.PractitionerLine(name, role, row.would, row.words, row.follows, row.can, row.cannot))
    return tuple(made)
