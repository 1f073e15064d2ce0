"""Several processes update one row and lose nothing, on both databases."""

from collections.abc import Callable
from pathlib import Path
from threading import Barrier, Thread

import pytest
import sqlalchemy as sa
from flask import Flask, request
from flask.testing import FlaskClient

from facilitate.accounts.models import User
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


@pytest.mark.both_databases
def test_of_two_who_wait_for_each_other_one_is_done_and_one_is_asked_to_try_again(
    app: Flask, sign_in: Callable[[str], FlaskClient], cast, database: str, monkeypatch
) -> None:
    """SQLite lets in one after the other; PostgreSQL turns one of them away, whose words stay."""
    met = Barrier(2 if database.startswith("postgresql") else 1)

    def in_a_circle() -> str:
        first, second = (User, Event) if request.args["way"] == "down" else (Event, User)
        db.session.get_one(first, 1, with_for_update=True)
        met.wait()
        db.session.get_one(second, 1, with_for_update=True)
        return "done"

    monkeypatch.setitem(app.view_functions, "accounts.edit_account", in_a_circle)
    clients, answers = [sign_in("organiser") for _number in range(2)], []
    threads = [
        Thread(
            target=lambda client=client, way=way: answers.append(
                client.post(f"/account?way={way}", data={"said": "Kept words"})
            )
        )
        for client, way in zip(clients, ("down", "up"), strict=True)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    turned_away = [answer.text for answer in answers if answer.status_code == 503]
    assert sorted(answer.status_code for answer in answers) == [200, 503 if turned_away else 200]
    assert len(turned_away) == met.parties - 1
    assert all("Others are saving right now" in page for page in turned_away)
    assert all("Kept words" in page for page in turned_away)
