"""The guide as a file."""

from datetime import date

from ..events.models import Event
from ..i18n import _, use_language
from ..lib.text import slug
from .queries import guide_of
from .word import to_word


def guide_bytes(event: Event, language: str, *, names: bool = True) -> bytes:
    """The event's facilitator guide as a .docx in that language (`en` or `sq`); `names` as in `guide_of`."""
    return to_word(guide_of(event, language, date.today(), names=names))


def guide_name(event: Event, language: str) -> str:
    """What the file is called: `facilitator-guide-spring-en.docx`, in the language of the guide."""
    with use_language(language):
        return f"{slug(_('Facilitator guide'))}-{event.slug}-{language}.docx"
