"""What was done to the seatings of an event's cafés, for the page of its history."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import defer

from ...agenda.models import Step
from ...data.db import db
from ...events.access import Can
from ...events.models import Event
from ...history.rooms import RoomHistory, ToldChange
from ...web.i18n import _, _l, pick_wording, use_words
from ...web.refused import Refused
from .. import actions
from ..floor import CafeFloor
from ..group_words import words_for
from ..models import Cafe, CafeSeating
from ..queries import cafe_steps, floor_of
from . import seat_changes
from .queries import back_and_on
from .wording import done_sentence


def _changed(event: Event) -> sa.Select[int, datetime, int | None]:
    columns = (CafeSeating.id, CafeSeating.at, CafeSeating.user_id)
    query = (
        sa.select(*columns)
        .join(Cafe, Cafe.id == CafeSeating.cafe_id)
        .join(Step, Step.id == Cafe.step_id)
    )
    return query.where(Step.event_id == event.id, Step.removed_at.is_(None))


def _told(event: Event, ids: Sequence[int]) -> Mapping[int, ToldChange]:
    query = sa.select(CafeSeating, Cafe.step_id, Step.title).join(
        Cafe, Cafe.id == CafeSeating.cafe_id
    )
    query = query.join(Step, Step.id == Cafe.step_id).where(
        CafeSeating.id.in_(ids), Step.event_id == event.id
    )
    rows = db.session.execute(query.options(defer(CafeSeating.content))).all()
    steps = cafe_steps(event)
    floors = {
        on.id: found[0]
        for on in steps
        if on.id in {row.step_id for row in rows} and (found := floor_of(event, on.id, on))
    }
    near = {step_id: back_and_on(floor) for step_id, floor in floors.items()}
    return {
        row.CafeSeating.id: _in_words(
            floors[row.step_id],
            row.CafeSeating,
            pick_wording(row.title),
            {one.id for one in near[row.step_id] if one is not None},
        )
        for row in rows
        if row.step_id in floors
    }


def _in_words(floor: CafeFloor, row: CafeSeating, title: str, near: set[int]) -> ToldChange:
    """Only the seating that holds can be undone, and the one undone last done again: each was made from the one before."""
    with use_words(words_for(floor.form)):
        done = done_sentence(floor, row.did, row.about)
    return ToldChange(done, row.undone, final=row.id not in near, source=title)


def _take_back(event: Event, change_id: int, _by: int, again: bool) -> ToldChange:
    step_id = db.session.scalar(
        sa.select(Cafe.step_id)
        .join(CafeSeating, CafeSeating.cafe_id == Cafe.id)
        .where(CafeSeating.id == change_id)
    )
    floor = seat_changes.hold_floor(event, step_id or 0)
    step = back_and_on(floor)[int(again)]
    if step is None or step.id != change_id:
        raise Refused(
            _(
                "The seating has been changed since. Go back to an earlier one in the "
                "history of the seating."
            )
        )
    row = actions.redo_seating(floor.cafe) if again else actions.undo_seating(floor.cafe)
    assert row is not None
    return ToldChange(done_sentence(floor, row.did, row.about), row.undone)


CAFE_HISTORY = RoomHistory(
    key="cafe",
    name=_l("Café"),
    page="cafe.show_cafe",
    sees=Can.RUN_CAFE,
    undoes=Can.RUN_CAFE,
    undoes_own=Can.RUN_CAFE,
    changed=_changed,
    told=_told,
    take_back=_take_back,
)
