"""What is asked for when a guide is made: read from an address, a form or a command, whatever was typed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from ...events.models import Event, Member
from ...events.queries import team_of
from ...lib.text import plain_text
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


class GuideOptions(NamedTuple):
    """The options of the command, as they were typed."""

    lang: str | None = None
    reader: str = GuideReader.WHOLE.value
    member: str = ""
    days: tuple[str, ...] = ()
    short: bool = False
    paper: str = PaperSize.A4.value
    large: bool = False


def choices_from_command(event: Event, asked: GuideOptions) -> Choices:
    """The choices that the options of the command name. Raises ValueError with a sentence for the terminal."""
    wanted = GuideReader(asked.reader)
    if asked.member and wanted is GuideReader.WHOLE:
        wanted = GuideReader.FACILITATOR
    if wanted is GuideReader.FACILITATOR and not asked.member:
        raise ValueError("Whose own guide? Add --member with an e-mail or a name.")
    if asked.member and wanted not in OF_ONE:
        raise ValueError(
            f"--member goes with somebody's own guide, cue cards or booklet, not with --for {wanted}."
        )
    chosen = frozenset(found for text in asked.days if (found := event_day_named(text, event)))
    for text in asked.days:
        if event_day_named(text, event) is None:
            first, last = event.first_day.isoformat(), event.last_day.isoformat()
            raise ValueError(f"“{text}” is no day of this event; it runs from {first} to {last}.")
    return Choices(
        language=asked.lang or event.language,
        reader=wanted,
        member=_member(team_of(event), asked.member).id if asked.member else 0,
        days=chosen,
        scripts=not asked.short,
        paper=PaperSize(asked.paper),
        large=asked.large,
    )


def archive_language(event: Event, asked: GuideOptions) -> str:
    """The language of an archive. Raises ValueError where other options were given: it holds everything."""
    if asked._replace(lang=None) != GuideOptions():
        raise ValueError("A .zip holds the papers for everybody; only --lang goes with it.")
    return asked.lang or event.language


def _member(team: Sequence[Member], text: str) -> Member:
    """The one member of the team with that e-mail or name, whatever its accents."""
    found = [
        one
        for one in team
        if plain_text(text.strip()) in (plain_text(one.user.email), plain_text(one.name))
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise ValueError(
            f"Several people in the team are called “{text}”; write the e-mail instead."
        )
    names = ", ".join(one.name for one in team) or "nobody"
    raise ValueError(f"“{text}” is not in the team of this event. In it: {names}.")
