"""Where the time of a run goes: seconds by room and kind of test at its end, and what grew since the run that is kept.

`--keep-times` keeps a run (of everything) in `tests/times.json`. A slower machine makes everything longer: what grew is told by
each room's share of the whole.
"""

import json
from collections import Counter
from pathlib import Path

import pytest

KEPT = Path(__file__).parent / "times.json"
KINDS = ["plain", "sqlite", "postgresql", "browser", "office"]
GREW, FEWEST = 1.25, 5.0
"""A room is named when its share became so much larger, and by so many seconds."""


def kind_of(nodeid: str, marks: set[str]) -> str:
    """What a test needs, the slowest first."""
    for mark in ("browser", "office"):
        if mark in marks:
            return mark
    return next((name for name in ("postgresql", "sqlite") if f"[{name}" in nodeid), "plain")


def room_of(nodeid: str) -> str:
    """The folder below `tests`, or `-` for what stands beside the rooms."""
    parts = nodeid.split("::")[0].split("/")
    return parts[1] if len(parts) > 2 else "-"


class Times:
    """Seconds of each room and kind; number of tests of each room."""

    def __init__(self) -> None:
        self.seconds: Counter[tuple[str, str]] = Counter()
        self.tests: Counter[str] = Counter()

    def add(self, nodeid: str, marks: set[str], seconds: float, counts: bool) -> None:
        """Add a part of a test (set-up, call, tear-down)."""
        self.seconds[room_of(nodeid), kind_of(nodeid, marks)] += seconds
        self.tests[room_of(nodeid)] += counts

    def of(self, room: str) -> float:
        """Seconds of a room, of every kind."""
        return sum(self.seconds[room, kind] for kind in KINDS)

    def whole(self) -> dict[str, dict[str, float]]:
        """What is kept: tests and seconds by room."""
        return {
            room: {"tests": self.tests[room], "seconds": round(self.of(room), 1)}
            for room in sorted(self.tests)
        }


def what_grew(now: dict[str, dict[str, float]], before: dict[str, dict[str, float]]) -> list[str]:
    """A sentence for each room that takes a larger share than in the run before; none for a run of some tests only."""
    rooms = now.keys() & before.keys()
    if len(rooms) < len(before) or any(
        now[room]["tests"] < before[room]["tests"] * 0.9 for room in rooms
    ):
        return []
    pace = sum(now[room]["seconds"] for room in rooms) / sum(
        before[room]["seconds"] for room in rooms
    )
    told = []
    for room in sorted(now):
        was = before.get(room, {"tests": 0, "seconds": 0})
        usual, is_now = was["seconds"] * pace, now[room]["seconds"]
        if is_now > usual * GREW and is_now - usual > FEWEST * pace:
            more = now[room]["tests"] - was["tests"]
            told.append(f"{room} grew from {usual:.0f} to {is_now:.0f} s ({more:+.0f} tests)")
    return told


def pytest_addoption(parser: pytest.Parser) -> None:
    """Keeping a run."""
    parser.addoption(
        "--keep-times", action="store_true", help="keep this run's times in tests/times.json"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Who began the run adds up."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Report(config), "times-report")


class Report:
    """Adds up what each test took, and tells it at the end."""

    def __init__(self, config: pytest.Config) -> None:
        self.config, self.times = config, Times()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A part of a test is over."""
        self.times.add(report.nodeid, set(report.keywords), report.duration, report.when == "call")

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """The table, and what grew."""
        times, say = self.times, terminalreporter.write_line
        if sum(times.tests.values()) < 200:
            return
        terminalreporter.section("seconds by room and kind, of all workers together")
        say(f"{'':<14}{'tests':>7}" + "".join(f"{kind:>11}" for kind in KINDS) + f"{'all':>9}")
        for room in sorted(times.tests, key=times.of, reverse=True):
            cells = "".join(f"{times.seconds[room, kind]:>11.1f}" for kind in KINDS)
            say(f"{room:<14}{times.tests[room]:>7}{cells}{times.of(room):>9.1f}")
        sums = [sum(times.seconds[room, kind] for room in times.tests) for kind in KINDS]
        say(
            f"{'all':<14}{sum(times.tests.values()):>7}"
            + "".join(f"{one:>11.1f}" for one in sums)
            + f"{sum(sums):>9.1f}"
        )
        before = json.loads(KEPT.read_text()) if KEPT.exists() else {}
        for sentence in what_grew(times.whole(), before) if before else []:
            say(sentence)
        if self.config.getoption("keep_times"):
            KEPT.write_text(json.dumps(times.whole(), indent=1) + "\n")
