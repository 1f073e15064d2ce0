"""Who could give a presentation: people of the directory, the most fitting first.

What counts, and why:

* Whoever said it in a consultation that keeps names comes first: they have something to tell.
* People of the sectors and of the counties in which the themes were heard most (up to 300 points each, by share
  of the most heard): they speak from the same practice as those who asked.
* Words of the themes' names in the position or in the organisation's name (200 points a word, two at most):
  a psychologist of a school for “Schools see it first”. Two words are the same when their first five letters
  are, so that endings do not matter (*shkollat*, *shkollës*); words under four letters tell nothing.
* Having presented at an earlier event (100 points): they have done it before.

Ties stand in Albanian order of names. Sectors and counties are looked at one by one, never together, and only
where at least three answers speak of the themes: nobody can work back from a suggestion to the one person who
answered from a place.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ..consultation.constellation.counting import Voice
from ..lib.suppression import LEAST
from ..lib.text import albanian_key, plain

FROM_SECTOR, FROM_COUNTY, A_WORD, HAS_PRESENTED = 300, 300, 200, 100
"""Points."""
WORDS_AT_MOST = 2
EMPTY = frozenset({
    "that", "this", "them", "they", "with", "from", "have", "more", "most", "than", "what", "when", "where",
    "which", "into", "once", "after", "first", "keep", "make", "need", "even", "gjith", "kane", "jane", "duhet",
    "pas", "mund", "sipas", "shume", "para", "tyre", "tone",
})  # fmt: skip
"""Words (without accents, cut to five letters) that stand in any sentence."""

_WORD = re.compile(r"[^\W\d_]{4,}")
_key = lru_cache(maxsize=50_000)(albanian_key)


class Heard(NamedTuple):
    """Answers that speak of the themes, by key of sector and by id of county; none below three."""

    sectors: Mapping[str, int]
    counties: Mapping[int, int]


class Known(NamedTuple):
    """Somebody of the directory, as far as it matters here.

    `texts`: the position in both languages, the organisation's name. `presented`: the year in which they last
    presented. `said`: whether they said it in a consultation that keeps names.
    """

    id: int
    name: str
    sector: str
    county: int | None
    texts: tuple[str, ...] = ()
    presented: int | None = None
    said: bool = False


@dataclass(frozen=True)
class Suggestion:
    """Somebody with what speaks for them; `words` as they stand in the position or the organisation's name."""

    person: Known
    in_sector: bool
    in_county: bool
    words: tuple[str, ...]
    points: int

    @property
    def fits(self) -> bool:
        """Whether anything speaks for them."""
        return self.person.said or self.points > 0


def heard_in(themes: Collection[int], voices: Iterable[Voice]) -> Heard:
    """In which sectors and in which counties these themes (their ids) were heard, each with three answers or more."""
    sectors, counties = Counter[str](), Counter[int]()
    for voice in voices:
        if not voice.themes.isdisjoint(themes):
            sectors[voice.sector] += voice.answers
            if voice.county is not None:
                counties[voice.county] += voice.answers
    return Heard(
        {key: number for key, number in sectors.items() if number >= LEAST},
        {key: number for key, number in counties.items() if number >= LEAST},
    )


def rank(people: Iterable[Known], heard: Heard, names: Iterable[str]) -> list[Suggestion]:
    """Everybody, the most fitting first; `names` are the themes' names, in both languages."""
    wanted = frozenset[str]().union(*(stems(name) for name in names))
    most_of_a_sector = max(heard.sectors.values(), default=1)
    most_of_a_county = max(heard.counties.values(), default=1)
    found = []
    for person in people:
        sector = heard.sectors.get(person.sector, 0)
        county = heard.counties.get(person.county, 0) if person.county is not None else 0
        same = _same(wanted, person.texts)
        points = FROM_SECTOR * sector // most_of_a_sector + FROM_COUNTY * county // most_of_a_county
        points += A_WORD * len(same) + (HAS_PRESENTED if person.presented else 0)
        found.append(Suggestion(person, sector > 0, county > 0, same, points))
    return sorted(
        found, key=lambda one: (not one.person.said, -one.points, _key(one.person.name), one.person.id)
    )


@lru_cache(maxsize=50_000)
def stems(text: str) -> Mapping[str, str]:
    """The words that tell something, each by its beginning without accents."""
    found: dict[str, str] = {}
    for word in _WORD.findall(text):
        stem = plain(word)[:5]
        if stem not in EMPTY:
            found.setdefault(stem, word)
    return found


def _same(wanted: Collection[str], texts: Iterable[str]) -> tuple[str, ...]:
    if not wanted:
        return ()
    found: dict[str, str] = {}
    for text in texts:
        for stem, word in stems(text).items():
            if stem in wanted:
                found.setdefault(stem, word)
    return tuple(found.values())[:WORDS_AT_MOST]
