"""Undo of anything, in any order of doing, gives back the identical rows; redo too; what others changed since is refused."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from facilitate.data.db import db
from facilitate.data.row_cells import recording_rows
from facilitate.events.models import Event
from facilitate.history.applying import apply_rows, reverse_rows
from facilitate.history.models import Change
from facilitate.history.rooms import RoomHistory
from facilitate.participation.models import Target, TargetKind
from facilitate.web.app import HISTORIES, PLANNER_HISTORIES, PLANNER_REMOVALS, REMOVALS
from facilitate.web.refused import Refused

from ..statements import count_statements
from ..table_rows import rows_that_count
from .acts import write_company_wish
from .made_rows import make_rows
from .removing_acts import ACTS, ONE, OTHER

ROOMS = {room.key: room for room in [*HISTORIES, *PLANNER_HISTORIES]}
OF_PLANNER = {room.key for room in PLANNER_HISTORIES}
MEMORY = {"change"}
"""Tables that remember what was done."""
ASIDE = {"version", "removed_at", "gone", "undone"}
"""Columns that count edits, or say that a row is removed."""


def rows_there() -> dict[str, list[str]]:
    """Every row of the planner that counts, but what is remembered of changes."""
    found = rows_that_count(
        ASIDE, lambda row: not (row.get("removed_at") or row.get("gone") or row.get("undone"))
    )
    return {name: rows for name, rows in found.items() if name not in MEMORY}


def event_of_the_demo() -> Event:
    """An event in which everything has been done that the examples need."""
    event = db.session.scalars(sa.select(Event).where(Event.slug == "annual-next")).one()
    make_rows(event.id, ONE)
    write_company_wish(event)
    return event


def test_everything_that_can_be_undone_has_an_example() -> None:
    """A room that tells what was done, or a kind of change, comes with an example; and so does every kind of row removed."""
    shown = {room for room, _kind in ACTS}
    kinds = {one.__mapper_args__["polymorphic_identity"] for one in Change.__subclasses__()}
    assert (set(ROOMS) - shown, kinds - shown, shown - set(ROOMS)) == (set(), set(), set())
    removals = [*REMOVALS, *PLANNER_REMOVALS]
    removed = {(one.key, model.__name__) for one in removals for model in one.models}
    assert (removed - set(ACTS), [one.key for one in removals if not one.models]) == (set(), [])


def test_every_room_that_tells_has_a_page(app: Flask) -> None:
    """Its name leads there; an endpoint is a plain word that nothing else checks."""
    assert {room.page for room in ROOMS.values()} - set(app.view_functions) == set()


@pytest.mark.both_databases
@settings(
    max_examples=2,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(order=st.permutations(sorted(ACTS)))
def test_undo_and_redo_give_back_the_identical_rows(
    demo: Flask, order: list[tuple[str, str]]
) -> None:
    with demo.test_request_context():
        event = event_of_the_demo()
        before, done = rows_there(), []
        for room, kind in order:
            done.append((ROOMS[room], ACTS[room, kind](event)[0]))
        after = rows_there()
        take_back(event, done, again=False)
        assert differing(rows_there(), before) == {}
        take_back(event, done, again=True)
        assert differing(rows_there(), after) == {}
        db.session.rollback()
        db.session.expunge_all()


def take_back(event: Event, done: list[tuple[RoomHistory, int]], again: bool) -> None:
    """Undo everything, the last first; or do it again in the order it was done."""
    for room, change in done if again else reversed(done):
        room.take_back(None if room.key in OF_PLANNER else event, change, ONE, again)


def differing(rows: dict[str, list[str]], others: dict[str, list[str]]) -> dict[str, Any]:
    """The rows that are here or there only, by table."""
    return {
        name: (sorted(set(mine) - set(others[name])), sorted(set(others[name]) - set(mine)))
        for name, mine in rows.items()
        if mine != others[name]
    }


def test_what_somebody_else_changed_since_is_refused_in_words_and_stays(demo: Flask) -> None:
    with demo.test_request_context():
        event, done = event_of_the_demo(), []
        for (room, kind), do in ACTS.items():
            change, meddle = do(event)
            meddle()
            done.append((kind, ROOMS[room], change))
        before = rows_there()
        for kind, room, change in done:
            refused = None
            try:
                room.take_back(None if room.key in OF_PLANNER else event, change, OTHER, False)
            except Refused as said:
                refused = str(said)
            assert " " in (refused or ""), kind
        assert differing(rows_there(), before) == {}


def test_many_rows_are_taken_back_in_as_few_statements_as_three(app: Flask, cast: Any) -> None:
    """New, changed in one column and in another; back and done again."""
    mine, asked = Target.event_id == cast.event_id, []
    with app.app_context():
        for count in (3, 60):
            with recording_rows((Target, mine)) as new:
                kinds = {"event_id": cast.event_id, "kind": TargetKind.SECTOR, "least": 1}
                rows = [Target(keys=f"{number}", **kinds) for number in range(count)]
                db.session.add_all(rows)
            with recording_rows((Target, mine)) as edited:
                for number, row in enumerate(rows):
                    setattr(row, *(("least", 20 + number) if number % 2 else ("keys", "donor")))
            there, cells = rows_there(), [*new, *edited]
            with count_statements() as statements:
                apply_rows(reverse_rows(cells))
                apply_rows(cells)
            asked.append(len(statements))
            assert differing(rows_there(), there) == {}
            assert len(edited) == count
            apply_rows(reverse_rows(cells))
    assert asked[0] == asked[1] <= 16
