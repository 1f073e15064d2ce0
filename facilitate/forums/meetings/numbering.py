"""What the next meeting is called, and on which day it might be."""

import re
from collections.abc import Container, Iterable
from datetime import date, timedelta

from babel.dates import format_date

from ...lib.text import Words
from ...lib.workdays import working_day
from ..duty_dates import after_months, week_of, weekday_in_month
from ..kinds import Every, Rhythm

ENGLISH = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
)
ALBANIAN = (
    "i parë",
    "i dytë",
    "i tretë",
    "i katërt",
    "i pestë",
    "i gjashtë",
    "i shtatë",
    "i tetë",
    "i nëntë",
    "i dhjetë",
    "i njëmbëdhjetë",
    "i dymbëdhjetë",
)


def number_in_year(days: Iterable[date], on: date) -> int:
    """Which meeting of its year one on that day is, after those on these days."""
    return 1 + sum(day.year == on.year and day <= on for day in days)


def meeting_title(forum: Words, number: int, year: int) -> Words:
    """`South group: third meeting 2027`, in both languages."""
    english = f"{forum.to('en')}: {ordinal_en(number)} meeting {year}"
    return Words(english, f"{forum.to('sq')}: takimi {ordinal_sq(number)} {year}")


def carried_title(last: Words, then: date, count: int, on: date, number: int) -> Words | None:
    """The last meeting's title for the next one: `North group, meeting 2 of 2027` after `North group, meeting 1 of 2027`.

    `count` and `number`: which of their years they are. A title that counts on over the years counts on. None where the last
    title tells neither number nor month, so that the next one would be called the same.
    """
    english, albanian = (
        _carried(last.to(code), code, then=then, count=count, on=on, number=number) if text else ""
        for code, text in (("en", last.en), ("sq", last.sq))
    )
    if english is None or albanian is None:
        return None
    return Words(english, albanian)


_NUMBER = re.compile(r"\b(?<!\d[.,])(\d{1,2})(?:st|nd|rd|th|-të|-ta)?\b(?![.,]\d)")


def _carried(text: str, code: str, then: date, count: int, on: date, number: int) -> str | None:
    """One language of it."""
    year = re.sub(rf"\b{then.year}\b", str(on.year), text)
    month = re.compile(rf"\b{format_date(then, 'LLLL', code)}\b", re.IGNORECASE)
    if month.search(text):
        return _once(month, year, format_date(on, "LLLL", code))
    for told, word in enumerate(_words(code), 1):
        named = re.compile(rf"\b{word}\b", re.IGNORECASE)
        if named.search(text):
            return _once(named, year, _ordinal(_next(told, count, number), code))
    found = _NUMBER.findall(text)
    if len(found) == 1:
        ahead = _next(int(found[0]), count, number)
        return _NUMBER.sub(lambda hit: _like(hit.group(), ahead, code), year)
    return year if year != text and number == 1 else None


def _next(told: int, count: int, number: int) -> int:
    """The number in the year where the last title told that; one more where it counts on over the years."""
    return number if told == count else told + 1


def _words(code: str) -> tuple[str, ...]:
    """`first`, `second` …; in Albanian without the article before it, which follows the noun: `e parë`, `i parë`."""
    return ENGLISH if code == "en" else tuple(word.split(" ")[1] for word in ALBANIAN)


def _ordinal(number: int, code: str) -> str:
    return ordinal_en(number) if code == "en" else ordinal_sq(number).split(" ")[1]


def _like(told: str, number: int, code: str) -> str:
    """The number as the last one was written: `3`, `3rd`, `3-të`."""
    if told.isdigit():
        return str(number)
    return f"{number}{_ending(number)}" if code == "en" else f"{number}-të"


def _once(what: re.Pattern[str], text: str, new: str) -> str:
    """The first hit replaced, with a capital where it had one."""
    return what.sub(
        lambda hit: new.capitalize() if hit.group()[0].isupper() else new, text, count=1
    )


def ordinal_en(number: int) -> str:
    """`third`; from the thirteenth on `13th`, `22nd`."""
    if number <= len(ENGLISH):
        return ENGLISH[number - 1]
    return f"{number}{_ending(number)}"


def _ending(number: int) -> str:
    return (
        "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    )


def ordinal_sq(number: int) -> str:
    """`i tretë`; from the thirteenth on `i 13-të`."""
    return ALBANIAN[number - 1] if number <= len(ALBANIAN) else f"i {number}-të"


def likely_day(last: date | None, rhythm: Rhythm, closed: Container[date], today: date) -> date:
    """A working day for the next meeting, on the last one's weekday, every so many months on that one of the month.

    Never within the next month: invitations want it. A forum that is behind does not get a day that cannot be kept.
    """
    least = today + timedelta(days=31)
    start = last or today
    if rhythm.every is Every.MONTHS:
        month = max(after_months(start.replace(day=1), rhythm.number), least.replace(day=1))
        day = weekday_in_month(month, start.weekday(), week_of(start))
    else:
        by = after_months(start, max(1, 12 // rhythm.a_year))
        day = by - timedelta(days=(by.weekday() - start.weekday()) % 7)
    if day < least:  # that weekday, as soon as notice can be given
        day = least + timedelta(days=(start.weekday() - least.weekday()) % 7)
    found = working_day(day, closed)
    if found.month != day.month:
        found = day
    while found < least or found in closed:
        found += timedelta(days=1)
    return found
