"""The votes of the steps that run, on the page of the running day."""

from collections.abc import Collection

from ..agenda.running.extensions import LivePart, adds_to_live
from ..events.models import Event
from .models import StepVote
from .queries import votes_of


@adds_to_live
def show_running_votes(event: Event, steps: Collection[int]) -> LivePart | None:
    """Those of these steps; None where there are none."""
    votes = votes_of(event, StepVote.step_id.in_(steps))
    return LivePart("voting/beside.html", {"votes": votes}) if votes else None
