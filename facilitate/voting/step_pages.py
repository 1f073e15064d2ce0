"""The votes of a step where others show it: on its own pages, on the page of the running day, and on the slips of its café."""

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from flask import render_template

from ..cafe.printing.actions import finds_votes
from ..data.db import db
from ..events.access import Can, needs
from ..events.extensions import PagePart, adds_to_page
from ..events.models import Event
from . import wording
from .addresses import vote_url
from .blueprint import bp
from .clearance import clear_result
from .models import StepVote, VoteStatus
from .queries import results_of, votes_of


@bp.get("/events/<slug>/votes/of-step/<int:step_id>")
@needs(Can.SEE)
def show_step_votes(event: Event, step_id: int) -> Any:
    """The closed votes of a step with their numbers, frozen when they were closed; nothing where it has none."""
    votes = votes_of(event, StepVote.step_id == step_id, StepVote.status == VoteStatus.CLOSED)
    results = [clear_result(event, one) for one in results_of(votes).values()]
    return render_template(
        "voting/of_step.html", event=event, results=results, vote_wording=wording
    )


@adds_to_page("agenda.show_live")
def show_running_votes(event: Event, steps: Collection[int]) -> PagePart | None:
    """Those of these steps; None where there are none."""
    votes = votes_of(event, StepVote.step_id.in_(steps))
    return PagePart("voting/running_votes.html", {"votes": votes}) if votes else None


@finds_votes
def find_slip_vote(step_id: int) -> str:
    """Where phones vote in a step with the code on a badge or slip; what else is asked there is told on the phone."""
    query = sa.select(StepVote.code).where(
        StepVote.step_id == step_id, StepVote.badges, StepVote.status != VoteStatus.CLOSED
    )
    code = db.session.scalar(query.order_by(StepVote.id).limit(1))
    return vote_url(code) if code else ""
