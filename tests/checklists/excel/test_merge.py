"""How far a task is counts as one; columns that staff added are compared three ways."""

from datetime import date

import pytest

from facilitate.checklists.excel.merge import Columns, State, columns, compare
from facilitate.exchange.merge import Change, Record, summary


def record(code: str, **values: object) -> Record:
    return Record(code, {"title": code, "note": "", **values})  # type: ignore[dict-item]


def listed(*records: Record) -> dict[str, Record]:
    return {record.code: record for record in records}


def test_done_without_a_day_is_done_on_any_day() -> None:
    a = record("A", status="open", done_on=None, blocked_by="")
    file = record("A", status="done", done_on=True, blocked_by="")
    done = record("A", status="done", done_on=date(2027, 3, 1), blocked_by="")
    assert (
        summary(compare(listed(a), [file], listed(a))) == "new 0 changed 1 unchanged 0 missing 0 clashing 0"
    )
    assert not compare(listed(a), [file], listed(done)).does_something
    assert not compare(listed(done), [file], listed(done)).does_something


def test_status_day_and_reason_clash_as_one() -> None:
    a = record("A", status="open", done_on=None, blocked_by="")
    file = record("A", status="done", done_on=date(2027, 3, 1), blocked_by="")
    online = record("A", status="blocked", done_on=None, blocked_by="rain")
    assert compare(listed(a), [file], listed(online)).clashing[0].clashes == (
        Change("status", State("open"), State("blocked", None, "rain"), State("done", date(2027, 3, 1))),
    )


COLUMNS = [
    # exported, in the file, online: order, new, no longer in the file, whether others move
    ("", "", "", Columns()),
    ("AB", "AB", "AB", Columns(("A", "B"))),
    ("AB", "BA", "AB", Columns(("B", "A"), moved=True)),
    ("AB", "ABC", "AB", Columns(("A", "B", "C"), ("C",))),
    ("AB", "A", "AB", Columns(("A", "B"), (), ("B",))),
    ("AB", "AB", "BA", Columns(("B", "A"))),  # moved online only
    ("AB", "BA", "BA", Columns(("B", "A"))),  # moved alike
    ("AB", "AB", "ABC", Columns(("A", "B", "C"))),  # added online
    ("", "C", "C", Columns(("C",))),  # added on both sides
    ("AB", "CBA", "ABD", Columns(("C", "B", "A", "D"), ("C",), (), True)),
]


@pytest.mark.parametrize(("exported", "file", "online", "expected"), COLUMNS)
def test_added_columns_three_ways(exported: str, file: str, online: str, expected: Columns) -> None:
    assert columns(exported, file, online) == expected
