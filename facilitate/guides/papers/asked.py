"""What is asked for when a guide is made: read from an address or a form, whatever was typed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from ...events.models import Event
from ...i18n import LANGUAGES
from ..choices import Choices, Paper, Reader


def choices_of(values: Mapping[str, Any], event: Event, days: list[str] | None = None) -> Choices:
    """The choices an address names: `lang for member paper large short`, and `days` (ISO dates); what is unknown is as usual."""
    code, reader, paper = values.get("lang", ""), values.get("for", ""), values.get("paper", "")
    member = values.get("member", "")
    return Choices(
        language=code if code in LANGUAGES else event.language,
        reader=Reader(reader) if reader in set(Reader) else Reader.WHOLE,
        member=int(member) if member.isascii() and member.isdigit() and len(member) < 10 else 0,
        days=frozenset(found for text in days or [] if (found := _day(text))),
        scripts=values.get("short") != "1",
        paper=Paper(paper) if paper in set(Paper) else Paper.A4,
        large=values.get("large") == "1",
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
