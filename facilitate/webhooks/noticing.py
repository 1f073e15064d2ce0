"""What happens in an event is noticed when it is saved, whichever room saves it, and whom to tell is noted with it.

Only which rows are noticed, never their words. Answers are counted once a minute instead: the moment of one would be finer than
the day that is kept of it.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from .. import clock
from ..agenda.models import AgendaChange, AgendaVersion
from ..budget.models import Contribution, CostLine
from ..checklists.models import ChecklistChange
from ..consultation.models import Answer, Questionnaire
from ..data.db import db
from ..events.models import Event, Goal, Objective
from ..lib.cells import cells_from_rows
from ..notes.models import NoteAction, NoteDecision, NoteLine
from ..participation.models import Participation
from ..report.models import Edition
from ..run.jobs import every_minute, job
from ..voting.actions import tells_of_votes
from ..voting.models import StepVote
from .actions import note_call, send_calls_soon
from .models import Happened, Webhook

_HAPPENED = "happened"
"""Under this name a session remembers what happened: numbers of rows by event and kind."""
_OF_ROWS: dict[type[Any], Happened] = {
    Goal: Happened.GOALS,
    Objective: Happened.OBJECTIVES,
    Participation: Happened.PEOPLE,
    NoteLine: Happened.NOTES,
    NoteDecision: Happened.DECISIONS,
    NoteAction: Happened.ACTIONS,
    CostLine: Happened.COSTS,
    Contribution: Happened.CONTRIBUTIONS,
}
"""What a change of a row is, where its table says it all."""
_NOTED = "happened-noted"
"""Under this name, that somebody is to be told once it is saved."""


def _what(row: Any) -> Iterator[tuple[int, Happened, int]]:
    """What the change of a row means: in which event, of what kind, to which row."""
    if kind_of_table := _OF_ROWS.get(type(row)):
        yield row.event_id, kind_of_table, row.id
    match row:
        case Event():
            yield row.id, Happened.EVENT, row.id
        case AgendaChange() | ChecklistChange() if row.event_id:
            of_agenda = isinstance(row, AgendaChange)
            kind, table = (Happened.AGENDA, "steps") if of_agenda else (Happened.TASKS, "tasks")
            for cell in cells_from_rows(row.cells):
                if cell.table == table:
                    yield row.event_id, kind, cell.id
        case AgendaVersion() if row.published_at:
            yield row.event_id, Happened.RELEASES, row.id
        case Edition() if row.released_at:
            yield row.event_id, Happened.RELEASES, row.id


def _remember(session: Any, _context: Any) -> None:
    changed = [row for row in session.dirty if session.is_modified(row)]
    for row in (*session.new, *changed, *session.deleted):
        for what in _what(row):
            _keep(session, *what)


def _keep(session: Any, event_id: int, kind: Happened, row_id: int) -> None:
    found = session.info.setdefault(_HAPPENED, {})
    found.setdefault((event_id, kind.value), set()).add(row_id)


@tells_of_votes
def _remember_vote(vote: StepVote) -> None:
    _keep(db.session, vote.event_id, Happened.VOTES, vote.id)


def _note(session: Any) -> None:
    """With what happened the calls are kept, in one transaction: nothing that is saved goes untold, whatever dies then."""
    if session.in_nested_transaction():
        return
    session.flush()
    happened = session.info.pop(_HAPPENED, None)
    if happened:
        rows = [(event_id, kind, sorted(ids)) for (event_id, kind), ids in happened.items()]
        session.info[_NOTED] = _note_calls(rows, clock.now())


def _send(session: Any) -> None:
    if not session.in_nested_transaction() and session.info.pop(_NOTED, False):
        send_calls_soon()


def _forget(session: Any) -> None:
    session.info.pop(_HAPPENED, None)
    session.info.pop(_NOTED, None)


sa.event.listen(db.session, "after_flush", _remember)
sa.event.listen(db.session, "before_commit", _note)
sa.event.listen(db.session, "after_commit", _send)
sa.event.listen(db.session, "after_rollback", _forget)


def _note_calls(happened: Sequence[tuple[int, str, list[int]]], at: datetime) -> bool:
    """Note a call for each address that wants to know; whether there is one."""
    hooks = _listening({event_id for event_id, _kind, _ids in happened})
    noted = [
        note_call(hook, Happened(kind), {"ids": ids}, at)
        for event_id, kind, ids in happened
        for hook in hooks
        if hook.event_id == event_id and kind in hook.kinds.split()
    ]
    return bool(noted)


@job
def note_happened(rows: Sequence[tuple[int, str, list[int]]], at: datetime) -> None:
    """What a server of the version before left to the queue."""
    if _note_calls(rows, at):
        db.session.commit()
        send_calls_soon()


def _listening(event_ids: Iterable[int]) -> list[Webhook]:
    query = sa.select(Webhook).where(
        Webhook.event_id.in_(list(event_ids)), Webhook.paused_at.is_(None)
    )
    return list(db.session.scalars(query))


def count_event_answers(event_id: Any) -> sa.ScalarSelect[int]:
    """How many answers an event has, beforehand and afterwards."""
    query = sa.select(sa.func.count(Answer.id)).join(Questionnaire)
    return query.where(Questionnaire.event_id == event_id).scalar_subquery()


@every_minute
def count_answers() -> None:
    """Tell of answers that came in since the last minute: how many there are."""
    query = sa.select(Webhook, count_event_answers(Webhook.event_id)).where(
        Webhook.paused_at.is_(None), Webhook.kinds.contains(Happened.ANSWERS.value)
    )
    more = [(hook, number) for hook, number in db.session.execute(query) if number != hook.answers]
    for hook, number in more:
        hook.answers = number
        note_call(hook, Happened.ANSWERS, {"answers": number}, clock.now())
    if more:
        db.session.commit()
        send_calls_soon()
