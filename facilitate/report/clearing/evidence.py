"""Whether a text speaks of somebody in particular, and where: what a town, an illness or a day tells hangs on it. Pure."""

from bisect import bisect_left

from .lexicon import village_forms
from .reading import TextReading
from .vocabulary import CLASSES, any_of_them

_FOR = frozenset(("for", "per", "si"))
NEAR = 40
"""So many words and signs away, and what is said still belongs to the same person."""
_COMBINED = [
    (any_of_them(names), weight)
    for names, weight in (
        ("kin relative relation", 2),
        ("body mark", 2),
        ("illness hurts", 2),
        ("case_word", 2),
        ("pronoun", 1),
        ("self", 1),
        ("person person_one", 1),
        ("occupation", 1),
        ("deed past", 1),
        ("being", 1),
        ("she", 2),
        ("circle", 1),
        ("dwells", 1),
        ("landmark", 1),
        ("nationality", 1),
        ("car plates", 1),
        ("social", 1),
        ("month weekday", 1),
        ("village", 1),
        ("institution shelter", 1),
    )
]
"""What weighs how much where several kinds of details come together in a sentence: age, village and a date are somebody."""
ENOUGH = 3
"""So much weight in one sentence is somebody's."""
_VILLAGE = CLASSES["village"]
_OF_KIN = any_of_them("kin relative")
_WHO = any_of_them(
    "kin relative relation pronoun self person person_one occupation body mark illness case_word"
)
_MANY, _SAYS, _SHE = CLASSES["many"], CLASSES["says"], CLASSES["she"]
_OF_A_HOUSE = any_of_them("office organisation paper")
_A_PERSON = any_of_them("person person_one")
"""`Vajza` is somebody's daughter, or any girl."""
_TWO_MEANINGS = CLASSES["two_meanings"]
_GENERIC, _PAST, _PRONOUN, _BEGINS, _EVERY, _TIME_UNIT, _INVENTED, _ASKED = (
    CLASSES[name]
    for name in (
        "generic",
        "past",
        "pronoun",
        "begins_with",
        "every",
        "time_unit",
        "invented",
        "asked_one",
    )
)
_THIS, _WHEN = CLASSES["this"], CLASSES["when"]
_COUNTED = any_of_them("many counted")
_ANY_ONE = any_of_them("any_one person many")
_UNSURE = _GENERIC | _INVENTED | _EVERY | _WHEN | _THIS


class Evidence:
    """Where in a text somebody is: `somebody` by a mere `she`, `more` by something that tells more."""

    def __init__(self, reading: TextReading) -> None:
        self._sentence, self._general, self._invented, self._of_a_house = _sentences(reading)
        self.somebody = [
            at
            for at, classes in reading.meaning
            if (classes & _PRONOUN or (classes & _BEGINS and self._begins(at)))
            and not self.is_general(at)
        ]
        self._of_somebody = {self._sentence[at] for at in self.somebody}
        self._all_near = len(reading.tokens) <= NEAR
        self.more: list[int] = []
        self.add(self._combined(reading))

    def _begins(self, at: int) -> bool:
        """Whether a sentence begins with this word: `Ishte në klasën e tetë` is said of her."""
        return at == 0 or self._sentence[at - 1] != self._sentence[at]

    def is_general(self, at: int) -> bool:
        """Whether the sentence of this word says what should be or might be, and nothing that happened."""
        return self._general[self._sentence[at]]

    def is_invented(self, at: int) -> bool:
        """Whether the sentence of this word makes somebody up: `Example: a 16-year-old …`."""
        return self._invented[self._sentence[at]]

    def is_told_of(self, at: int) -> bool:
        """Whether the sentence of this word speaks of somebody itself."""
        return self._sentence[at] in self._of_somebody

    def is_in_the_story(self, at: int) -> bool:
        """Whether the sentence of this word speaks of somebody, or stands behind one that does and is about no house."""
        sentence = self._sentence[at]
        if sentence in self._of_somebody:
            return True
        return (
            sentence - 1 in self._of_somebody
            and not self._general[sentence]
            and not self._of_a_house[sentence]
        )

    def add(self, found: list[int]) -> None:
        """More is known of somebody at these words."""
        if not found:
            return
        self.more = sorted([*self.more, *found])
        self.somebody = sorted([*self.somebody, *found])
        self._of_somebody.update(self._sentence[at] for at in found)

    def _combined(self, reading: TextReading) -> list[int]:
        """Where a sentence about something that happened holds so many kinds of details that they are somebody's."""
        met: dict[int, int] = {}
        for at, token in enumerate(reading.tokens):
            if token.plain in village_forms() and token.text[0].isupper():
                met[self._sentence[at]] = _VILLAGE
        for at, classes in reading.meaning:
            if self.is_general(at) or reading.tokens[at].text == "i":  # an article, or I
                continue
            if classes & _TWO_MEANINGS:
                classes &= _MANY
            elif classes & _A_PERSON:
                classes &= ~_OF_KIN
            sentence = self._sentence[at]
            met[sentence] = met.get(sentence, 0) | classes
        together = {sentence for sentence, classes in met.items() if _is_enough(classes)}
        found: dict[int, int] = {}
        for at, _classes in reading.meaning:
            if self._sentence[at] in together:
                found.setdefault(self._sentence[at], at)
        return list(found.values())

    def has_somebody_near(self, at: int) -> bool:
        """Whether at least `she` is near this word."""
        return bool(self.somebody) and (self._all_near or _near(self.somebody, at))

    def has_more_near(self, at: int) -> bool:
        """Whether somebody of whom something is told is near this word."""
        return bool(self.more) and (self._all_near or _near(self.more, at))


