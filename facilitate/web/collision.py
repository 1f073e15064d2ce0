"""Two people edited the same thing: which fields differ between what is saved and what was typed."""

from datetime import date, time
from typing import Any

from ..lib.text import Words
from .i18n import format_day


def field_differences(row: Any, form: Any) -> list[tuple[str, str, str]]:
    """Rows of (field name, saved by the other, written by you) for every field that differs."""
    found = []
    for field in form:
        if field.type in ("HiddenField", "CSRFTokenField") or not hasattr(row, field.short_name):
            continue
        theirs, yours = getattr(row, field.short_name), field.data
        if theirs != yours and (theirs or yours):
            found.append((str(field.label.text), _shown(theirs, field), _shown(yours, field)))
    return found


def _shown(value: Any, field: Any) -> str:
    if isinstance(value, Words):
        return "\n".join(text for text in (value.en, value.sq) if text)
    if isinstance(value, list):
        return ", ".join(_shown(one, field) for one in value)
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, date):
        return format_day(value, "dated")
    for option in getattr(field, "choices", None) or []:
        if str(option.value) == str("" if value is None else value):
            return str(option.label)
    return "" if value is None else str(value)
