"""Several processes serve one database: each page is there, and all of them stop."""

import multiprocessing
import socket
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from facilitate.run import serving

from ..databases import create_database
from ..processes import wait_until
from .running import Running, run_planner

ASKED, AT_ONCE = 400, 16

only_linux = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="processes are copied on Linux alone"
)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_four_processes_answer_every_page_and_stop(
    request: pytest.FixtureRequest, tmp_path: Path, kind: str
) -> None:
    own = {}
    if kind == "postgresql":
        own["DATABASE_URL"] = create_database(
            request.getfixturevalue("postgres_server"), "four_processes"
        )
    with run_planner(tmp_path, WORKERS="4", **own) as planner:
        with ThreadPoolExecutor(AT_ONCE) as many:
            answers = list(many.map(lambda _number: planner.ask(), range(ASKED)))
        assert answers == [200] * ASKED
        code, printed, seconds = planner.stop()
    assert (code, seconds < 10, "Traceback" in printed) == (0, True, False), printed
    with socket.socket() as probe:  # nobody listens any more
        assert probe.connect_ex(("127.0.0.1", planner.port)) != 0


def processes_beside(planner: Running) -> list[int]:
    """The numbers of the processes that answer."""
    first = planner.command.process.pid
    return [int(one) for one in Path(f"/proc/{first}/task/{first}/children").read_text().split()]


def memory_of(process: int) -> dict[str, int]:
    """Kilobytes by what they are: `Rss` all that a process sees, `Private_Dirty` what it shares with nobody."""
    rows = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()[1:]
    return {name: int(size.split()[0]) for name, size in (row.split(":") for row in rows)}


@only_linux
def test_processes_share_what_none_of_them_changes(tmp_path: Path) -> None:
    with run_planner(tmp_path, WORKERS="3") as planner:
        assert [planner.ask() for _number in range(60)] == [200] * 60
        beside = [memory_of(one) for one in processes_beside(planner)]
    assert [one["Private_Dirty"] < one["Rss"] / 3 for one in beside] == [True] * 3, beside


@only_linux
def test_none_is_left_when_the_first_is_killed(tmp_path: Path) -> None:
    with run_planner(tmp_path, WORKERS="3") as planner:
        beside = processes_beside(planner)
        assert len(beside) == 3
        planner.command.process.kill()
        wait_until(
            lambda: not any(Path(f"/proc/{one}").exists() for one in beside), "all have ended"
        )


def test_a_process_that_ends_is_started_again_and_all_are_stopped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(serving, "AGAIN", 0)
    started: dict[int, list[multiprocessing.Process]] = {0: [], 1: []}

    def start(place: int) -> multiprocessing.Process:
        if len(started[0]) == 3:
            raise SystemExit
        begun = multiprocessing.get_context("fork").Process(target=time.sleep, args=[600 * place])
        begun.start()
        started[place].append(begun)
        return begun

    serving._watch_over(2, start)
    assert [one.exitcode for one in started[0]] == [0, 0, 0]
    assert [one.exitcode for one in started[1]] == [-15]
