"""Day and month: found for each column by itself, never mixed within one, asked about once where both fit."""

from datetime import date
from typing import Any

import pytest
from flask import Flask

from facilitate.checklists.excel.foreign_list import (
    ListPlan,
    list_plan,
    look_at_list,
    read_foreign_list,
)
from facilitate.checklists.excel.returned_file import KnownList
from facilitate.lib.days import DateOrder, find_column_order, typed_day


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["3/4/2027", "13/4/2027"], DateOrder.DAY_FIRST),
        (["3/4/2027", "4/13/2027"], DateOrder.MONTH_FIRST),
        (["3/4/2027", "5.6.27"], DateOrder.EITHER),
        (["3/3/2027"], DateOrder.DAY_FIRST),
        (["13/4/2027", "4/13/2027"], DateOrder.DAY_FIRST),
        (["2027-03-04", "4 March 2027", None, 46000], DateOrder.DAY_FIRST),
    ],
)
def test_the_order_is_found(cells: list[Any], order: DateOrder) -> None:
    assert find_column_order(cells) is order


def test_a_day_is_read_in_that_order() -> None:
    assert typed_day("3/4/2027", order=DateOrder.MONTH_FIRST) == date(2027, 3, 4)
    assert typed_day("3/4/2027") == date(2027, 4, 3)
    assert typed_day("2027-03-04", order=DateOrder.MONTH_FIRST) == date(2027, 3, 4)
    with pytest.raises(ValueError, match="month"):
        typed_day("13/4/2027", order=DateOrder.MONTH_FIRST)


def table(*days: str) -> bytes:
    return b"Task\tDue\n" + "\n".join(f"T{n}\t{day}" for n, day in enumerate(days)).encode()


def read(content: bytes, month_first: bool = False) -> tuple[list[Any], list[str], int]:
    plan = ListPlan(0, 1, ("title", "due_on"), None, month_first)
    returned = read_foreign_list(content, "list.tsv", list_plan(plan.to_json()), KnownList([]))
    days = [row.get("due_on") for row in returned.rows]
    return days, [one.sentence for one in returned.told], len(returned.problems)


def test_one_column_is_read_in_one_order(app: Flask) -> None:
    month, day = (
        "In these dates the month comes first, then the day.",
        "In these dates the day comes first, then the month.",
    )
    with app.app_context():
        assert read(table("3/4/2027", "4/13/2027")) == (
            [date(2027, 3, 4), date(2027, 4, 13)],
            [month],
            0,
        )
        assert read(table("13/4/2027", "4/13/2027")) == ([date(2027, 4, 13)], [], 1)
        assert read(table("3/4/2027")) == ([date(2027, 4, 3)], [day], 0)
        assert read(table("3/4/2027"), month_first=True) == ([date(2027, 3, 4)], [month], 0)
        assert look_at_list(table("3/4/2027"), "list.tsv", ()).either
        assert not look_at_list(table("3/4/2027", "13/4/2027"), "list.tsv", ()).either
