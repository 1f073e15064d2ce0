"""Rows for every list that is one table, and how each is reached."""

from collections.abc import Callable
from dataclasses import replace

import sqlalchemy as sa

from facilitate.agenda.actions import start_agenda
from facilitate.agenda.editing.room_list import kept_rooms
from facilitate.agenda.models import Room
from facilitate.cafe.actions import create_cafe
from facilitate.cafe.laying.table_list import kept_tables
from facilitate.cafe.queries import cafe_steps
from facilitate.checklists.models import ChecklistTemplate
from facilitate.checklists.starting.actions import kept_starting_list, save_starting_list
from facilitate.checklists.starting.queries import shipped_list
from facilitate.checklists.starting.task_list import record_of_task
from facilitate.data.db import db
from facilitate.events.models import Event, EventKind, Member, Role
from facilitate.exchange.plain_pages import KeptList
from facilitate.lib.text import Words
from facilitate.practice.lessons.actions import place_lesson
from facilitate.practice.lessons.lesson_list import kept_lessons

from ..cafe.conftest import AGENDA, CAFE
from ..practice.rows import add_lesson

TEXTS = ("Salla e madhe", "-1 “Ç” & <b>", "'Annex")
"""What no file may change on its way."""


def _starting_list(event: Event) -> KeptList:
    return kept_starting_list(
        db.session.scalars(sa.select(ChecklistTemplate.id)).one(), event.language
    )


LISTS: dict[str, Callable[[Event], KeptList]] = {
    "lessons": kept_lessons,
    "rooms": kept_rooms,
    "tables": lambda event: kept_tables(event, cafe_steps(event)[0].id),
    "starting list": _starting_list,
}
"""Every list that is one table."""


def fill_lists(event: Event) -> None:
    """Three rows or more in each list of an event."""
    steps = start_agenda(event, AGENDA)
    lasts = next(one for one in steps if one.title.en == "What lasts")
    create_cafe(lasts.id, CAFE)
    db.session.add_all(
        Room(event_id=event.id, name=name, capacity=number) for number, name in enumerate(TEXTS)
    )
    tasks = {one.code: record_of_task(one) for one in shipped_list(EventKind.TRAINING).tasks}
    for text, (code, record) in zip(TEXTS, list(tasks.items())[:3], strict=True):
        tasks[code] = replace(record, values={**record.values, "title_sq": text})
    for number, text in enumerate(TEXTS):
        lesson = add_lesson(event.id, text, taken=(None, True, False)[number], keep=number > 0)
        place_lesson(lesson, lasts if number == 1 else None, "fishbowl" if number == 2 else "")
        db.session.add(lesson)
    owner = db.session.scalars(
        sa.select(Member.user_id).where(Member.role == Role.ORGANISER)
    ).first()
    save_starting_list(owner or 0, Words("Ours"), tasks)
