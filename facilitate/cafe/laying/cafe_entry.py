"""How the pages that set a café up begin: whoever posts holds the café first."""

from flask import abort, request

from ...agenda.models import Step
from ...data.db import get_or_404
from ...events.models import Event
from ..actions import cafe_of
from ..cafe_view import CafeView, cafe_view_or_404
from ..floor import CafeFloor
from ..models import CafeTable
from ..queries import may_be_seated


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
