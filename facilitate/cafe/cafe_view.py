"""What a page of a café begins with: the floor with its times, the other cafés of the event, the search that goes on; whoever posts holds the café."""

from dataclasses import dataclass

from flask import abort, request

from ..agenda.models import Step
from ..data.db import get_or_404
from ..events.models import Event
from ..web.i18n import say_otherwise
from .actions import cafe_of
from .floor import CafeFloor, CafeStep
from .group_words import words_for
from .models import CafeSearch, CafeTable
from .queries import cafe_steps, floor_of, may_be_seated


@dataclass(frozen=True)
class CafeView:
    """The floor of the café a page is about, its last search, and all café steps of the event in the agenda's order."""

    floor: CafeFloor
    search: CafeSearch | None
    steps: list[CafeStep]


def cafe_view_or_404(
    event: Event,
    step_id: int,
    *,
    pairs: bool = False,
    traits: bool = False,
    steps: list[CafeStep] | None = None,
) -> CafeView:
    """The café in that step, or a page that says it is not there; from here on what is said is said of groups, if it is in groups."""
    steps = cafe_steps(event, also=step_id) if steps is None else steps
    on = next((one for one in steps if one.id == step_id), None)
    found = floor_of(event, step_id, on, steps=steps, pairs=pairs, traits=traits)
    if found is None:
        abort(404)
    say_otherwise(words_for(found[0].form))
    return CafeView(found[0], found[1], steps)


def enter_cafe(
    event: Event, step_id: int, *, pairs: bool = False, traits: bool = False
) -> CafeView:
    """The café in that step, or 404. Who posts waits for others who change it, and sees what they have done."""
    if request.method == "POST":
        get_or_404(
            Step,
            Step.id == step_id,
            Step.event_id == event.id,
            may_be_seated(),
        )
        cafe_of(step_id)
    return cafe_view_or_404(event, step_id, pairs=pairs, traits=traits)


def table_or_404(floor: CafeFloor, table_id: int) -> CafeTable:
    """The table of this café, or a page that says it is not there."""
    return floor.table_by_id.get(table_id) or abort(404)
