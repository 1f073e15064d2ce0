"""Techniques asked for in one's own words: “how do we get quiet people to talk”, “vendosim se çfarë ka përparësi”.

A technique is described by its file, in both languages: its names, the questions it answers, what it is for and when.
A question is compared with all of that by its signs (see `signs`), of which rare ones count more (BM25: Robertson and
Zaragoza 2009), and with each single question the file answers (the cosine of both). Minutes and people are read out of
the question: what does not fit them comes later. Nothing is asked of any service.

Where texts are compared by what they mean, each technique is also as near to a question as it is by that, in either language.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from math import log, sqrt
from types import MappingProxyType
from typing import NamedTuple

from ..lib.text import plain_text
from ..run.meanings import compare_meanings
from .signs import signs_of
from .technique import Range, Technique
from .technique_filter import TechniqueFilter, fits_filter, range_stretch

BEST = 3
"""How many of a technique's texts count: one alone may be near by chance."""


class TechniqueNearness(NamedTuple):
    """`nearness`: the mean cosine of its nearest texts; `question`: the nearest one it answers, which is the reason."""

    nearness: float
    question: str


def near_techniques(question: str, techniques: Iterable[Technique]) -> dict[str, TechniqueNearness]:
    """By key; empty where only words can be compared."""
    texts = [(one.key, *text) for one in techniques for text in _texts(one)]
    found = compare_meanings([[(question, 1.0)]], [text for _key, text, _asked in texts])
    if not found or not found.scores:
        return {}
    by_key: dict[str, list[tuple[float, str]]] = {}
    for (key, text, asked), score in zip(texts, found.scores[0], strict=True):
        by_key.setdefault(key, []).append((score, text if asked else ""))
    return {key: _nearness(sorted(rows, reverse=True)) for key, rows in by_key.items()}


def _nearness(rows: list[tuple[float, str]]) -> TechniqueNearness:
    best = rows[:BEST]
    questions = (text for _score, text in rows if text)
    return TechniqueNearness(sum(score for score, _text in best) / len(best), next(questions, ""))


def _texts(one: Technique) -> Iterable[tuple[str, bool]]:
    """Its texts, and whether each is a question that it answers."""
    for words in (one.name, one.purpose, one.when):
        yield from ((text, False) for text in (words.en, words.sq) if text)
    for texts in one.asked.values():
        yield from ((text, True) for text in texts)


SATURATION, LENGTH = 1.2, 0.4
"""BM25's k1 and b: how soon a sign that comes again counts no more, and how much long descriptions are held back."""
COUNTS_WHOLE = 3.0
"""From which weight on a technique counts as one that has a sign; of less, it has it in passing."""
ONE_QUESTION = 8.0
"""What a technique gains of which one question is word by word what was asked."""
STRETCHED, TOO_FAR = 0.15, 0.4
"""What is lost at the ends of a technique's minutes or people, and what is left of it beyond them."""
TIME_LEFT = 0.8
"""What is left where there is more time than a technique takes at most: it fits, and something else besides."""
MEANT = 1.5
"""How much the nearness in meaning counts beside the words, of which the best technique has 1."""
MOST, NEAR = 6, 0.4
"""How many answers a page shows at most, and which part of the best score each has at least."""


class TechniqueMatch(NamedTuple):
    """A technique that may answer, and how well: the higher the better, comparable within one question only."""

    technique: Technique
    score: float


class QuestionSize(NamedTuple):
    """Minutes and people a question speaks of; None where it does not."""

    minutes: int | None = None
    people: int | None = None


