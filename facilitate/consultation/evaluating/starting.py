"""What a new evaluation asks before anybody edits it: `usual.toml`, read into plain values."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from ...content import read_toml, words_of
from ...lib.text import Words
from ..models import QuestionKind

LASTS = timedelta(days=14)
"""How long after the last day of an event it can be answered."""


@dataclass(frozen=True)
class Usual:
    """A question, and the choices it offers. `key` is the same in every evaluation."""

    key: str
    kind: QuestionKind
    text: Words
    help: Words
    low: Words
    high: Words
    choices: tuple[Words, ...] = ()


@dataclass(frozen=True)
class Starting:
    """Everything a new evaluation holds."""

    title: Words
    intro: Words
    opens_on: date
    closes_on: date
    questions: tuple[Usual, ...]


def starting(title: Words, last_day: date, today: date) -> Starting:
    """The evaluation of an event of that title: open from its last day on, two weeks long.

    Where that is over, it opens today.
    """
    table = _usual()
    intro = Words(*(table["intro"][code].format(event=title.to(code)) for code in ("en", "sq")))
    opens_on = last_day if today <= last_day + LASTS else today
    return Starting(
        title=words_of(table["title"]),
        intro=intro,
        opens_on=opens_on,
        closes_on=opens_on + LASTS,
        questions=usual_questions(),
    )


@cache
def usual_questions() -> tuple[Usual, ...]:
    """The questions every evaluation begins with."""
    return tuple(
        Usual(
            key=row["key"],
            kind=QuestionKind(row["kind"]),
            text=words_of(row),
            help=words_of(row, "help"),
            low=words_of(row, "low"),
            high=words_of(row, "high"),
            choices=tuple(words_of(choice) for choice in row.get("choices", ())),
        )
        for row in _usual()["questions"]
    )


@cache
def _usual() -> dict[str, Any]:
    return read_toml(Path(__file__).parent / "usual.toml")
