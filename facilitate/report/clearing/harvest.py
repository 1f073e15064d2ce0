"""The harvest of a café asks here before it goes on paper or on the wall: what was decided about its words is carried out."""

from collections.abc import Sequence
from dataclasses import replace

from ...cafe.harvest.checking import Checked, checks_harvest
from ...cafe.harvest.points import KeyPoint
from ...events.models import Event
from ...release.models import Source
from ...release.verdicts import carried_out, says_something, undecided
from ..out import released
from .finding import find
from .texts import decided_in, known_to


@checks_harvest
def carried(event: Event, points: Sequence[KeyPoint]) -> Checked:
    """Removed points are gone, generalised words stand instead; three statements, none where nothing is written.

    While the report is prepared a point that waits for a decision stands as it was written; once a report is out it does not.
    """
    if not points:
        return Checked([])
    decided, known, out = decided_in(event), known_to(event), released(event) is not None
    shown, waiting = [], 0
    for point in points:
        verdicts = decided.get((Source.CAFE_NOTE, point.id), [])
        open_ = bool(undecided(find(point.text, known), verdicts))
        text = carried_out(point.text, verdicts)
        waiting += open_
        if says_something(text) and not (open_ and out):
            shown.append(replace(point, text=text))
    return Checked(shown, 0 if out else waiting, waiting if out else 0)