def find_techniques(
    question: str,
    techniques: Iterable[Technique],
    near: Mapping[str, TechniqueNearness] = MappingProxyType({}),
) -> list[TechniqueMatch]:
    """Those that may answer the question, the best first; empty where nothing is like it.

    `near`: how near each is in what it means, by key, where that is known.
    """
    all_ = list(techniques)
    scores, size = _indexed(all_).scores(signs_of(_without_size(question))), size_asked(question)
    if not any(scores) and size != QuestionSize():
        scores = [1.0] * len(all_)
    if near:
        best = max(scores, default=0.0) or 1.0
        scores = [
            score / best + MEANT * max(0.0, near[one.key].nearness)
            for one, score in zip(all_, scores, strict=True)
        ]
    found = [
        TechniqueMatch(one, score * size_fit(size, one))
        for one, score in zip(all_, scores, strict=True)
        if score
    ]
    return sorted(found, key=lambda one: (-one.score, one.technique.key))


def answers_to(
    asked: TechniqueFilter,
    techniques: Iterable[Technique],
    own: AbstractSet[str] = frozenset(),
    near: Mapping[str, TechniqueNearness] = MappingProxyType({}),
) -> list[Technique]:
    """What may answer the words asked, among those that suit otherwise: the best, and those nearly as good."""
    fitting = [one for one in techniques if fits_filter(asked, one, own)]
    found = find_techniques(asked.query, fitting, near) if asked.query and fitting else []
    return [one.technique for one in found[:MOST] if one.score >= NEAR * found[0].score]


def size_fit(size: QuestionSize, one: Technique) -> float:
    """How well a technique fits minutes and people: 1 at its best, less towards its ends, least beyond them."""
    share = 1.0
    if size.minutes is not None:
        share *= TIME_LEFT if size.minutes > one.minutes.max else _fit(one.minutes, size.minutes)
    if size.people is not None:
        share *= _fit(one.group, size.people)
    return share


def _fit(range_: Range, number: int) -> float:
    far = range_stretch(range_, number)
    return TOO_FAR if far is None else 1 - STRETCHED * far


class SearchIndex:
    """Techniques ready to be asked many times: how much each sign tells, and where it stands.

    `holders`: by sign, the techniques that have it and what that is worth; `questions`: the same for each single
    question of theirs, as a part of its length.
    """

    def __init__(self, techniques: Sequence[Technique]) -> None:
        self.techniques = techniques
        often: dict[str, float] = defaultdict(float)
        for one in techniques:
            for sign, weight in one.described.signs.items():
                often[sign] += min(1.0, weight / COUNTS_WHOLE)
        self.rarity = {
            sign: log(1 + (len(techniques) - number + 0.5) / (number + 0.5))
            for sign, number in often.items()
        }
        self.rarest = max(self.rarity.values(), default=1.0)
        self.holders: dict[str, list[tuple[int, float]]] = defaultdict(list)
        self.questions: dict[str, list[tuple[int, float]]] = defaultdict(list)
        self.owners: list[int] = []
        usual = sum(one.described.length for one in techniques) / max(1, len(techniques))
        for number, one in enumerate(techniques):
            self._add(
                number, one, SATURATION * (1 - LENGTH + LENGTH * one.described.length / usual)
            )

    def _add(self, number: int, one: Technique, held_back: float) -> None:
        for sign, often in one.described.signs.items():
            worth = self.rarity[sign] * (SATURATION + 1) * often / (often + held_back)
            self.holders[sign].append((number, worth))
        for question in one.described.questions:
            long = self._length(question)
            for sign, weight in question.items():
                worth = weight * self.rarity[sign] ** 2 / long
                self.questions[sign].append((len(self.owners), worth))
            self.owners.append(number)

    def _length(self, signs: Mapping[str, float]) -> float:
        known = ((weight, self.rarity.get(sign, self.rarest)) for sign, weight in signs.items())
        return sqrt(sum((weight * rarity) ** 2 for weight, rarity in known)) or 1.0

    def scores(self, asked: Mapping[str, float]) -> list[float]:
        """How well each technique answers; 0 where nothing is alike."""
        whole = [0.0] * len(self.techniques)
        alike = [0.0] * len(self.owners)
        for sign, weight in asked.items():
            for number, worth in self.holders.get(sign, ()):
                whole[number] += weight * worth
            for number, worth in self.questions.get(sign, ()):
                alike[number] += weight * worth
        best, long = [0.0] * len(self.techniques), self._length(asked)
        for number, share in zip(self.owners, alike, strict=True):
            best[number] = max(best[number], share / long)
        return [score + ONE_QUESTION * share for score, share in zip(whole, best, strict=True)]


