"""The votes of a step where it is run and printed: on the page of the running day, and on the slips of its café."""

from collections.abc import Collection

import sqlalchemy as sa

from ..cafe.printing.actions import finds_votes
from ..data.db import db
from ..events.extensions import PagePart, adds_to_page
from ..events.models import Event
from .addresses import vote_url
from .models import StepVote, VoteStatus
from .queries import votes_of


@adds_to_page("agenda.show_live")
def show_running_votes(event: Event, steps: Collection[int]) -> PagePart | None:
    """Those of these steps; None where there are none."""
    votes = votes_of(event, StepVote.step_id.in_(steps))
    return PagePart("voting/beside.html", {"votes": votes}) if votes else None


@finds_votes
def find_slip_vote(step_id: int) -> str:
    """Where phones vote in a step with the code on a badge or slip; what else is asked there is told on the phone."""
    query = sa.select(StepVote.code).where(
        StepVote.step_id == step_id, StepVote.badges, StepVote.status != VoteStatus.CLOSED
    )
    code = db.session.scalar(query.order_by(StepVote.id).limit(1))
    return vote_url(code) if code else ""
