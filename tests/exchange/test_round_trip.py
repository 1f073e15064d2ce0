"""Out and in again is nothing changed: every list, every kind of file, both languages."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from openpyxl import load_workbook

from facilitate.cafe.queries import cafe_steps
from facilitate.checklists.models import ChecklistSetting, Milestone, Task, TaskStatus
from facilitate.checklists.starting.actions import start_checklist
from facilitate.consultation.asking.actions import create_questionnaire
from facilitate.consultation.models import Invitation
from facilitate.data.db import db
from facilitate.events.models import Event, Member, Role
from facilitate.exchange.conversation import FileConversation
from facilitate.exchange.exported import BASE
from facilitate.exchange.lines import LineTopic
from facilitate.exchange.plain_pages import PlainConversation
from facilitate.exchange.waiting import Parcel
from facilitate.lib.text import Words
from facilitate.participation.actions import invite_to_event
from facilitate.participation.models import ParticipantRole, Standing
from facilitate.run.list_commands import LISTS, OF_PLANNER, TABLES, find_list
from facilitate.web.i18n import use_language

from .. import moment
from ..budget.conftest import Made, made
from ..directory.rows import add_office, add_worker
from ..people import Cast
from ..scenes import keep_scene
from .filled import LISTS as PLAIN
from .filled import fill_lists

__all__ = ["made"]


CODES = {
    text.casefold()
    for text in (
        "Code",
        "Version",
        "Kodi",
        "Versioni",
        "Numri (mos e ndryshoni)",
        "Numri në adresar",
        "Siç u eksportua",
        "Number in the directory",
    )
}
"""What the columns are called by which rows find back, in both languages."""
FILES = [
    (which, ending)
    for which in (*LISTS, TABLES, *OF_PLANNER, "starting list")
    for ending in ("xlsx", "ods", "csv")
    if (which, ending) != ("budget", "csv")  # a budget is several tables
]


@pytest.fixture
@keep_scene
def filled_lists(app: Flask, cast: Cast, made: Made) -> int:
    """The cast's event with a budget and a checklist in which hard texts and every status stand: its number."""
    with app.test_request_context():
        event = db.session.get_one(Event, cast.event_id)
        people = {Role(role): db.session.get_one(Member, id_) for role, id_ in cast.members.items()}
        start_checklist(event, moment.planner_today(), people)
        rows = db.session.scalars(sa.select(Task).order_by(Task.id).limit(8)).all()
        texts = ["=1+1", "two  blanks", "a\nb", "Ç ë “–”", "_x0041_", "<b>&", "'quoted'", "🎉"]
        for row, text in zip(rows, texts, strict=True):
            row.note, row.effort = text, 1.25
        rows[0].status, rows[0].done_on = TaskStatus.DONE, moment.planner_today()
        rows[1].status, rows[1].blocked_by = TaskStatus.BLOCKED, "the ministry"
        rows[2].status, rows[2].milestone = TaskStatus.NOT_NEEDED, Milestone.GUIDE
        rows[3].status, rows[3].extra = TaskStatus.IN_PROGRESS, {"Cost": "12"}
        db.session.add(ChecklistSetting(event_id=event.id, columns=["Cost"]))
        somebody = add_worker("Ana Çela", add_office("Qendra “Drita” & Co"))
        somebody.position, somebody.phone = Words("=Head", "'Kryetare"), "+355 69 123 4567"
        row = invite_to_event(
            event,
            somebody,
            Standing.ATTENDED,
            [ParticipantRole.PANELLIST, ParticipantRole.PRESS],
            moment.planner_today(),
        )
        row.was, somebody.organisation = (
            Standing.WAITING,
            add_office("Where she works now", "donor"),
        )
        fill_lists(event)
        questionnaire = create_questionnaire(event, moment.planner_today())
        for number, name in enumerate(("=Ana Çela", "'Ben, Kola", "Drita; Leka")):
            db.session.add(
                Invitation(
                    questionnaire_id=questionnaire.id, name=name, email=f"p{number}@office.example"
                )
            )
        db.session.commit()
        return event.id


@pytest.fixture
def event(app: Flask, filled_lists: int) -> Iterator[Event]:
    """That event."""
    with app.test_request_context():
        yield db.session.get_one(Event, filled_lists)


def conversation_of(event: Event, which: str) -> FileConversation[Any]:
    """The list as its page and its command hold it."""
    if which == "starting list":
        kept = PLAIN[which](event)
        return PlainConversation(kept, 0, page="", pages="", ways={}, name="", more={})
    slug = () if which in OF_PLANNER else ("spring",)
    return find_list(which, slug, cafe_steps(event)[0].id)


def ready(talk: FileConversation[Any], content: bytes, name: str) -> Parcel:
    """The file as it is read, its columns as they are guessed."""
    db.session.commit()  # what left has been written down
    parcel = Parcel(name, content)
    if talk.step_after(parcel) == "columns":
        return talk.planned(parcel, talk.columns_of(parcel))
    return parcel


@pytest.mark.parametrize("language", ["en", "sq"])
@pytest.mark.parametrize(("which", "ending"), FILES)
def test_out_and_in_again_is_nothing_changed(
    app: Flask, event: Event, which: str, ending: str, language: str
) -> None:
    event.language = language
    db.session.commit()
    with use_language(language):
        talk = conversation_of(event, which)
        preview = talk.preview_of(talk.read(ready(talk, talk.to_file(ending), f"list.{ending}")))
    assert (list(preview.problems), list(preview.told)) == ([], [])
    assert [line for line in preview.more if line.what is not LineTopic.TOLD] == []
    assert (preview.offers_something, preview.blocked) == (False, False)
    assert [
        (one.found.repeated, one.found.missing) for one in preview.tables if one.found.edits
    ] == []
    assert sum(len(one.found.unchanged) for one in preview.tables) > 0


@pytest.mark.parametrize("which", [*LISTS, *OF_PLANNER])
def test_without_its_codes_a_list_is_matched_and_nothing_doubled(event: Event, which: str) -> None:
    talk = conversation_of(event, which)
    book = load_workbook(io.BytesIO(talk.to_file("xlsx")))
    for sheet in book.worksheets:
        for column in range(sheet.max_column, 0, -1):
            heads = {str(sheet.cell(row, column).value).casefold() for row in (1, 2, 3)}
            if heads & CODES:
                sheet.delete_cols(column)
    file = io.BytesIO()
    book.save(file)
    preview = talk.preview_of(talk.read(ready(talk, file.getvalue(), "list.xlsx")))
    assert [(one.found.new, one.found.missing) for one in preview.tables] == [((), ())] * len(
        preview.tables
    )


@pytest.mark.parametrize("which", [*LISTS, TABLES])
def test_a_file_of_ours_is_read_whatever_its_headings(event: Event, which: str) -> None:
    def renamed(cells: Any, number: int) -> None:
        for cell in cells:
            cell.value = f"Zzz {number} {cell.column}" if cell.value else None

    talk = conversation_of(event, which)
    content = talk.to_file("xlsx")
    for edit in (
        lambda sheet: renamed(sheet[3], sheet.max_row),
        lambda sheet: sheet.delete_rows(3),
        lambda sheet: sheet.delete_rows(1, 3),
    ):
        book = load_workbook(io.BytesIO(content))
        if BASE not in book.sheetnames:
            return  # a list of people: its columns are asked for
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                edit(sheet)
        file = io.BytesIO()
        book.save(file)
        preview = talk.preview_of(talk.read(Parcel("list.xlsx", file.getvalue())))
        assert (list(preview.problems), preview.offers_something) == ([], False)
        assert preview.told
