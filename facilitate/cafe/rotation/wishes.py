"""How many wishes for a table a seating meets."""

from .state import Seats

WISH = 0.4  # what a met topic wish is worth; less than the smallest step of an even mix


def wishes_met(seats: Seats) -> int:
    """Wishes that come true, of people under the topic rule."""
    problem = seats.problem
    return sum(
        any(at[p] == t for at in seats.at)
        for p, wanted in enumerate(problem.wishes)
        if wanted and p not in problem.exempt
        for t in wanted
    )
