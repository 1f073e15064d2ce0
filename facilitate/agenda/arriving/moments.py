"""Moments that programs write: a date with its time in one, `2027-03-18T09:00+01:00`, `2027-06-02-1000`."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

_ISO = re.compile(
    r"^\s*(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?)\s?(Z|[+-]\d{2}:?\d{2})?)?\s*$"
)
_CLOSE_WRITTEN = re.compile(r"^\s*(\d{4})-?(\d{2})-?(\d{2})[T-](\d{2})(\d{2})(?:00)?(?=Z?\s*$)")
"""`2027-06-02-1000`, `20270602T100000Z`."""


def parse_iso_moment(text: str, zone: ZoneInfo) -> datetime | None:
    """A moment in ISO's writing as wall time of that zone; None for any other text."""
    found = _ISO.match(_CLOSE_WRITTEN.sub(r"\1-\2-\3T\4:\5", text))
    if not found or not found[2]:
        return None
    try:
        told = datetime.fromisoformat(f"{found[1]}T{found[2]}{found[3] or ''}")
        return told.astimezone(zone).replace(tzinfo=None) if told.tzinfo else told
    except (ValueError, OverflowError):  # the latter at either end of the calendar
        return None
