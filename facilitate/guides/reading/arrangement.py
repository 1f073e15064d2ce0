"""How a day's steps stand on a page: one under the other, a session with what it holds, its groups side by side."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from ...agenda.numbering import StepNumber
from ..guide import Guide, GuideDay, GuideGroup, GuideStep

FEW, MANY = 6, 25
"""Up to so many steps are open on the page; more than the second are read one day at a time."""
ALL = "all"
"""Asks for every day, however many steps they have."""


@dataclass
class StepPiece:
    """A step; where it is a session also what it holds: `before` and `after` for everybody, `beside` group by group."""

    step: GuideStep
    before: list[GuideStep] = field(default_factory=list)
    beside: list[tuple[GuideGroup, list[GuideStep]]] = field(default_factory=list)
    after: list[GuideStep] = field(default_factory=list)


def arrange_steps(steps: Sequence[GuideStep]) -> list[StepPiece]:
    """The pieces of a day in order: every step is in exactly one of them, and a step outside sessions is one by itself.

    A session's steps come right behind it and name it; which of its groups a step belongs to, the group says.
    """
    pieces: list[StepPiece] = []
    session: StepPiece | None = None
    of: dict[StepNumber, list[GuideStep]] = {}
    for step in steps:
        if step.holds or session is None or not step.session:
            session = StepPiece(step) if step.holds else None
            pieces.append(session or StepPiece(step))
            theirs = [(group, list[GuideStep]()) for group in step.groups] if session else []
            if session:
                session.beside = theirs
            of = {number: list_ for group, list_ in theirs for number in group.steps}
        elif step.number in of:
            of[step.number].append(step)
        else:
            (
                session.after if any(list_ for _group, list_ in session.beside) else session.before
            ).append(step)
    return pieces


def days_to_tell(guide: Guide, asked: str, today: date) -> list[GuideDay]:
    """The days whose steps are told: the one asked for (`all`, or a date as text), else all of them.

    An event with more than `MANY` steps is told a day at a time: today's while it runs, else its first with steps.
    """
    days = [one for one in guide.days if one.steps]
    if asked == ALL or not days:
        return days
    if chosen := [one for one in days if one.on.isoformat() == asked]:
        return chosen
    if len(guide.steps) <= MANY:
        return days
    return [next((one for one in days if one.on == today), days[0])]


def steps_by_objective(steps: Sequence[GuideStep]) -> dict[str, list[StepNumber]]:
    """The numbers of the steps that serve an objective, by its code."""
    found: dict[str, list[StepNumber]] = {}
    for step in steps:
        for one in step.objectives:
            found.setdefault(one.code, []).append(step.number)
    return found
