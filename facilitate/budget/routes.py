"""The pages of this room, chapter by chapter; the budget itself, with the bar of who carries what."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template

from .. import clock
from ..events.access import Can, needs
from ..events.models import Event
from ..lib.shares import stack_bar
from . import wording
from .blueprint import bp
from .contributions import routes as contributions
from .costs import routes as costs
from .excel import routes as excel
from .letters import routes as letters
from .models import ContributionKind, PledgeStatus
from .queries import book_of, contributions_of, cost_lines, giver_of
from .rates import routes as rates
from .sums import LEVELS, GiverShare, cents_per_person

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


__all__ = ["bp", "contributions", "costs", "excel", "letters", "rates"]


@bp.get("/events/<slug>/budget")
@needs(Can.SEE_BUDGET)
def show_budget(event: Event) -> Any:
    """What it costs and who carries it: a sentence, a picture and its table, the lines, the contributions, the rates."""
    book = book_of(event, clock.today_in(event))
    return render_template(
        "budget/page.html",
        event=event,
        book=book,
        budget=book.budget,
        wording=wording,
        bars=share_bars(book.budget.shares),
        gone=cost_lines(event, removed=True),
        gone_gifts=contributions_of(event, removed=True),
        giver_of=giver_of,
        per_head=cents_per_person,
        levels=LEVELS,
        Kind=ContributionKind,
        PledgeStatus=PledgeStatus,
        titles={line.id: line for line in book.lines},
    )
