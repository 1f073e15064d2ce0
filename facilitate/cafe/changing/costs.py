"""What a change by hand would cost, as facts: who meets again, which sector a table loses, what it breaks, whose slips change.

Units: rounds from 1, tables by id; the engine's own numbers (`rotation.pricing`) count both from 0.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ..floor import CafeFloor
from ..instance import engine_event, engine_rounds, kept_reason, problem_rounds
from ..rotation import Price, move_cost, swap_cost
from ..seating.wording import VAGUE
from ..seats import Seating


@dataclass(frozen=True)
class SeatChange:
    """In round `number`, `who` changes places with `other`, or moves to table `table` (id) where there is no other."""

    number: int
    who: str
    other: str = ""
    table: int = 0

    @property
    def people(self) -> list[str]:
        """Whom it moves."""
        return [self.who, self.other] if self.other else [self.who]


@dataclass(frozen=True)
class MeetingAgain:
    """Two people who would meet in the round of the change, and meet in `rounds` too (none: they sat together before the café)."""

    a: str
    b: str
    rounds: tuple[int, ...]


@dataclass(frozen=True)
class ChangeCost:
    """All a change costs.

    `repeats`: meetings with somebody met before, more (or fewer) than now; `again`: the pairs, as far as they are named;
    `lacks`: (table, sector) where nobody of a sector would be left though fewer tables have it then; `uneven`: seats more
    off an even mix; `breaks`: rules it would break, as kept reasons (`instance.kept_reason`); `mends`: rules it would mend;
    `slips`: whose slip would be another than they hold (or than now, where none is `printed`); `sizes`: people at the
    emptiest and at the fullest table of the round then.
    """

    change: SeatChange
    again: tuple[MeetingAgain, ...] = ()
    repeats: int = 0
    lacks: tuple[tuple[int, str], ...] = ()
    uneven: int = 0
    breaks: tuple[Mapping[str, Any], ...] = ()
    mends: int = 0
    slips: tuple[str, ...] = ()
    printed: bool = False
    sizes: tuple[int, int] = (0, 0)

    @property
    def nothing(self) -> bool:
        """Whether it costs nothing but slips."""
        return not (self.breaks or self.again or self.lacks or self.repeats > 0 or self.uneven > 0)


def seating_at_tables(floor: CafeFloor) -> Seating:
    """The seating that holds at the tables as they are now: a new one is empty, one that is gone is left out."""
    assert floor.seating is not None
    now = floor.seating
    shown = engine_rounds(floor)
    return Seating(
        tables=tuple(table.id for table in floor.tables),
        rounds=tuple(tuple(tuple(table) for table in one) for one in shown),
        locked=now.locked,
        locked_rounds=now.locked_rounds,
        how=now.how,
    )


def seating_after(seating: Seating, change: SeatChange) -> Seating:
    """The seating once the change is made; the locks of who moves go with them."""
    if change.other:
        return seating.swap_seats(change.number, change.who, change.other)
    return seating.move_person(change.number, change.who, change.table)


def seating_of_change(floor: CafeFloor, change: SeatChange) -> Seating:
    """The seating that holds, once the change is made: who keeps their company changes it in every round to come."""
    seating = seating_after(seating_at_tables(floor), change)
    for number in range(floor.cafe.held + 1, floor.cafe.rounds + 1):
        if not floor.keeps_company or number == change.number:
            continue
        tables, further = seating.tables, number - change.number if floor.moves_on else 0
        there = [key for key in change.people if seating.at(number, key) is not None]
        if len(there) < len(change.people):
            continue
        place = (tables.index(change.table) + further) % len(tables) if change.table else 0
        then = replace(change, number=number, table=tables[place] if change.table else 0)
        seating = seating_after(seating, then)
    return seating


def price_of(floor: CafeFloor, change: SeatChange) -> Price:
    """What the engine says."""
    event = engine_event(floor)
    rounds, number = problem_rounds(floor), problem_round(floor, change.number)
    if change.other:
        return swap_cost(event, rounds, round=number, a=change.who, b=change.other)
    position = [table.id for table in floor.tables].index(change.table)
    if floor.moves_on:
        position = (position - change.number + 1) % len(floor.tables)
    return move_cost(event, rounds, round=number, person=change.who, table=position)


def problem_round(floor: CafeFloor, number: int) -> int:
    """The place of round `number` among those the engine counts."""
    return 0 if floor.keeps_company else number - 1


def cost_of(
    floor: CafeFloor, change: SeatChange, printed: Seating | None = None, price: Price | None = None
) -> ChangeCost:
    """The facts; `printed`: the seating that slips were made of last."""
    price = price or price_of(floor, change)
    before = seating_at_tables(floor)
    then = seating_of_change(floor, change)
    sizes = [len(people) for people in then.rounds[change.number - 1]]
    return ChangeCost(
        change=change,
        again=tuple(_again(then, change.number, a, b) for a, b in price.again),
        repeats=price.more_repeats,
        lacks=sector_losses(floor, before, then, change.number),
        uneven=price.uneven[1] - price.uneven[0],
        breaks=tuple(kept_reason(reason) for reason in price.breaches),
        mends=max(0, price.violations[0] + len(price.breaches) - price.violations[1]),
        slips=tuple(
            key for key in change.people if then.path(key) != (printed or before).path(key)
        ),
        printed=printed is not None,
        sizes=(min(sizes), max(sizes)),
    )


def _again(then: Seating, number: int, a: str, b: str) -> MeetingAgain:
    """The other rounds two people share a table in."""
    both = enumerate(zip(then.path(a), then.path(b), strict=True), 1)
    return MeetingAgain(
        a, b, tuple(n for n, (s, t) in both if s is not None and s == t and n != number)
    )


def sector_losses(
    floor: CafeFloor, before: Seating, then: Seating, number: int
) -> tuple[tuple[int, str], ...]:
    """Tables (ids) that would lose the last person of a sector, where fewer tables have that sector then."""

    def having(seating: Seating) -> dict[str, set[int]]:
        found: dict[str, set[int]] = {}
        for table in seating.tables:
            for key in seating.people_at(number, table):
                if (guest := floor.people.get(key)) and guest.sector not in VAGUE:
                    found.setdefault(guest.sector, set()).add(table)
        return found

    was, will = having(before), having(then)
    return tuple(
        (table, sector)
        for sector, tables in was.items()
        if len(will.get(sector, ())) < len(tables)
        for table in sorted(tables - will.get(sector, set()))
    )
