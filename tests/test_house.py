"""What `make house` counts is what stands there."""

import ast

from tools import house


def source(name: str, text: str) -> house.Source:
    return house.Source(house.PACKAGE / name, len(text.splitlines()), ast.parse(text))


def test_values_made_by_position_are_found() -> None:
    text = "Step(1, 2, 3, 4)\nStep(1, 2, 3, 4, 5)\nStep(1, 2, 3, 4, end=5)\nother(1, 2, 3, 4, 5)\n"
    found = [*house.calls_by_position([source("agenda/plan.py", text)], {"Step"})]
    assert found == ["facilitate/agenda/plan.py:2 Step 5"]


def test_an_import_is_counted_however_it_is_written() -> None:
    modules = {
        "facilitate.data.db",
        "facilitate.lib.money",
        "facilitate.lib",
        "facilitate.budget.sums",
    }
    one = source(
        "budget/pages.py",
        "from ..data.db import db\nfrom ..lib import money\nfrom . import sums\nimport flask\n",
    )
    assert house.imported_modules(one, modules) == {
        "facilitate.data.db",
        "facilitate.lib.money",
        "facilitate.budget.sums",
    }


def test_folders_and_files_are_counted() -> None:
    two = [source("lib/tables.py", "a = 1\n"), source("exchange/columns.py", "a = 1\nb = 2\n")]
    assert (house.lines_under(two, ["exchange"]), house.lines_under(two, house.EXCHANGE)) == (2, 3)
