"""Less than everything: `make test ROOM=checklists` and `make quick` run what is nearest, and say what they left out.

As a command it chooses files and starts pytest; as a plugin (`-p tests.tiers`) it leaves out what needs a browser or an
office, puts PostgreSQL's half last or out, and begins no test once the time is up. On a busy machine the time is longer:
each process may compute for half of it.
"""

import argparse
import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from .nearest import (
    PACKAGE,
    ROOT,
    TESTS,
    is_test,
    mirrored_names,
    nearest_tests,
    project_files,
    rooms_with_tests,
    standing_on,
)

ROOM_SECONDS, QUICK_SECONDS = 20, 60
LAST = 4
"""So many seconds before the end no test is begun any more: the last ones have to finish."""

MOST = 80
"""Files of tests a quick run reads at most: reading all takes ten seconds."""


FEW = 2
"""Files of tests that are done sooner than a second process has begun."""


class Unknown(Exception):
    """There is no such room, file or commit."""


def of_room(room: str, root: Path = ROOT) -> list[str]:
    """The files of tests of a room, a folder, a file of tests or a module."""
    path = room.strip("/")
    if path in rooms_with_tests(root):
        path = TESTS + path
    if path.startswith(TESTS) and (root / path).exists():
        return _below(path if (root / path).is_file() else f"{path}/", root)
    if path.startswith(PACKAGE) and (root / path).is_file():
        users = sorted(user for user in standing_on(root).get(path, ()) if is_test(user))
        return list(
            dict.fromkeys(
                [
                    *users,
                    *(
                        one
                        for folder in mirrored_names(path, root)[:1]
                        for one in _below(folder, root)
                    ),
                ]
            )
        )
    if path.startswith(PACKAGE) and (root / path).is_dir():
        folders = mirrored_names(f"{path}/any.py", root)
        return [one for folder in folders[:1] for one in _below(folder, root)]
    raise Unknown(
        f"There is no room “{room}”. The rooms are {', '.join(rooms_with_tests(root))}; a path will do as well, "
        "like tests/checklists/excel or facilitate/lib/money.py."
    )


def _below(folder: str, root: Path) -> list[str]:
    return sorted(one for one in project_files(root) if is_test(one) and one.startswith(folder))


def _git(*words: str, root: Path = ROOT) -> list[str]:
    done = subprocess.run(
        ["git", "-c", "core.quotepath=off", *words], cwd=root, capture_output=True, text=True
    )
    if done.returncode:
        raise Unknown(f"git {' '.join(words)}: {done.stderr.strip()}")
    return done.stdout.splitlines()


def changed_files(since: str = "", root: Path = ROOT) -> tuple[list[str], str]:
    """The files that differ from a commit, and what they were compared with: the last one, or where nothing differs the one before."""
    new = _git("ls-files", "--others", "--exclude-standard", root=root)
    paths = [*_git("diff", "--name-only", "--no-renames", since or "HEAD", root=root), *new]
    if paths or since:
        return paths, f"since {since}" if since else "not committed"
    return _git("diff", "--name-only", "--no-renames", "HEAD~1", root=root), "in the last commit"


def run_files(
    tests: list[str], seconds: float, leave_out: list[str], more: list[str], begun: float
) -> int:
    """Run these files of tests in their order."""
    spread = [
        "-n",
        "auto" if len(tests) > FEW else "0",
        "--dist",
        "load",
        "--maxschedchunk",
        "4",
    ]  # keeps their order
    ours = [
        "-p",
        "tests.tiers",
        f"--begun={begun}",
        f"--within={seconds}",
        f"--leave-out={','.join(leave_out)}",
    ]
    done = subprocess.run([sys.executable, "-m", "pytest", *spread, *ours, *more, *tests], cwd=ROOT)
    say_words(f"{time.time() - begun:.0f} s. `make test` runs everything.")
    return done.returncode


