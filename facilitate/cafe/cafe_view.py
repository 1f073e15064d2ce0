"""What a page of a café begins with: the floor with its times, the other cafés of the event, the search that goes on."""

from dataclasses import dataclass

from flask import abort

from ..events.models import Event
from ..web.i18n import say_otherwise
from .floor import CafeFloor, CafeStep
from .group_words import words_for
from .models import CafeSearch
from .queries import cafe_steps, floor_of


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
    steps = cafe_steps(event) if steps is None else steps
    on = next((one for one in steps if one.id == step_id), None)
    found = floor_of(event, step_id, on, steps=steps, pairs=pairs, traits=traits)
    if found is None:
        abort(404)
    say_otherwise(words_for(found[0].form))
    return CafeView(found[0], found[1], steps)
