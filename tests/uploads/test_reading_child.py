"""A child reads within limits, whatever the file does to it, and answers plain values."""

import pickle
from pathlib import Path
from typing import Any

import pytest

from facilitate.lib import reading_child
from facilitate.lib.reading_child import NotRead, Overrun, ReadingLimits, read_in_child
from facilitate.lib.tables import FileTable, read_table
from facilitate.lib.uploads import SheetProblem, Unreadable

from . import greedy

USUAL, SHORT = ReadingLimits(), ReadingLimits(256, 0.5)


@pytest.fixture(params=["helper", "new process"])
def either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the helper that forks, and as where nothing can be forked."""
    monkeypatch.setattr(reading_child, "FORKS", request.param == "helper")


@pytest.mark.usefixtures("either_way")
def test_values_and_refusals_come_back() -> None:
    assert read_in_child(USUAL, read_table, b"a;b\n1;2\n", "list.csv") == FileTable(
        "list", 2, [(1, ("a", "b")), (2, ("1", "2"))]
    )
    with pytest.raises(SheetProblem) as caught:
        read_in_child(USUAL, read_table, b"PK\x03\x04 cut", "list.xlsx")
    assert caught.value.why is Unreadable.DAMAGED


@pytest.mark.parametrize(
    ("reader", "why"),
    [
        (greedy.eat_memory, Overrun.MEMORY),
        (greedy.hide_hunger, Overrun.MEMORY),
        (greedy.never_end, Overrun.TIME),
        (greedy.wait_forever, Overrun.TIME),
        (greedy.break_down, Overrun.BROKEN),
    ],
)
def test_what_takes_too_much_is_ended(reader: Any, why: Overrun) -> None:
    with pytest.raises(NotRead) as caught:
        read_in_child(SHORT, reader, b"x")
    assert caught.value.why is why


def test_a_large_file_comes_through_whole() -> None:
    assert read_in_child(USUAL, greedy.size_of, b"x" * (40 * 2**20)) == 40 * 2**20


def test_a_child_writes_no_file(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="too large"):
        read_in_child(USUAL, greedy.write_file, b"x", tmp_path / "left behind")
    assert (tmp_path / "left behind").read_bytes() == b""


@pytest.mark.usefixtures("either_way")
def test_a_child_is_told_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACILITATE_SECRET_KEY", "known to the server alone")
    if reading_child._helper is not None:
        reading_child._helper.process.kill()  # the next one starts with this environment
        reading_child._helper.process.wait()
    assert read_in_child(USUAL, greedy.secrets_of, b"x") == []


def test_a_child_cannot_make_the_server_run_something() -> None:
    with pytest.raises(pickle.UnpicklingError):
        read_in_child(USUAL, greedy.give_stranger, b"x")


def test_another_helper_is_started_when_one_was_ended() -> None:
    assert read_in_child(USUAL, greedy.size_of, b"abc") == 3
    assert reading_child._helper is not None
    reading_child._helper.process.kill()
    reading_child._helper.process.wait()
    assert read_in_child(USUAL, greedy.size_of, b"abc") == 3


def test_half_an_answer_is_told_as_a_file_that_cannot_be_read() -> None:
    """A child that is ended while it answers has told half of it."""
    whole = pickle.dumps(("value", list(range(1000))))
    for part in (whole[:1], whole[:700], b"no answer"):
        with pytest.raises(NotRead) as told:
            reading_child._told(part)
        assert told.value.why is Overrun.BROKEN
