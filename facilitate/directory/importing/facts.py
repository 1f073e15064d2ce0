"""What a row says of its organisation: sector, kind, level, county, district; what is not known is asked once for all rows."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ...data.content import PACKAGE, read_toml
from ..alike import fold_name
from ..models import Level, OfficeKind
from .known_directory import KnownLists
from .plan import (
    ImportDecisions,
    OfficeFacts,
    ReadRow,
    RowProblem,
    RowTrouble,
    UnknownValue,
    form_key,
)

_QUOTED = re.compile('[“„«"]')
_PASSED = {"e", "i", "te", "se", "dhe", "ne", "the", "of", "and", "in"}


@dataclass(frozen=True)
class GuessedOffice:
    """A kind of organisation, its level and the key of its sector."""

    kind: OfficeKind
    level: Level
    sector: str


def guess_office(name: str) -> GuessedOffice | None:
    """What an organisation of that name most likely is; None where nothing in its name says it."""
    told = _QUOTED.sub(" quoted ", name)
    words = [word for word in fold_name(told).split() if word not in _PASSED]
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


FIELDS = ("sector", "kind", "level", "county", "district")


class OfficeFactsReader:
    """Reads facts, and remembers the values that nobody knows."""

    def __init__(self, lists: KnownLists, decided: ImportDecisions) -> None:
        self.lists, self.decided = lists, decided
        self._strange: Counter[tuple[str, str]] = Counter()

    def of(self, read: ReadRow) -> OfficeFacts:
        """The facts of a row. A district says its county; the two must not contradict each other."""
        found = {field: self.value(field, read.raw.get(field, "")) for field in FIELDS}
        sector, kind, level, county, district = (found[field] for field in FIELDS)
        facts = OfficeFacts(
            sector=int(sector) if sector else None,
            kind=OfficeKind(kind) if kind else None,
            level=Level(level) if level else None,
            county=int(county) if county else None,
            district=int(district) if district else None,
        )
        if facts.district:
            its = self.lists.county_of[facts.district]
            if facts.county not in (None, its):
                text = f"{read.raw['county']}, {read.raw['district']}"
                read.problems["district"] = RowProblem(read.row, RowTrouble.PLACE, text)
            return OfficeFacts(
                sector=facts.sector,
                kind=facts.kind,
                level=facts.level,
                county=its,
                district=facts.district,
            )
        return facts

    def guess(self, name: str) -> OfficeFacts:
        """What an organisation of that name most likely is, and where: *Bashkia Vlorë* is a municipality in the district Vlorë."""
        guess, district, county = guess_office(name), None, None
        for words in _runs(name.split()[1:]):
            district = district or self.lists.names["district"].exact(words)
            county = county or self.lists.names["county"].exact(words)
        its = self.lists.county_of[int(district)] if district else None
        if county and (its is None or its != int(county) or not _is_local(guess)):
            district, its = None, int(county)
        return OfficeFacts(
            sector=self.lists.sectors.get(guess.sector) if guess else None,
            kind=guess.kind if guess else None,
            level=guess.level if guess else None,
            county=its,
            district=int(district) if district else None,
        )

    def value(self, field: str, text: str) -> str:
        """The value of a cell: what is called so, else what was decided, else the nearest; empty for none."""
        if not text:
            return ""
        names = self.lists.names[field]
        if (value := names.exact(text)) is not None:
            return value
        self._strange[field, text] += 1
        chosen = self.decided.values.get(form_key(field, text))
        if chosen is not None and (
            not chosen or any(value == chosen for _name, value in names.rows)
        ):
            return chosen
        return names.nearest(text)

    def said_of(self, read: ReadRow) -> list[tuple[str, str, str | None]]:
        """What a row says of its organisation, where nothing of it is kept: field, text, value (None: not known)."""
        values = [(field, read.raw.get(field, "")) for field in FIELDS]
        return [
            (field, text, self.lists.names[field].exact(text)) for field, text in values if text
        ]

    def unknown(self) -> list[UnknownValue]:
        """The values nobody knows, those of most rows first."""
        return [
            UnknownValue(field, text, rows, self.lists.names[field].nearest(text))
            for (field, text), rows in self._strange.most_common()
        ]


def _runs(words: Sequence[str]) -> list[str]:
    """Up to three words of a name that follow each other, the longest first: *Vau i Dejës* is one place."""
    return [
        " ".join(words[at : at + length])
        for length in (3, 2, 1)
        for at in range(len(words) - length + 1)
    ]


def _is_local(guess: GuessedOffice | None) -> bool:
    """Whether its work is in one district, not in the county of the same name."""
    return guess is not None and guess.level is Level.MUNICIPALITY
