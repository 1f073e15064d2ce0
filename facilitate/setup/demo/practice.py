"""What the demo's teams have learned and answered: lessons of past events and of the North group, its sheet, a start half answered."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa

from ...accounts.models import User
from ...agenda.models import Step
from ...data.content import PACKAGE, read_toml, words_from_toml
from ...data.db import db
from ...events.models import Event
from ...forums.models import Forum, ForumMeeting
from ...lib.text import Words
from ...practice.lessons.actions import open_link_of, save_lesson, searched_lesson_text
from ...practice.models import Lesson, PracticeSheet, StartAnswer
from .library import load_library

TABLE = PACKAGE / "setup" / "demo" / "practice.toml"


def load_practice(events: Mapping[str, Event], users: Mapping[str, User], today: date) -> None:
    """Everything of the file, and the library; the forums are there already."""
    load_library(users["O1"], today)
    table = read_toml(TABLE)
    for number, row in enumerate(table["lessons"]):
        _lesson(events[row["event"]], f"demo-{number}", row, row.get("taken", True))
    forum = db.session.scalars(sa.select(Forum).where(Forum.slug == table["forum"]["slug"])).one()
    _sheet(forum, table["forum"])
    open_link_of(forum, today + timedelta(days=30))
    for number, row in enumerate(table["of_forum"]):
        written = datetime.combine(today - timedelta(days=9 - number), time(10, 40), UTC)
        save_lesson(
            forum,
            f"demo-forum-{number}",
            words_from_toml(row),
            keep=row.get("keep", False),
            name=row["name"],
            at=written,
            taken=row.get("taken"),
        )
    if latest := _latest(forum, today):
        open_link_of(latest, today + timedelta(days=14))
        for number, row in enumerate(table["waiting"]):
            _lesson(latest, f"demo-waiting-{number}", row, None)
    for row in table["answers"]:
        on = today - timedelta(days=row["days_ago"])
        answer = StartAnswer(
            event_id=events["annual-next"].id,
            key=row["key"],
            text=row["text"],
            settled=row["settled"],
            on=on,
            by_id=users["O1"].id,
        )
        db.session.add(answer)
    db.session.flush()


def _latest(forum: Forum, today: date) -> Event | None:
    """The forum's latest meeting that is over."""
    met = sa.select(Event).join(ForumMeeting, ForumMeeting.event_id == Event.id)
    return db.session.scalar(
        met.where(ForumMeeting.forum_id == forum.id, Event.last_day < today)
        .order_by(Event.first_day.desc())
        .limit(1)
    )


def _lesson(event: Event, key: str, row: dict[str, Any], taken: bool | None) -> None:
    """A lesson, written two days after the event; about the step of its technique, where the agenda has one."""
    text, technique = words_from_toml(row), row.get("technique", "")
    step = db.session.scalar(
        sa.select(Step)
        .where(Step.event_id == event.id, Step.technique == technique, Step.technique != "")
        .limit(1)
    )
    at = datetime.combine(event.last_day + timedelta(days=2), time(18, 20), UTC)
    db.session.add(
        Lesson(
            event_id=event.id,
            key=key,
            text=text,
            keep=row.get("keep", False),
            technique=technique,
            step_kind=step.kind.value if step else "",
            step_id=step.id if step else None,
            name=row["name"],
            at=at,
            taken=taken,
            plain=searched_lesson_text(text),
        )
    )


def _sheet(forum: Forum, table: dict[str, Any]) -> None:
    fields = {name: Words(text, table["sq"][name]) for name, text in table["en"].items()}
    db.session.add(PracticeSheet(forum_id=forum.id, **fields))
