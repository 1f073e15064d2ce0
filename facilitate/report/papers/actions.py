"""The released report as a file: from the edition that two people let out, and from nothing else."""

from ... import clock
from ...events.models import Event
from ...lib.text import make_slug
from ...web.i18n import _, use_language
from ...web.refused import Refused
from ..content import from_json
from ..models import Edition
from ..out import released
from ..proceedings import Report
from .gone import told_now
from .look import look_for
from .word import to_word


def word_of(event: Event, code: str) -> bytes:
    """The released report in that language as a .docx. Raises Refused while nothing is released."""
    edition = released(event)
    if edition is None:
        raise Refused(
            _(
                "The report has not been released yet: it can go out once two people have released it."
            )
        )
    return word_from(event, edition, code)


def word_from(event: Event, edition: Edition, code: str) -> bytes:
    """An edition in that language as a .docx, in the look of the event's report."""
    return to_word(
        told(event, edition, code), look_for(event), clock.day_in(event.zone, edition.made_at)
    )


def told(event: Event, edition: Edition, code: str) -> Report:
    """What an edition says in that language, without what was decided to go since."""
    return from_json(told_now(event, edition)[code])


def word_name(event: Event, code: str) -> str:
    """`report-annual-2008-sq.docx`, in the language of the report."""
    with use_language(code):
        return f"{make_slug(_('Report'))}-{event.slug}-{code}.docx"
