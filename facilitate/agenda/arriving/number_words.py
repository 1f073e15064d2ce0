"""Counts written in words: `nine tables`, `three rounds of twenty minutes`, `nëntë tryeza`, `njëzet e pesë minuta`.

A number word becomes a figure only before what is counted, and only where the count stands by itself: *Two tables report back* is a
title. What was not understood then gets its words back.
"""

import re
from typing import NamedTuple

from ...lib.text import plain_text

_UNITS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
    "nje dy tre kater pese gjashte shtate tete nente dhjete njembedhjete dymbedhjete trembedhjete katermbedhjete pesembedhjete "
    "gjashtembedhjete shtatembedhjete tetembedhjete nentembedhjete",
)
_TENS = (
    "twenty thirty forty fifty sixty seventy eighty ninety",
    "njezet tridhjete dyzet pesedhjete gjashtedhjete shtatedhjete tetedhjete nentedhjete",
)
_NUMBERS = {
    **{word: n for words in _UNITS for n, word in enumerate(words.split(), 1)},
    **{word: 10 * n for words in _TENS for n, word in enumerate(words.split(), 2)},
    **{"tri": 3, "njeqind": 100, "hundred": 100},
}
LENGTHS_IN_WORDS = {
    "half an hour": 30,
    "half hour": 30,
    "a quarter of an hour": 15,
    "quarter of an hour": 15,
    "three quarters of an hour": 45,
    "an hour and a half": 90,
    "one and a half hours": 90,
    "two hours": 120,
    "two and a half hours": 150,
    "three hours": 180,
    "çerek ore": 15,
    "cerek ore": 15,
    "tre çerek ore": 45,
    "një orë e gjysmë": 90,
    "nje ore e gjysme": 90,
    "dy orë": 120,
    "dy ore": 120,
    "dy orë e gjysmë": 150,
    "tri orë": 180,
    "tre orë": 180,
    "gjysmë ore": 30,
    "gjysme ore": 30,
    "një orë": 60,
    "nje ore": 60,
    "an hour": 60,
    "one hour": 60,
}
"""How long something takes, said without a figure, in minutes."""
_WORD = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_NUMBER = rf"(?:{_WORD})(?:(?:-| e | )(?:{_WORD}))?"
_COUNTED = (
    r"tables?|tryeza|tavolina|groups?|grupe|teams?|skuadra|stations?|stacione|circles|rrathe|pairs|cifte|rounds?|raunde?|"
    r"people|persons?|participants?|guests?|seats?|veta|vete|persona|pjesemarres|vende|ulese|min|minutes?|minuta|minutash|"
    r"\d{1,3}[ -]min\w* rounds?"
)
_AFTER = (
    rf"(?=\s*(?:[,;.)+]|$)|\s+(?:of|nga|me|prej|a)\s+(?:\d|{_WORD})|\s+(?:\d|{_NUMBER}\s+(?:{_COUNTED})\b)|"
    r"\s+(?:each|secil|and\b|dhe\b|x\b))"
)
_COUNT = re.compile(rf"(?<![\w-])(?:a )?({_NUMBER})\s+({_COUNTED})\b{_AFTER}")


class FiguredLine(NamedTuple):
    """A line with figures for its counts. `words`: each figure with what it counts, and how that was written."""

    text: str
    words: tuple[tuple[str, str], ...] = ()

    def in_words_again(self, title: str) -> str:
        """What is left of the line, as it was written."""
        for figure, written in self.words:
            title = title.replace(figure, written, 1)
        return title


def read_number_word(text: str) -> int:
    """The number that these words say; 0 where they say none."""
    words = re.split(r"[\s-]+", plain_text(text).replace(" e ", " "))
    known = [_NUMBERS.get(word, 0) for word in words]
    if len(known) == 2 and not (20 <= known[0] < 100 and 0 < known[1] < 10):
        return 0
    return sum(known) if known and all(known) else 0


def figures_for_counts(text: str) -> FiguredLine:
    """The line with figures instead of the number words before what is counted."""
    folded = plain_text(text)
    if len(folded) != len(text):
        return FiguredLine(text)
    parts, words, last = [], [], 0
    for found in _COUNT.finditer(folded):
        number = read_number_word(found[1])
        if number:
            figure = f"{number} {text[found.start(2) : found.end(2)]}"
            parts += [text[last : found.start()], figure]
            words.append((figure, text[found.start() : found.end()]))
            last = found.end()
    return FiguredLine("".join([*parts, text[last:]]), tuple(words))


_HOURS = {word: n for n, word in enumerate(_UNITS[0].split()[:12], 1)}
_HOUR_WORD = rf"(?:{'|'.join(_HOURS)}|1[0-2]|[1-9])"
_TOLD = re.compile(
    rf"\b(?:(?P<part>half|a? ?quarter|ten|twenty|five) (?P<side>past|to) )?(?P<hour>{_HOUR_WORD})\b(?: o[’']clock\b)?",
    re.IGNORECASE,
)
_CLOCK_AHEAD = re.compile(r"^(?:from|at|until|till)\s+", re.IGNORECASE)
_PARTS = {"half": 30, "quarter": 15, "ten": 10, "twenty": 20, "five": 5}


def hours_in_figures(text: str) -> str:
    """`From 9 to half past ten`: the times a text begins with, told as one speaks, in figures."""
    ahead = _CLOCK_AHEAD.match(text)
    if ahead is None:
        return text
    first, at = _told(text, ahead.end())
    between = re.match(r"\s+(?:to|until|till|and)\s+", text[at:], re.IGNORECASE)
    second, end = _told(text, at + between.end()) if between else ("", at)
    if not first or (
        between and not second and not re.match(r"noon|midday|midnight", text[at + between.end() :])
    ):
        return text
    if not between:
        return f"{text[: ahead.end()]}{first}{text[at:]}"
    return f"{text[: ahead.end()]}{first}{text[at : at + between.end()]}{second}{text[end if second else at + between.end() :]}"


def _told(text: str, at: int) -> tuple[str, int]:
    """The time that is told in words from there on, in figures, and where it ends; "" where none is."""
    found = _TOLD.match(text, at)
    if not found or re.match(r"[:.h]\d|\s?[ap]\.?m|-", text[found.end() :], re.IGNORECASE):
        plain = re.compile(r"\d{1,2}(?:[:.h]\d{2})?(?:\s?[ap]\.?m\b\.?)?", re.IGNORECASE).match(
            text, at
        )
        return (plain[0], plain.end()) if plain else ("", at)
    hour = _HOURS.get(found["hour"].lower()) or int(found["hour"])
    if not found["part"]:
        return (
            (f"{hour}:00", found.end())
            if found["hour"].lower() in _HOURS
            else (str(hour), found.end())
        )
    minutes = _PARTS[found["part"].lower().removeprefix("a").strip()]
    if found["side"].lower() == "to":
        hour, minutes = (hour - 1 or 12), 60 - minutes
    return f"{hour}:{minutes:02d}", found.end()
