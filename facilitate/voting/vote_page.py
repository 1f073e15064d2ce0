"""The page of one vote, as it is shown and as it comes back with slips that cannot be saved."""

from typing import Any

from flask import render_template

from ..events.access import Can, may
from ..events.models import Event
from . import wording
from .addresses import vote_url
from .clearance import clear_result
from .models import StepVote, VoteKind
from .queries import has_ballots, options_of, result_of, step_titles_of, words_of


def render_vote(event: Event, vote: StepVote, status: int = 200, **typed: Any) -> Any:
    """The page of one vote; `typed`: slips as they were typed, and why they are not saved."""
    result = result_of(vote)
    if not may(Can.TAKE_NOTES):  # who only looks reads what may leave the room
        result = clear_result(event, result)
    return render_template(
        "voting/vote.html",
        event=event,
        vote=vote,
        result=result,
        step=step_titles_of([vote]).get(vote.step_id or 0),
        address=vote_url(vote.code),
        options=options_of(vote),
        reopens=has_ballots(vote),
        wording=wording,
        **{**_papers_values(vote), **typed},
    ), status


def _papers_values(vote: StepVote) -> dict[str, Any]:
    """What the form for slips shows before anything is typed."""
    rows = words_of(vote) if vote.kind is VoteKind.WORD else options_of(vote)
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
