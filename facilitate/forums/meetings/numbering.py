"""What the next meeting is called, and on which day it might be."""

from collections.abc import Container, Iterable
from datetime import date, timedelta

from ...lib.text import Words
from ...lib.workdays import working_day
from ..due import after_months
from ..kinds import Every, Rhythm

ENGLISH = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
)  # fmt: skip
ALBANIAN = (
    "i parë", "i dytë", "i tretë", "i katërt", "i pestë", "i gjashtë", "i shtatë", "i tetë", "i nëntë", "i dhjetë",
    "i njëmbëdhjetë", "i dymbëdhjetë",
)  # fmt: skip


def number_in_year(days: Iterable[date], on: date) -> int:
    """Which meeting of its year one on that day is, after those on these days."""
    return 1 + sum(day.year == on.year and day <= on for day in days)


def title(forum: Words, number: int, year: int) -> Words:
    """`South group: third meeting 2027`, in both languages."""
    english = f"{forum.to('en')}: {ordinal_en(number)} meeting {year}"
    return Words(english, f"{forum.to('sq')}: takimi {ordinal_sq(number)} {year}")


def ordinal_en(number: int) -> str:
    """`third`; from the thirteenth on `13th`, `22nd`."""
    if number <= len(ENGLISH):
        return ENGLISH[number - 1]
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def ordinal_sq(number: int) -> str:
    """`i tretë`; from the thirteenth on `i 13-të`."""
    return ALBANIAN[number - 1] if number <= len(ALBANIAN) else f"i {number}-të"


def likely_day(last: date | None, rhythm: Rhythm, closed: Container[date], today: date) -> date:
    """A working day for the next meeting, on the last one's weekday: as the rhythm has it, never within the next month.

    Invitations want a month; a forum that is behind does not get a day that cannot be kept.
    """
    least = today + timedelta(days=31)
    start = last or today
    months = rhythm.number if rhythm.every is Every.MONTHS else max(1, 12 // rhythm.a_year)
    day = max(after_months(start, months), least)
    back = (day.weekday() - start.weekday()) % 7
    day -= timedelta(days=back)  # that weekday, at or before the day by which it should meet
    if day < least:
        day += timedelta(days=7)
    found = working_day(day, closed)
    while found < least or found in closed:
        found += timedelta(days=1)
    return found
