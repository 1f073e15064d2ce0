"""A café that is typed as a line of the agenda has its rounds and tables at once: `World café 9 tables 3x20 harvest 30`."""

from ...agenda.kinds import StepKind
from ...agenda.preparing import prepares_typed_steps
from ...agenda.typed_lines import TO_MOVE, TypedStep
from ...data.db import Keyed
from ...events.models import Event
from ...lib.text import Words
from ..actions import add_table, cafe_of
from ..models import CafeTable
from .disagreement import USUAL_SEATS
from .number_suggestions import SMALLEST_TABLE

MOST_TABLES, MOST_ROUNDS, MOST_MINUTES = 60, 12, 240
"""What a line may ask for at once; a number beyond is no café, and stays a number of the step."""


@prepares_typed_steps
def make_cafe(event: Event, step_id: int, typed: TypedStep) -> list[Keyed]:
    """The café of a typed step: its rounds where the line names them, its tables with seats for all who are expected."""
    count, minutes = typed.rounds or (0, 0)
    if typed.kind is not StepKind.CAFE or not (typed.rounds or typed.groups):
        return []
    cafe = cafe_of(step_id)
    if 0 < count <= MOST_ROUNDS and minutes <= MOST_MINUTES:
        cafe.rounds, cafe.minutes, cafe.move = count, minutes, TO_MOVE
        cafe.harvest = min(typed.harvest, MOST_MINUTES)
    if not 0 < typed.groups <= MOST_TABLES:
        return [cafe]
    people = typed.people or event.expected
    seats = max(SMALLEST_TABLE, -(-people // typed.groups)) if people else USUAL_SEATS
    tables = [CafeTable(question=Words(), seats=seats) for _number in range(typed.groups)]
    return [cafe, *(add_table(cafe, one) for one in tables)]
