"""The engine in a process of its own: beside the server's threads it would slow every page down, as one thread computes at a time.

Spoken over the pipes, one JSON value a line. In: the task `{"held", "runs", "deadline"}`, each run `{"event", "priority",
"seed", "effort", "keep"}`; then `stop`, or the end of the pipe, which is what is left of a server that was killed. Out:
`{"number", "share", "repeats", "mix"}` now and then, `{"found"}` after each run, or `{"refused"}` and nothing more.
"""

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import IO, Any

from .rotation import Infeasible, SearchProgress, SeatingReason, plan_seating

OFTEN = 0.2
"""Seconds between two words about how far it is."""

Watch = Callable[[int, SearchProgress], bool]
"""Is told the number of the run (from 0) and how far that is; False stops with the best so far."""


def work_off_task(
    task: Mapping[str, Any], say: Callable[[dict[str, Any]], None], over: threading.Event
) -> None:
    """Search run after run; once it is over, each that is left is searched only shortly."""
    last = 0.0

    def watch(number: int, step: SearchProgress) -> bool:
        nonlocal last
        if time.monotonic() - last > OFTEN:
            last = time.monotonic()
            say(
                {
                    "number": number,
                    "share": step.share,
                    "repeats": step.repeats,
                    "mix": step.mix_index,
                }
            )
        return not over.is_set()

    for number, run in enumerate(task["runs"]):
        try:
            found = plan_seating(
                held=task["held"],
                deadline=task["deadline"],
                on_progress=partial(watch, number),
                **run,
            )
        except Infeasible as refused:
            say({"refused": refused.reason})
            return
        say(
            {
                "found": {
                    "rounds": found.rounds,
                    "metrics": found.metrics,
                    "why": found.why,
                    "stopped": found.stopped,
                }
            }
        )


def main() -> None:
    """Work off the task of standard input."""
    if hasattr(os, "nice"):
        os.nice(2)  # pages come first
    source, target = sys.stdin.buffer, sys.stdout.buffer
    task = json.loads(source.readline())
    over = threading.Event()

    def listen() -> None:
        source.readline()
        over.set()

    def say(value: dict[str, Any]) -> None:
        target.write(json.dumps(value).encode() + b"\n")
        target.flush()

    threading.Thread(target=listen, daemon=True).start()
    try:
        work_off_task(task, say, over)
    except BrokenPipeError:  # the server is gone
        os._exit(1)
    os._exit(0)  # the listening thread waits in a read that nothing ends


def search_runs(task: Mapping[str, Any], watch: Watch, patience: float) -> list[dict[str, Any]]:
    """What the runs of a task found, in their order. `watch` is asked at least every `patience` seconds.

    Raises Infeasible with the engine's reason, RuntimeError where the process broke off.
    """
    command = [sys.executable, "-m", __name__]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    ) as process:
        assert process.stdin
        assert process.stdout
        try:
            return _follow(process.stdin, process.stdout, task=task, watch=watch, patience=patience)
        finally:
            process.kill()


def _follow(
    source: IO[bytes], target: IO[bytes], task: Mapping[str, Any], watch: Watch, patience: float
) -> list[dict[str, Any]]:
    source.write(json.dumps(task).encode() + b"\n")
    source.flush()
    found: list[dict[str, Any]] = []
    number, step, going = 0, SearchProgress(0.0, 0, 0.0), True
    for told in _lines(target, patience):
        if told is not None and "refused" in told:
            raise Infeasible(SeatingReason(*told["refused"]))
        if told is not None and "found" in told:
            found.append(told["found"])
            if len(found) == len(task["runs"]):
                return found
        elif told is not None:
            number, step = (
                told["number"],
                SearchProgress(told["share"], told["repeats"], told["mix"]),
            )
        if going and not watch(number, step):
            going = False
            with suppress(BrokenPipeError):  # it is over by itself: what it found is on its way
                os.write(source.fileno(), b"stop\n")
    raise RuntimeError("The search broke off.")


def _lines(target: IO[bytes], patience: float) -> Iterator[dict[str, Any] | None]:
    """The lines as they come; nothing where one does not come for so long."""
    lines: queue.Queue[bytes] = queue.Queue()

    def read() -> None:
        for line in target:
            lines.put(line)
        lines.put(b"")

    threading.Thread(target=read, daemon=True).start()
    while True:
        try:
            line = lines.get(timeout=patience)
        except queue.Empty:
            yield None
            continue
        if not line:
            return
        yield json.loads(line)


if __name__ == "__main__":
    main()
