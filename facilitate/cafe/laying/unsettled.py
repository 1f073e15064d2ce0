"""What no longer fits in a seating after tables, rounds or people have changed: counted, not judged."""

from dataclasses import dataclass

from ..floor import CafeFloor


@dataclass(frozen=True)
class Unsettled:
    """`unseated` people without a seat, `gone` seated people who are not there, `hosts` who sit elsewhere, `full` tables
    with more people than seats in some round."""

    unseated: int = 0
    gone: int = 0
    hosts: int = 0
    full: int = 0

    def __bool__(self) -> bool:
        return any((self.unseated, self.gone, self.hosts, self.full))


SETTLED = Unsettled()


def find_unsettled(floor: CafeFloor) -> Unsettled:
    """What does not fit in the rounds to come; nothing where nobody is seated yet."""
    if floor.seating is None:
        return SETTLED
    return Unsettled(
        unseated=len(floor.unseated),
        gone=len(floor.gone),
        hosts=len(_elsewhere(floor)),
        full=_full(floor),
    )


def _to_come(floor: CafeFloor) -> range:
    seated = len(floor.seating.rounds) if floor.seating else 0
    return range(floor.cafe.held + 1, min(floor.cafe.rounds, seated) + 1)


def _elsewhere(floor: CafeFloor) -> list[str]:
    """The hosts who have a seat at another table than their own."""
    seating = floor.seating
    return [
        key
        for key, table in floor.host_at.items()
        if seating
        and any(seating.at(number, key) not in (None, table) for number in _to_come(floor))
    ]


def _full(floor: CafeFloor) -> int:
    seating = floor.seating
    return sum(
        any(len(seating.people_at(number, table.id)) > table.seats for number in _to_come(floor))
        for table in floor.tables
        if seating
    )
