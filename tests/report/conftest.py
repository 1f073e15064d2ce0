"""What was said at `report_event`, ready to be cleared; and a report that two people have released."""

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.accounts.models import User
from facilitate.agenda.actions import start_agenda
from facilitate.agenda.models import Step
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.notes.models import NoteKind, NoteLine
from facilitate.release.models import Clearing, TextSource, Verdict
from facilitate.report.models import Edition
from facilitate.report.releasing.actions import create_edition, release_edition

from ..notes.conftest import TABLE

NOW = datetime(2027, 3, 20, 9, 0, tzinfo=UTC)
REPORT = "/events/spring/report"


def report_event() -> Event:
    """The event of the cast, in this context."""
    return db.session.scalars(sa.select(Event).where(Event.slug == "spring")).one()


@pytest.fixture
def opening(app: Flask, cast) -> int:
    """An agenda for `report_event`: the id of its first step, where everything is said."""
    with app.app_context():
        start_agenda(report_event(), TABLE)
        db.session.flush()
        step = db.session.scalars(sa.select(Step.id).order_by(Step.id)).first()
        db.session.commit()
        assert step is not None
        return step


@pytest.fixture
def say(app: Flask, cast, opening) -> Callable[..., int]:
    """Writes a line of the notes down, said in the opening, and gives back its id."""
    number = count(1)

    def put(text: str, **more: Any) -> int:
        with app.app_context():
            values = {
                "kind": NoteKind.POINT,
                "at": NOW,
                "changed_at": NOW,
                "step_id": opening,
                **more,
            }
            line = NoteLine(
                event_id=cast.event_id, key=f"said-{next(number):06}", text=text, **values
            )
            db.session.add(line)
            db.session.commit()
            return line.id

    return put


@pytest.fixture
def verdict(app: Flask, cast) -> Callable[..., None]:
    """Decides about words of a line, without the page."""

    def put(
        row_id: int,
        found: str,
        what: Verdict,
        instead: str = "",
        source: TextSource = TextSource.LINE,
    ) -> None:
        with app.app_context():
            values = {"verdict": what, "instead": instead, "at": NOW}
            row = Clearing(
                event_id=cast.event_id, source=source, row_id=row_id, found=found, **values
            )
            db.session.add(row)
            db.session.commit()

    return put


@pytest.fixture
def make_edition(app: Flask, cast) -> Callable[[], int]:
    """Makes an edition of the report as it is; gives its id."""

    def put() -> int:
        with app.app_context():
            edition = create_edition(
                report_event(), db.session.get_one(User, cast.users["organiser"]), NOW
            )
            db.session.commit()
            return edition.id

    return put


@pytest.fixture
def let_out(app: Flask, cast, make_edition) -> Callable[[], int]:
    """Makes an edition that two people release; gives its id."""

    def put() -> int:
        edition_id = make_edition()
        with app.app_context():
            for name in ("organiser", "facilitator"):
                edition = db.session.get_one(Edition, edition_id)
                release_edition(
                    report_event(), edition, db.session.get_one(User, cast.users[name]), NOW
                )
            db.session.commit()
        return edition_id

    return put
