"""What a page about a change was asked: the round, the person, and the other one or the table."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import abort

from ...web.i18n import _
from ...web.refused import Refused
from ..floor import CafeFloor, Guest
from .costs import SeatChange, seating_at_tables


@dataclass(frozen=True)
class ChosenChange:
    """A round that is still to come, and as much of a change in it as was chosen (empty: not yet)."""

    number: int
    who: str = ""
    other: str = ""
    table: int = 0

    @property
    def change(self) -> SeatChange | None:
        """The change, once all of it is chosen."""
        if not self.who or not (self.other or self.table):
            return None
        return SeatChange(self.number, self.who, self.other, 0 if self.other else self.table)


def read_chosen_change(floor: CafeFloor, values: Mapping[str, str]) -> ChosenChange:
    """Read `round`, `who`, `with` and `table` of an address or a form; 404 for people and tables that are not there, refused
    for who takes no part (any more)."""
    first = min(floor.cafe.held + 1, floor.cafe.rounds)
    number = number_in(values.get("round", ""), first)
    who, other = values.get("who", ""), values.get("with", "")
    table = number_in(values.get("table", ""), 0)
    for key in filter(None, (who, other)):
        if key not in floor.people:
            abort(404)
        if key not in floor.guests:
            raise Refused(
                _("%(name)s does not take part in this café.", name=floor.people[key].name)
            )
    if number < 1 or (table and table not in floor.table_by_id) or (who and who == other):
        abort(404)
    return ChosenChange(number, who, other, table)


def number_in(typed: str, usual: int) -> int:
    """A whole number as it was typed, or the usual one."""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else usual


@dataclass(frozen=True)
class SeatChoice:
    """Somebody who can be chosen, and the number of the table they sit at in that round (None: no seat)."""

    guest: Guest
    table: int | None


def seat_choices(floor: CafeFloor, number: int) -> list[SeatChoice]:
    """Everybody who is there in that round, with their table, in the order of their names."""
    seating = seating_at_tables(floor)
    return [
        SeatChoice(guest, floor.number_of(seating.at(number, guest.key)))
        for guest in floor.guests.values()
        if number not in guest.absent
    ]


def locked_seats(floor: CafeFloor) -> list[tuple[int, Guest, int]]:
    """The locked seats of rounds to come: round, person, number of the table; whole rounds are not among them."""
    seating = seating_at_tables(floor)
    found = [
        (number, floor.guests[key], floor.number_of(seating.at(number, key)) or 0)
        for number, key in seating.locked
        if key in floor.guests and floor.cafe.held < number <= floor.cafe.rounds
    ]
    return sorted((one for one in found if one[2]), key=lambda one: (one[0], one[1].name))
