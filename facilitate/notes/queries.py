"""The lines of an event, and the places they belong to."""

from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, with_expression

from ..agenda.models import Step, Strand
from ..cafe.models import Cafe, CafeTable
from ..data.db import db
from ..events.models import Event
from ..lib.text import Words
from ..voting.models import StepVote
from .models import NoteAction, NoteDecision, NoteLine
from .spots import NamedSpot, NoteSpot


def note_lines_of(event: Event, *, removed: bool = False) -> Sequence[NoteLine]:
    """All lines of an event by place and time, with who said it and who wrote it down.

    Without those that were taken out, unless `removed`: then only those. Also those that are not for the report
    (`withheld`): whoever lets something leave the house asks for that.
    """
    query = whole_lines().where(NoteLine.event_id == event.id, _taken_out(removed))
    return db.session.scalars(query.order_by(*order_by_place())).all()


def lines_at(event: Event, spot: NoteSpot, *, removed: bool | None = False) -> Sequence[NoteLine]:
    """The lines of one place, in the order they were said. `removed` None: all of them."""
    query = with_deeds().where(NoteLine.event_id == event.id, at_spot(spot), _taken_out(removed))
    return db.session.scalars(query.order_by(NoteLine.at, NoteLine.id)).all()


def lines_by_key(event: Event, keys: Collection[str]) -> dict[str, NoteLine]:
    """The lines with those keys, also those that were taken out."""
    query = with_deeds().where(NoteLine.event_id == event.id, NoteLine.key.in_(keys))
    return {line.key: line for line in db.session.scalars(query)}


def whole_lines() -> sa.Select[Any]:
    """Lines with everything that is shown of them."""
    return sa.select(NoteLine).options(
        joinedload(NoteLine.person),
        joinedload(NoteLine.sector),
        joinedload(NoteLine.county),
        joinedload(NoteLine.by),
    )


def with_deeds() -> sa.Select[Any]:
    """Whole lines that also know what was made of them: `decision_id` and `action_id`, unless that was taken out."""
    return whole_lines().options(
        with_expression(NoteLine.decision_id, _made(NoteDecision)),
        with_expression(NoteLine.action_id, _made(NoteAction)),
    )


def _made(model: type[NoteDecision] | type[NoteAction]) -> sa.ScalarSelect[int]:
    mine = sa.select(sa.func.max(model.id)).where(
        model.event_id == NoteLine.event_id,
        model.line_id == NoteLine.id,
        model.removed_at.is_(None),
    )
    return mine.correlate(NoteLine).scalar_subquery()


def order_by_place() -> list[sa.ColumnElement[Any]]:
    """Step by step, in it group by group, table by table, round by round, in the order things were said."""
    columns = (NoteLine.step_id, NoteLine.strand_id, NoteLine.table_id, NoteLine.round)
    return [
        *(sa.func.coalesce(one, 0) for one in columns),
        NoteLine.at.expression,
        NoteLine.id.expression,
    ]


def at_spot(spot: NoteSpot) -> sa.ColumnElement[bool]:
    """That a line belongs to that place."""
    return sa.and_(
        NoteLine.step_id == spot.step,
        NoteLine.strand_id == spot.strand,
        NoteLine.table_id == spot.table,
        NoteLine.round == spot.round,
    )


def _taken_out(removed: bool | None) -> sa.ColumnElement[bool]:
    if removed is None:
        return sa.true()
    return NoteLine.removed_at.is_not(None) if removed else NoteLine.removed_at.is_(None)


def where_is(event: Event, spot: NoteSpot) -> NamedSpot | None:
    """The place with its names; None where the event has no such step.

    A group or table that does not belong to the step counts as gone: `spot` comes back without it.
    """
    group = sa.case((Step.strand_id.is_not(None), Step.strand_id), else_=spot.strand)
    inside = sa.or_(Strand.block_id == Step.id, Strand.id == Step.strand_id)
    votes = sa.select(sa.func.count(StepVote.id)).where(StepVote.step_id == Step.id)
    query = (
        sa.select(
            Step.title,
            Step.kind,
            Step.removed_at,
            Strand.id.label("group"),
            Strand.name,
            Strand.removed_at.label("over"),
            CafeTable.id.label("table"),
            CafeTable.number,
            CafeTable.name.label("table_name"),
            votes.correlate(Step).scalar_subquery().label("votes"),
        )
        .outerjoin(Strand, sa.and_(Strand.id == group, inside))
        .outerjoin(Cafe, Cafe.step_id == Step.id)
        .outerjoin(CafeTable, sa.and_(CafeTable.cafe_id == Cafe.id, CafeTable.id == spot.table))
        .where(Step.id == spot.step, Step.event_id == event.id)
    )
    row = db.session.execute(query).first()
    if row is None:
        return None
    strand = spot.strand if spot.strand and row.group == spot.strand else None
    return NamedSpot(
        spot=NoteSpot(spot.step, strand, row.table, spot.round),
        title=row.title,
        kind=row.kind,
        group=row.name or Words(),
        table=row.number or 0,
        table_name=row.table_name or Words(),
        gone=bool(row.removed_at or row.over),
        votes=row.votes,
    )


def is_elsewhere(step_id: int) -> bool:
    """Whether a step with that number exists, in whichever event."""
    return db.session.scalar(sa.select(Step.id).where(Step.id == step_id)) is not None
