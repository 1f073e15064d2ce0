"""Whatever is changed in the file and in the planner meanwhile, no change is lost unseen, and undo gives back what was there."""

import io
from datetime import date
from typing import Any

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from facilitate.data.db import db
from facilitate.directory.importing.reading import read_list
from facilitate.events.models import Event
from facilitate.exchange.marking_up import settle_choices
from facilitate.lib.uploads import text_of_cell
from facilitate.participation.importing.actions import IMPORTS, apply_people_import
from facilitate.participation.importing.step import PeopleStep
from facilitate.participation.inviting.actions import people_list_file
from facilitate.participation.labels import roles_named
from facilitate.participation.models import ParticipantRole, Standing, roles_in_order
from facilitate.participation.queries import participations_by_person
from facilitate.web.i18n import label_of, use_language

from ...directory.importing.tables import book_bytes
from ..invited import Listed

COLUMNS = ("standing", "parts", "invited_on")
STANDINGS = st.sampled_from([Standing.LISTED, Standing.INVITED, Standing.COMING, Standing.ATTENDED])
PARTS = st.sets(
    st.sampled_from([ParticipantRole.SPEAKER, ParticipantRole.PRESS, ParticipantRole.OBSERVER]),
    min_size=1,
).map(roles_in_order)
DAYS = st.sampled_from([date(2027, 1, 4), date(2027, 2, 3)])
EDIT = st.fixed_dictionaries(
    {}, optional={"standing": STANDINGS, "parts": PARTS, "invited_on": DAYS}
)
EDITS = st.lists(EDIT, min_size=5, max_size=5)


def state(event: Event) -> list[tuple[Any, ...]]:
    """Everybody of the list as they are."""
    db.session.expire_all()
    return sorted(
        (row.id, row.standing, row.was, row.parts, row.invited_on)
        for row in participations_by_person(event).values()
    )


def edited(content: bytes, edits: list[dict[str, Any]]) -> bytes:
    """The list with these values typed into its rows, in its own words."""
    book = load_workbook(io.BytesIO(content))
    sheet = book.active
    assert sheet is not None
    with use_language("sq"):
        for row, edit in enumerate(edits, 2):
            for name, value in edit.items():
                typed = {"standing": label_of, "parts": roles_named}.get(name, lambda day: day)(
                    value
                )
                sheet.cell(row, 7 + ("parts", "standing", "invited_on").index(name)).value = typed
    return book_bytes(book)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(offline=EDITS, online=EDITS)
def test_no_edit_is_lost_unseen_and_undo_gives_back_what_was_there(
    app: Flask, listed: Listed, offline: list[dict[str, Any]], online: list[dict[str, Any]]
) -> None:
    with app.test_request_context():
        event = db.session.get_one(Event, listed.event_id)
        rows = sorted(
            participations_by_person(event).values(), key=lambda row: row.id
        )  # the names are in this order too
        exported = {row.id: {name: getattr(row, name) for name in COLUMNS} for row in rows}
        content = edited(people_list_file(event, contacts=False)[1], offline)
        for row, edit in zip(rows, online, strict=True):
            for name, value in edit.items():
                setattr(row, name, value)
        db.session.flush()
        before = state(event)
        now = {row.id: {name: getattr(row, name) for name in COLUMNS} for row in rows}
        step = PeopleStep(read_list(content, "list.xlsx"), {}, event)
        assert (step.outcome.problems, step.outcome.unknown, step.comparison.new) == ([], [], ())
        clashes = {
            (edit.record.code, change.name)
            for edit in step.comparison.clashing
            for change in edit.clashes
        }
        done = apply_people_import(
            event, step, settle_choices(step.comparison, set()), by=None, source="list.xlsx"
        )
        db.session.expire_all()
        for row, typed in zip(rows, offline, strict=True):
            for name in COLUMNS:
                file = typed.get(name, exported[row.id][name])
                after, asked = getattr(row, name), (str(row.person_id), name) in clashes
                if exported[row.id][name] != file != now[row.id][name] != exported[row.id][name]:
                    assert asked, name
                assert not asked or file != exported[row.id][name], name
                if file == exported[row.id][name] or asked:
                    moved = (
                        name == "invited_on" and now[row.id][name] is None
                    )  # who moves on is invited today
                    assert moved or after == now[row.id][name], (name, text_of_cell(file))
                else:
                    assert after == file, name
        after = state(event)
        if done is not None:
            for again, there in ((False, before), (True, after), (False, before)):
                IMPORTS.history.take_back(event, done.change.id, 1, again)
                assert state(event) == there
        db.session.rollback()
