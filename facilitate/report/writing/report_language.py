"""Which of the two languages of a report a page shows."""

from flask import request

from ...events.models import Event
from ...web.i18n import LANGUAGES


def report_language(event: Event) -> str:
    """The language in the address, else the event's."""
    code = request.values.get("language", "")
    return code if code in LANGUAGES else event.language
