"""Who could give a presentation: people of the directory, the most fitting first.

What counts, and why:

* Whoever said it in a consultation that keeps names comes first: they have something to tell.
* People of the sectors and of the counties in which the themes were heard most (up to 300 points each, by share
  of the most heard): they speak from the same practice as those who asked.
* Words of the themes' names in the position or in the organisation's name (200 points a word, two at most,
  in the language that has more): a psychologist of a school for “Schools see it first”. Two words are the same
  when their first six letters are, so that endings do not matter (*shkollat*, *shkollës*) and yet *qendra* (the
  centre) is not *qëndron* (stays); words under five letters tell nothing.
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

from ..consultation.constellation.counting import ThemeVoice
from ..lib.suppression import LEAST
from ..lib.text import Words, albanian_key, plain_text

FROM_SECTOR, FROM_COUNTY, A_WORD, HAS_PRESENTED = 300, 300, 200, 100
"""Points."""
WORDS_AT_MOST = 2
SHORTEST, STEM = 5, 6
"""Letters."""
EMPTY = frozenset(
    {"after", "first", "gjithe", "shume", "sipas", "their", "there", "where", "which", "duhet"}
)
"""Words (without accents, cut to a stem) that stand in any sentence."""

_WORD = re.compile(rf"[^\W\d_]{{{SHORTEST},}}")
_key = lru_cache(maxsize=50_000)(albanian_key)


class ThemeVoices(NamedTuple):
    """Answers that speak of the themes, by key of sector and by id of county; none below three."""

    sectors: Mapping[str, int]
    counties: Mapping[int, int]


class CandidateFacts(NamedTuple):
    """Somebody of the directory, as far as it matters here.

    `sector` is a key, `county` an id; `office` is the organisation's name. `presented`: the year in which they
    last presented. `said`: whether they said it in a consultation that keeps names.
    """

    id: int
    name: str
    sector: str
    county: int | None
    position: Words = Words()
    office: str = ""
    presented: int | None = None
    said: bool = False


@dataclass(frozen=True)
class SpeakerSuggestion:
    """Somebody with what speaks for them.

    `words` are words of the themes as they stand in the position or the organisation's name, by language.
    """

    person: CandidateFacts
    in_sector: bool
    in_county: bool
    words: Mapping[str, tuple[str, ...]]
    points: int

    @property
    def fits(self) -> bool:
        """Whether anything speaks for them."""
        return self.person.said or self.points > 0


def theme_voices(themes: Collection[int], voices: Iterable[ThemeVoice]) -> ThemeVoices:
    """In which sectors and in which counties these themes (their ids) were heard, each with three answers or more."""
    sectors, counties = Counter[str](), Counter[int]()
    for voice in voices:
        if not voice.themes.isdisjoint(themes):
            sectors[voice.sector] += voice.answers
            if voice.county is not None:
                counties[voice.county] += voice.answers
    return ThemeVoices(
        {key: number for key, number in sectors.items() if number >= LEAST},
        {key: number for key, number in counties.items() if number >= LEAST},
    )


def rank_speakers(
    people: Iterable[CandidateFacts], heard: ThemeVoices, names: Iterable[str]
) -> list[SpeakerSuggestion]:
    """Everybody, the most fitting first; `names` are the themes' names, in both languages."""
    wanted = frozenset[str]().union(*(telling_stems(name) for name in names))
    most_of_a_sector = max(heard.sectors.values(), default=1)
    most_of_a_county = max(heard.counties.values(), default=1)
    same = _SameSpeaker(wanted)
    found = []
    for person in people:
        sector = heard.sectors.get(person.sector, 0)
        county = heard.counties.get(person.county, 0) if person.county is not None else 0
        words = same.words(person)
        points = FROM_SECTOR * sector // most_of_a_sector + FROM_COUNTY * county // most_of_a_county
        points += A_WORD * max(map(len, words.values()), default=0) + (
            HAS_PRESENTED if person.presented else 0
        )
        found.append(
            SpeakerSuggestion(
                person=person,
                in_sector=sector > 0,
                in_county=county > 0,
                words=words,
                points=points,
            )
        )
    return sorted(
        found,
        key=lambda one: (not one.person.said, -one.points, _key(one.person.name), one.person.id),
    )


@lru_cache(maxsize=50_000)
def telling_stems(text: str) -> Mapping[str, str]:
    """The words that tell something, each by its beginning without accents."""
    found: dict[str, str] = {}
    for word in _WORD.findall(text):
        stem = plain_text(word)[:STEM]
        if stem not in EMPTY:
            found.setdefault(stem, word)
    return found


class _SameSpeaker:
    """Words of the themes in positions and names of organisations; the same texts stand there many times."""

    def __init__(self, wanted: Collection[str]) -> None:
        self.wanted = wanted
        self.seen: dict[str, dict[str, str]] = {}

    def words(self, person: CandidateFacts) -> Mapping[str, tuple[str, ...]]:
        """By language; nothing where there are none."""
        office = self._in(person.office)
        return {
            code: tuple({**self._in(text), **office}.values())[:WORDS_AT_MOST]
            for code, text in (("en", person.position.en), ("sq", person.position.sq))
            if office or self._in(text)
        }

    def _in(self, text: str) -> dict[str, str]:
        if text not in self.seen:
            self.seen[text] = {
                stem: word for stem, word in telling_stems(text).items() if stem in self.wanted
            }
        return self.seen[text]
