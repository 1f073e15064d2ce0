"""What is asked for when a guide is made: read from an address, a form or a command, whatever was typed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from ...events.models import Event, Member
from ...web.i18n import LANGUAGES
from ..choices import Choices, GuideReader, PaperSize

OF_ONE = frozenset(
    {GuideReader.FACILITATOR, GuideReader.NOTES, GuideReader.CARDS, GuideReader.STAFF}
)
"""Papers that can be one person's own."""


def read_guide_choices(
    values: Mapping[str, Any], event: Event, days: list[str] | None = None
) -> Choices:
    """The choices an address names: `lang for member paper large short`, and `days` (ISO dates).

    What is unknown is as usual: a day on which the event is not is no day.
    """
    code, reader, paper = values.get("lang", ""), values.get("for", ""), values.get("paper", "")
    member = values.get("member", "")
    return Choices(
        language=code if code in LANGUAGES else event.language,
        reader=GuideReader(reader) if reader in set(GuideReader) else GuideReader.WHOLE,
        member=int(member) if member.isascii() and member.isdigit() and len(member) < 10 else 0,
        days=frozenset(found for text in days or [] if (found := event_day_named(text, event))),
        scripts=values.get("short") != "1",
        paper=PaperSize(paper) if paper in set(PaperSize) else PaperSize.A4,
        large=values.get("large") == "1",
    )


def event_day_named(text: str, event: Event) -> date | None:
    """The day of the event that the text (ISO) names; None where there is none."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if event.first_day <= found <= event.last_day else None


def choices_with_owner(
    choices: Choices, team: Sequence[Member], user_id: int | None
) -> tuple[Choices, str]:
    """The choices with the member they are for, and the name; a facilitator's own guide without a member is that of `user_id`.

    Who is not in the team gets the whole guide. Raises LookupError where the member asked for is not in the team.
    """
    if not choices.member and choices.reader is GuideReader.FACILITATOR:
        mine = next((one for one in team if one.user_id == user_id), None)
        return (
            (replace(choices, member=mine.id), mine.name)
            if mine
            else (replace(choices, reader=GuideReader.WHOLE), "")
        )
    if not choices.member:
        return choices, ""
    found = next((one for one in team if one.id == choices.member), None)
    if found is None:
        raise LookupError(choices.member)
    return choices, found.name if choices.reader in OF_ONE else ""
