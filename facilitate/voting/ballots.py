"""What a form chose, read and checked; which of a device's forms counts; and how ballots become numbers. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ..lib.text import clean_text, plain_text
from .models import VoteKind

LONGEST_WORD = 40
"""Characters of a word."""
MOST_TURNS = 1_000_000
_DIGITS = re.compile(r"\d{1,7}", re.ASCII)

Chosen = Mapping[int, int]
"""An option's number, and how many dots it gets, which place, or 1."""


def field_of(option: int) -> str:
    """What a form calls the dots or the place of an option."""
    return f"o{option}"


def chosen_in_form(kind: VoteKind, options: Sequence[int], form: Mapping[str, str]) -> Chosen:
    """What was chosen, whether or not it may be; a word is read by `word_in_form`."""
    if kind is VoteKind.GRADIENTS:
        return {number: 1 for number in options if form.get("degree") == str(number)}
    if kind is VoteKind.WORD:
        return {}
    if "one" in form:  # a single dot
        return {number: 1 for number in options if form["one"] == str(number)}
    typed = {number: form.get(field_of(number), "") for number in options}
    return {
        number: int(text) for number, text in typed.items() if _DIGITS.fullmatch(text) and int(text)
    }


def word_in_form(form: Mapping[str, str]) -> str:
    """The word that was written, on one line."""
    return " ".join(clean_text(form.get("word", "")).split())


def folded_word(text: str) -> str:
    """By which the same word is known, however it is written."""
    return plain_text(text).strip(" .,;:!?\"'“”„«»-–")


def is_whole_ranking(chosen: Chosen) -> bool:
    """Whether the places begin with 1 and none is missing or taken twice."""
    return sorted(chosen.values()) == list(range(1, len(chosen) + 1))


def turn_in_form(form: Mapping[str, str]) -> int:
    """How many forms this device has sent before, as the form says."""
    text = form.get("turn", "")
    return min(int(text), MOST_TURNS) if _DIGITS.fullmatch(text) else 0


def count_ballots(kind: VoteKind, options: int, ballots: Iterable[Chosen]) -> Counter[int]:
    """Dots, people, or points of each option. A ranking counts by Borda: of five options the first place is worth 5, the last 1."""
    found: Counter[int] = Counter()
    for chosen in ballots:
        for option, number in chosen.items():
            found[option] += options + 1 - number if kind is VoteKind.RANKING else number
    return found
