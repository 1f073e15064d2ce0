"""What an organisation most likely is, and where, by the words of its name; `office_words.toml` is data."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ..data.content import PACKAGE, read_toml
from .alike import fold_name
from .models import Level, OfficeKind

_PASSED = {"e", "i", "te", "se", "dhe", "ne", "the", "of", "and", "in"}


@dataclass(frozen=True)
class GuessedOffice:
    """A kind of organisation, its level and the key of its sector."""

    kind: OfficeKind
    level: Level
    sector: str


def guess_office(name: str) -> GuessedOffice | None:
    """What an organisation of that name most likely is; None where nothing in its name says it."""
    words = [word for word in fold_name(name).split() if word not in _PASSED]
    return next(
        (
            guess
            for phrases, guess in _known_words()
            if any(_stands_in(phrase, words) for phrase in phrases)
        ),
        None,
    )


def _stands_in(phrase: Sequence[str], words: Sequence[str]) -> bool:
    """Whether words of a name, one after the other, begin as the phrase does; a short word is meant whole."""
    places = range(len(words) - len(phrase) + 1)
    return any(
        all(
            word == part if len(part) < 4 else word.startswith(part)
            for part, word in zip(phrase, words[place:], strict=False)
        )
        for place in places
    )


@cache
def _known_words() -> Sequence[tuple[list[list[str]], GuessedOffice]]:
    rows = read_toml(PACKAGE / "directory" / "office_words.toml")["offices"]
    return [
        (
            [phrase.split() for phrase in row["words"]],
            GuessedOffice(OfficeKind(row["kind"]), Level(row["level"]), row["sector"]),
        )
        for row in rows
    ]
