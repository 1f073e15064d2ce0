"""The bar above the seats: what undo would take back, what redo would bring back."""

from dataclasses import dataclass

from ..floor import CafeFloor
from . import wording
from .queries import back_and_on


@dataclass(frozen=True)
class UndoBar:
    """The two in words; empty where there is none."""

    undo: str
    redo: str


def undo_bar(floor: CafeFloor) -> UndoBar:
    """For a template that shows the bar."""
    undo, redo = (
        step and wording.done_sentence(floor, step.did, step.about) or ""
        for step in back_and_on(floor)
    )
    return UndoBar(undo, redo)