def say_words(text: str) -> None:
    """One line."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main(words: list[str]) -> int:
    """`--room=NAME`, or what stands on the changes, `--since=COMMIT`; what else is said goes to pytest."""
    begun = time.time()
    parser = argparse.ArgumentParser(prog="python -m tests.tiers")
    parser.add_argument("--room", default="")
    parser.add_argument("--since", default="")
    given, more = parser.parse_known_args(words)
    try:
        if given.room:
            if tests := of_room(given.room):
                return run_files(tests, ROOM_SECONDS, ["browser", "office"], more, begun)
            say_words(
                f"{given.room} has tests in a browser only; `.venv/bin/python -m pytest {given.room}` runs them."
            )
            return 0
        paths, when = changed_files(given.since)
    except Unknown as error:
        say_words(str(error))
        return 2
    tests = nearest_tests(paths)
    say_words(f"{len(paths)} files changed ({when}); {len(tests)} files of tests stand on them.")
    if not tests:
        return 0
    if far := tests[MOST:]:
        there = Counter(path.split("/")[1].removesuffix(".py") for path in far)
        say_words(
            f"Left out as farther away: {', '.join(f'{room} ({many})' for room, many in sorted(there.items()))}."
        )
    return run_files(tests[:MOST], QUICK_SECONDS, ["browser", "office", "postgresql"], more, begun)


def pytest_addoption(parser: pytest.Parser) -> None:
    """What a tier asks for."""
    parser.addoption(
        "--begun", type=float, default=time.time(), help="when the command began (epoch)"
    )
    parser.addoption(
        "--within",
        type=float,
        default=float("inf"),
        help="seconds: begin no test that cannot be done by then",
    )
    parser.addoption("--leave-out", default="", help="kinds of test: browser, office, postgresql")


LEFT = pytest.StashKey[Counter[str]]()


def pytest_configure(config: pytest.Config) -> None:
    """Nothing is left out so far."""
    config.stash[LEFT] = Counter()


def needs_of_test(item: pytest.Item) -> str:
    """What a test needs: a browser, an office, PostgreSQL, or nothing."""
    for mark in ("browser", "office"):
        if item.get_closest_marker(mark):
            return mark
    return "postgresql" if "postgresql" in item.name else ""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What a tier leaves out is not even begun; PostgreSQL's half comes last."""
    out = set(filter(None, config.getoption("leave_out").split(",")))
    gone = [item for item in items if needs_of_test(item) in out]
    config.stash[LEFT].update(needs_of_test(item) for item in gone)
    config.hook.pytest_deselected(items=gone)
    items[:] = sorted(
        (item for item in items if needs_of_test(item) not in out),
        key=lambda item: needs_of_test(item) == "postgresql",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> bool | None:
    """Begin no test after the end."""
    within = item.config.getoption("within")
    gone = time.time() - item.config.getoption("begun")
    if gone < within - LAST or time.process_time() < within / 2 - LAST:
        return None
    item.config.stash[LEFT][f"late {item.nodeid.split('::')[0]}"] += 1
    return True


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand what this process left out to the one that tells it."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left"] = dict(session.config.stash[LEFT])


class Told:
    """What the other processes left out: all leave out the same kinds, each its own late tests."""

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: object) -> None:
        """One of them is done."""
        left = getattr(node, "workeroutput", {}).get("left", {})
        mine = node.config.stash[LEFT]  # type: ignore[attr-defined]
        for what, many in left.items():
            mine[what] = mine[what] + many if what.startswith("late ") else many


def pytest_plugin_registered(plugin: object, manager: pytest.PytestPluginManager) -> None:
    """Where tests are spread over processes, listen to them."""
    if type(plugin).__name__ == "DSession" and not manager.has_plugin("told"):
        manager.register(Told(), "told")


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """One line: what was left out."""
    left = config.stash[LEFT]
    parts = [f"{left[name]} {words}" for name, words in KINDS.items() if left[name]]
    late = {
        what.removeprefix("late "): many for what, many in left.items() if what.startswith("late ")
    }
    if late:
        some = ", ".join(sorted(late)[:3]) + (" …" if len(late) > 3 else "")
        parts.append(f"{sum(late.values())} not begun in time ({some})")
    terminalreporter.write_line(f"Left out: {'; '.join(parts) or 'nothing'}.")


KINDS = {"browser": "in a browser", "office": "through an office", "postgresql": "on PostgreSQL"}


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main(sys.argv[1:]))
