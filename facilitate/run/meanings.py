"""Comparing texts by what they mean, where `FACILITATE_MEANING` says so; without it there is no answer, and words are compared."""

from collections.abc import Sequence

from flask import Flask, current_app

from .. import clock
from ..lib.meaning import MeaningAnswer, MeaningReader, WeightedText
from .settings import Settings

SAME = 0.48
"""From which cosine on two texts may say the same: of 90 texts of the library, 19 in 20 are so near in both languages."""
KEPT = "meanings.sqlite3"
"""The file of the instance folder that holds what was read; it is made anew where it is missing, and is in no backup."""


def init_app(app: Flask, settings: Settings) -> None:
    """One reader for each process of the planner."""
    app.extensions["meanings"] = (
        MeaningReader(settings.instance / KEPT, clock.today, settings.meaning_folder)
        if settings.meaning
        else None
    )


def compare_meanings(
    asked: Sequence[Sequence[WeightedText]], texts: Sequence[str]
) -> MeaningAnswer | None:
    """How near each of the texts is to each that is asked; None where only words can be compared."""
    reader: MeaningReader | None = current_app.extensions["meanings"]
    return reader.compare(asked, texts) if reader else None


def same_meanings(some: Sequence[str], others: Sequence[str]) -> frozenset[tuple[str, str]]:
    """Which text of `some` may say the same as which of `others`; empty where only words can be compared."""
    found = compare_meanings([[(text, 1.0)] for text in some], others)
    rows = found.scores if found else ()
    return frozenset(
        (text, other)
        for text, row in zip(some, rows, strict=False)
        for other, score in zip(others, row, strict=True)
        if score >= SAME and text != other
    )
