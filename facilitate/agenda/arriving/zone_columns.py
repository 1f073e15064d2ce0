"""A table that tells its times once a zone, a column each: the one of the event's zone counts."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from ...lib.text import plain_text
from .column_contents import filled_cells, looks_like_time, share_of
from .headings import BETWEEN
from .pieces import FileGridRow
from .table_layout import TableLayout

_CALLED = {
    "UTC": "utc gmt z",
    "Europe/Paris": "cet cest met mez cent central european",
    "Europe/Athens": "eet eest eastern european",
    "Europe/London": "bst uk wet londer",
    "America/New_York": "est edt et eastern washington",
    "America/Chicago": "cst cdt ct",
    "America/Denver": "mst mdt mt",
    "America/Los_Angeles": "pst pdt pt pacific",
    "Asia/Kolkata": "ist india",
    "Africa/Nairobi": "eat",
    "Europe/Belgrade": "prishtine prishtina pristina beograd shkup shkupi",
    "Europe/Tirane": "tirana shqiperi shqiperia albania",
    "Europe/Zurich": "geneva geneve gjeneve",
    "Europe/Vienna": "vjene vjena wien",
    "Europe/Rome": "roma",
    "Europe/Brussels": "bruksel bruxelles",
}
"""What people call a zone by, where it is not the city its name ends with."""
_LOCAL = frozenset(("local", "lokale", "vendore", "vendit"))


@cache
def _zones() -> dict[str, str]:
    """Every zone by what it is called, in small letters without accents."""
    cities = {
        plain_text(key.rsplit("/", 1)[-1]).replace("_", " "): key
        for key in available_timezones()
        if "/" in key
    }
    return cities | {word: key for key, words in _CALLED.items() for word in words.split()}


def take_zone(layout: TableLayout, body: Sequence[FileGridRow], near: date, zone: ZoneInfo) -> None:
    """Of several columns of times that are each headed with a zone, the event's is the time; the others say it once more."""
    told = {}
    for column, heading in layout.headings.items():
        offset = _offset(heading, near, zone)
        cells = filled_cells(body, column)
        if offset is not None and share_of(cells, sum(map(looks_like_time, cells))) >= 0.8:
            told[column] = offset
    if len(told) < 2 or len(set(told.values())) == 1:
        return
    own = _offset_of(zone, near)
    taken = next((column for column, offset in told.items() if offset == own), min(told))
    layout.fields.update(dict.fromkeys(told, "") | {taken: "time"})


def _offset(heading: str, near: date, zone: ZoneInfo) -> timedelta | None:
    """How far the zone a heading names is from UTC; None where it names none."""
    simple = BETWEEN.sub(" ", plain_text(heading)).strip()
    words = simple.split()
    if _LOCAL & set(words):
        return _offset_of(zone, near)
    for said in (simple, *words):
        if key := _zones().get(said):
            return _offset_of(ZoneInfo(key), near)
    return None


def _offset_of(zone: ZoneInfo, near: date) -> timedelta | None:
    return datetime(near.year, near.month, near.day, 12, tzinfo=zone).utcoffset()
