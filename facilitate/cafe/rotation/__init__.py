"""The world café's rotation: who sits where in every round. Pure, standard library only.

The stages, one file each: `problem` (the event as numbers, checked by `reading`) → `feasible` (refuse the impossible) → `bound` (what
nobody can go below) → `start` (`grid`: algebra; `fill`: greedy; `mend`: make it legal) → `hunt` (repeats) → `anneal` (the mix: `paths`,
and single rounds by `strict`, `soft` or `dense`) → `judge` (count again, by another path) → `why`. Beside them: `keeping` (fewest
changed slips), `pricing` (one swap). `plan` puts them together.
"""

from .clock import Progress
from .judge import evaluate
from .keeping import Changes
from .planning import Seating, plan
from .pricing import Price, swap_cost, swapped
from .reasons import Infeasible, Malformed, Reason

__all__ = [
    "Changes", "Infeasible", "Malformed", "Price", "Progress", "Reason", "Seating", "evaluate", "plan", "swap_cost", "swapped",
]  # fmt: skip
