"""Several processes serve one database: each page is there, and all of them stop."""

import multiprocessing
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from facilitate.run import serving

from ..databases import create_database
from .running import run_planner

ASKED, AT_ONCE = 400, 16


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
