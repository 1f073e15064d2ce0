"""What themes are set against: the columns of picture and table, and the answers in each of their cells."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from .counting import ThemeVoice, theme_matrix

NOWHERE = 0
"""The column of answers that do not say where they come from."""
OUTSIDE, CAPITAL = 1, 2


class ThemesBy(StrEnum):
    """What themes are set against."""

    SECTOR = "sector"
    COUNTY = "county"
    CAPITAL = "capital"
    QUESTION = "question"


@dataclass(frozen=True)
class ThemeColumn:
    """A column: an id, its name, a short one, the letter and key of a sector, how many answers fall into it.

    `answers` is None where it must not be shown. `sieve`: what in an address shows what these answers said only.
    """

    id: int
    name: str
    short: str
    answers: int | None = 0
    letter: str = ""
    sector: str = ""
    sieve: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class ThemesSeen:
    """Columns in order, and distinct answers by theme and column (their ids)."""

    columns: Sequence[ThemeColumn]
    cells: Mapping[int, Mapping[int, int]]


def by_sector(
    themes: Sequence[int], voices: Sequence[ThemeVoice], sectors: Iterable[ThemeColumn]
) -> ThemesSeen:
    """Against the sectors that answered. `sectors` are all of them, in order, without numbers."""
    keys = {column.sector: column.id for column in sectors}
    return _seen(themes, voices, sectors, [keys[voice.sector] for voice in voices])


def by_county(
    themes: Sequence[int],
    voices: Sequence[ThemeVoice],
    counties: Iterable[ThemeColumn],
    nowhere: str,
) -> ThemesSeen:
    """Against the counties that answers came from, last those that name none."""
    columns = [*counties, ThemeColumn(NOWHERE, nowhere, nowhere, sieve={"county": NOWHERE})]
    return _seen(themes, voices, columns, [voice.county or NOWHERE for voice in voices])


def by_capital(
    themes: Sequence[int], voices: Sequence[ThemeVoice], names: tuple[str, str, str]
) -> ThemesSeen:
    """Against outside, the capital, and not said (so are they named)."""
    columns = [
        ThemeColumn(key, name, name, sieve={"capital": key})
        for key, name in zip((OUTSIDE, CAPITAL, NOWHERE), names, strict=True)
    ]
    places = {True: CAPITAL, False: OUTSIDE, None: NOWHERE}
    return _seen(themes, voices, columns, [places[voice.capital] for voice in voices])


def _seen(
    themes: Sequence[int],
    voices: Sequence[ThemeVoice],
    columns: Iterable[ThemeColumn],
    column_of: Sequence[int],
) -> ThemesSeen:
    """`column_of`: the id of each voice's column."""
    answers: dict[int, int] = {}
    for voice, column in zip(voices, column_of, strict=True):
        answers[column] = answers.get(column, 0) + voice.answers
    left = [replace(one, answers=answers[one.id]) for one in columns if answers.get(one.id)]
    return ThemesSeen(left, theme_matrix(themes, [one.id for one in left], voices, column_of))
