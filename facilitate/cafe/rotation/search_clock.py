"""How long to search: by proposals, so that every machine gives the same seating; the deadline is a safety stop only.

Rule: effort names a number of proposals for the size of the event, worked out so that "normal" takes about two seconds on one
core for 100 to 1,000 people. Where a machine is so slow that the deadline would cut the search off, it cools by the time left and
the result says "deadline". Whoever watches may say stop, and the clock may run out; both are looked at between short
stretches of work, and the result says which of them it was. Units: microseconds of a plain machine, as a price list.
"""

from collections.abc import Callable
from time import monotonic
from typing import NamedTuple

EFFORT = {"quick": 360_000, "normal": 1_850_000, "long": 26_000_000}
GRACE = 0.15  # of the time, before a slow machine cools faster than its effort says
PRIORITIES = ("meet", "balanced", "mixed")


class SearchProgress(NamedTuple):
    """What is shown while the search runs: share of the effort spent, repeats, mix index of the best so far."""

    share: float
    repeats: int
    mix_index: float


class SearchClock:
    """Effort left, and why the search stopped: "bound", "effort", "deadline" or "asked"."""

    def __init__(
        self, budget: int, deadline: float | None, watch: Callable[[SearchProgress], object] | None
    ) -> None:
        self.budget, self.spent, self.watch = budget, 0, watch
        self.seconds, self.hurried = deadline, False
        self.until = None if deadline is None else monotonic() + deadline
        self.stopped = ""
        self.shown = 0.0

    @property
    def share(self) -> float:
        """How much of the effort is spent; on a machine that is much too slow, of the time."""
        spent = min(self.spent / self.budget, 1.0) if self.budget else 1.0
        if self.until is None or not self.seconds:
            return spent
        gone = 1 - (self.until - monotonic()) / self.seconds
        late = min((gone - GRACE) / (1 - GRACE), 1.0)
        if late > spent:
            self.hurried = True
        return max(spent, late)

    def spend(self, price: float) -> None:
        """Count work that was done."""
        self.spent += int(price)

    def add(self, budget: int) -> bool:
        """Go on with so much more effort; False where a deadline or somebody has said stop."""
        if self.stopped in ("deadline", "asked"):
            return False
        self.stopped, self.budget = "", self.spent + budget
        return True

    def over(self) -> bool:
        """Must the search stop now?"""
        if not self.stopped and self.until is not None and monotonic() >= self.until:
            self.stopped = "deadline"
        elif not self.stopped and self.spent >= self.budget:
            self.stopped = "deadline" if self.hurried else "effort"
        return bool(self.stopped)

    def tell(self, repeats: int, mix_index: float) -> None:
        """Show how far it is; an answer of False stops."""
        self.shown = max(self.shown, self.share)  # never back, also where effort is added
        if self.watch and self.watch(SearchProgress(self.shown, repeats, mix_index)) is False:
            self.stopped = self.stopped or "asked"


def budget_for(effort: str, people: int) -> int:
    """The effort for an event of that size; beyond a thousand people it grows with them."""
    return int(EFFORT[effort] * max(1.0, people / 1000))
