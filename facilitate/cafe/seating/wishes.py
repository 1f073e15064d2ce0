"""Who of those that chose tables sits at their first, second or third choice, and who at none."""

from ..floor import CafeFloor
from ..seats import Seating

RANKS = 3


def wish_ranks(floor: CafeFloor, seating: Seating) -> tuple[int, ...]:
    """Of the guests who have wishes: how many sit at their first, second and third at best, and how many at none of these."""
    found = [0] * (RANKS + 1)
    for best in _best_ranks(floor, seating).values():
        found[best] += 1
    return tuple(found) if any(found) else ()


def wishless_names(floor: CafeFloor, seating: Seating) -> tuple[str, ...]:
    """The guests who have wishes and sit at none of them."""
    ranks = _best_ranks(floor, seating)
    return tuple(floor.guests[key].name for key, best in ranks.items() if best == RANKS)


def _best_ranks(floor: CafeFloor, seating: Seating) -> dict[str, int]:
    """By guest (key): the first of their wishes that comes true, from 0; RANKS where none does."""
    found = {}
    for key, guest in floor.guests.items():
        if guest.wishes:
            path = set(seating.paths.get(key, ()))
            found[key] = next(
                (n for n, one in enumerate(guest.wishes[:RANKS]) if one in path), RANKS
            )
    return found
