"""What was learned, of events that the person signed in may see, and of forums."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from ...data.db import db
from ...events.models import Event
from ...forums.models import Forum
from ..labels import SHEET
from ..models import Lesson, PracticeSheet
from ..queries import is_event_visible
from .finding import LearnedSource, SaidLesson, WrittenField

MOST_LESSONS = 3000
"""Lessons that are searched, the latest first."""


def lessons_on_sheets(
    *conditions: sa.ColumnElement[bool], most: int = MOST_LESSONS
) -> list[SaidLesson]:
    """Lessons that stand on a sheet, of the latest events first, then of forums."""
    query = (
        sa.select(
            Lesson.id,
            Lesson.text,
            Lesson.keep,
            Lesson.technique,
            Lesson.step_kind,
            Lesson.plain,
            Event.slug,
            Event.title,
            Event.first_day,
            Forum.slug.label("forum"),
            Forum.name,
        )
        .outerjoin(Event, Event.id == Lesson.event_id)
        .outerjoin(Forum, Forum.id == Lesson.forum_id)
        .where(
            Lesson.taken.is_(True),
            sa.or_(Lesson.forum_id.is_not(None), is_event_visible(Event.id)),
            *conditions,
        )
        .order_by(*_in_turn(), Lesson.keep.desc(), Lesson.id)
        .limit(most)
    )
    return [
        SaidLesson(
            id=row.id,
            source=_source(row),
            text=row.text,
            keep=row.keep,
            technique=row.technique,
            step_kind=row.step_kind,
            plain=row.plain,
        )
        for row in db.session.execute(query)
    ]


def written_sheet_fields() -> list[WrittenField]:
    """The fields of all sheets that hold something, of the latest events first, then of forums."""
    columns = [getattr(PracticeSheet, name) for name in SHEET]
    query = (
        sa.select(
            Event.slug,
            Event.title,
            Event.first_day,
            Forum.slug.label("forum"),
            Forum.name,
            *columns,
        )
        .select_from(PracticeSheet)
        .outerjoin(Event, Event.id == PracticeSheet.event_id)
        .outerjoin(Forum, Forum.id == PracticeSheet.forum_id)
        .where(sa.or_(PracticeSheet.forum_id.is_not(None), is_event_visible(Event.id)))
        .order_by(*_in_turn(), PracticeSheet.id)
    )
    return [one for row in db.session.execute(query) for one in _fields(row)]


def _in_turn() -> tuple[sa.ColumnElement[Any], ...]:
    """The latest events first, then forums; one after the other."""
    return Event.first_day.desc().nulls_last(), Event.id.expression, Forum.id.expression


def _source(row: Any) -> LearnedSource:
    if row.slug:
        return LearnedSource(row.slug, row.title, row.first_day)
    return LearnedSource(f"forum:{row.forum}", row.name, None)


def _fields(row: Any) -> Iterable[WrittenField]:
    source = _source(row)
    return (WrittenField(source, name, text) for name in SHEET if (text := getattr(row, name)))