_KEPT: dict[tuple[int, ...], SearchIndex] = {}
MOST_KEPT = 8


def _indexed(techniques: Sequence[Technique]) -> SearchIndex:
    """The index of these techniques; kept while they are the same objects, which it holds."""
    key = tuple(map(id, techniques))
    if key not in _KEPT:
        if len(_KEPT) >= MOST_KEPT:
            _KEPT.clear()
        _KEPT[key] = SearchIndex(techniques)
    return _KEPT[key]


_NUMBERS = {
    **{"ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50},
    **{"sixty": 60, "ninety": 90, "hundred": 100, "two hundred": 200, "five": 5, "six": 6},
    **{"dhjete": 10, "pesembedhjete": 15, "njezet": 20, "tridhjete": 30, "dyzet": 40},
    **{"pesedhjete": 50, "gjashtedhjete": 60, "nentedhjete": 90, "njeqind": 100, "dyqind": 200},
    **{"pese": 5, "gjashte": 6, "eight": 8, "tete": 8, "twelve": 12, "dymbedhjete": 12},
}
_NUMBER = r"(\d{1,5}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + ")"
_MINUTES = re.compile(rf"\b{_NUMBER}(?:\s*|-)(?:min\b|mins\b|minut\w*|['’′])")
_HOURS = re.compile(r"\b(\d{1,2})(?:[.,](5))?\s*(?:h\b|hours?\b|ore\b)")
_PEOPLE = re.compile(
    rf"\b{_NUMBER}\+?\s*(?:people|persons?|participants?|guests?|members?|of us|veta\b|vete\b|njerez\w*|"
    r"persona\b|pjesemarres\w*|anetare?\w*|te ftuar)"
)
_THINGS = re.compile(
    rf"\b{_NUMBER}\s+(?=(?:ideas?|options?|topics?|themes?|cards?|notes?|questions?|problems?|proposals?|priorities|things|"
    r"ide|mundesi|tema|karta|shenime|pyetje|probleme|propozime|perparesi|gjera)\b)"
)
"""How many things there are: `three out of twenty ideas` asks for no counting to twenty."""
_SPANS = {
    "hour and a half": 90,
    "ore e gjysme": 90,
    "half an hour": 30,
    "half hour": 30,
    "gjysme ore": 30,
    "quarter of an hour": 15,
    "cerek ore": 15,
    "two hours": 120,
    "dy ore": 120,
    "half a day": 240,
    "half day": 240,
    "gjysme dite": 240,
    "an hour": 60,
    "one hour": 60,
    "nje ore": 60,
}


def size_asked(question: str) -> QuestionSize:
    """Minutes and people in the question: *20 minutes, 100 people*, *gjysmë ore*, *njëzet veta*."""
    text = plain_text(question)
    people = _PEOPLE.search(text)
    return QuestionSize(_minutes_in(text), _number(people[1]) if people else None)


def _without_size(question: str) -> str:
    """The question without how many minutes, people and things it speaks of: the first two are compared as numbers."""
    text = plain_text(question)
    for pattern in (_MINUTES, _HOURS, _PEOPLE, _THINGS):
        text = pattern.sub(" ", text)
    for words in _SPANS:
        text = text.replace(words, " ")
    return text


def _minutes_in(text: str) -> int | None:
    if found := _MINUTES.search(text):
        return _number(found[1])
    if found := _HOURS.search(text):
        return int(found[1]) * 60 + (30 if found[2] else 0)
    return next((minutes for words, minutes in _SPANS.items() if words in text), None)


def _number(text: str) -> int:
    return _NUMBERS[text] if text in _NUMBERS else int(text)
