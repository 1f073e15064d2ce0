"""`make faults`: what is lost when something dies, is away, is full or tells another time. `ONLY=` names one fault, `SEED=` its moments.

Each line ends with what was lost. Some faults are tests already; they are run by their names. Ends always: what breaks is marked.
"""

import os
import random
import re
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path

from ..bench import machine_text
from .mailing import MAILING
from .releases import RELEASES
from .releasing import RELEASING
from .scenarios import SCENARIOS, Kit
from .work import ROOT

TESTS = {
    "restore killed at every stage": [
        "tests/test_restoring.py::test_killed_anywhere_it_is_begun_again",
        "tests/test_restoring.py::test_what_an_unfinished_restore_left_goes_with_the_next_copy",
    ],
    "upgrade cut off": [
        "tests/test_upgrading.py::test_a_step_that_fails_leaves_the_planner_as_it_was"
    ],
    "disk full": [
        "tests/serving/test_trying_again.py::test_a_full_disk_is_said_and_nothing_is_half_written",
        "tests/serving/test_trying_again.py::test_a_full_disk_leaves_no_half_of_a_file",
        "tests/test_restoring.py::test_without_room_it_says_so_and_can_be_begun_again",
        "tests/test_upgrading.py::test_a_full_disk_changes_nothing",
    ],
    "database restarted": [
        "tests/serving/test_restarted_database.py::test_no_page_breaks_after_the_database_was_restarted",
        "tests/serving/test_trying_again.py::test_what_was_answered_stays_answered",
    ],
    "Redis away and back": ["tests/serving/test_redis_away.py::test_redis_goes_and_comes_back"],
    "job of a killed worker": [
        "tests/serving/test_kept_jobs.py::test_one_whose_worker_was_killed_is_done_by_another",
        "tests/serving/test_kept_jobs.py::test_one_that_the_queue_has_lost_is_found",
    ],
    "mail server silent": [
        "tests/serving/test_slow_mail.py::test_no_page_waits_for_the_mail_server_and_each_mail_arrives_once"
    ],
    "200 idle or slow sockets": [
        "tests/serving/test_slow_senders.py::test_two_hundred_idle_or_slow_sockets_slow_no_page"
    ],
    "database that may not be written": [
        "tests/test_upgrading.py::test_a_database_that_may_not_be_written_is_one_sentence"
    ],
    "clocks of servers apart, told": ["tests/watching/test_checking.py::test_clocks_and_versions"],
}
"""Faults that are tests: each of them fails where something is lost."""
ENDS = re.compile(r"(\d+) (passed|failed|error|skipped)")


def run_tests(names: list[str]) -> str:
    """Run tests by their names, and say what was lost."""
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:randomly", "-n", "0", *names],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=600,
    )
    ends = {what: int(number) for number, what in ENDS.findall(run.stdout)}
    if run.returncode or not ends.get("passed"):
        said = "\n".join(line for line in run.stdout.splitlines() if line.startswith("E  "))
        raise RuntimeError(f"{ends or run.stdout[-500:]} {said[:500]}")
    skipped = f", {ends['skipped']} left out" if "skipped" in ends else ""
    return f"lost: 0 ({ends['passed']} tests hold{skipped})"


def main(only: str, seed: int) -> int:
    """Print what was lost by fault; 1 where something was."""
    with tempfile.TemporaryDirectory(prefix="facilitate-faults-") as folder:
        kit = Kit(Path(folder))
        with kit.stack:
            return print_lost(kit, only, seed)


def print_lost(kit: Kit, only: str, seed: int) -> int:
    """What `main` says."""
    work: dict[str, Callable[[], str]] = {
        **{name: partial(one, kit) for name, one in {**SCENARIOS, **MAILING, **RELEASING}.items()},
        **{name: partial(run_tests, names) for name, names in TESTS.items()},
        **{name: partial(one, kit) for name, one in RELEASES.items()},
    }
    wanted = {name: one for name, one in work.items() if only in name}
    if not wanted:
        sys.stdout.write(f"There is no “{only}”. There are {', '.join(work)}.\n")
        return 2
    sys.stdout.write(f"{machine_text()}, SEED={seed}\n\n| fault | what was lost |\n|---|---|\n")
    lost = 0
    for name, one in wanted.items():
        random.seed(f"{seed} {name}")
        try:
            said = one()
        except Exception as error:  # the others are tried all the same
            traceback.print_exc()
            said = f"not measured: {str(error).strip().splitlines()[-1:]}"
        lost += not said.startswith("lost: 0")
        sys.stdout.write(f"| {name} | {said} |\n")
        sys.stdout.flush()
    return int(lost > 0)


if __name__ == "__main__":
    own = int(os.environ.get("SEED") or random.randrange(10_000))
    sys.exit(main(os.environ.get("ONLY", ""), own))
