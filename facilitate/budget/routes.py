"""The pages of this room, chapter by chapter."""

from typing import Any

from flask import render_template

from .. import clock
from ..events.access import Can, needs
from ..events.models import Event
from . import bars, wording
from .blueprint import bp
from .contributions import routes as contributions
from .costs import routes as costs
from .excel import routes as excel
from .letters import routes as letters
from .models import ContributionKind, Pledge
from .queries import book_of, contributions_of, cost_lines, giver_of
from .rates import routes as rates
from .sums import LEVELS, cents_per_person

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
        bars=bars.share_bars(book.budget.shares),
        gone=cost_lines(event, removed=True),
        gone_gifts=contributions_of(event, removed=True),
        giver_of=giver_of,
        per_head=cents_per_person,
        levels=LEVELS,
        Kind=ContributionKind,
        Pledge=Pledge,
        titles={line.id: line for line in book.lines},
    )
