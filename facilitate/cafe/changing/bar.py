"""The bar above the seats: what undo would take back, what redo would bring back."""

from dataclasses import dataclass

from ..floor import Floor
from . import wording
from .queries import back_and_on


@dataclass(frozen=True)
class Bar:
    """The two in words; empty where there is none."""

    undo: str
    redo: str


def bar(floor: Floor) -> Bar:
    """For a template that shows the bar: one statement."""
    undo, redo = (
        step and wording.done(floor, step.did, step.about) or "" for step in back_and_on(floor)
    )
    return Bar(undo, redo)
