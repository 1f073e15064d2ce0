"""A guide as a file, whoever asks for it: the page or the command."""

from datetime import date

from ...events.models import Event
from ...i18n import label, use_language
from ...lib.text import slug
from ..choices import Choices, cut
from ..queries import guide_of
from .whole import to_word


def guide_bytes(event: Event, choices: Choices, *, names: bool = True) -> bytes:
    """The guide of the event, cut as chosen, as a .docx; `names` as in `guide_of`."""
    return to_word(cut(guide_of(event, choices.language, date.today(), names=names), choices))


def guide_name(event: Event, choices: Choices) -> str:
    """What the file is called: `facilitator-guide-spring-en.docx`, in the language of the guide."""
    with use_language(choices.language):
        return f"{slug(label(choices.reader))}-{event.slug}-{choices.language}.docx"
