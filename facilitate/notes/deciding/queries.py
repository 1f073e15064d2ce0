"""Questions about what was decided and promised at an event."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from ...accounts.models import User
from ...agenda.models import Step, StepObjective
from ...checklists.models import Task, TaskStatus
from ...data.db import db, get_or_404
from ...directory.models import Organisation, Person
from ...events.models import Event, Member, Objective
from ...events.queries import team_of
from ...lib.text import Words
from ...participation.models import Participation, Standing
from ...web.i18n import reader_language
from ..models import NoteAction, NoteDecision, NoteKind, NoteLine
from .owners import ActionOwner, KnownOwner


@dataclass(frozen=True)
class PlacedDecision:
    """A decision with what it hangs on. `place`: the step's title; `withheld`: the line it was made of is not for the report."""

    row: NoteDecision
    objective: Objective | None
    place: Words
    withheld: bool

    @property
    def id(self) -> int:
        return self.row.id


@dataclass(frozen=True)
class PlacedAction:
    """An action with what it hangs on, like a decision; `task` is its task in the checklist, while it is there."""

    row: NoteAction
    objective: Objective | None
    place: Words
    withheld: bool
    task: Task | None

    @property
    def id(self) -> int:
        return self.row.id

    @property
    def owner(self) -> str:
        """Who promised it; empty where nobody has yet."""
        return self.row.owner

    @property
    def address(self) -> str:
        """The e-mail of whoever promised it; empty where none is known, or they have left their post. Only for sending."""
        if self.row.person:
            return "" if self.row.person.left_on else self.row.person.email
        return self.row.member.user.address if self.row.member else ""

    @property
    def ticked_on(self) -> date | None:
        """The day its task was ticked in the checklist."""
        return self.task.done_on if self.task and self.task.status is TaskStatus.DONE else None

    def language(self, usual: str) -> str:
        """The language its owner is written to in; `usual`: the event's."""
        if self.row.person:
            return reader_language(self.row.person.languages, usual)
        return self.row.member.user.language if self.row.member else usual


def decisions_of(*events: Event, removed: bool = False) -> list[PlacedDecision]:
    """The events' decisions in the order they were made (`removed`: those that were taken out)."""
    query = _hanging_on(sa.select(NoteDecision, *_MORE), NoteDecision).where(
        *_of(NoteDecision, events, removed)
    )
    return [
        PlacedDecision(row, objective, title or place or Words(), bool(withheld))
        for row, objective, title, place, withheld in db.session.execute(
            query.order_by(NoteDecision.at, NoteDecision.id)
        )
    ]


def actions_of(*events: Event, removed: bool = False) -> list[PlacedAction]:
    """The events' actions in the order they were promised, with who does each (`removed`: those taken out)."""
    there = sa.and_(Task.id == NoteAction.task_id, Task.removed_at.is_(None))
    query = (
        _hanging_on(_with_owner(sa.select(NoteAction, *_MORE, Task)), NoteAction)
        .outerjoin(Task, there)
        .where(*_of(NoteAction, events, removed))
    )
    return [
        PlacedAction(
            row=row,
            objective=objective,
            place=title or place or Words(),
            withheld=bool(withheld),
            task=task,
        )
        for row, objective, title, place, withheld, task in db.session.execute(
            query.order_by(NoteAction.at, NoteAction.id)
        )
    ]


_MORE: tuple[Any, ...] = (Objective, Step.title, NoteLine.place, NoteLine.withheld)


def _of(
    model: type[NoteDecision] | type[NoteAction], events: Sequence[Event], removed: bool
) -> list[sa.ColumnElement[bool]]:
    return [
        model.event_id.in_([event.id for event in events]),
        model.removed_at.is_not(None) if removed else model.removed_at.is_(None),
    ]


def _hanging_on(
    query: sa.Select[Any], model: type[NoteDecision] | type[NoteAction]
) -> sa.Select[Any]:
    """With the objective it serves, its step and its line, as far as they are there."""
    return (
        query.outerjoin(Objective, Objective.id == model.objective_id)
        .outerjoin(Step, Step.id == model.step_id)
        .outerjoin(NoteLine, NoteLine.id == model.line_id)
    )


