"""The released report in Word, for the team."""

from typing import Any

from ...events.access import Can, needs
from ...events.models import Event
from ...web.downloads import send_download
from ..blueprint import bp
from ..writing.report_language import report_language
from .actions import released_word_file, report_file_name


@bp.get("/events/<slug>/report.docx")
@needs(Can.SEE)
def export_report_word(event: Event) -> Any:
    """The report in the language asked for; only once two people have released it."""
    code = report_language(event)
    return send_download(released_word_file(event, code), report_file_name(event, code))
