"""What forms say: mistakes in both languages, and which fields differ between what is saved and what was typed."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from ..lib.text import Words
from .i18n import _l, format_day


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


SAYS: Mapping[str, Any] = {
    "This field is required.": _l("Please fill this in."),
    "Invalid input.": _l("This was not understood. Please type it again."),
    "Invalid CSRF Token.": _l("This page was open for too long. Please send it again."),
    "CSRF token missing.": _l("This page was open for too long. Please send it again."),
    "CSRF failed.": _l("This page was open for too long. Please send it again."),
    "CSRF token expired.": _l("This page was open for too long. Please send it again."),
    "Invalid Choice: could not coerce.": _l("Choose one from the list."),
    "Not a valid choice.": _l("Choose one from the list."),
    "Invalid choice(s): one or more data inputs could not be coerced.": _l("Choose from the list."),
    "Number must be at least %(min)s.": _l("Enter %(min)s or more."),
    "Number must be at most %(max)s.": _l("Enter %(max)s or less."),
    "Number must be between %(min)s and %(max)s.": _l("Enter a number from %(min)s to %(max)s."),
    "Not a valid integer value.": _l("Enter a whole number."),
    "Not a valid decimal value.": _l("Enter a number."),
    "Not a valid float value.": _l("Enter a number."),
    "Not a valid datetime value.": _l("Enter a date and a time."),
    "Not a valid date value.": _l("Enter a date: day, month and year."),
    "Not a valid time value.": _l("Enter a time, such as 14:30."),
}
"""What stands for each of its messages that our fields can give. The others are in its own English: no field gives them."""
MANY = {
    "'%(value)s' is not a valid choice for this field.": _l("Choose from the list."),
}
"""The same for messages that count, by their singular."""
