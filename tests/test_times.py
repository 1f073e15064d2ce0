"""What the report at the end of a run says."""

from .times import Times, kind_of, room_of, what_grew


def test_a_test_has_a_room_and_a_kind() -> None:
    assert room_of("tests/agenda/editing/test_moving.py::test_a[sqlite]") == "agenda"
    assert room_of("tests/test_cli.py::test_a") == "-"
    assert (
        kind_of("tests/agenda/test_a.py::test_a[postgresql-en]", {"both_databases"}) == "postgresql"
    )
    assert kind_of("tests/agenda/test_a.py::test_a[sqlite]", set()) == "sqlite"
    assert kind_of("tests/agenda/test_a.py::test_a[sqlite]", {"browser"}) == "browser"
    assert kind_of("tests/lib/test_a.py::test_a[3]", set()) == "plain"


def test_parts_of_a_test_are_added_up() -> None:
    times = Times()
    for seconds, counts in ((0.5, False), (1.0, True), (0.25, False)):
        times.add("tests/agenda/test_a.py::test_a[sqlite]", set(), seconds, counts)
    assert times.whole() == {"agenda": {"tests": 1, "seconds": 1.8}}


BEFORE = {"agenda": {"tests": 100, "seconds": 50.0}, "cafe": {"tests": 100, "seconds": 50.0}}


def test_what_takes_a_larger_share_grew() -> None:
    now = {"agenda": {"tests": 140, "seconds": 90.0}, "cafe": {"tests": 100, "seconds": 50.0}}
    assert what_grew(now, BEFORE) == ["agenda grew from 70 to 90 s (+40 tests)"]


def test_a_slower_machine_is_no_growth_and_part_of_a_run_tells_nothing() -> None:
    slower = {room: {**row, "seconds": row["seconds"] * 3} for room, row in BEFORE.items()}
    assert what_grew(slower, BEFORE) == []
    assert what_grew({"agenda": {"tests": 100, "seconds": 500.0}}, BEFORE) == []
    assert what_grew({**BEFORE, "agenda": {"tests": 3, "seconds": 500.0}}, BEFORE) == []


def test_a_new_room_is_named() -> None:
    now = {**BEFORE, "bulletin": {"tests": 9, "seconds": 20.0}}
    assert what_grew(now, BEFORE) == ["bulletin grew from 0 to 20 s (+9 tests)"]
