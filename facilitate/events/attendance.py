"""How many people were at an event: told by the room that knows them, asked by rooms that cannot look into it."""

from collections.abc import Callable

from .models import Event

AttendanceCount = Callable[[Event], int]
_told: list[AttendanceCount] = []
_told_outside: list[AttendanceCount] = []


def counts_attendance(count: AttendanceCount) -> AttendanceCount:
    """Marks the function that counts the people at an event."""
    _told.append(count)
    return count


def counts_attendance_outside(count: AttendanceCount) -> AttendanceCount:
    """Marks the function that counts them for what leaves the house, beside what was told before."""
    _told_outside.append(count)
    return count


def attendance_of(event: Event, outside: bool = False) -> int | None:
    """How many people were at the event; None where nobody has noted that anybody was. `outside`: as it may leave the house."""
    asked = _told_outside if outside else _told
    return next((number for count in asked if (number := count(event))), None)