def _with_owner(query: sa.Select[Any]) -> sa.Select[Any]:
    """With whoever promised it: somebody of the directory and their office, or somebody of the team."""
    return (
        query.outerjoin(NoteAction.person)
        .outerjoin(Person.organisation)
        .outerjoin(NoteAction.member)
        .outerjoin(User, User.id == Member.user_id)
        .options(
            contains_eager(NoteAction.person)
            .contains_eager(Person.organisation)
            .options(joinedload(Organisation.sector), joinedload(Organisation.county)),
            contains_eager(NoteAction.member).contains_eager(Member.user),
        )
    )


def decision_of(event: Event, decision_id: int) -> NoteDecision:
    """One decision of the event, taken out or not, or a page that says it is not there."""
    return get_or_404(
        NoteDecision, NoteDecision.id == decision_id, NoteDecision.event_id == event.id
    )


def action_of(event: Event, action_id: int) -> NoteAction:
    """One action of the event, taken out or not, or a page that says it is not there."""
    return get_or_404(NoteAction, NoteAction.id == action_id, NoteAction.event_id == event.id)


def note_line_or_404(event: Event, line_id: int) -> NoteLine:
    """A line of the event's notes that was not taken out, or a page that says it is not there."""
    return get_or_404(
        NoteLine,
        NoteLine.id == line_id,
        NoteLine.event_id == event.id,
        NoteLine.removed_at.is_(None),
    )


def is_made(line: NoteLine, model: type[NoteDecision] | type[NoteAction]) -> bool:
    """Whether a decision or action was made of a line and not taken out."""
    mine = sa.select(model.id).where(model.line_id == line.id, model.removed_at.is_(None))
    return db.session.scalar(mine) is not None


def waiting_lines(event: Event) -> list[NoteLine]:
    """Lines that say they are a decision or an action and that none was made of yet, in their order."""
    made = sa.or_(
        sa.exists().where(NoteDecision.line_id == NoteLine.id),
        sa.exists().where(NoteAction.line_id == NoteLine.id),
    )
    query = sa.select(NoteLine).where(
        NoteLine.event_id == event.id,
        NoteLine.removed_at.is_(None),
        NoteLine.kind.in_([NoteKind.DECISION, NoteKind.ACTION]),
        ~made,
    )
    return list(db.session.scalars(query.order_by(NoteLine.at, NoteLine.id)))


def known_owners(event: Event) -> list[KnownOwner]:
    """Who may have promised something: who is at the event, and its team."""
    comes = sa.select(Person.id, Person.given_name, Person.family_name, Organisation.name).join(
        Participation, Participation.person_id == Person.id
    )
    comes = comes.join(Organisation, Organisation.id == Person.organisation_id).where(
        Participation.event_id == event.id,
        Participation.standing.in_([Standing.COMING, Standing.ATTENDED]),
    )
    rows = db.session.execute(comes.order_by(Person.sorting, Person.id))
    people = [
        KnownOwner(ActionOwner(person_id=key), f"{given} {family}", office)
        for key, given, family, office in rows
    ]
    return people + [KnownOwner(ActionOwner(member_id=one.id), one.name) for one in team_of(event)]


def objectives_of_step(line: NoteLine) -> Sequence[int]:
    """The objectives the line's step serves, else those of the block it is in.

    What is made of the line serves the only one; of several somebody has to say which.
    """
    block = sa.select(Step.block_id).where(Step.id == line.step_id).scalar_subquery()
    rows = db.session.execute(
        sa.select(StepObjective.step_id, StepObjective.objective_id)
        .where(StepObjective.step_id.in_([line.step_id, block]))
        .order_by(StepObjective.objective_id)
    ).all()
    own = [objective for step, objective in rows if step == line.step_id]
    return own or [objective for _step, objective in rows]
