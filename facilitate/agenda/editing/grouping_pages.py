"""Making the parallel groups of a block in one go: by county, by number or by theme, looked at before they are made."""

from math import ceil
from typing import Any

from flask import abort, flash, render_template, request, url_for

from ...data.db import db
from ...events.access import Can, needs
from ...events.models import Event
from ...lib.numbers import read_whole
from ...lib.text import Words, clean_text
from ...web.forms import SHORT
from ...web.i18n import _, _n, pick_wording, sort_by_name
from ...web.refused import Refused
from .. import actions
from ..blueprint import bp
from ..headcount import people_at_step
from ..history import AgendaAct
from ..plan import Plan, PlanStep
from ..queries import plan_of
from .agenda_changes import change_known_agenda
from .forms import MOST_PEOPLE, room_text
from .grouping import (
    MOST_GROUPS,
    NewGroup,
    add_groups,
    groups_by_county,
    groups_by_theme,
    groups_still_new,
    numbered_groups,
    with_rooms,
)
from .rows import TAKES_STEPS
from .showing import return_to_agenda

WAYS = ("county", "number", "theme")
USUAL_COUNT = 4


def _block(plan: Plan, step_id: int) -> PlanStep:
    """The step that is to be done in groups; 404 when it is not there."""
    step = plan.steps.get(step_id) or abort(404)
    if step.block is not None:
        raise Refused(_("A step inside a block cannot be divided into groups; divide the block."))
    if step.kind not in TAKES_STEPS:
        raise Refused(
            _("Only a session or small groups can be divided. Change the kind of this step first.")
        )
    return step


@bp.get("/events/<slug>/agenda/steps/<int:step_id>/groups")
@needs(Can.EDIT_AGENDA)
def show_groups(event: Event, step_id: int) -> Any:
    """The groups there would be: their names, people and rooms, to be changed before they are made."""
    plan = plan_of(event)
    return _page(
        event, plan, block=_block(plan, step_id), rows=_offered(event, plan, step_id), mistakes=[]
    )


@bp.post("/events/<slug>/agenda/steps/<int:step_id>/groups")
@needs(Can.EDIT_AGENDA)
def make_groups(event: Event, step_id: int) -> Any:
    """Make the groups that are ticked."""
    plan = actions.plan_to_change(event)
    block = _block(plan, step_id)
    rows, mistakes = _typed(plan)
    chosen = groups_still_new(plan, block.id, [group for group, taken in rows if taken])
    if not mistakes and not chosen:
        mistakes = [_("Tick at least one group that is not there yet.")]
    if mistakes:
        return _page(event, plan, block=block, rows=rows, mistakes=mistakes), 422
    same = "same_steps" in request.form
    written = change_known_agenda(
        event,
        plan,
        did=AgendaAct.STRAND,
        rule=lambda one: add_groups(one, block.id, chosen, same),
        about=block.title,
    )
    flash(
        _n(
            "“%(title)s” has %(num)d more group.",
            "“%(title)s” has %(num)d more groups.",
            len(chosen),
            title=pick_wording(block.title),
        ),
        f"undo:{url_for('agenda.undo_change', slug=event.slug)}",
    )
    db.session.commit()
    return return_to_agenda(event, written.plan, block)


Rows = list[tuple[NewGroup, bool]]
"""Groups, and whether each is ticked."""


def _way() -> str:
    return way if (way := request.values.get("by", "")) in WAYS else WAYS[0]


def _count() -> int:
    """How many groups of the same size are asked for."""
    count = request.values.get("count", USUAL_COUNT, type=int)
    return min(max(2, count), MOST_GROUPS)


def _offered(event: Event, plan: Plan, block_id: int) -> Rows:
    """The groups of the way that was chosen, with a room for each."""
    ways = {
        "county": lambda: groups_by_county(event),
        "theme": lambda: groups_by_theme(event),
        "number": lambda: numbered_groups(_count()),
    }
    found = ways[_way()]()
    there = plan.strands_of.get(block_id, [])
    found = groups_still_new(plan, block_id, found)[:MOST_GROUPS]
    share = _share(event, plan, plan.steps[block_id], len(found) + len(there))
    taken = [strand.room for strand in there if strand.room]
    return [(group, True) for group in with_rooms(found, plan.rooms.values(), share, taken)]


def _share(event: Event, plan: Plan, block: PlanStep, count: int) -> int:
    return ceil(people_at_step(plan, block, event.expected) / count) if count else 0


def _typed(plan: Plan) -> tuple[Rows, list[str]]:
    """The rows that were posted, and what is wrong with them, as sentences."""
    rows, mistakes = [], []
    columns = [request.form.getlist(name)[:MOST_GROUPS] for name in ("en", "sq", "people", "room")]
    for number, (en, sq, people, room) in enumerate(zip(*columns, strict=False)):
        name = Words(clean_text(en)[:SHORT], clean_text(sq)[:SHORT])
        count = read_whole(people, MOST_PEOPLE)
        if people.strip() and count is None:
            mistakes.append(
                _(
                    "%(group)s: the number of people must be a whole number.",
                    group=pick_wording(name),
                )
            )
        if not name:
            mistakes.append(_("Every group needs a name, in at least one language."))
        key = read_whole(room)
        group = NewGroup(name, count or 0, key if key in plan.rooms else None)
        rows.append((group, str(number) in request.form.getlist("take")))
    return rows, mistakes


def _page(event: Event, plan: Plan, block: PlanStep, rows: Rows, mistakes: list[str]) -> str:
    there = plan.strands_of.get(block.id, [])
    rooms = [
        (room.id, room_text(room))
        for room in sort_by_name(list(plan.rooms.values()), lambda room: room.name)
    ]
    return render_template(
        "agenda/groups.html",
        event=event,
        block=block,
        rows=rows,
        mistakes=mistakes,
        way=_way(),
        count=_count(),
        rooms=rooms,
        there=there,
        share=_share(event, plan, block, len(rows) + len(there)),
        holds=not there and plan.inside(block.id),
        people=people_at_step(plan, block, event.expected),
    )
