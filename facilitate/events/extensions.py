"""What rooms above bring along: parts of a page below them, how many people were at an event, and what moves along with its dates."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from .models import Event


@dataclass(frozen=True)
class PagePart:
    """A part of a page: its template, and the values it finds there as `beside`."""

    template: str
    values: Mapping[str, Any]


ShowsPart = Callable[..., PagePart | None]
_PARTS: defaultdict[str, list[ShowsPart]] = defaultdict(list)


def adds_to_page(page: str) -> Callable[[ShowsPart], ShowsPart]:
    """Marks a function that has something to show on that page (its endpoint); None where it has nothing."""

    def add(show: ShowsPart) -> ShowsPart:
        _PARTS[page].append(show)
        return show

    return add


def page_parts(page: str, *about: Any) -> list[PagePart]:
    """Everything there is to show on that page beside its own; `about`: what the page is about, its event first."""
    return [found for show in _PARTS[page] if (found := show(*about))]


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


ServedObjectives = Callable[[Event], Collection[int]]
_served: list[ServedObjectives] = []


def tells_served(objectives: ServedObjectives) -> ServedObjectives:
    """Marks the function that tells the objectives (ids) that steps of an event serve."""
    _served.append(objectives)
    return objectives


def served_objectives(event: Event) -> set[int]:
    """The objectives (ids) of which some step of the event is."""
    return {one for objectives in _served for one in objectives(event)}


def attendance_of(event: Event, outside: bool = False) -> int | None:
    """How many people were at the event; None where nobody has noted that anybody was. `outside`: as it may leave the house."""
    asked = _told_outside if outside else _told
    return next((number for count in asked if (number := count(event))), None)


FollowsDates = Callable[[Event, timedelta], object]
"""Given the event, and by how much its last day moved."""
_moving: list[FollowsDates] = []


def follows_dates(move: FollowsDates) -> FollowsDates:
    """Marks what has to move along as soon as an event has other dates."""
    _moving.append(move)
    return move


def move_with_dates(event: Event, moved: timedelta) -> None:
    """Bring everything that follows the event's dates to those it has now."""
    for move in _moving:
        move(event, moved)
