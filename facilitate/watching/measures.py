"""What was measured since the start, in one process or in several that answer for one address."""

import json
import os
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

LIMITS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
"""Seconds of the columns of the histogram."""
SAVED_EVERY = 2
"""Seconds between two times that a process writes down what it measured, for the others."""
METHODS = {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"}


@dataclass
class MeasuredCounts:
    """Counts by what they count: `requests` by page, method and code, the others by page."""

    requests: Counter[str] = field(default_factory=Counter)
    seconds: Counter[str] = field(default_factory=Counter)
    statements: Counter[str] = field(default_factory=Counter)
    within: Counter[str] = field(default_factory=Counter)
    """Requests by page and upper limit of seconds, each counted once."""

    def plus(self, other: "MeasuredCounts") -> "MeasuredCounts":
        """Both together."""
        return MeasuredCounts(*(getattr(self, name) + getattr(other, name) for name in _NAMES))

    def slowest(self, slower_than: float, most: int) -> list[tuple[str, int, float]]:
        """Pages that take longer than so many seconds on average, the slowest first: name, requests, seconds."""
        asked: Counter[str] = Counter()
        for about, number in self.requests.items():
            asked[about.rsplit(" ", 2)[0]] += number
        found = [
            (route, asked[route], seconds / asked[route])
            for route, seconds in self.seconds.items()
            if asked[route]
        ]
        slow = [one for one in found if one[2] > slower_than]
        return sorted(slow, key=lambda one: -one[2])[:most]


_NAMES = ("requests", "seconds", "statements", "within")


class Measures:
    """What this process measured. `folder`: where several processes tell each other; None where there is one."""

    def __init__(self, folder: Path | None) -> None:
        self._folder, self._lock, self._saved = folder, threading.Lock(), 0.0
        self._own = MeasuredCounts()

    def add(self, *, route: str, method: str, code: int, seconds: float, statements: int) -> None:
        """One request was answered."""
        limit = next((str(one) for one in LIMITS if seconds <= one), "+Inf")
        with self._lock:
            own = self._own
            own.requests[f"{route} {method if method in METHODS else 'other'} {code}"] += 1
            own.seconds[route] += seconds  # type: ignore[assignment]  # a Counter adds fractions, too
            own.statements[route] += statements
            own.within[f"{route} {limit}"] += 1
            if self._folder and time.monotonic() - self._saved > SAVED_EVERY:
                self._save()

    def all(self) -> MeasuredCounts:
        """What all processes measured; of the others, what they last wrote down."""
        with self._lock:
            if self._folder:
                self._save()
            found = self._own.plus(MeasuredCounts())
        for path in self._folder.glob("*.json") if self._folder else ():
            if path.stem != str(os.getpid()):
                found = found.plus(_read(path))
        return found

    def _save(self) -> None:
        assert self._folder is not None
        self._saved = time.monotonic()
        path = self._folder / f"{os.getpid()}.json"
        part = path.with_suffix(".part")
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            part.write_text(json.dumps({name: getattr(self._own, name) for name in _NAMES}))
            part.replace(path)
        except OSError:  # a full disk loses figures, and no page
            return


def clear_measures(folder: Path) -> None:
    """Begin at nothing, before the processes of one start are there; one that ends keeps counting meanwhile."""
    for path in folder.glob("*.json"):
        path.unlink(missing_ok=True)


def _read(path: Path) -> MeasuredCounts:
    try:
        kept = json.loads(path.read_text())
        return MeasuredCounts(*(Counter(kept[name]) for name in _NAMES))
    except (OSError, ValueError, LookupError):
        return MeasuredCounts()
