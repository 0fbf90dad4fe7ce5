"""That a paper was printed is kept: who, which, and whether it was an extract."""

from alongside.access import audit
from alongside.access.models import Account
from alongside.home.printing.domain import Paper
from alongside.people.models import Subject


def note_printed(*, by: Account, subject: Subject, paper: Paper, extract: bool) -> None:
    """Keep that `by` printed a paper of this record."""
    audit.note(
        by=by, action="paper.printed", subject_id=subject.pk, paper=paper.value, extract="yes" if extract else "no"
    )
