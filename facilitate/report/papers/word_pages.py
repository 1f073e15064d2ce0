"""The released report in Word, for the team."""

from typing import Any

from ...events.access import Can, needs
from ...events.models import Event
from ...web.downloads import send_download
from ..blueprint import bp
from ..writing.asked_language import language_asked
from .actions import word_name, word_of


@bp.get("/events/<slug>/report.docx")
@needs(Can.SEE)
def word(event: Event) -> Any:
    """The report in the language asked for; only once two people have released it."""
    code = language_asked(event)
    return send_download(word_of(event, code), word_name(event, code))
