"""What was written down at the demo's conference of 2008: line by line, by two note-takers and a facilitator."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from ... import clock
from ...accounts.models import User
from ...agenda.models import LiveAction, Step, Strand
from ...agenda.progress import PressKind
from ...cafe.models import Cafe, CafeTable
from ...data.content import PACKAGE, read_toml, words_from_toml
from ...data.db import db
from ...directory.models import County, Sector
from ...events.actions import join_team
from ...events.models import Event, Role
from ...notes.actions import resolve_place, write_line
from ...notes.models import NoteKind
from ...notes.spots import NoteSpot

FILE = PACKAGE / "setup" / "demo" / "cafe_notes.toml"
WROTE = {"N1": Role.NOTE_TAKER, "N2": Role.NOTE_TAKER, "F2": Role.FACILITATOR}
GROUPS = "Grupe pune sipas qarqeve"


def write_notes(event: Event, users: Mapping[str, User]) -> None:
    """Put the lines into the event, each a few minutes after the one before it."""
    table = read_toml(FILE)
    members = {key: join_team(event, users[key], role) for key, role in WROTE.items()}
    steps = {
        step.title.sq: step
        for step in db.session.scalars(sa.select(Step).where(Step.event_id == event.id))
    }
    takers = [members["N1"].id, members["N2"].id, members["F2"].id, members["N1"].id]
    groups = [
        Strand(
            event_id=event.id,
            block_id=steps[GROUPS].id,
            rank="abcd"[number],
            name=words_from_toml(row, "name"),
            note_taker_id=taker,
            removed_at=None,
        )
        for number, (row, taker) in enumerate(zip(table["groups"], takers, strict=True))
    ]
    db.session.add_all(groups)
    db.session.flush()
    tables = {
        one.number: one.id
        for one in db.session.scalars(
            sa.select(CafeTable).join(Cafe).where(Cafe.step_id == steps["World café"].id)
        )
    }
    known = {
        Sector: {row.key: row.id for row in db.session.execute(sa.select(Sector.key, Sector.id))},
        County: {row.key: row.id for row in db.session.execute(sa.select(County.key, County.id))},
    }
    for step in steps.values():
        if step.title.sq != GROUPS:
            step.note_taker_id = members["N1"].id
    number = 0
    for place in table["places"]:
        step = steps[place["step"]]
        spot = NoteSpot(
            step.id,
            groups[place["group"] - 1].id if "group" in place else None,
            tables[place["table"]] if "table" in place else None,
            place.get("round"),
        )
        where, began = resolve_place(event, spot, event.title), _began(step.id)
        late = timedelta(minutes=25 * (place.get("round", 1) - 1) + 3)
        for turn, row in enumerate(place["lines"]):
            number += 1
            at = began + late + timedelta(minutes=2 * turn, seconds=17 * turn % 60)
            write_line(
                event,
                f"annual-2008-{number:03}",
                where,
                at=at,
                now=at,
                **_line(row, place, users, known),
            )


def _line(
    row: Mapping[str, Any],
    place: Mapping[str, Any],
    users: Mapping[str, User],
    known: Mapping[Any, Mapping[str, int]],
) -> dict[str, Any]:
    return {
        "kind": NoteKind(row["kind"]),
        "text": row["text"],
        "sector_id": known[Sector][row["sector"]] if "sector" in row else None,
        "county_id": known[County][row["county"]] if "county" in row else None,
        "withheld": row.get("withheld", False),
        "by_id": users[row.get("by", place.get("by", "N1"))].id,
    }


def _began(step_id: int) -> datetime:
    """When the step was started on the day."""
    query = sa.select(LiveAction.at).where(
        LiveAction.step_id == step_id, LiveAction.did == PressKind.START
    )
    return db.session.scalars(query.order_by(LiveAction.at)).first() or clock.now()
