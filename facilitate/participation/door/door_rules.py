"""The rules at the door: which day it is, when somebody came, how a check-in is taken back, who is meant by a name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ..models import Standing

KEPT = timedelta(hours=24)
"""How long a device may have kept a press while it had no connection."""
_KEY = re.compile(r"[A-Za-z0-9-]{8,64}", re.ASCII)


def day_at(first: date, last: date, today: date) -> date:
    """The day people are checked in for when nothing else is said: today, else the day of the event next to it."""
    return min(max(today, first), last)


def day_asked(first: date, last: date, asked: str, today: date) -> date:
    """The day the address asks for, if the event has it; else the usual one."""
    try:
        wanted = date.fromisoformat(asked)
    except ValueError:
        return day_at(first, last, today)
    return wanted if first <= wanted <= last else day_at(first, last, today)


def days_between(first: date, last: date) -> list[date]:
    """Every day of an event."""
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def pressed_at(pressed: int | None, sent: int | None, now: datetime) -> datetime:
    """When the button was pressed. The device says so by its own clock (milliseconds), and what that showed when it sent:

    only the time between the two is believed, so a clock that is wrong does no harm. What cannot be is now.
    """
    if (
        pressed is None
        or sent is None
        or not 0 <= sent - pressed <= KEPT // timedelta(milliseconds=1)
    ):
        return now
    return now - timedelta(milliseconds=sent - pressed)


def press_key(text: str) -> str:
    """The key a device gave its press; empty where it is none."""
    return text if _KEY.fullmatch(text) else ""


@dataclass(frozen=True)
class UndoneCheckIn:
    """What is left when a check-in is taken back: the standing, whether the row goes, and what another day's remembers."""

    standing: Standing
    goes: bool = False
    heir: Standing | None = None


def undone_check_in(
    was: Standing | None, others: Sequence[Standing | None], *, walk_in: bool
) -> UndoneCheckIn:
    """Take back one day of somebody whose check-ins of other days remember `others`.

    Who was there on another day still attended, and that day remembers from now on how far they had come before. A walk-in
    who was never there leaves the list.
    """
    if others:
        return UndoneCheckIn(Standing.ATTENDED, heir=was if was is not Standing.ATTENDED else None)
    if walk_in:
        return UndoneCheckIn(Standing.ATTENDED, goes=True)
    return UndoneCheckIn(was or Standing.COMING)
