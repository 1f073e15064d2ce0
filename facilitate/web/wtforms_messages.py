"""What WTForms says of a field by itself, in words of ours: its own are no sentences to a person, and it ships no Albanian."""

from collections.abc import Mapping
from typing import Any

from .i18n import _l

SAYS: Mapping[str, Any] = {
    "This field is required.": _l("Please fill this in."),
    "Invalid input.": _l("This was not understood. Please type it again."),
    "Invalid CSRF Token.": _l("This page was open for too long. Please send it again."),
    "CSRF token missing.": _l("This page was open for too long. Please send it again."),
    "CSRF failed.": _l("This page was open for too long. Please send it again."),
    "CSRF token expired.": _l("This page was open for too long. Please send it again."),
    "Invalid Choice: could not coerce.": _l("Choose one of the list."),
    "Not a valid choice.": _l("Choose one of the list."),
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
