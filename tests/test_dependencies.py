"""What the planner stands on: each dependency has its reason, its licence is listed, and no bound ages within weeks."""

import re
import tomllib
from types import SimpleNamespace
from typing import Any

from facilitate.data.content import PACKAGE
from tools.outdated import BEGIN, BROUGHT, BROUGHT_END, END, brought_along, direct, with_table

ROOT = PACKAGE.parent
PROJECT = (ROOT / "pyproject.toml").read_text("utf-8")


def listed() -> dict[str, list[str]]:
    """The rows of the page's table, by package."""
    page = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in page.partition(BEGIN)[2].partition(END)[0].splitlines()[2:]
    ]
    return {row[0]: row[1:] for row in rows}


def test_each_dependency_has_a_reason_and_its_licence_is_listed() -> None:
    found = list(direct(PROJECT))
    assert [one.name for one in found if not one.reason] == []
    assert {one.name: [one.extra or "always", one.reason] for one in found} == {
        name: row[1:] for name, row in listed().items()
    }
    assert [name for name, row in listed().items() if not row[0] or row[0].startswith("see")] == []


def test_what_dependencies_bring_along_is_listed_with_its_licence() -> None:
    """As far as it is installed here, without what is only needed elsewhere; once, by the first that needs it."""
    page = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    rows = page.partition(BROUGHT)[2].partition(BROUGHT_END)[0].splitlines()[2:]
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    assert [row for row in cells if len(row) != 3 or not all(row)] == []
    assert {"blinker", "click", "certifi", "markupsafe"} <= {row[0] for row in cells}
    known: Any = {
        "shop": SimpleNamespace(requires=["Till>=2", "scales; extra == 'weigh'", "missing"]),
        "till": SimpleNamespace(requires=["coin", "shop"]),
        "coin": SimpleNamespace(requires=None),
        "scales": SimpleNamespace(requires=None),
    }
    assert brought_along(["Shop"], known) == {"coin": "till", "till": "shop"}


def test_no_upper_bound_ages_in_weeks() -> None:
    project = tomllib.loads(PROJECT)["project"]
    rows = [
        *project["dependencies"],
        *(row for extra in project["optional-dependencies"].values() for row in extra),
    ]
    assert [row for row in rows if re.search(r"<\d+\.\d{2}", row)] == []


def test_the_table_takes_the_place_of_the_one_before() -> None:
    page = f"head\n{BEGIN}old\n{END}foot\n"
    assert with_table(page, "new\n") == f"head\n{BEGIN}new\n{END}foot\n"
