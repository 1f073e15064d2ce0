"""Uploaded files wait under names nobody can guess, for a day, for nobody else to read: in a folder, the database or a bucket."""

import errno
import io
import os
import resource
import stat
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from facilitate.data import buckets
from facilitate.exchange import stores, waiting
from facilitate.exchange.stores import is_store_well
from facilitate.exchange.waiting import WaitingFiles

from ..moment import now

LISTS = WaitingFiles("lists")
pytestmark = pytest.mark.both_databases


@pytest.fixture(params=["folder", "database", "bucket"])
def kind(request: pytest.FixtureRequest) -> str:
    return request.getfixturevalue("bucket") if request.param == "bucket" else request.param


@pytest.fixture
def inside(app: Flask, kind: str) -> Iterator[Flask]:
    """A planner with such a store."""
    app.extensions["settings"] = replace(app.extensions["settings"], store=kind)
    with app.app_context():
        yield app


def test_a_file_waits_for_its_event_until_it_is_dropped(inside: Flask) -> None:
    token = LISTS.keep(7, b"table")
    assert LISTS.find(7, token) == b"table"
    assert [
        LISTS.find(8, token),
        LISTS.find(7, "../7"),
        LISTS.find(7, "0" * 32),
        WaitingFiles("other").find(7, token),
    ] == [None] * 4
    LISTS.drop(8, token)
    LISTS.drop(7, "../7")
    assert LISTS.find(7, token) == b"table"
    LISTS.drop(7, token)
    assert LISTS.find(7, token) is None


def test_after_a_day_it_goes_in_every_room(inside: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    old, then = LISTS.keep(7, b"old"), now()
    monkeypatch.setattr(waiting, "LONGEST", 60)
    waiting.sweep_waiting_files()
    assert LISTS.find(7, old) == b"old"
    monkeypatch.setattr(waiting, "LONGEST", -1)
    waiting.sweep_waiting_files()
    assert LISTS.find(7, old) is None
    assert now() >= then


def test_the_store_says_whether_it_is_well(inside: Flask) -> None:
    assert is_store_well(now().timestamp())


@pytest.mark.parametrize("kind", ["folder"])
@pytest.mark.one_database
def test_a_folder_is_for_the_planner_only_and_other_files_stay(inside: Flask) -> None:
    uploads: Path = inside.extensions["settings"].uploads
    LISTS.keep(7, b"table")
    (file,) = (uploads / "lists").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    (uploads / "logo.png").write_bytes(b"stays")
    for path in (file, uploads / "logo.png"):
        os.utime(path, (1000, 1000))
    waiting.sweep_waiting_files()
    assert [path.name for path in uploads.rglob("*") if path.is_file()] == ["logo.png"]


@pytest.mark.parametrize("kind", ["folder"])
@pytest.mark.one_database
def test_without_room_nothing_of_a_file_stays(inside: Flask) -> None:
    uploads: Path = inside.extensions["settings"].uploads
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    full = (1_000_000, before[1])  # no file may grow beyond: a full disk
    resource.setrlimit(resource.RLIMIT_FSIZE, full)
    try:
        with pytest.raises(OSError, match="File too large"):
            LISTS.keep(7, bytes(2_000_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list((uploads / "lists").iterdir()) == []
    assert LISTS.find(7, LISTS.keep(7, bytes(2_000_000))) == bytes(2_000_000)


@pytest.mark.one_database
def test_a_bucket_that_is_away_is_a_sentence(
    app: Flask, organiser: FlaskClient, bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.extensions["settings"] = replace(app.extensions["settings"], store=bucket)
    monkeypatch.setattr(buckets, "PATIENCE", timedelta(0))
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    people = io.BytesIO(b"Name;Organisation\nAna Leka;Police\n")
    answer = organiser.post(
        "/events/spring/people/import", data={"file": (people, "people.csv"), "sector": "1"}
    )
    assert answer.status_code == 503
    assert "The planner cannot be reached right now" in answer.text


@pytest.mark.one_database
def test_a_file_that_goes_while_old_ones_are_swept_breaks_nobodys_upload(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two who upload at the same moment both sweep."""
    store = stores.FolderStore(tmp_path)
    for token in ("a" * 32, "b" * 32):
        store.keep("lists", 1, token, b"x", 1.0)

    def gone(path: Path) -> bool:
        if path.is_file():
            path.unlink()
        return True

    monkeypatch.setattr(stores, "is_waiting_file", gone)
    store.sweep(2.0)
    assert store.find("lists", 1, "a" * 32) is None


def test_without_room_what_waited_waits_on(inside: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody has said what the columns of a file are; that this cannot be kept does not cost them the file."""
    token, store = LISTS.keep(7, b"table"), waiting.file_store()
    real = store.keep

    def full(room: str, owner_id: int, token: str, content: bytes, now: float) -> None:
        if content == b"table and columns":
            raise OSError(errno.ENOSPC, "No space left on device")
        real(room, owner_id, token, content, now)

    monkeypatch.setattr(type(store), "keep", staticmethod(full))
    with pytest.raises(OSError, match="No space"):
        LISTS.keep(7, b"table and columns", token)
    assert LISTS.find(7, token) == b"table"
    assert LISTS.keep(7, b"table once more", token) == token
    assert LISTS.find(7, token) == b"table once more"
