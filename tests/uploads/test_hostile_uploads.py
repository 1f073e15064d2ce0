"""Small hostile files at every door: a plain sentence in time, the server stays small, and nobody waits for it."""

import io
import threading
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.data.db import db, end_transaction
from facilitate.events.actions import wait_for_event_lock
from facilitate.events.models import Event
from facilitate.run.command import COMMANDS, load_command
from facilitate.web.uploaded import read_upload

from . import greedy, hostile

SECONDS, MEGABYTES = 2, 192
"""Less than usual, so that what waits for the end of its time is quick."""
GROWTH = 96 * 2**20
"""Bytes by which the server may grow while it handles them: the files themselves, and the first page."""


@pytest.fixture(autouse=True)
def _short(app: Flask) -> None:
    app.extensions["settings"] = replace(
        app.extensions["settings"], reading_seconds=SECONDS, reading_megabytes=MEGABYTES
    )


def memory() -> int:
    """Bytes this process has now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


def sent(
    client: FlaskClient, path: str, content: bytes, name: str, field: str = "file"
) -> tuple[int, str]:
    answer = client.post(path, data={field: (io.BytesIO(content), name)})
    return answer.status_code, answer.text


TOO_LONG = "Reading this file takes too long."
TOO_HUNGRY = "Reading this file takes too much memory."
EXCEL = ("checklist/bring-back", "agenda/import", "budget/bring-back")


def test_a_dotted_key_is_refused_in_time(organiser: FlaskClient) -> None:
    before = memory()
    status, page = sent(organiser, "/techniques/bring", hostile.dotted_key(), "technique.toml")
    assert status == 422
    assert TOO_LONG in page or TOO_HUNGRY in page
    assert memory() - before < GROWTH


def test_an_endless_row_is_refused_at_every_door(organiser: FlaskClient, sign_in) -> None:
    content, before = hostile.endless_row(), memory()
    for path in EXCEL:
        status, page = sent(organiser, f"/events/spring/{path}", content, "list.xlsx")
        assert (path, status, "This file is damaged." in page) == (path, 422, True)
    status, page = sent(sign_in("administrator"), "/directory/import", content, "list.xlsx")
    assert (status, "This file is damaged." in page) == (422, True)
    assert memory() - before < GROWTH


def test_nested_paragraphs_are_read_in_the_time_of_their_length(organiser: FlaskClient) -> None:
    status, page = sent(
        organiser, "/events/spring/notes/bring-in", hostile.nested_paragraphs(), "notes.docx"
    )
    assert status == 302, page


def test_a_picture_is_measured_before_it_is_decoded(organiser: FlaskClient) -> None:
    before = memory()
    status, page = sent(
        organiser, "/events/spring/notes/photos", hostile.huge_picture(), "wall.png", "photos"
    )
    assert status == 422
    assert "This picture has too many pixels" in page
    assert memory() - before < GROWTH


def test_an_entry_without_a_name_is_a_sentence(
    organiser: FlaskClient, app: Flask, tmp_path: Path
) -> None:
    status, page = sent(organiser, "/events/read-in", hostile.nameless_entry(), "event.zip")
    assert (status, "The archive is damaged" in page) == (422, True)
    file = tmp_path / "event.zip"
    file.write_bytes(hostile.nameless_entry())
    said = app.test_cli_runner().invoke(load_command(COMMANDS["read-archive"]), [str(file)])
    assert said.exit_code == 1
    assert "The archive is damaged" in said.output


def test_others_save_while_a_file_is_read(organiser: FlaskClient, app: Flask, cast) -> None:
    answers = []
    slow = threading.Thread(
        target=lambda: answers.append(
            sent(organiser, "/techniques/bring", hostile.dotted_key(), "technique.toml")
        )
    )
    slow.start()
    saved = 0
    while slow.is_alive():
        with app.app_context():  # no page: from its first word it holds SQLite's lock
            db.session.execute(sa.update(Event).values(expected=saved))
            db.session.commit()
        saved += slow.is_alive()
    assert saved > 10  # with the lock held it is one or two
    assert answers[0][0] == 422


def test_rows_are_held_after_the_file_was_read(app: Flask, cast) -> None:
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        assert read_upload(greedy.size_of, b"abc") == 3
        event.expected = 7
        with pytest.raises(RuntimeError, match="Read the file first"):
            end_transaction()
        db.session.rollback()
        wait_for_event_lock(event)
        with pytest.raises(RuntimeError, match="Read the file first"):
            end_transaction()
        db.session.rollback()
        end_transaction()
