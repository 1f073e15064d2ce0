"""Speed of practice sheets and of what was learned, printed by `make bench`: 40 events, 1,000 lessons, 40 sheets."""

from collections.abc import Callable
from datetime import date, timedelta

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.data.db import db
from facilitate.events.models import Event, EventKind
from facilitate.lib.text import Words, plain_text
from facilitate.practice.labels import SHEET
from facilitate.practice.models import Lesson, PracticeSheet

from . import moment
from .bench_agenda import cpu_milliseconds
from .statements import count_statements

EVENTS, EACH = 40, 25
TECHNIQUES = ("world-cafe", "report-back", "donors-panel", "action-plan", "")
TEXT = (
    "Njerëzit e zyrave folën më hapur në grupe të vogla se në seancë plenare; çështja e parave mbeti pa përgjigje. "
    "Data e takimit të ardhshëm caktohet para drekës, sa janë të gjithë aty. "
)


def many_lessons(today: date) -> None:
    """Forty conferences with a full sheet and 25 lessons each."""
    now = moment.now()
    for number in range(EVENTS):
        day = today - timedelta(days=30 * (number + 1))
        title = Words(f"Conference {number}", f"Konferenca {number}")
        event = Event(
            slug=f"practised-{number}",
            kind=EventKind.CONFERENCE,
            title=title,
            description=title,
            first_day=day,
            last_day=day,
            venue="",
            town="Fier",
            created_at=now,
        )
        db.session.add(event)
        db.session.flush()
        fields = {name: Words(TEXT * 3, TEXT * 3) for name in SHEET}
        db.session.add(PracticeSheet(event_id=event.id, **fields))
        db.session.execute(
            sa.insert(Lesson),
            [
                {
                    "version": 1,
                    "event_id": event.id,
                    "key": f"{number}-{one}",
                    "text": Words(TEXT, TEXT),
                    "keep": one % 3 == 0,
                    "technique": TECHNIQUES[one % 5],
                    "step_kind": "",
                    "name": "",
                    "at": now,
                    "taken": True,
                    "plain": plain_text(TEXT),
                }
                for one in range(EACH)
            ],
        )
    db.session.commit()


def bench_practice_pages(
    app: Flask, client: FlaskClient, line: Callable[[str, str, str], None]
) -> None:
    """The pages and the Word file."""
    with app.app_context():
        many_lessons(moment.planner_today())
    line("1,000 lessons and 40 sheets of 40 events", "", "")
    for what, path, bound in (
        ("  what we learned", "/what-we-learned", "12 SQL 60 ms"),
        ("  the same, looked for by a word", "/what-we-learned?q=ceshtja", "12 SQL 60 ms"),
        (
            "  what was learned, beside a step",
            "/what-we-learned/hints?technique=world-cafe",
            "12 SQL 15 ms",
        ),
        ("  a practice sheet", "/events/annual-next/practice-sheet", "12 SQL 25 ms"),
        ("  two editions side by side", "/events/annual-next/builds-on", "12 SQL 40 ms"),
        ("  a practice sheet in Word", "/events/annual-next/practice-sheet.docx", "12 SQL 150 ms"),
    ):
        client.get(path)
        with count_statements() as asked:
            client.get(path)
        line(
            what,
            f"{len(asked)} SQL {cpu_milliseconds(lambda at=path: client.get(at)):.0f} ms",
            bound,
        )
