"""What those say whom a line leans on: yes, no, or yes taken back. Each answer is kept; the last one counts."""

from datetime import datetime
from uuid import UUID

from alongside.access import audit
from alongside.access.domain import Refused
from alongside.access.models import Account
from alongside.base.clock import now
from alongside.base.ids import uuid7
from alongside.people.domain import Act, Viewer, may
from alongside.people.models import Subject
from alongside.planning.domain.codes import WillingAnswer
from alongside.planning.models import MetBy, Willing
from alongside.record.once import insert_once


def answer(
    *,
    by: Account,
    subject: Subject,
    line: MetBy,
    viewer: Viewer,
    answer: str,
    said_to: str,
    words: str = "",
    how: str = "",
    id: UUID | None = None,
    at: datetime | None = None,
) -> Willing:
    """Keep what whoever a line leans on says to its words; `said_to` are the words they read.

    When these are not the words of the line any more, it is refused: nobody says yes to what they have not seen.
    They answer for themself; for who cannot sign in it is written down, with `how` it was given. The same form twice
    makes one. Raises `Refused`.
    """
    decision = may(viewer, Act.ADD, subject_open=subject.is_open)
    if not decision:
        raise Refused(decision.reason)
    if line.leans_on is None:
        raise Refused("This line leans on nobody. Say first on whom it leans.")
    if answer not in set(WillingAnswer):
        raise Refused("Choose one of the answers.")
    own = line.leans_on_id in viewer.voices
    made = Willing(
        id=id or uuid7(),
        subject=subject,
        met_by=line,
        voice=line.leans_on,
        answer=answer,
        said_to=said_to,
        words=words,
        how="" if own else how,
        written_at=at or now(),
        written_by=by,
    )
    if insert_once(made):
        audit.note(by=by, action=f"met_by.{answer}", subject_id=subject.pk, entry=str(line.pk))
    return made
