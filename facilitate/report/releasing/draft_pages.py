"""The report as it is now in Word, marked as a draft on each page: for a team that waits for its second person."""

from typing import Any

from ... import clock
from ...events.access import Can, needs
from ...events.models import Event
from ...lib.watermark import stamp_watermark
from ...web.downloads import send_download
from ...web.i18n import _, use_language
from ...web.refused import Refused
from ..blueprint import bp
from ..content import report_from_json
from ..papers.actions import report_file_name
from ..papers.look import look_for
from ..papers.word import render_report_word
from ..writing.report_language import report_language
from .freezing import freeze_with_texts, undecided_words


@bp.get("/events/<slug>/report/draft.docx")
@needs(Can.RELEASE_REPORT)
def export_draft(event: Event) -> Any:
    """Only once the privacy check is done: two people are needed for what leaves the house, not for a look at it."""
    code = report_language(event)
    frozen = freeze_with_texts(event)
    frozen.texts.or_refused()
    if undecided_words(event, frozen):
        raise Refused(_("First decide on the words that could identify somebody."))
    today = clock.today_in(event)
    with use_language(code):
        mark = _("Draft – not released")
    file = render_report_word(report_from_json(frozen.content[code]), look_for(event), today)
    return send_download(stamp_watermark(file, mark), f"draft-{report_file_name(event, code)}")
