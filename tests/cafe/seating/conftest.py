"""A floor without a database, and what a page of the first café is called."""

from collections.abc import Callable

import pytest

from facilitate.cafe.floor import CafeFloor, Guest
from facilitate.cafe.models import Cafe, CafeTable
from facilitate.cafe.seats import Seating
from facilitate.lib.text import Words


def make_floor(
    rounds: list[list[list[str]]],
    guests: list[Guest],
    *,
    held: int = 0,
    seating: bool = True,
    **kept: object,
) -> CafeFloor:
    """A café whose tables have the ids 10, 20, … and the numbers 1, 2, …"""
    tables = [
        CafeTable(
            id=10 * number,
            number=number,
            name=Words(),
            question=Words(f"Question {number}"),
            seats=10,
            host_name="Ana" if number == 1 else "",
        )
        for number in range(1, len(rounds[0]) + 1)
    ]
    cafe = Cafe(
        id=1, step_id=7, rounds=len(rounds), minutes=20, move=5, harvest=0, held=held, questions=[]
    )
    value = Seating(
        tuple(table.id for table in tables),
        tuple(tuple(tuple(table) for table in one) for one in rounds),
        **kept,  # type: ignore[arg-type]
    )
    people = {guest.key: guest for guest in guests}
    return CafeFloor(cafe, tables, people, seating=value if seating else None, seating_id=1)


@pytest.fixture
def page(cafe: int) -> str:
    """The address of the first café's page."""
    return f"/events/spring/cafe?step={cafe}"


@pytest.fixture
def to(cafe: int) -> Callable[[str], str]:
    """The address of something of the first café."""
    return lambda what: f"/events/spring/cafe/{cafe}/{what}"
