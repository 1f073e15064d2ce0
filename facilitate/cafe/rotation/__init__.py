"""The world café's rotation: who sits where in every round. Pure, standard library only.

The stages, one file each: `problem` (the event as numbers, checked by `event_checks`) → `feasible`, `locks` (refuse the impossible) →
`bound` (what nobody can go below) → `start` (`grid`: algebra; `designs`: found offline; `fill`: greedy; `mend`: make it legal; `itineraries`: where that
fails; `wanted_people`: `shares` wanted at every table) → `hunt` (repeats) → `anneal` (the mix: `paths`, and single rounds by
`strict`, `soft`, `dense` or `cycles`) → `judge` (count again, by another path) → `shortfalls` (what could not be had, and why). Beside
them: `fewest_changes` (of slips), `pricing` (one swap or move). `planning.plan_seating` puts them together.
"""

from .fewest_changes import SlipChanges
from .judge import evaluate_seating
from .planning import PlannedSeating, plan_seating, seat_late
from .pricing import Price, move_cost, move_in_rounds, swap_cost, swap_in_rounds
from .reasons import Infeasible, Malformed, SeatingReason
from .search_clock import SearchProgress

__all__ = [
    "SlipChanges",
    "Infeasible",
    "Malformed",
    "Price",
    "SearchProgress",
    "SeatingReason",
    "PlannedSeating",
    "evaluate_seating",
    "move_cost",
    "move_in_rounds",
    "plan_seating",
    "seat_late",
    "swap_cost",
    "swap_in_rounds",
]
