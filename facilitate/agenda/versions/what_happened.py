"""What was done to the agenda, and the steps that were removed, for the pages of the event's history and bin."""

from collections.abc import Sequence
from dataclasses import replace

import sqlalchemy as sa
from flask import abort
from sqlalchemy.orm import defer

from ...data.db import db, model_again
from ...events.access import Can
from ...events.models import Event
from ...history.bins import RemovedRow, RoomBin
from ...history.models import REDONE, UNDONE
from ...history.rooms import (
    RoomHistory,
    ToldChange,
    changes_query,
    find_standing_change,
    tell_changes,
)
from ...web.i18n import _l, pick_wording
from ..actions import plan_to_change, write_plan
from ..history import CODEC, AgendaAct, ChangeCell, cells_from_rows, steps_without_place
from ..models import AgendaChange, Step
from ..plan import Plan, PlanStep
from ..undoing import plan_of_existing, take_back
from .wording import agenda_change_line


def _in_words(row: AgendaChange) -> ToldChange:
    return ToldChange(
        agenda_change_line(row), row.undone, final=row.did in (UNDONE, REDONE), source=row.source
    )


def _take_back(event: Event, change_id: int, by: int, again: bool) -> ToldChange:
    change = find_standing_change(AgendaChange, event, change_id, again)
    take_back(event, change, by, again)
    return _in_words(change)


AGENDA_HISTORY = RoomHistory(
    key="agenda",
    name=_l("Agenda"),
    page="agenda.show_agenda",
    sees=Can.SEE,
    undoes=Can.EDIT_AGENDA,
    undoes_own=Can.EDIT_AGENDA,
    changed=changes_query(AgendaChange),
    told=tell_changes(AgendaChange, _in_words, defer(AgendaChange.cells)),
    take_back=_take_back,
)


def _removed(event: Event) -> Sequence[RemovedRow]:
    """Steps inside a group that is removed too come back with it, and are not told."""
    group = model_again(Step, "group")
    query = (
        sa.select(Step.id, Step.title, Step.removed_at)
        .outerjoin(group, group.id == Step.block_id)
        .where(Step.event_id == event.id, Step.removed_at.is_not(None), group.removed_at.is_(None))
    )
    return [
        RemovedRow(key, pick_wording(title), at)
        for key, title, at in db.session.execute(query)
        if at
    ]


def _restore(event: Event, step_id: int, by: int) -> str:
    """The step with what was in it, as it was removed; parked where its place is no longer there."""
    before = plan_to_change(event)
    cells = _going_of(event, step_id)
    if cells is None or step_id in before.steps:
        abort(404)
    rows = [CODEC.read_row(cell.table, cell.before) for cell in cells if cell.before]
    mine = [
        row
        for row in rows
        if row.id not in before.rows("steps" if isinstance(row, PlanStep) else "strands")
    ]
    after = plan_of_existing(event, _placed(before.with_rows(*mine)), before)
    step = after.steps[step_id]
    write_plan(event, before, after, AgendaAct.ADDED, by=by, about=step.title)
    return pick_wording(step.title)


def _going_of(event: Event, step_id: int) -> list[ChangeCell] | None:
    """The step and what was in it, as the last change that removed it found them; None where none did."""
    cells = sa.cast(AgendaChange.cells, sa.Text)
    query = sa.select(AgendaChange.cells).where(
        AgendaChange.event_id == event.id, cells.contains(f'["steps", {step_id}, ', autoescape=True)
    )
    for kept in db.session.scalars(query.order_by(AgendaChange.id.desc())):
        gone = [
            cell for cell in cells_from_rows(kept) if cell.before is not None and cell.after is None
        ]
        if any(cell.table == "steps" and cell.id == step_id for cell in gone):
            return [cell for cell in gone if _belongs(cell, step_id)]
    return None


def _belongs(cell: ChangeCell, step_id: int) -> bool:
    own = cell.table == "steps" and cell.id == step_id
    return own or (
        cell.table in ("steps", "strands") and (cell.before or {}).get("block") == step_id
    )


def _placed(plan: Plan) -> Plan:
    """The plan with what stands nowhere parked."""
    loose = [plan.steps[key] for key in steps_without_place(plan) if key in plan.steps]
    return plan.with_rows(*(replace(step, day=None, block=None, strand=None) for step in loose))


AGENDA_BIN = RoomBin(
    key="agenda", name=_l("Agenda"), restores=Can.EDIT_AGENDA, removed=_removed, restore=_restore
)
