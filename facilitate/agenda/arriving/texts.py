"""Bytes and cells as text."""

from datetime import date, datetime, time, timedelta
from typing import Any

from ...lib.text import clean_text


def text_of_cell(value: Any) -> str:
    """What stands in a cell, as people read it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return (
            value.isoformat(" ", "minutes")
            if value.hour or value.minute
            else value.date().isoformat()
        )
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return clean_text(str(value))
