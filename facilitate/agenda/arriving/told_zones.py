"""Times that are told in UTC or so far from it, by each of them, by the heading of their column, or by a sentence: they become the event's."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from ...lib.text import plain_text
from .arrived import Arrived, Doubt
from .pieces import FileGrid, FilePara
from .texts import text_of_cell

_FROM_UTC = r"(?:utc|gmt)(?:\s?(?P<sign>[+-])(?P<hours>\d{1,2})(?::(?P<minutes>\d{2}))?)?(?![\w+-])"
_TIMED = re.compile(
    r"(?<![\d.,/:])\d{1,2}(?:[:.h][0-5]\d(?!\d)|\s?[ap]m\b)(?:\s?[ap]\.?m\b\.?)?\s*(?P<zone>[(\[]?\s*[a-z]{2,5}\b[^)\]/,;|]{0,8})?"
)
"""A time, and the word behind it, which may be its zone."""
_BEHIND = re.compile(rf"[(\[]?\s*{_FROM_UTC}")
_SENTENCE = re.compile(rf"\b(?:times?|hours|or[ae]\w*|koha|kohet)\b[^.\d]{{0,40}}\b{_FROM_UTC}")
"""`All times in UTC`."""
_HEADING = re.compile(
    rf"^(?:(?:start|end|begin\w*|from|to|time|times|ora|orari|koha|fillimi|mbarimi|nga|deri|slot|time slot)\W+){{0,3}}{_FROM_UTC}\W*$"
)
_OTHER = re.compile(r"\b(?:CES?T|EES?T|WES?T|BST|(?i:local|lokale|vendore|tirana|tirane))\b")
"""Names of the time a place has, beside which UTC says it once more."""
LONGEST = 160
"""Characters of a sentence about all times."""


def offset_told(pieces: Iterable[FilePara | FileGrid]) -> timedelta | None:
    """How far from UTC all times are, where the pieces say so; None where they are told as clocks of the place show them."""
    written = [" ".join(one.split()) for piece in pieces for one in _texts(piece)]
    texts = [plain_text(one) for one in written]
    for text, said in zip(texts, written, strict=True):
        short = len(text) <= LONGEST and not _OTHER.search(said)
        if short and (found := _HEADING.match(text) or _SENTENCE.search(text)):
            beside = any(len(one) < 30 and _OTHER.search(one) for one in written)
            return None if beside else _offset(found)
    timed = [found for text in texts if (found := _last_of_span(text))]
    told = [zone for one in timed if (zone := _BEHIND.match(one["zone"] or ""))]
    offsets = {_offset(one) for one in told}
    return offsets.pop() if len(offsets) == 1 and 2 * len(told) > len(timed) else None


def _last_of_span(text: str) -> re.Match[str] | None:
    """The first time of a text; of a span that begins there its end."""
    first = _TIMED.search(text)
    if first is None or first["zone"]:
        return first
    second = re.compile(r"\s*(?:-|–|—|to|deri)\s*").match(text, first.end())
    return (_TIMED.match(text, second.end()) if second else None) or first


def _offset(found: re.Match[str]) -> timedelta:
    span = timedelta(hours=int(found["hours"] or 0), minutes=int(found["minutes"] or 0))
    return -span if found["sign"] == "-" else span


def _texts(piece: FilePara | FileGrid) -> list[str]:
    if isinstance(piece, FilePara):
        return [piece.text]
    return [text for row in piece.rows for cell in row.cells if (text := text_of_cell(cell))]


def in_zone(arrived: Arrived, told: timedelta | None, zone: ZoneInfo, near: date) -> Arrived:
    """The agenda whose times are so far from UTC with those of the zone; each step stays on its day."""
    if told is None:
        return arrived
    days = []
    for day in arrived.days:
        on = day.on or near
        own = datetime(on.year, on.month, on.day, 12, tzinfo=zone).utcoffset() or timedelta()
        later = round((own - told).total_seconds() / 60)
        if any(step.start + later < 0 for step in day.steps):
            later += 1440  # the evening before is told as the night of that day
        steps = tuple(
            replace(step, start=step.start + later, doubts=(*step.doubts, Doubt.OTHER_ZONE))
            if later
            else step
            for step in day.steps
        )
        days.append(replace(day, steps=steps))
    return replace(arrived, days=tuple(days))
