"""The prerequisites and questions that are answered before design starts, as they stand in `questions.toml`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from ..data.content import PACKAGE, read_toml, words_from_toml
from ..lib.text import Words


@dataclass(frozen=True)
class StartQuestion:
    """One of them. `knows`: what of the planner tells part of the answer; `short`: how it reads in the middle of a sentence."""

    key: str
    prerequisite: bool
    region: bool
    knows: str
    text: Words
    short: Words


class SettledAnswer(Protocol):
    """What is asked of an answer."""

    settled: bool


@cache
def all_start_questions() -> tuple[StartQuestion, ...]:
    """All of them, in their order."""
    return tuple(
        StartQuestion(
            key=row["key"],
            prerequisite=row["kind"] == "prerequisite",
            region=row["for"] == "region",
            knows=row["knows"],
            text=words_from_toml(row),
            short=words_from_toml(row, "short"),
        )
        for row in read_toml(PACKAGE / "practice" / "questions.toml")["questions"]
    )


def start_questions_for(region: bool) -> list[StartQuestion]:
    """Those asked of an event or forum; `region`: it is a regional group, or one of its meetings."""
    return [one for one in all_start_questions() if region or not one.region]


def unsettled_questions(
    asked: Iterable[StartQuestion], answers: Mapping[str, SettledAnswer]
) -> list[StartQuestion]:
    """Those that nobody has settled, the real questions before the prerequisites: they decide whether to start at all."""
    left = [one for one in asked if one.key not in answers or not answers[one.key].settled]
    return sorted(left, key=lambda one: one.prerequisite)


def most_telling_question(left: Sequence[StartQuestion]) -> StartQuestion | None:
    """The one a single sentence names: the money where it is open, else the first."""
    return next((one for one in left if one.key == "sponsors"), left[0] if left else None)
