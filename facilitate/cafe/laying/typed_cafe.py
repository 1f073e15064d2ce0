"""A step that is typed as a line of the agenda, or given tables in its form, has its rounds and tables, or groups, at once.

`World café 9 tables 3x20 harvest 30`, `Group work by county 45m`, `Speed exchange 10 rounds of 4 minutes`.
"""

import sqlalchemy as sa

from ...agenda.group_forms import FORMS, GROUP_KINDS, GroupForm, group_form
from ...agenda.typed_lines import TypedStep, prepares_typed_steps
from ...data.db import Keyed, db
from ...events.models import Event
from ...lib.text import Words
from ..actions import add_table, cafe_of
from ..models import Cafe, CafeTable
from .disagreement import USUAL_SEATS
from .number_suggestions import SMALLEST_TABLE, group_layings

MOST_TABLES, MOST_ROUNDS, MOST_MINUTES, MOST_GROUPS = 60, 12, 240, 200
"""What a line may ask for at once; a number beyond is no café, and stays a number of the step."""


@prepares_typed_steps
def make_cafe(event: Event, step_id: int, typed: TypedStep) -> list[Keyed]:
    """The café of a typed step: its rounds where the line names them, its tables with seats for all who are expected.

    Tables that are laid already stay. Small groups are made where the line names their number or rounds, or a form of work whose groups are planned.
    """
    count, minutes = typed.rounds or (0, 0)
    title = Words(en=typed.title, sq=typed.title)
    form = group_form(typed.kind, typed.technique, title)
    is_formed = not form.is_cafe and (typed.technique in FORMS or bool(form.alike))
    if typed.kind not in GROUP_KINDS or not (typed.rounds or typed.groups or is_formed):
        return []
    before = db.session.scalar(sa.select(Cafe.id).where(Cafe.step_id == step_id))
    tables_of = sa.select(CafeTable.id).where(CafeTable.cafe_id == before).limit(1)
    if before and db.session.scalar(tables_of):
        return []
    cafe = cafe_of(step_id)
    made: list[Keyed] = [] if before else [cafe]
    if 0 < count <= MOST_ROUNDS and minutes <= MOST_MINUTES:
        cafe.rounds, cafe.minutes, cafe.move = count, minutes, typed.to_move
        cafe.harvest = min(typed.harvest, MOST_MINUTES)
    laid = (typed.groups, 0) if form.is_cafe else _groups(cafe, form, typed, event.expected)
    number, seats = laid
    if not 0 < number <= (MOST_TABLES if form.is_cafe else MOST_GROUPS):
        return made
    people = typed.people or event.expected
    seats = seats or (max(SMALLEST_TABLE, -(-people // number)) if people else USUAL_SEATS)
    tables = [CafeTable(question=Words(), seats=seats) for _number in range(number)]
    return [*made, *(add_table(cafe, one) for one in tables)]


def _groups(cafe: Cafe, form: GroupForm, typed: TypedStep, expected: int) -> tuple[int, int]:
    """How many groups a line means, and the seats in each (0: nobody knows yet)."""
    people = typed.people or expected
    if typed.groups:
        room = 2 if form.alike else 0
        return typed.groups, max(2, -(-people // typed.groups) + room) if people else 0
    found = group_layings(people, form) if people else []
    return (found[0].tables, found[0].seats) if found else (0, 0)
