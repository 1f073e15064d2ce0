"""The released report as a file: from the edition that two people let out, and from nothing else."""

from ... import clock
from ...events.models import Event
from ...lib.text import make_slug
from ...web.i18n import _, use_language
from ...web.refused import Refused
from ..content import report_from_json
from ..models import Edition
from ..proceedings import Report
from ..released_report import released_edition
from .late_rulings import edition_as_told
from .look import look_for
from .word import render_report_word


def released_word_file(event: Event, code: str) -> bytes:
    """The released report in that language as a .docx. Raises Refused while nothing is released."""
    edition = released_edition(event)
    if edition is None:
        raise Refused(
            _(
                "The report has not been released yet: it can go out once two people have released it."
            )
        )
    return edition_word_file(event, edition, code)


def edition_word_file(event: Event, edition: Edition, code: str) -> bytes:
    """An edition in that language as a .docx, in the look of the event's report."""
    return report_word_file(event, edition, told_edition(event, edition, code))


def report_word_file(event: Event, edition: Edition, report: Report) -> bytes:
    """What an edition says as a .docx, in the look of the event's report."""
    made_on = clock.day_in(event.zone, edition.made_at)
    return render_report_word(report, look_for(event), made_on)


def told_edition(event: Event, edition: Edition, code: str) -> Report:
    """What an edition says in that language, without what was decided to go since."""
    return report_from_json(edition_as_told(event, edition)[code])


def report_file_name(event: Event, code: str) -> str:
    """`report-annual-2008-sq.docx`, in the language of the report."""
    with use_language(code):
        return f"{make_slug(_('Report'))}-{event.slug}-{code}.docx"
