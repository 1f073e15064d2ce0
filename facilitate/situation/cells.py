"""What is asked of an indicator: a total, and the same total split in several ways. Pure.

The counts of an indicator are a mapping from a cell to a number: `total`, and `SPLIT:PART` for every part of every split. A
cell that is missing was left empty; in a split of which any part was filled in it stands for nobody.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

TOTAL = "total"
NOT_KNOWN = "-"
"""The part of every split for those of whom it is not known."""
MOST = 10_000_000
"""The highest count that is taken."""
LOOKED_BACK = 4
"""Half-years before with which a total is compared."""
EVERY_MEMBER = "every_member"
"""Instead of a kind of office: all members of the forum count, each its own."""
Counts = Mapping[str, int]


class PeopleSplit(StrEnum):
    """How an indicator that counts people splits them."""

    NONE = "none"
    SEX = "sex"
    AGE = "age"
    SEX_AGE = "sex_age"
    AGES = "ages"
    SEX_AGES = "sex_ages"


class PlaceSplit(StrEnum):
    """How an indicator splits the territory. Only one way at a time: with both, what is protected in one could be worked out."""

    NONE = "none"
    DISTRICT = "district"
    MUNICIPALITY = "municipality"


class SplitKind(StrEnum):
    """The ways a total is split; each adds up to it."""

    PEOPLE = "people"
    PART = "part"
    PLACE = "place"


SEXES = ("f", "m")
TWO_AGES = ("child", "adult")
FOUR_AGES = ("0-13", "14-17", "18-24", "25+")
_PEOPLE: Mapping[PeopleSplit, tuple[str, ...]] = {
    PeopleSplit.NONE: (),
    PeopleSplit.SEX: SEXES,
    PeopleSplit.AGE: TWO_AGES,
    PeopleSplit.SEX_AGE: tuple(f"{sex} {age}" for sex in SEXES for age in TWO_AGES),
    PeopleSplit.AGES: FOUR_AGES,
    PeopleSplit.SEX_AGES: tuple(f"{sex} {age}" for sex in SEXES for age in FOUR_AGES),
}


def splits_of(
    people: PeopleSplit, parts: int, places: Iterable[str] = ()
) -> dict[SplitKind, list[str]]:
    """The cells of every split that is asked for: by people, into so many named parts, by these places."""
    found = {
        SplitKind.PEOPLE: list(_PEOPLE[people]),
        SplitKind.PART: [str(number) for number in range(parts)],
        SplitKind.PLACE: list(places),
    }
    return {
        split: [f"{split}:{part}" for part in (*keys, NOT_KNOWN)]
        for split, keys in found.items()
        if keys
    }


def margins_of(people: PeopleSplit) -> dict[str, list[str]]:
    """Sums of a split by sex and age that people ask for: each sex, each age, with the cells they are made of."""
    cells = [part.split() for part in _PEOPLE[people] if " " in part]
    keys = dict.fromkeys(key for place in (0, 1) for key in (cell[place] for cell in cells))
    return {
        key: [f"{SplitKind.PEOPLE}:{' '.join(cell)}" for cell in cells if key in cell]
        for key in keys
    }


@dataclass(frozen=True)
class UnequalSplit:
    """A split whose parts do not add up to the total; `total` None: it was left empty."""

    split: SplitKind
    parts: int
    total: int | None


def sum_of(counts: Counts, cells: Iterable[str]) -> int | None:
    """The parts of a split together; None where none was filled in."""
    filled = [counts[cell] for cell in cells if cell in counts]
    return sum(filled) if filled else None


def unequal_splits(splits: Mapping[SplitKind, Sequence[str]], counts: Counts) -> list[UnequalSplit]:
    """The splits that were filled in and do not add up to the total."""
    total = counts.get(TOTAL)
    sums = {split: sum_of(counts, cells) for split, cells in splits.items()}
    return [
        UnequalSplit(split, parts, total)
        for split, parts in sums.items()
        if parts is not None and parts != total
    ]


def sum_counts(several: Iterable[Counts]) -> dict[str, int]:
    """The counts of several offices together.

    A split that one of them left empty is left out: its parts would not add up to the total.
    """
    rows = [counts for counts in several if TOTAL in counts]
    given = [{cell.partition(":")[0] for cell in counts} for counts in rows]
    whole = set.intersection(*given) if given else set()
    found: dict[str, int] = {}
    for counts in rows:
        for cell, number in counts.items():
            if cell.partition(":")[0] in whole:
                found[cell] = found.get(cell, 0) + number
    return found


def is_source(source: str, kind: str) -> bool:
    """Whether an office of that kind is one of those meant by a source of an indicator."""
    return source in (kind, EVERY_MEMBER)


def is_unusual(now: int, before: Sequence[int]) -> bool:
    """Whether a total is so far from those of the periods before that one asks: twice the highest, half the lowest and 3 more."""
    return bool(before) and (now > 2 * max(before) + 3 or 2 * (now + 3) < min(before))
