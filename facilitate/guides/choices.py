"""What somebody wants of a guide: for whom, which days, with or without scripts, on which paper, in which language."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from .guide import Guide, GuideDay, GuideRoom, GuideStep, Hole, ShopLine


class GuideReader(StrEnum):
    """For whom a guide is cut."""

    WHOLE = "whole"
    FACILITATOR = "facilitator"
    HOSTS = "hosts"
    NOTES = "notes"
    CARDS = "cards"
    SPEAKERS = "speakers"
    STAFF = "staff"
    WALL = "wall"


class PaperSize(StrEnum):
    """The size of a page."""

    A4 = "a4"
    A5 = "a5"


@dataclass(frozen=True)
class Choices:
    """The usual ones are right for most. `member`: whose own guide (0: nobody's); `days`: empty means all of them.

    `step`: the one step (its id) that hosts' sheets are for (0: all of them).
    """

    language: str
    reader: GuideReader = GuideReader.WHOLE
    member: int = 0
    days: frozenset[date] = frozenset()
    scripts: bool = True
    paper: PaperSize = PaperSize.A4
    large: bool = False
    step: int = 0


def cut_guide(guide: Guide, choices: Choices) -> Guide:
    """The guide for that reader: only the days asked for; steps that are not theirs told in one line (`own` is False).

    Staff see every step, and the tasks of the `member`, where one is named. A facilitator's own steps, on cards too,
    are those they lead, help in or take notes in, a group or a table of them too; a note-taker's booklet with a
    `member` has those where this person takes notes. Numbers of steps stay what they are in the whole guide; what to
    bring is that of the days.
    """
    kept = [day for day in guide.days if not choices.days or day.on in choices.days]
    days = [replace(day, steps=[_own(step, choices) for step in day.steps]) for day in kept]
    return replace(
        guide,
        days=days,
        holes=_holes(guide, days),
        rooms=_rooms(guide, days),
        shopping=_shopping(guide, days),
        tasks=[one for one in guide.tasks if choices.member in (0, one.member)],
    )


def _own(step: GuideStep, choices: Choices) -> GuideStep:
    theirs = True
    if choices.member and choices.reader in (GuideReader.FACILITATOR, GuideReader.CARDS):
        theirs = choices.member in step.leads | step.helps | step.takes_notes
    elif choices.member and choices.reader is GuideReader.NOTES:
        theirs = choices.member in step.takes_notes
    return replace(step, own=theirs)


def _holes(guide: Guide, days: list[GuideDay]) -> list[Hole]:
    shown = {step.id for day in days for step in day.steps if step.own}
    return [hole for hole in guide.holes if not hole.step_id or hole.step_id in shown]


def _rooms(guide: Guide, days: list[GuideDay]) -> list[GuideRoom]:
    numbers = {step.number for day in days for step in day.steps if step.own}
    rooms = [
        replace(room, steps=[one for one in room.steps if one in numbers]) for room in guide.rooms
    ]
    return [room for room in rooms if room.steps]


def _shopping(guide: Guide, days: list[GuideDay]) -> list[ShopLine]:
    """What to bring on these days; at the same time at most as much as before, and no more than in all."""
    if len(days) == len(guide.days):
        return guide.shopping
    numbers = {step.number for day in days for step in day.steps}
    found = []
    for line in guide.shopping:
        there = [
            (step, count)
            for step, count in zip(line.steps, line.counts, strict=True)
            if step in numbers
        ]
        total = sum(count for _step, count in there)
        if there:
            found.append(
                replace(
                    line,
                    total=total,
                    most=min(line.most, total),
                    steps=[step for step, _count in there],
                    counts=[count for _step, count in there],
                )
            )
    return found
