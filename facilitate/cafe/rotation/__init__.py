"""The world café's rotation: who sits where in every round. Pure, standard library only.

The stages, one file each: `problem` (the event as numbers, checked by `reading`) → `feasible`, `locks` (refuse the impossible) → `bound` (what
nobody can go below) → `start` (`grid`: algebra; `fill`: greedy; `mend`: make it legal;
`itineraries`: where that fails; `raising`: `shares` wanted at every table) → `hunt` (repeats) → `anneal` (the mix: `paths`,
and single rounds by `strict`, `soft` or `dense`) → `judge` (count again, by another path) → `why`. Beside them: `keeping` (fewest
changed slips), `pricing` (one swap or move). `plan` puts them together.
"""

from .clock import Progress
from .judge import evaluate
from .keeping import Changes
from .planning import Seating, plan, seat_late
from .pricing import Price, move_cost, moved, swap_cost, swapped
from .reasons import Infeasible, Malformed, Reason

__all__ = [
    "Changes",
    "Infeasible",
    "Malformed",
    "Price",
    "Progress",
    "Reason",
    "Seating",
    "evaluate",
    "move_cost",
    "moved",
    "plan",
    "seat_late",
    "swap_cost",
    "swapped",
]
