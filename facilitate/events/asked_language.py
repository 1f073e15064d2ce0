"""Which language a paper, a file or a screen for the room speaks: the one in the address, else the event's."""

from flask import request

from ..web.i18n import LANGUAGES
from .models import Event


def asked_language(event: Event) -> str:
    """The language asked for (`lang`), else the event's."""
    code = request.values.get("lang", "")
    return code if code in LANGUAGES else event.language
