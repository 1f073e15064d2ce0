"""What the command asks for when it writes a guide; what cannot be meant is one plain sentence."""

from collections.abc import Sequence
from typing import NamedTuple

from ...events.models import Event, Member
from ...events.queries import team_of
from ...lib.text import plain_text
from ..choices import Choices, GuideReader, PaperSize
from .address_choices import OF_ONE, event_day_named


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
