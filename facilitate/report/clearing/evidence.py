"""Whether a text speaks of somebody in particular, and where: what a town, an illness or a day tells hangs on it. Pure."""

from bisect import bisect_left

from .reading import Reading
from .vocabulary import CLASSES

NEAR = 40
"""So many words and signs away, and what is said still belongs to the same person."""
_GENERIC, _PAST, _PRONOUN, _BEGINS, _EVERY, _TIME_UNIT, _INVENTED = (
    CLASSES[name] for name in ("generic", "past", "pronoun", "begins_with", "every", "time_unit", "invented")
)


class Evidence:
    """Where in a text somebody is: `somebody` by a mere `she`, `more` by something that tells more."""

    def __init__(self, reading: Reading) -> None:
        self._sentence, self._general = _sentences(reading)
        self.somebody = [
            at
            for at, classes in reading.meaning
            if (classes & _PRONOUN or (classes & _BEGINS and self._begins(at))) and not self.is_general(at)
        ]
        self.more: list[int] = []
        self._all_near = len(reading.tokens) <= NEAR

    def _begins(self, at: int) -> bool:
        """Whether a sentence begins with this word: `Ishte në klasën e tetë` is said of her."""
        return at == 0 or self._sentence[at - 1] != self._sentence[at]

    def is_general(self, at: int) -> bool:
        """Whether the sentence of this word says what should be or might be, and nothing that happened."""
        return self._general[self._sentence[at]]

    def add(self, found: list[int]) -> None:
        """More is known of somebody at these words."""
        if not found:
            return
        self.more = sorted([*self.more, *found])
        self.somebody = sorted([*self.somebody, *found])

    def has_somebody_near(self, at: int) -> bool:
        """Whether at least `she` is near this word."""
        return bool(self.somebody) and (self._all_near or _near(self.somebody, at))

    def has_more_near(self, at: int) -> bool:
        """Whether somebody of whom something is told is near this word."""
        return bool(self.more) and (self._all_near or _near(self.more, at))


def _near(places: list[int], at: int) -> bool:
    next_one = bisect_left(places, at - NEAR)
    return next_one < len(places) and places[next_one] <= at + NEAR


def _is_time(reading: Reading, at: int) -> bool:
    """Whether a unit of time stands there: `every month` is said of one person, `every child` of nobody."""
    return at < len(reading.tokens) and bool(reading.tokens[at].classes & _TIME_UNIT)


def _sentences(reading: Reading) -> tuple[list[int], list[bool]]:
    """The number of each token's sentence, and of each sentence whether it speaks in general."""
    numbers, classes, asked, number = [], [0], [False], 0
    for at, token in enumerate(reading.tokens):
        if at in reading.lines and classes[number]:
            number += 1
            classes.append(0)
            asked.append(False)
        numbers.append(number)
        classes[number] |= token.classes
        if token.classes & _EVERY and not _is_time(reading, at + 1):
            classes[number] |= _GENERIC
        if (
            not token.is_word
            and token.text in ".!?…;"
            and reading.text[token.end : token.end + 1].strip(")\"'”’»") in ("", " ", "\n")
        ):
            asked[number] = token.text == "?"
            number += 1
            classes.append(0)
            asked.append(False)
    return numbers, [
        bool(some & _INVENTED or (not some & _PAST and (some & _GENERIC or question)))
        for some, question in zip(classes, asked, strict=True)
    ]
