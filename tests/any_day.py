"""Every run at another moment: the product's clock starts each test on the moment of the run, and goes on from there.

The moment is drawn from a seed, which is told when something fails: `--seed=8412` draws it again,
`--at=2027-01-01T00:30+01:00` chooses another. A test marked `any_day` runs on every moment of `NAMED` too; one that
needs a certain moment is marked `at("2027-03-19T09:30+01:00")`.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from facilitate import clock
from facilitate.data.db import db

from . import people
from .moment import ZONE, begin_run, own_moment, stand_at

FROM, UNTIL = date(2026, 11, 27), date(2027, 2, 15)
"""The days a run draws from."""
NAMED = {
    name: datetime.fromisoformat(at)
    for name, at in {
        "night-when-utc-is-behind": "2026-09-08T00:30+02:00",
        "last-hour-of-the-year": "2026-12-31T23:30+01:00",
        "first-hour-of-the-year": "2027-01-01T00:30+01:00",
        "first-day-of-the-casts-event": "2027-03-18T08:00+01:00",
        "last-day-of-the-casts-event": "2027-03-19T23:30+01:00",
        "day-after-the-casts-event": "2027-03-20T07:00+01:00",
        "summer-time-begins": "2027-03-28T01:30+01:00",
        "summer-time-ends": "2027-10-31T02:30+02:00",
        "leap-day": "2028-02-29T12:00+01:00",
        "years-later": "2029-06-15T09:00+02:00",
    }.items()
}
"""Moments on which a planner may stumble: every test marked `any_day` passes on all of them."""
OF_THE_CAST = "the-casts-event"
"""How the names of days end that are like any other where no cast is."""


def draw_moment(seed: int) -> datetime:
    """The moment of a run with this seed; never within half an hour before midnight, in Tirana or in UTC."""
    luck = random.Random(seed)
    day = FROM + timedelta(days=luck.randrange((UNTIL - FROM).days))
    return datetime(
        day.year,
        day.month,
        day.day,
        luck.randrange(24),
        luck.randrange(1, 30),
        tzinfo=ZoneInfo(ZONE),
    )


def _aware(text: str) -> str:
    """The same text, where it is a moment and names its zone (a worker is handed plain values)."""
    if datetime.fromisoformat(text).tzinfo is None:
        raise ValueError(f"{text} does not say its distance from UTC")
    return text


def pytest_addoption(parser: pytest.Parser) -> None:
    """How a moment is chosen."""
    group = parser.getgroup("moment")
    group.addoption("--seed", type=int, help="the seed that the moment of the run is drawn from")
    group.addoption("--at", type=_aware, help="the moment of the run: 2027-01-01T00:30+01:00")


@dataclass(frozen=True)
class Chosen:
    """The moment of the run, and how it is chosen again."""

    at: datetime
    again: str

    def __str__(self) -> str:
        there = self.at.astimezone(ZoneInfo(ZONE))
        return f"clock {there:%Y-%m-%d %H:%M} {ZONE}; again with `make test ARGS='{self.again}'`"


CHOSEN = pytest.StashKey[Chosen]()


def pytest_configure(config: pytest.Config) -> None:
    """Choose the moment of the run; a worker is handed it."""
    config.addinivalue_line(
        "markers", "any_day: runs on every moment on which a planner may stumble, too"
    )
    config.addinivalue_line("markers", "at(moment): runs on this moment")
    handed = getattr(config, "workerinput", {}).get("moment") or config.option.at
    seed = config.option.seed or random.SystemRandom().randrange(1, 10_000)
    at = datetime.fromisoformat(handed) if handed else draw_moment(seed)
    config.stash[CHOSEN] = Chosen(at, f"--at={handed}" if handed else f"--seed={seed}")
    begin_run(at)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Hand the moment to a worker."""
    node.workerinput["moment"] = node.config.stash[CHOSEN].at.isoformat()


def pytest_report_header(config: pytest.Config) -> str:
    """Say when it is."""
    return str(config.stash[CHOSEN])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, exitstatus: int) -> None:
    """Say when it was, where something failed."""
    if exitstatus:
        terminalreporter.write_line(str(terminalreporter.config.stash[CHOSEN]))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test marked `any_day` runs on the moment of the run and on all named ones, unless one is chosen by hand."""
    if metafunc.definition.get_closest_marker("any_day") and not metafunc.config.option.at:
        named = {
            name: at
            for name, at in NAMED.items()
            if "cast" in metafunc.fixturenames or not name.endswith(OF_THE_CAST)
        }
        metafunc.parametrize(
            "on_its_moment", [None, *named.values()], ids=["drawn", *named], indirect=True
        )


@pytest.fixture(autouse=True)
def on_its_moment(request: pytest.FixtureRequest) -> Iterator[None]:
    """The planner's clock stands on the moment of the test. In the browser it goes on: one planner is served to all."""
    before, own = clock._source, own_moment(request.node)
    if own:
        stand_at(own)
    elif not request.node.get_closest_marker("browser"):
        begin_run(request.config.stash[CHOSEN].at)
    if own and "cast" in request.fixturenames:
        cast = request.getfixturevalue("cast")
        with request.getfixturevalue("app").app_context():
            people.move_cast(cast)
            db.session.commit()
    yield
    clock.set_clock(before)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What a day breaks is no matter of the database: the named moments are for SQLite alone."""
    twice = {
        item for item in items if _named(item) and "postgresql" in item.callspec.params.values()
    }
    if twice:
        config.hook.pytest_deselected(items=list(twice))
        items[:] = [item for item in items if item not in twice]


def _named(item: pytest.Item) -> bool:
    return hasattr(item, "callspec") and item.callspec.params.get("on_its_moment") is not None
