"""What a line may go on with while it is typed: techniques, rooms, the team, and steps of earlier events."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import sqlalchemy as sa

from ...data.db import db
from ...data.matching import may_hold
from ...events.models import Event
from ...events.queries import my_events
from ...lib.text import plain_text
from ...web.i18n import pick_wording
from ..models import Step
from ..typed_lines import KnownNames

SHORTEST, MOST_WORDS, MOST = 3, 4, 5
"""Letters from which on something is suggested; words at the end of a line that are looked at; suggestions at once."""
LOOKED_AT = 200
"""Steps of earlier events that are looked at."""


class LineSuggestion(NamedTuple):
    """What may be meant by the end of a line, and the whole line with it."""

    text: str
    line: str


def line_suggestions(event: Event, line: str, known: KnownNames) -> list[LineSuggestion]:
    """What the words at the end of the line begin: the longest beginning first, in the order of the sources."""
    found: dict[str, LineSuggestion] = {}
    ends = list(_ends(line))
    if not ends:
        return []
    ways = [pick_wording(one.name) for one in known.techniques]
    names = [*ways, *known.rooms.values(), *_earlier_titles(event, line.split()[-1])]
    for at, begun in ends:
        team = [f"@{name}" for name in known.members.values() if _begins(name, begun)]
        for name in [*team, *(one for one in names if plain_text(one).startswith(begun))]:
            if plain_text(name).strip("@") != begun:
                found.setdefault(plain_text(name), LineSuggestion(name, f"{line[:at]}{name}"))
    return list(found.values())[:MOST]


def _ends(line: str) -> Iterator[tuple[int, str]]:
    """Where the last words of a line begin, and these words, plain: four of them, three, two, one."""
    starts = [one.start() for one in re.finditer(r"\S+", line)][-MOST_WORDS:]
    for at in starts:
        begun = plain_text(line[at:]).lstrip("@")
        if len(begun.strip()) >= SHORTEST and begun[0].isalpha():
            yield at, begun


def _begins(name: str, begun: str) -> bool:
    words = plain_text(name).split()
    return any(" ".join(words[number:]).startswith(begun) for number in range(len(words)))


def _earlier_titles(event: Event, word: str) -> Sequence[str]:
    """Titles with that word of steps in other events of the person who types, the latest event first."""
    others = [one.id for one in my_events() if one.id != event.id]
    query = (
        sa.select(Step.title)
        .where(
            Step.event_id.in_(others),
            Step.removed_at.is_(None),
            may_hold(Step.title, [plain_text(word)]),
        )
        .order_by(Step.event_id.desc(), Step.id)
        .limit(LOOKED_AT)
    )
    titles: Iterable[str] = map(pick_wording, db.session.scalars(query))
    return list(dict.fromkeys(titles))
