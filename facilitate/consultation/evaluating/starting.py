"""What a new evaluation asks before anybody edits it: `usual.toml`, read into plain values."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from textwrap import shorten
from typing import Any

from ...data.content import read_toml, words_from_toml
from ...lib.text import Words
from ..models import QuestionKind

LONGEST = 200
"""Letters of something to tick."""
LASTS = timedelta(days=14)
"""How long after the last day of an event it can be answered."""


@dataclass(frozen=True)
class UsualQuestion:
    """A question, and the choices it offers. `key` is the same in every evaluation."""

    key: str
    kind: QuestionKind
    text: Words
    help: Words
    low: Words
    high: Words
    choices: tuple[Words, ...] = ()


@dataclass(frozen=True)
class StartingEvaluation:
    """Everything a new evaluation holds."""

    title: Words
    intro: Words
    opens_on: date
    closes_on: date
    questions: tuple[UsualQuestion, ...]


def starting_evaluation(
    title: Words, due: date, today: date, months: int = 0, objectives: Sequence[Words] = ()
) -> StartingEvaluation:
    """The evaluation of an event of that title, at its end or so many months later: open from the day it is due, two weeks long.

    Where that is over, it opens today. Months later its `objectives` are what people say has got better.
    """
    table = _usual("later.toml" if months else "usual.toml")
    intro = Words(*(table["intro"][code].format(event=title.to(code)) for code in ("en", "sq")))
    opens_on = opening_day(due, today)
    return StartingEvaluation(
        title=words_from_toml(table["title"]),
        intro=intro,
        opens_on=opens_on,
        closes_on=opens_on + LASTS,
        questions=later_questions(objectives) if months else usual_questions(),
    )


def opening_day(due: date, today: date, lasts: timedelta = LASTS) -> date:
    """From when on it can be answered: the day it is due, today where its time (two weeks, usually) is over."""
    return due if today <= due + lasts else today


def usual_questions() -> tuple[UsualQuestion, ...]:
    """The questions every evaluation begins with."""
    return _questions("usual.toml")


def later_questions(objectives: Sequence[Words]) -> tuple[UsualQuestion, ...]:
    """What is asked months later; which objective has got better only where there are two of them."""
    offered = tuple(_cut(one) for one in objectives)
    told = (
        replace(one, choices=offered + one.choices) if one.key == "better" else one
        for one in _questions("later.toml")
    )
    return tuple(one for one in told if one.key != "better" or len(offered) > 1)


def _cut(text: Words) -> Words:
    """An objective as something to tick."""
    return Words(*(shorten(text.to(code), LONGEST, placeholder=" …") for code in ("en", "sq")))


@cache
def _questions(name: str) -> tuple[UsualQuestion, ...]:
    return tuple(
        UsualQuestion(
            key=row["key"],
            kind=QuestionKind(row["kind"]),
            text=words_from_toml(row),
            help=words_from_toml(row, "help"),
            low=words_from_toml(row, "low"),
            high=words_from_toml(row, "high"),
            choices=tuple(words_from_toml(choice) for choice in row.get("choices", ())),
        )
        for row in _usual(name)["questions"]
    )


@cache
def _usual(name: str) -> dict[str, Any]:
    return read_toml(Path(__file__).parent / name)