def _is_enough(classes: int) -> bool:
    """Whether words of these classes in one sentence are somebody's; where it is about a house or many people, it takes more."""
    if classes & (_SAYS | _OF_A_HOUSE):
        classes &= ~_SHE  # she stressed, she asked: at a meeting
    weight = sum(weight for bits, weight in _COMBINED if classes & bits)
    return bool(classes & _WHO) and weight >= ENOUGH + bool(classes & _OF_A_HOUSE) + bool(
        classes & _MANY
    )


def _near(places: list[int], at: int) -> bool:
    next_one = bisect_left(places, at - NEAR)
    return next_one < len(places) and places[next_one] <= at + NEAR


def _says(reading: TextReading, at: int) -> int:
    """The classes that a word adds to its sentence: what it means depends on those beside it."""
    classes = reading.tokens[at].classes
    if not classes & _UNSURE:
        return classes
    following = [one.classes for one in reading.tokens[at + 1 : at + 3]]
    beside = following[0] if following else 0
    if classes & _GENERIC and beside & _ASKED:
        classes &= ~_GENERIC  # can someone call …?
    if classes & _INVENTED and at and reading.tokens[at - 1].plain in _FOR:
        classes &= ~_INVENTED  # for example
    if classes & _EVERY and not any(one & _TIME_UNIT for one in following):
        classes |= _GENERIC  # every child; `every month` is said of one person
    if classes & _WHEN and beside & _ANY_ONE:
        classes |= _GENERIC  # when a pupil is missing
    if classes & _THIS and beside & _A_PERSON:
        classes |= _PAST  # `that girl` is nobody in general
    return classes


def _counts_many(reading: TextReading, at: int) -> bool:
    """`71 %`, `110 victims`: figures, and nobody of whom something is told."""
    text = reading.tokens[at].text
    if text == "%":
        return True
    if not text.isdecimal() or not 2 <= len(text) <= 6:  # a longer one is no number of people
        return False
    return any(one.classes & _COUNTED for one in reading.tokens[at + 1 : at + 2])


def _sentences(reading: TextReading) -> tuple[list[int], list[bool], list[bool], list[bool]]:
    """The number of each token's sentence; of each sentence whether it speaks in general, makes somebody up, is about a house."""
    numbers, classes, asked, number = [], [0], [False], 0
    counted = set()
    for at, token in enumerate(reading.tokens):
        if at in reading.lines and classes[number]:
            number += 1
            classes.append(0)
            asked.append(False)
        numbers.append(number)
        classes[number] |= _says(reading, at)
        if _counts_many(reading, at):
            counted.add(number)
        if (
            not token.is_word
            and token.text in ".!?…;"
            and reading.text[token.end : token.end + 1].strip(")\"'”’»") in ("", " ", "\n")
        ):
            asked[number] = token.text == "?"
            number += 1
            classes.append(0)
            asked.append(False)
    invented = [bool(some & _INVENTED) for some in classes]
    general = [
        made_up or at in counted or bool(not some & _PAST and (some & _GENERIC or question))
        for at, (made_up, some, question) in enumerate(zip(invented, classes, asked, strict=True))
    ]
    return numbers, general, invented, [bool(some & _OF_A_HOUSE) for some in classes]
