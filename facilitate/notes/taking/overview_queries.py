"""What the overview asks for: lines by place, note-takers, groups and cafés, which step is on."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import sqlalchemy as sa

from ... import clock
from ...accounts.models import User
from ...agenda.dates import seconds_of_day
from ...agenda.models import Step, Strand
from ...agenda.plan import Plan
from ...agenda.progress import track_progress
from ...agenda.running.queries import pressings_of
from ...agenda.running.tracks import main_track
from ...cafe.models import Cafe, CafeNote, CafeTable
from ...data.db import db, model_again
from ...events.models import Event, Member
from ...lib.text import Words
from ..models import NoteLine
from ..spots import NoteSpot
from .overview import CafeNotes, NotesFacts, NotesGroup


def line_counts_of(event: Event) -> dict[NoteSpot, int]:
    """How many lines every place has."""
    columns = (NoteLine.step_id, NoteLine.strand_id, NoteLine.table_id, NoteLine.round)
    query = sa.select(*columns, sa.func.count(NoteLine.id)).where(
        NoteLine.event_id == event.id, NoteLine.removed_at.is_(None)
    )
    return {
        NoteSpot(*place): number for *place, number in db.session.execute(query.group_by(*columns))
    }


def notes_facts_of(event: Event) -> NotesFacts:
    """Note-takers, groups and cafés with what their tables wrote."""
    taker = sa.select(Step.id, User.name).join(Member, Step.note_taker_id == Member.id)
    takers = taker.join(User, Member.user_id == User.id).where(
        Step.event_id == event.id, Step.removed_at.is_(None)
    )
    strands = (
        sa.select(Strand.id, Strand.block_id, Strand.name, User.name.label("taker"), Strand.rank)
        .outerjoin(Member, Strand.note_taker_id == Member.id)
        .outerjoin(User, Member.user_id == User.id)
        .where(Strand.event_id == event.id, Strand.removed_at.is_(None))
    )
    found = sorted(db.session.execute(strands).all(), key=lambda row: (row.rank, row.id))
    groups = [NotesGroup(row.id, row.block_id, row.name, row.taker or "") for row in found]
    return NotesFacts(
        {key: name for key, name in db.session.execute(takers)}, groups, _cafes(event)
    )


def _cafes(event: Event) -> dict[int, CafeNotes]:
    member, user = model_again(Member, "member"), model_again(User, "user")
    query = (
        sa.select(
            Cafe.step_id,
            Cafe.rounds,
            CafeTable.id,
            CafeTable.number,
            CafeTable.name,
            sa.func.coalesce(user.name, CafeTable.note_taker_name, "").label("taker"),
        )
        .join(Step, Cafe.step_id == Step.id)
        .join(CafeTable, CafeTable.cafe_id == Cafe.id)
        .outerjoin(member, CafeTable.note_taker_id == member.id)
        .outerjoin(user, member.user_id == user.id)
        .where(Step.event_id == event.id, Step.removed_at.is_(None))
        .order_by(CafeTable.number, CafeTable.id)
    )
    found: dict[int, CafeNotes] = {}
    for step, rounds, table, number, name, taker in db.session.execute(query):
        tables = found[step].tables if step in found else ()
        found[step] = CafeNotes(rounds, (*tables, (table, number, name, taker)))
    points = _points(event) if found else {}
    return {step: replace(one, points=points.get(step, {})) for step, one in found.items()}


def _points(event: Event) -> dict[int, dict[tuple[int, int], int]]:
    """How many key points each table wrote in each round, by step."""
    columns = (Cafe.step_id, CafeNote.table_id, CafeNote.round)
    query = (
        sa.select(*columns, sa.func.count(CafeNote.id))
        .join(Cafe, CafeNote.cafe_id == Cafe.id)
        .join(Step, Cafe.step_id == Step.id)
        .where(
            Step.event_id == event.id, CafeNote.removed_at.is_(None), CafeNote.table_id.is_not(None)
        )
    )
    found: dict[int, dict[tuple[int, int], int]] = {}
    for step, table, turn, number in db.session.execute(query.group_by(*columns)):
        found.setdefault(step, {})[table or 0, turn] = number
    return found


def step_on_now(event: Event, plan: Plan) -> tuple[date, int, int | None]:
    """The day it is there, the minute of it, and the step that is on as it was pressed. Asks only on a day of the event."""
    now = clock.now()
    on = clock.day_in(event.zone, now)
    minute = int(seconds_of_day(now, on, event.zone) // 60)
    day = next((one for one in plan.in_order if one.on == on), None)
    track = main_track(plan, day.id) if day and event.first_day <= on <= event.last_day else None
    if track is None:
        return on, minute, None
    current = track_progress(
        track.planned, pressings_of(event).on(on, event.zone), seconds_of_day(now, on, event.zone)
    ).current
    return on, minute, current.id if current else None


def lost_places(event: Event, known: Sequence[int]) -> list[tuple[NoteSpot, Words, int]]:
    """Places that are no longer in the agenda (`known`: the steps that are), as they were called, with how many lines each has."""
    mine = sa.and_(NoteLine.event_id == event.id, NoteLine.removed_at.is_(None))
    gone = sa.or_(NoteLine.step_id.is_(None), NoteLine.step_id.not_in(known))
    columns = (
        NoteLine.step_id,
        NoteLine.strand_id,
        NoteLine.table_id,
        NoteLine.round,
        NoteLine.place,
    )
    found: dict[tuple[NoteSpot, Words], int] = {}
    for *place, called in db.session.execute(
        sa.select(*columns).where(mine, gone).order_by(NoteLine.id)
    ):
        key = (NoteSpot(*place), called)
        found[key] = found.get(key, 0) + 1
    return [(spot, called, number) for (spot, called), number in found.items()]
