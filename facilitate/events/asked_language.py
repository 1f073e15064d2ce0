"""Which language a paper, a file or a screen for the room speaks: the one in the address, else the event's."""

from collections.abc import Sequence

from flask import request

from ..web.i18n import LANGUAGES
from .models import Event

BOTH = "both"


def asked_language(event: Event, name: str = "lang") -> str:
    """The language asked for under that name, else the event's."""
    code = request.values.get(name, "")
    return code if code in LANGUAGES else event.language


def editions_of(asked: str, own: str) -> Sequence[str]:
    """The languages of a paper: the one asked for; its own where none is, and with `both` its own with the other beside it."""
    if asked != BOTH:
        return [asked if asked in LANGUAGES else own]
    return [own, *(code for code in LANGUAGES if code != own)]


def asked_editions(event: Event) -> Sequence[str]:
    """The language asked for, or with `lang=both` all of them side by side, the event's first."""
    return editions_of(request.values.get("lang", ""), event.language)
