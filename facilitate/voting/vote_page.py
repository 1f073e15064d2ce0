"""The page of one vote, as it is shown and as it comes back with slips that cannot be saved."""

from collections.abc import Sequence
from typing import Any

from flask import render_template

from ..events.access import Can, may
from ..events.models import Event
from . import wording
from .addresses import vote_url
from .clearance import clear_result
from .models import StepVote, VoteKind, VoteOption
from .queries import has_ballots, options_of, result_of, step_titles_of, words_of


def render_vote(event: Event, vote: StepVote, status: int = 200, **typed: Any) -> Any:
    """The page of one vote; `typed`: slips as they were typed, and why they are not saved."""
    result, options = result_of(vote), options_of(vote)
    if not may(Can.TAKE_NOTES):  # who only looks reads what may leave the room
        result = clear_result(event, result)
    return render_template(
        "voting/vote.html",
        event=event,
        vote=vote,
        result=result,
        step=step_titles_of([vote]).get(vote.step_id or 0),
        address=vote_url(vote.code),
        options=options,
        reopens=has_ballots(vote),
        wording=wording,
        **{**_papers_values(vote, options), **typed},
    ), status


def _papers_values(vote: StepVote, options: Sequence[VoteOption]) -> dict[str, Any]:
    """What the form for slips shows before anything is typed."""
    rows = words_of(vote) if vote.kind is VoteKind.WORD else options
    counts = {one.id: str(one.papers) for one in rows}
    return {
        "slip_rows": rows,
        "typed_counts": counts,
        "typed_slips": str(vote.slips),
        "typed_words": "",
        "wrong": "",
        "slip_wrong": "",
        "seen": vote.version,
    }
