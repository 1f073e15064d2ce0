"""Days as people type them, in English or Albanian: 12.3.2027, 12 mars 2027, Thu 12 March, e enjte 12.3., Excel's numbers."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from openpyxl.utils.datetime import WINDOWS_EPOCH, from_excel

from .text import plain_text
from .uploads import text_of_cell

FIRST_YEAR, LAST_YEAR = 2000, 2100
_MONTHS = {
    number: names.split()
    for number, names in enumerate(
        (
            "january janar",
            "february shkurt",
            "march mars",
            "april prill",
            "may maj",
            "june qershor",
            "july korrik",
            "august gusht",
            "september shtator",
            "october tetor",
            "november nentor",
            "december dhjetor",
        ),
        1,
    )
}
_MONTH_OF = {name[:3]: (number, name) for number, names in _MONTHS.items() for name in names}
_WEEKDAYS = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "hene",
    "marte",
    "merkure",
    "enjte",
    "premte",
    "shtune",
    "diele",
)
_FILLERS = frozenset(("e", "me", "on", "date", "of", "the", "dt", "data"))
_SHORT_DAYS = frozenset(("thurs", "tues", "weds", "hen", "mer", "enj", "pre", "sht", "die"))
_EITHER = frozenset(("mar", "sht"))
"""Short for a month as well as, in Albanian, for a weekday; before a whole date it is the weekday."""
_CLOCK = re.compile(
    r"(?:t|,?\s+)\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*([ap]m)?\s*(z|gmt|utc)?([+-]\d{1,2}(:?\d{2})?)?\s*$",
    re.IGNORECASE,
)
"""A time of day behind a day, as programs write it."""
_ORDINAL = re.compile(r"(?<=\d)(st|nd|rd|th)\b")
_YEAR_FIRST = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[./-]\s*(\d{1,2})\s*(?:[./-]\s*(\d{4}|\d{2}|))?\.?")
_NUMBER = re.compile(r"\d{5}(?:\.0+)?")
_DIGITS = re.compile(r"(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4}|\d{2})\.?")
"""A date of digits alone, its year last."""
LONGEST = 60


class UnlikelyDay(ValueError):
    """A day before 2000 or after 2100: what a spreadsheet shows for a broken cell, not what people mean."""


class DateOrder(StrEnum):
    """What stands first in dates of digits alone; `EITHER`: both can be meant."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"
    EITHER = "either"


def find_column_order(cells: Iterable[Any]) -> DateOrder:
    """The order in which a column writes its dates: where one fits only with the month first and none only with the day first,

    the month stands first. It is never mixed: what does not fit then is no date.
    """
    written = [_CLOCK.sub("", cell).strip() for cell in cells if isinstance(cell, str)]
    found = [one for text in written if (one := _DIGITS.fullmatch(text))]
    pairs = [(int(one[1]), int(one[2])) for one in found]
    fits = all(first <= 12 for first, _second in pairs)
    if fits and any(second > 12 for _first, second in pairs):
        return DateOrder.MONTH_FIRST
    open_ones = fits and any(
        "/" in one[0] and one[1] != one[2] for one in found
    )  # nobody puts dots behind a month
    return DateOrder.EITHER if open_ones else DateOrder.DAY_FIRST


def typed_day(
    value: Any,
    near: date | None = None,
    epoch: datetime = WINDOWS_EPOCH,
    order: DateOrder = DateOrder.DAY_FIRST,
) -> date | None:
    """The day in a cell; None for an empty one. The day stands before the month, unless `order` says otherwise; a year that
    is left out is the one that brings the day closest to `near`. `epoch`: where Excel's numbers begin (files of old Macs: 1904).

    Raises ValueError for what is no day, Unlikely for a year before 2000 or after 2100.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if (
        order is DateOrder.MONTH_FIRST
        and isinstance(value, str)
        and (found := _DIGITS.fullmatch(_CLOCK.sub("", value).strip()))
    ):
        value = f"{found[2]}.{found[1]}.{found[3]}"
    day = _day(value, near, epoch)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise UnlikelyDay(value)
    return day


def _day(value: Any, near: date | None, epoch: datetime) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError(value)
    if isinstance(value, str):
        text = plain_text(text_of_cell(value))
        return _of_text(text, near, epoch) if len(text) <= LONGEST else _none(value)
    return _of_number(value, epoch)


def _none(value: Any) -> date:
    raise ValueError(value)


def _of_number(value: float, epoch: datetime) -> date:
    """A day as Excel counts it; a number of four digits is a year without a day, not a day of the year 1905."""
    if not -1 < value < 80_000:
        raise ValueError(value)
    if value < 10_000:
        raise UnlikelyDay(value) if value < 367 else ValueError(value)
    found = from_excel(value, epoch)
    return found.date() if isinstance(found, datetime) else _none(value)


def _of_text(text: str, near: date | None, epoch: datetime) -> date:
    text = _CLOCK.sub("", text).strip()
    if _NUMBER.fullmatch(text):
        return _of_number(float(text), epoch)
    if found := _YEAR_FIRST.fullmatch(text):
        return date(int(found[1]), int(found[2]), int(found[3]))
    words = re.findall(r"[^\W\d]+\.?", _ORDINAL.sub("", text))
    numbers = _ORDINAL.sub("", text)
    for word in words:
        numbers = numbers.replace(word, " ", 1)
    numbers = numbers.strip(" ,.;-/")
    names = [word.rstrip(".") for word in words]
    found = _DAY_FIRST.fullmatch(numbers)
    months = [
        month for name in names if (month := _month(name)) and not (found and name in _EITHER)
    ]
    if not found and not months and "sht" in names:
        months = [9]
    rest = [name for name in names if not _month(name) and not _is_weekday(name)]
    if rest or len(months) > 1:
        raise ValueError(text)
    if months:
        return _in_month(months[0], [int(n) for n in re.findall(r"\d+", numbers)], near)
    if found is None:
        raise ValueError(text)
    return _with_year(int(found[1]), int(found[2]), found[3] or "", near)


def _in_month(month: int, numbers: list[int], near: date | None) -> date:
    """`12 March 2027`, `March 12, 2027`, `12 March`: one number is the day, of two the larger than 31 is the year."""
    if len(numbers) == 1 and 1 <= numbers[0] <= 31:
        return _with_year(numbers[0], month, "", near)
    if len(numbers) != 2:
        raise ValueError(numbers)
    day, year = numbers if numbers[0] <= 31 else (numbers[1], numbers[0])
    return _with_year(day, month, f"{year:02}", near)


def _with_year(day: int, month: int, year: str, near: date | None) -> date:
    if year:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    if near is None:
        raise ValueError(day, month)
    found = []
    for one in (near.year - 1, near.year, near.year + 1):
        try:
            found.append(date(one, month, day))
        except ValueError:  # 29 February
            continue
    if not found:
        raise ValueError(day, month)
    return min(found, key=lambda one: abs(one - near))


def _month(word: str) -> int:
    """The month's number, 0 for none: its name, begun (`mar`) or with an ending (`marsit`)."""
    number, _name = _MONTH_OF.get(word[:3], (0, ""))
    names = _MONTHS.get(number, ())
    right = any(
        name.startswith(word) or (word.startswith(name) and len(word) <= len(name) + 3)
        for name in names
    )
    return number if right and word not in _SHORT_DAYS | {"marte", "marten"} else 0


def _is_weekday(word: str) -> bool:
    if word in _FILLERS or word in _SHORT_DAYS:
        return True
    return len(word) >= 3 and any(
        day.startswith(word) or word in (day + "n", day + "s") for day in _WEEKDAYS
    )
