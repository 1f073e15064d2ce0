"""What each page may cost, on the demo and with ten times as much in it: statements, kilobytes, and thousands of calls of functions,
which are the same on every machine. `budgets.toml` holds what it is allowed; `make budgets` writes it anew, `make bench ONLY=budgets`
tells which pages are over it.
"""

import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.report.releasing.freezing import look_through_report
from facilitate.web.app import create_app

from . import moment
from .bench_demo import signed_in
from .browser.pages import PUBLIC, RECORD, page_addresses
from .grown import AT, TIMES, grown_world
from .levels import copy_level
from .planner_settings import settings_for
from .statements import count_statements
from .work import count_calls

FILE = Path(__file__).parent.parent / "budgets.toml"
ROOM = 1.15
"""A budget is what was measured and so much more: versions of Python and of libraries differ."""
FASTER = 1.1
"""Ten times the data may be ten times the work, and so much more."""
SMALL = 40
"""Thousands of calls below which nobody asks how fast a page grows: three milliseconds."""


class Cost(NamedTuple):
    """What a page costs."""

    statements: int
    kilobytes: int
    calls: int


USUAL = (Cost(12, 100, 100), Cost(12, 200, 300))
"""What a page may cost that stands in no line yet."""
HEAD = """# What each page may cost: statements, kilobytes, thousands of calls of functions; on the demo, then with ten times as much in it.
# Written by `make budgets`, guarded by `tests/test_budgets.py`. A page that costs less than it may is written
# down anew, so that it stays so; one that has to cost more says why in the message of the commit. A new page may cost what is usual.
"""


@contextmanager
def grown_planner(times: int) -> Iterator[Flask]:
    """A planner on a copy of the world with so many times as much, on its day."""
    source = moment.clock._source
    moment.stand_at(AT)
    with TemporaryDirectory() as folder:
        app = create_app(settings_for(Path(folder), copy_level(grown_world(times), Path(folder))))
        with app.app_context():  # as the jobs do that follow a save and a night
            record = db.session.scalar(sa.select(Event.id).where(Event.slug == RECORD))
            db.session.commit()
            look_through_report(record)
        try:
            yield app
        finally:
            with app.app_context():
                db.engine.dispose()
            moment.clock.set_clock(source)


def page_costs(times: int, wanted: Callable[[str], bool] = lambda _page: True) -> dict[str, Cost]:
    """What each page costs that is wanted, in the world with so many times as much."""
    with grown_planner(times) as app:
        client = signed_in(app)
        return {
            name: page_cost(app.test_client() if name in PUBLIC else client, address)
            for name, address in page_addresses(app).items()
            if wanted(name)
        }


def page_cost(client: FlaskClient, address: str) -> Cost:
    """What a page costs that was asked for before."""
    answer = client.get(address)
    with count_statements() as statements:
        number = count_calls(lambda: client.get(address))
    return Cost(len(statements), -(-len(answer.data) // 1000), -(-number // 1000))


class Budgets(dict[str, tuple[Cost, Cost]]):
    """What each page may cost, on the demo and with ten times as much; a new one what is usual."""

    def __missing__(self, _name: str) -> tuple[Cost, Cost]:
        return USUAL


def read_budgets() -> Budgets:
    """As the file says."""
    kept = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return Budgets(
        (name, (Cost(*row["demo"]), Cost(*row["tenfold"]))) for name, row in kept["page"].items()
    )


def over_budget(cost: Cost, may: Cost) -> list[str]:
    """What is over its budget, in words. Python 3.11 counts each comprehension as a call."""
    if sys.version_info < (3, 12):
        may = may._replace(calls=may.calls * 3 // 2)
    return [
        f"{number} {name} of {most}"
        for name, number, most in zip(Cost._fields, cost, may, strict=True)
        if number > most
    ]


def grows_too_fast(small: Cost, large: Cost) -> bool:
    """Whether ten times the data are more than ten times the work."""
    return large.calls > SMALL and large.calls > TIMES * FASTER * small.calls


def to_toml(small: dict[str, Cost], large: dict[str, Cost]) -> str:
    """The file, made of what was measured."""
    lines = [
        f'"{name}" = {{demo = {list(_may(small[name]))}, tenfold = {list(_may(large[name]))}}}'
        for name in sorted(small)
        if name in large
    ]
    return "\n".join([HEAD, "[page]", *lines, ""])


def _said(cost: Cost) -> str:
    return f"{cost.statements} SQL {cost.kilobytes} kB {cost.calls}"


def _may(cost: Cost) -> Iterable[int]:
    return cost.statements, *(int(number * ROOM) + 1 for number in cost[1:])


def print_costs(line: Callable[[str, str, str], None]) -> None:
    """For `make bench`: every page in both worlds; those are told that cost more than they may, or grow faster than their data."""
    small, large, may = page_costs(1), page_costs(TIMES), read_budgets()
    wrong = 0
    for name in sorted(small.keys() & large.keys()):
        told = [*over_budget(small[name], may[name][0]), *over_budget(large[name], may[name][1])]
        if grows_too_fast(small[name], large[name]):
            told.append("grows faster than its data")
        if told:
            wrong += 1
            line(name, f"{_said(small[name])} · {_said(large[name])}", "; ".join(told))
    line("pages over their budget", f"{wrong} of {len(small)}", "0")


if __name__ == "__main__":
    FILE.write_text(to_toml(page_costs(1), page_costs(TIMES)), encoding="utf-8")
