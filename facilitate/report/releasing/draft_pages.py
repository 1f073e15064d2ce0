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
from ..clearing.outgoing import outgoing
from ..content import from_json
from ..papers.actions import word_name
from ..papers.look import look_for
from ..papers.word import to_word
from ..writing.asked_language import language_asked
from .freezing import frozen, waiting


@bp.get("/events/<slug>/report/draft.docx")
@needs(Can.RELEASE_REPORT)
def draft(event: Event) -> Any:
    """Only once the privacy check is done: two people are needed for what leaves the house, not for a look at it."""
    code = language_asked(event)
    outgoing(event).or_refused()
    content = frozen(event)
    if waiting(event, content):
        raise Refused(_("First decide on the words that could identify somebody."))
    today = clock.today_in(event)
    with use_language(code):
        mark = _("Draft – not released")
    file = to_word(from_json(content[code]), look_for(event), today)
    return send_download(stamp_watermark(file, mark), f"draft-{word_name(event, code)}")
