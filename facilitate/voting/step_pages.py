"""What a step's votes came to, as a part of the step's pages: frozen when they were closed."""

from typing import Any

from flask import render_template

from ..events.access import Can, needs
from ..events.models import Event
from . import wording
from .blueprint import bp
from .clearance import clear_result
from .models import StepVote, VoteStatus
from .queries import results_of, votes_of


@bp.get("/events/<slug>/votes/of-step/<int:step_id>")
@needs(Can.SEE)
def show_step_votes(event: Event, step_id: int) -> Any:
    """The closed votes of a step with their numbers; nothing where it has none."""
    votes = votes_of(event, StepVote.step_id == step_id, StepVote.status == VoteStatus.CLOSED)
    results = [clear_result(event, one) for one in results_of(votes).values()]
    return render_template(
        "voting/of_step.html", event=event, results=results, vote_wording=wording
    )
