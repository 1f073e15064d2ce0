"""Times and lengths in the cells of a table: Excel's own, parts of a day, and text."""

import re
from datetime import datetime, time, timedelta
from typing import Any

from .arrived import DAY_LONG
from .lengths import length_alone, length_at_end, length_at_start
from .times import (
    WrittenClock,
    WrittenSpan,
    is_named_clock,
    parse_clock,
    span_at_start,
)

LONGEST_LENGTH = 40
"""Characters of a cell that says how long something is: `30 minutes (including Q&A)`."""

_WITH_COMMAS = re.compile(r"\d{1,2},[0-5]\d(?:\s*[-–—]\s*\d{1,2},[0-5]\d)?")
"""`9,00`, `9,00 – 9,30`, as they are typed on a keyboard with a comma beside its numbers."""
_TWO_LINES = re.compile(
    r"^(\s*(?:ora\s+)?\d{1,2}(?:[:.hH]\s?[0-5]\d|[hH])(?:\s?[ap]\.?m\b\.?)?|\s*\d{1,2}\s?[ap]\.?m\b\.?)\s*\n\s*(?=\d)",
    re.IGNORECASE,
)
"""When something begins, and below it in the same cell when it ends."""


def cell_span(value: Any) -> WrittenSpan | None:
    """The time in a cell of a column of times: Excel's own, a part of a day, or text."""
    if isinstance(value, datetime | time):
        return _sure_span(value.hour * 60 + value.minute)
    if isinstance(value, timedelta):
        minute = round(value.total_seconds() / 60)
        return _sure_span(minute) if 0 <= minute < 2 * DAY_LONG else None
    if isinstance(value, float) and 0 <= value < 1:
        return _sure_span(round(value * DAY_LONG))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _span_of_number(value)
    return _span_of_text(" ".join(_TWO_LINES.sub(r"\1 – ", str(value or "")).split()))


def _sure_span(minute: int) -> WrittenSpan:
    return WrittenSpan(WrittenClock(minute % DAY_LONG, True))


def _span_of_number(value: float) -> WrittenSpan | None:
    """A time typed as a number: `9` is nine o'clock, `9.3` half past nine."""
    if 0 <= value <= 24 and float(value).is_integer():
        return WrittenSpan(WrittenClock(int(value) % 24 * 60))
    text = f"{value:.2f}"
    return _span_of_text(text) if 0 <= value < 24 and int(text[-2:]) < 60 else None


def _span_of_text(text: str) -> WrittenSpan | None:
    """A time typed as text; in a column of times `9`, `9-10` and `0930` are some too."""
    if _WITH_COMMAS.fullmatch(text):
        text = text.replace(",", ":")
    if re.fullmatch(r"\d{1,2}", text):
        return WrittenSpan(parse_clock(text)) if int(text) <= 24 else None
    bare = re.fullmatch(r"(\d{1,2})\s*[-–—]\s*(\d{1,2})", text)
    if bare and int(bare[1]) <= 24 and int(bare[2]) <= 24:
        return WrittenSpan(parse_clock(bare[1]), parse_clock(bare[2]))
    if is_named_clock(text):
        return WrittenSpan(parse_clock(text))
    if re.fullmatch(r"\d{4}", text) and int(text[:2]) < 24 and int(text[2:]) < 60:
        return WrittenSpan(parse_clock(text))
    return span_at_start(text)


def cell_minutes(value: Any, hours: bool = False) -> int | None:
    """The length in a cell of a column of lengths: minutes, `0:30`, Excel's own durations. `hours`: bare numbers are hours."""
    if isinstance(value, datetime | time):
        return value.hour * 60 + value.minute
    if isinstance(value, timedelta):
        return round(value.total_seconds() / 60)
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return _minutes_of_number(value, hours)
    return _minutes_of_text(str(value).strip(), hours)


def _minutes_of_number(value: float, hours: bool) -> int | None:
    if hours and value <= 24:
        return round(value * 60)
    if 0 < value < 1:
        return round(value * DAY_LONG)
    return round(value) if 0 <= value <= DAY_LONG else None


def _minutes_of_text(text: str, hours: bool) -> int | None:
    """A length typed as text: `0:30`, `PT1H30M`, `90`, `1,5` (`hours`), or in words, also beside something else."""
    if found := re.fullmatch(r"(\d{1,2}):([0-5]\d)(?::[0-5]\d)?", text):
        return int(found[1]) * 60 + int(found[2])
    if found := re.fullmatch(r"PT(?:(\d+)H)?(?:(\d+)M)?", text):
        return int(found[1] or 0) * 60 + int(found[2] or 0)
    if re.fullmatch(r"\+?\d{1,4}", text):
        return int(text) * (60 if hours and int(text) <= 24 else 1)
    if hours and re.fullmatch(r"\d{1,2}[.,]\d{1,2}", text):
        return round(float(text.replace(",", ".")) * 60)
    if (alone := length_alone(text)) is not None or len(text) > LONGEST_LENGTH:
        return alone
    without_brackets = re.sub(r"[(\[].*?[)\]]", " ", text)
    if (beside := length_alone(without_brackets)) is not None:
        return beside
    within = length_at_end(text) or length_at_start(text)
    return within[0] if within else None
