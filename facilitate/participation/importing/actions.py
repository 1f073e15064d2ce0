"""A list is taken into an event, as one change that can be undone; and the list as it leaves."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from ... import clock
from ...data.db import db
from ...directory.actions import delete_organisation, delete_person
from ...directory.importing import actions as directory
from ...directory.models import Organisation, Person
from ...events.actions import wait_for_event_lock
from ...events.models import Event
from ...exchange.merge import Comparison, ListRecord, RowEdit
from ...history.memory import changed_since, remember_change
from ...history.models import UNDONE
from ...lib.cells import ChangeCell, cells_from_rows
from ...web.refused import Refused
from ..actions import invite_all_to_event
from ..inviting.actions import update_waiting_list
from ..inviting.queries import people_with_offices
from ..models import (
    Attendance,
    ParticipantRole,
    Participation,
    PeopleChange,
    Registration,
    Standing,
)
from .queries import participations_by_person
from .step import PeopleStep

DID = "imported"
PEOPLE, NEW_PEOPLE, NEW_OFFICES = "people", "person", "organisation"
"""What the cells of a change are about: rows of the event's list, people and organisations that became known by it."""
KEPT = ("standing", "was", "parts", "invited_on")
"""What a file can change in a row of the list."""


def apply_people_import(
    event: Event, step: PeopleStep, found: Comparison, *, by: int | None, source: str
) -> PeopleChange | None:
    """Write what the preview showed and what was chosen; None where that is nothing."""
    wait_for_event_lock(event)
    today = clock.today_in(event)
    made = directory.apply_directory_import(step.outcome, step.plan, today)
    back = [edit.record for edit in found.edits if edit.gone and edit.changes]
    cells = [
        *_enlist(event, (*found.new, *back), made.people, today),
        *_change(event, [edit for edit in found.edits if not edit.gone], today),
    ]
    if not cells:
        return None
    known = [ChangeCell(NEW_PEOPLE, row.id, None, {}) for row in made.people.values()]
    known += [ChangeCell(NEW_OFFICES, number, None, {}) for number in made.offices.values()]
    return remember_change(
        PeopleChange, event, DID, [*cells, *known], by, count=len(cells), source=source[:200]
    )


def seat_after_import(event: Event, change: PeopleChange | None) -> list[int]:
    """After it: note who waits since when, give free seats on; gives the mails for the queue."""
    touched = (
        [cell.id for cell in cells_from_rows(change.cells) if cell.table == PEOPLE]
        if change
        else []
    )
    return update_waiting_list(event, touched, clock.now())


def _enlist(
    event: Event, records: Iterable[ListRecord], made: Mapping[int, Person], today: date
) -> list[ChangeCell]:
    """Everybody who is not in the list yet."""
    groups: defaultdict[tuple[Any, ...], list[int]] = defaultdict(list)
    for record in records:
        person = int(record.code) if record.code.isdigit() else made[record.number].id
        key = record.get("standing"), record.get("parts"), record.get("invited_on")
        groups[key].append(person)
    cells = []
    for (standing, parts, on), ids in groups.items():
        usual = None if standing == Standing.LISTED else today
        rows = invite_all_to_event(
            event,
            people_with_offices(ids),
            standing=Standing(standing),
            parts=[ParticipantRole(part) for part in parts],
            on=on or usual,
        )
        cells += [ChangeCell(PEOPLE, row.id, None, _as_json(row)) for row in rows]
    return cells


def _change(event: Event, edits: Iterable[RowEdit], today: date) -> list[ChangeCell]:
    """Those of the list whose row says something else."""
    rows, cells = participations_by_person(event), []
    for edit in edits:
        row, values = rows[int(edit.record.code)], {one.name: one.file for one in edit.changes}
        before = _as_json(row)
        if "standing" in values:
            row.standing = Standing(str(values["standing"]))
        if isinstance(parts := values.get("parts"), tuple):
            row.parts = tuple(ParticipantRole(part) for part in parts)
        if isinstance(on := values.get("invited_on"), date):
            row.invited_on = on
        elif before["standing"] == Standing.LISTED and row.standing is not Standing.LISTED:
            row.invited_on = row.invited_on or today
        after = _as_json(row)
        differ = [name for name in KEPT if before[name] != after[name]]
        if differ:
            cells.append(
                ChangeCell(
                    PEOPLE,
                    row.id,
                    {name: before[name] for name in differ},
                    {name: after[name] for name in differ},
                )
            )
    db.session.flush()
    return cells


def undo_people_import(event: Event, change: PeopleChange, by: int | None) -> None:
    """Undo an import as a whole: who was new leaves the list, and the directory where nobody needs them otherwise.

    Refused when somebody has changed one of the rows since, has answered or is marked as there: nothing is undone then.
    """
    wait_for_event_lock(event)
    cells = cells_from_rows(change.cells)
    ids = [cell.id for cell in cells if cell.table == PEOPLE]
    rows = {row.id: row for row in participations_by_person(event).values() if row.id in set(ids)}
    busy = _busy([cell.id for cell in cells if cell.table == PEOPLE and cell.before is None])
    for cell in cells:
        if cell.table == PEOPLE:
            _put_back(rows.get(cell.id), cell, busy)
    db.session.flush()
    _forget(Person, delete_person, [cell.id for cell in cells if cell.table == NEW_PEOPLE])
    _forget(
        Organisation, delete_organisation, [cell.id for cell in cells if cell.table == NEW_OFFICES]
    )
    change.undone = True
    remember_change(
        PeopleChange, event, UNDONE, [], by, count=change.count, source=change.source, of=change
    )


def _put_back(row: Participation | None, cell: ChangeCell, busy: set[int]) -> None:
    if (
        row is None
        or cell.id in busy
        or any(_as_json(row)[key] != value for key, value in (cell.after or {}).items())
    ):
        raise changed_since([row.person.name] if row else [])
    if cell.before is None:
        db.session.delete(row)
        return
    for name in KEPT:  # what somebody had said before is put down after how far they are
        if name in cell.before:
            setattr(row, name, _from_json(name, cell.before[name]))


def _busy(ids: list[int]) -> set[int]:
    """Those of the new ones who got or answered an invitation, or came."""
    asked = sa.select(Registration.participation_id).where(
        Registration.participation_id.in_(ids),
        sa.or_(Registration.sent_at.is_not(None), Registration.answered_at.is_not(None)),
    )
    came = sa.select(Attendance.participation_id).where(Attendance.participation_id.in_(ids))
    return {*db.session.scalars(asked), *db.session.scalars(came)}


def _forget(kind: type[Any], remove: Any, ids: list[int]) -> None:
    """Rows of the directory that nobody has changed and that nothing needs."""
    for row in db.session.scalars(sa.select(kind).where(kind.id.in_(ids), kind.version == 1)).all():
        try:
            remove(row)
        except Refused:
            continue  # somebody works there by now, or is in another list


def _as_json(row: Participation) -> dict[str, Any]:
    return {
        "standing": row.standing.value,
        "was": row.was.value if row.was else None,
        "parts": [part.value for part in row.parts],
        "invited_on": row.invited_on.isoformat() if row.invited_on else None,
    }


def _from_json(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name == "parts":
        return tuple(ParticipantRole(part) for part in value)
    return date.fromisoformat(value) if name == "invited_on" else Standing(value)
