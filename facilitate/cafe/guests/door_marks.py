"""What it means for somebody to be marked at the door: did not come, is here after all, misses some rounds."""

from collections.abc import Collection
from enum import StrEnum

from ..floor import CafeFloor, Guest


class DoorMark(StrEnum):
    """What people are marked as."""

    OUT = "out"
    HERE = "here"
    ABSENT = "absent"
    ONLINE = "online"
    IN_ROOM = "in_room"


def absence_after_mark(
    floor: CafeFloor, guest: Guest, mark: DoorMark, rounds: Collection[int] = ()
) -> tuple[bool, list[int]]:
    """Whether they are out, and which rounds they miss (from 1), once they are marked so.

    What happened in rounds already held stays. Who is here after all has missed those they had no seat in.
    """
    held = floor.cafe.held
    if mark is DoorMark.OUT:
        return True, sorted(guest.absent)
    if mark is DoorMark.HERE:
        seated = floor.seating
        return False, [
            number
            for number in range(1, held + 1)
            if seated is None or seated.at(number, guest.key) is None
        ]
    missed = {number for number in guest.absent if number <= held}
    return False, sorted(
        missed | {number for number in rounds if held < number <= floor.cafe.rounds}
    )
