"""Several processes update one row and lose nothing, on both databases."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.web.app import create_app

from .conftest import settings_for
from .processes import run_at_once

PROCESSES, TIMES = 4, 50


def count_up(url: str, folder: Path, event_id: int) -> None:
    """What each process does: read the row, add one, write it back."""
    app = create_app(settings_for(folder, url))
    with app.app_context():
        for _ in range(TIMES):
            event = db.session.get_one(Event, event_id, with_for_update=True)
            event.expected += 1
            db.session.commit()
            db.session.remove()  # the next round is a request of its own


@pytest.mark.both_databases
def test_no_update_is_lost(app: Flask, cast, database: str, tmp_path: Path) -> None:
    with app.app_context():
        db.session.execute(sa.update(Event).values(expected=0))
        db.session.commit()
    run_at_once(count_up, [(database, tmp_path, cast.event_id)] * PROCESSES)
    with app.app_context():
        assert db.session.scalar(sa.select(Event.expected)) == PROCESSES * TIMES
