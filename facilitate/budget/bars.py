"""The picture of who carries what: one bar cut into pieces, in percent of its width."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..lib.shares import stack_bar
from .sums import GiverShare

LOOKS = 6
"""How many givers have a look of their own; further ones share the last."""


@dataclass(frozen=True)
class ShareBar:
    """A piece of the bar: whose, its look (`open` for what nobody covers), its start and width, and how much of it is sure."""

    share: GiverShare
    look: str
    letter: str
    x: float
    width: float
    sure: float


def share_bars(shares: Sequence[GiverShare]) -> list[ShareBar]:
    """The pieces in the order of the shares, each with a letter that the table repeats."""
    pieces = {
        piece.key: piece
        for piece in stack_bar({str(at): one.cents for at, one in enumerate(shares)})
    }
    found = []
    for at, share in enumerate(shares):
        piece = pieces.get(str(at))
        if piece is not None:
            look = str(min(at + 1, LOOKS)) if share.key else "open"
            letter = chr(65 + at) if share.key and at < 26 else ""
            sure = round(piece.width * share.sure / share.cents, 2)
            found.append(
                ShareBar(
                    share=share, look=look, letter=letter, x=piece.x, width=piece.width, sure=sure
                )
            )
    return found
