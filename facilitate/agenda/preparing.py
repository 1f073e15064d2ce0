"""What rooms above make at once of steps that were typed, drafted or imported, such as a café's rounds and tables."""

from collections.abc import Callable, Iterable, Mapping

from ..data.db import Keyed, db
from ..data.row_cells import made_rows
from ..events.models import Event
from .history import cells_to_rows
from .models import AgendaChange
from .typed_lines import TypedStep

Prepare = Callable[[Event, int, TypedStep], Iterable[Keyed]]
PREPARING: list[Prepare] = []


def prepares_typed_steps(also: Prepare) -> Prepare:
    """Marks what a room above makes of a typed step at once (its event, number and line), such as a café's rounds.

    It gives the rows it made, those that others belong to first.
    """
    PREPARING.append(also)
    return also


def prepare_typed_steps(
    event: Event, steps: Mapping[int, TypedStep], change: AgendaChange | None
) -> None:
    """Make what rooms above make of these new steps, by their number; undoing the change that made them undoes it too."""
    made = [
        row for also in PREPARING for key, typed in steps.items() for row in also(event, key, typed)
    ]
    if change is not None and made:
        db.session.flush()
        new = [cell for row in made for cell in made_rows(type(row), [row.id])]
        change.cells = [*change.cells, *cells_to_rows(new)]
