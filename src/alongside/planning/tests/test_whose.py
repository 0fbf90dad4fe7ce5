"""Voices and writers set from what was read already: the same as joined, and no row of a voice one may not see."""

from types import SimpleNamespace
from uuid import uuid4

from alongside.access.models import Account
from alongside.people.models import Voice
from alongside.planning.models import Goal, Step
from alongside.record.whose import Known


def test_rows_get_the_voices_and_accounts_of_the_circle():
    writer = Account(id=uuid4(), name="Mina")
    voice = Voice(id=uuid4(), name="Mina", account=writer)
    known = Known([voice])
    rows = known.voiced([Goal(words_of_id=voice.pk, written_by_id=writer.pk)], "words_of")
    known.written(rows)
    assert rows[0].words_of is voice
    assert rows[0].written_by is writer


def test_a_row_of_a_voice_that_cannot_be_seen_is_left_out():
    voice = Voice(id=uuid4(), name="Mina")
    known = Known([voice])
    hidden, seen = Step(words_of_id=uuid4()), Step(words_of_id=voice.pk, responsible_id=uuid4())
    assert known.voiced([hidden, seen], "words_of", "responsible") == [seen]
    assert seen.responsible is None
    assert known.voiced([], "words_of") == []


def test_accounts_outside_the_circle_are_asked_for_once(monkeypatch):
    asked = []
    known = Known([])
    other = Account(id=uuid4(), name="Tom")
    found = SimpleNamespace(defer=lambda *_: SimpleNamespace(in_bulk=lambda: {other.pk: other}))
    monkeypatch.setattr(Account.objects, "filter", lambda **asks: asked.append(asks) or found)
    for _ in range(2):
        goal = Goal(written_by_id=other.pk)
        known.written([goal], [Step(written_by_id=other.pk)])
        assert goal.written_by is other
    assert asked == [{"pk__in": {other.pk}}]
