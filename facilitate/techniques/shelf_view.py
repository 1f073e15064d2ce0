"""What the shelf and a technique's page show: what was asked in an address, and a technique in so many minutes."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple, TypeVar

from ..lib.numbers import read_whole
from ..lib.shares import scale_shares
from ..lib.text import clean_text
from ..web.i18n import _, _l, _n, label_of
from .completeness import MOST_MINUTES, MOST_PEOPLE
from .technique import Energy, Technique, TechniqueFamily, TechniqueStep
from .technique_filter import MaterialLimit, TechniqueFilter, TechniqueOrigin

One = TypeVar("One", bound=StrEnum)
LONGEST_QUESTION = 200
"""Letters of what is searched for that are read."""

SECTORS = {
    "central_government": _l("Central government"),
    "local_government": _l("Local government"),
    "civil_society": _l("Civil society"),
}
"""What the sectors are called of which techniques have questions."""


def filter_from_address(address: Mapping[str, str]) -> TechniqueFilter:
    """What is asked for in an address; what cannot be read is not asked."""
    return TechniqueFilter(
        query=clean_text(address.get("q", ""))[:LONGEST_QUESTION],
        family=_one_of(TechniqueFamily, address.get("family")),
        people=_number(address.get("people"), MOST_PEOPLE),
        minutes=_number(address.get("minutes"), MOST_MINUTES),
        energy=_one_of(Energy, address.get("energy")),
        bring=_one_of(MaterialLimit, address.get("bring")),
        whose=_one_of(TechniqueOrigin, address.get("whose")),
    )


def filter_address(asked: TechniqueFilter) -> dict[str, Any]:
    """The address that asks for it."""
    return {("q" if part == "query" else part): getattr(asked, part) for part in asked.parts}


def filter_part_text(asked: TechniqueFilter, part: str) -> str:
    """One part of what is asked, in words: `30 people`, `“question”`."""
    value = getattr(asked, part)
    if part == "query":
        return f"“{value}”"
    if part == "people":
        return _n("%(num)d person", "%(num)d people", value)
    if part == "minutes":
        return _n("%(num)d minute", "%(num)d minutes", value)
    if part == "bring":
        return _("to bring: %(what)s", what=label_of(value))
    return label_of(value)


def _one_of(kind: type[One], text: str | None) -> One | None:
    return kind(text) if text in set(kind) else None


def _number(text: str | None, most: int) -> int | None:
    return read_whole(text or "", most) or None


class TimedTechniqueStep(NamedTuple):
    """A step of a technique with its minutes: from which minute on, and how many."""

    step: TechniqueStep
    start: int
    minutes: int


class TimedTechnique(NamedTuple):
    """A technique in so many minutes; `mistake` says what is wrong with the number typed."""

    minutes: int
    parts: list[TimedTechniqueStep]
    mistake: str = ""


def time_technique(one: Technique, typed: str | None) -> TimedTechnique:
    """The technique's steps in the minutes typed, in its usual ones where nothing is typed or it cannot be read."""
    number = read_whole(typed or "", MOST_MINUTES)
    mistake = ""
    if typed and typed.strip() and not number:
        mistake = _("Enter whole minutes from 1 to %(most)d.", most=MOST_MINUTES)
    minutes = number or one.minutes.best
    marks = scale_shares([step.share for step in one.steps], minutes)
    parts = [TimedTechniqueStep(step, *mark) for step, mark in zip(one.steps, marks, strict=True)]
    return TimedTechnique(minutes, parts, mistake)


def questions_by_sector(one: Technique, code: str) -> list[tuple[str, Sequence[str]]]:
    """What a group may be asked, by the name of the sector in the language spoken now; none where it has none in `code`."""
    return [
        (str(SECTORS[sector]), rows[code])
        for sector, rows in one.questions.items()
        if sector in SECTORS and rows.get(code)
    ]
