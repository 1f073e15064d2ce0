"""What the command asks for when it writes a guide; what cannot be meant is one plain sentence."""

from collections.abc import Sequence

from ...events.models import Event, Member
from ...events.queries import team_of
from ...lib.text import plain
from ..choices import Choices, Paper, Reader
from .asked import day_of


def choices(
    event: Event,
    lang: str | None,
    reader: str,
    member: str,
    days: Sequence[str],
    short: bool,
    paper: str,
    large: bool,
) -> Choices:
    """The choices that the options of the command name. Raises ValueError with a sentence for the terminal."""
    wanted = Reader(reader)
    if member and wanted is Reader.WHOLE:
        wanted = Reader.FACILITATOR
    if wanted is Reader.FACILITATOR and not member:
        raise ValueError("Whose own guide? Add --member with an e-mail or a name.")
    if member and wanted not in (Reader.FACILITATOR, Reader.NOTES):
        raise ValueError(
            f"--member goes with a facilitator's own guide or a note-taker's booklet, not with --for {wanted}."
        )
    chosen = frozenset(found for text in days if (found := day_of(text, event)))
    for text in days:
        if day_of(text, event) is None:
            first, last = event.first_day.isoformat(), event.last_day.isoformat()
            raise ValueError(f"“{text}” is no day of this event; it runs from {first} to {last}.")
    return Choices(
        language=lang or event.language,
        reader=wanted,
        member=_member(team_of(event), member).id if member else 0,
        days=chosen,
        scripts=not short,
        paper=Paper(paper),
        large=large,
    )


def everything(
    event: Event,
    lang: str | None,
    reader: str,
    member: str,
    days: Sequence[str],
    short: bool,
    paper: str,
    large: bool,
) -> str:
    """The language of an archive. Raises ValueError where other options were given: it holds everything."""
    if Reader(reader) is not Reader.WHOLE or member or days or short or Paper(paper) is not Paper.A4 or large:
        raise ValueError("A .zip holds the papers for everybody; only --lang goes with it.")
    return lang or event.language


def _member(team: Sequence[Member], text: str) -> Member:
    """The one member of the team with that e-mail or name, whatever its accents."""
    found = [one for one in team if plain(text.strip()) in (plain(one.user.email), plain(one.name))]
    if len(found) == 1:
        return found[0]
    if found:
        raise ValueError(f"Several people in the team are called “{text}”; write the e-mail instead.")
    names = ", ".join(one.name for one in team) or "nobody"
    raise ValueError(f"“{text}” is not in the team of this event. In it: {names}.")
