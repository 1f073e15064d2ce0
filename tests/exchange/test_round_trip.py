"""Out and in again is nothing changed: every list, every kind of file, both languages."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.budget.excel import actions as budget
from facilitate.checklists.excel import actions as checklists
from facilitate.checklists.models import Milestone, Task, TaskStatus
from facilitate.checklists.starting.actions import start_checklist
from facilitate.data.db import db
from facilitate.directory.contacts.rows import (
    office_columns,
    office_rows,
    people_columns,
    people_rows,
)
from facilitate.directory.contacts.sheet import contacts_to_csv, contacts_to_xlsx
from facilitate.directory.importing.plan import DirectoryOutcome
from facilitate.directory.importing.reading import read_list
from facilitate.directory.importing.step import ListImport
from facilitate.directory.queries import find_organisations, find_people
from facilitate.directory.search import ListSearch
from facilitate.events.models import Event, Member, Role
from facilitate.exchange.merge import Comparison
from facilitate.lib.opendocument_out import as_opendocument
from facilitate.lib.text import Words
from facilitate.participation.actions import invite_to_event
from facilitate.participation.importing.step import PeopleStep
from facilitate.participation.inviting.actions import people_list_file
from facilitate.participation.models import ParticipantRole, Standing
from facilitate.web.i18n import use_language

from .. import moment
from ..budget.conftest import Made, made
from ..directory.rows import add_office, add_worker
from ..people import Cast
from .filled import LISTS as PLAIN
from .filled import fill_lists

__all__ = ["made"]


def _checklist(event: Event, content: bytes, name: str) -> list[Comparison]:
    return [checklists.compare_checklist_file(event, content, name).tasks]


def _budget(event: Event, content: bytes, _name: str) -> list[Comparison]:
    return list(budget.compare_budget_file(event, content).tables.values())


def _directory(_event: Event, content: bytes, name: str) -> list[DirectoryOutcome]:
    found = ListImport(read_list(content, name), {}).outcome
    assert (found.problems, found.suspects, found.notes) == ([], [], [])
    return [found]


def _people(ending: str) -> bytes:
    rows, columns = (
        people_rows(find_people(ListSearch(), size=1000).rows),
        people_columns(contacts=True),
    )
    return (
        contacts_to_csv(columns, rows)
        if ending == "csv"
        else contacts_to_xlsx("List", columns, rows)
    )


def _offices(ending: str) -> bytes:
    rows, columns = office_rows(find_organisations(ListSearch(), 1000).rows), office_columns()
    return (
        contacts_to_csv(columns, rows)
        if ending == "csv"
        else contacts_to_xlsx("List", columns, rows)
    )


def _participants(event: Event, content: bytes, name: str) -> list[Comparison]:
    step = PeopleStep(read_list(content, name), {}, event)
    assert (step.outcome.problems, step.outcome.suspects, step.outcome.notes) == ([], [], [])
    return [step.comparison]


def _plain(which: str) -> Callable[[Event, bytes, str], list[Comparison]]:
    def back(event: Event, content: bytes, name: str) -> list[Comparison]:
        found = PLAIN[which](event).read(content, name)
        assert (found.problems, found.told) == ([], [])
        return [found.found]

    return back


Out = Callable[[Event], bytes]
LISTS: dict[str, tuple[Out, Callable[[Event, bytes, str], list[Any]]]] = {
    "checklist.xlsx": (checklists.checklist_workbook, _checklist),
    "checklist.ods": (
        lambda event: as_opendocument(checklists.checklist_workbook(event)),
        _checklist,
    ),
    "checklist.csv": (checklists.checklist_csv, _checklist),
    "budget.xlsx": (budget.budget_workbook, _budget),
    "budget.ods": (lambda event: as_opendocument(budget.budget_workbook(event)), _budget),
    "participants.xlsx": (lambda event: people_list_file(event, contacts=True)[1], _participants),
    "participants.ods": (
        lambda event: as_opendocument(people_list_file(event, contacts=False)[1]),
        _participants,
    ),
    "participants.csv": (
        lambda event: people_list_file(event, contacts=True, ending="csv")[1],
        _participants,
    ),
    "people.xlsx": (lambda _event: _people("xlsx"), _directory),
    "people.ods": (lambda _event: as_opendocument(_people("xlsx")), _directory),
    "people.csv": (lambda _event: _people("csv"), _directory),
    "organisations.xlsx": (lambda _event: _offices("xlsx"), _directory),
    "organisations.ods": (lambda _event: as_opendocument(_offices("xlsx")), _directory),
    "organisations.csv": (lambda _event: _offices("csv"), _directory),
    **{
        f"{which}.{ending}": (
            lambda event, which=which, ending=ending: PLAIN[which](event).to_file(ending),
            _plain(which),
        )
        for which in PLAIN
        for ending in ("xlsx", "ods", "csv")
    },
}


@pytest.fixture
def event(app: Flask, cast: Cast, made: Made) -> Iterator[Event]:
    """The cast's event with a budget and a checklist in which hard texts and every status stand."""
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
        db.session.commit()
        yield event


@pytest.mark.parametrize("language", ["en", "sq"])
@pytest.mark.parametrize("name", LISTS)
def test_out_and_in_again_is_nothing_changed(
    app: Flask, event: Event, name: str, language: str
) -> None:
    out, back = LISTS[name]
    event.language = language
    db.session.commit()
    with use_language(language):
        tables = back(event, out(event), name)
    for found in tables:
        for kind in ("new", "changed", "missing", "clashing", "repeated"):
            assert tuple(getattr(found, kind)) == (), kind
    assert sum(len(found.unchanged) for found in tables) > 0
