"""Advice and trainings: what waits for an answer, and what a time came to. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ..programme_models import GuidanceEntry, GuidanceKind

ADVICE = (GuidanceKind.ADVICE_GIVEN, GuidanceKind.ADVICE_RECEIVED)


def is_advice(entry: GuidanceEntry) -> bool:
    """Whether it is a question with its answer; else it is a training."""
    return entry.kind in ADVICE


def is_answered(kind: str, answer: object) -> bool:
    """Whether it is a question with advice on it: only then the advice has a day."""
    return bool(answer) and kind in ADVICE


def is_waiting(entry: GuidanceEntry) -> bool:
    """Whether a question has no answer yet."""
    return is_advice(entry) and not entry.answer


def guidance_text(entry: GuidanceEntry) -> str:
    """All that is looked through for words."""
    return f"{entry.topic} {entry.answer} {entry.other} {entry.who}"


@dataclass(frozen=True)
class GuidanceCount:
    """So many of a kind in a time; `waiting` of them without an answer, `people` taught."""

    kind: GuidanceKind
    number: int
    waiting: int
    people: int


def guidance_between(
    entries: Iterable[GuidanceEntry], first: date, last: date
) -> list[GuidanceCount]:
    """What was advised and taught from one day to another, both included; a kind there was nothing of is left out."""
    found: dict[GuidanceKind, list[GuidanceEntry]] = {}
    for row in entries:
        if first <= row.asked_on <= last:
            found.setdefault(row.kind, []).append(row)
    return [
        GuidanceCount(
            kind=kind,
            number=len(found[kind]),
            waiting=sum(map(is_waiting, found[kind])),
            people=sum(row.people for row in found[kind]),
        )
        for kind in GuidanceKind
        if kind in found
    ]
