"""The rooms of an event and how many people each one holds."""

from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from flask import abort, flash, redirect, render_template, request, url_for

from ...data.db import db
from ...events.access import Can, needs
from ...events.models import Event
from ...exchange.plain_pages import serve_plain_list
from ...lib.text import plain_text
from ...web.i18n import _, sort_by_name
from .. import actions
from ..blueprint import bp
from ..headcount import people_at_step, people_in_strand
from ..history import AgendaAct
from ..plan import Plan, PlanRoom, PlanStep, PlanStrand
from ..programmes import programme_from
from ..queries import plan_of, revision_of
from .agenda_changes import change_known_agenda
from .forms import RoomForm
from .room_list import conversation_of_rooms, without_rooms
from .step_pages import plan_when_opened


def _to_rooms(event: Event) -> Any:
    return redirect(url_for("agenda.edit_rooms", slug=event.slug))


@bp.route("/events/<slug>/agenda/rooms", methods=["GET", "POST"])
@needs(Can.EDIT_AGENDA)
def edit_rooms(event: Event) -> Any:
    """All rooms, and a line for one more."""
    plan = actions.plan_to_change(event) if request.method == "POST" else plan_of(event)
    form = RoomForm()
    if form.validate_on_submit():
        room = PlanRoom(plan.fresh("rooms"), **form.typed())
        if not _named_twice(form, plan):
            change_known_agenda(event, plan, AgendaAct.ROOM, lambda one: one.with_rows(room))
            flash(_("“%(room)s” was added to the rooms.", room=room.name))
            db.session.commit()
            return _to_rooms(event)
    ordered = sort_by_name(list(plan.rooms.values()), lambda one: one.name)
    return render_template(
        "agenda/rooms.html", event=event, form=form, rooms=ordered, used=_used(event, plan)
    ), form.status


def _named_twice(form: RoomForm, plan: Plan, besides: int = 0) -> bool:
    """Whether there is another room of that name; the form says so then."""
    others = {plain_text(one.name) for key, one in plan.rooms.items() if key != besides}
    twice = plain_text(form.name.data) in others
    if twice:
        form.name.errors = [_("There is already a room with that name.")]
    return twice


class RoomUse(NamedTuple):
    """What takes place in a room: when (minutes after midnight), and how many people it is for (0: not known)."""

    on: date
    start: int
    end: int
    step: PlanStep
    strand: PlanStrand | None
    people: int


def _used(event: Event, plan: Plan) -> dict[int, list[RoomUse]]:
    """Everything that takes place in each room, in order; a block or a group stands for the steps it holds."""
    found: dict[int, list[RoomUse]] = {key: [] for key in plan.rooms}
    for day in programme_from(event, plan, [], []):
        for one in day.steps:
            rows: list[tuple[int | None, PlanStrand | None, int]] = [
                (one.step.room, None, people_at_step(plan, one.step, event.expected))
            ]
            rows += [
                (strand.room, strand, people_in_strand(plan, strand, event.expected))
                for strand in one.strands
            ]
            for room, strand, people in rows:
                if room in found:
                    found[room].append(
                        RoomUse(
                            on=day.on,
                            start=one.start,
                            end=one.end,
                            step=one.step,
                            strand=strand,
                            people=people,
                        )
                    )
    return found


@bp.route("/events/<slug>/agenda/rooms/<int:room_id>", methods=["GET", "POST"])
@needs(Can.EDIT_AGENDA)
def edit_room(event: Event, room_id: int) -> Any:
    plan = actions.plan_to_change(event) if request.method == "POST" else plan_of(event)
    room = plan.rooms.get(room_id) or abort(404)
    form = RoomForm(obj=room)
    before = plan_when_opened(event, form, plan)
    if form.validate_on_submit() and not _named_twice(form, plan, besides=room_id):
        wanted = form.merged(room, before.rooms.get(room_id, room), revision_of(event))
        if wanted is not None:
            change_known_agenda(
                event, plan, AgendaAct.ROOM, lambda one: one.with_rows(replace(room, **wanted))
            )
            flash(_("Saved."))
            db.session.commit()
            return _to_rooms(event)
    return render_template(
        "agenda/room.html", event=event, form=form, room=room, uses=_used(event, plan)[room_id]
    ), form.status


@bp.post("/events/<slug>/agenda/rooms/<int:room_id>/remove")
@needs(Can.EDIT_AGENDA)
def remove_room(event: Event, room_id: int) -> Any:
    """Take a room away; steps and groups in it have none then."""
    plan = actions.plan_to_change(event)
    room = plan.rooms.get(room_id) or abort(404)
    change_known_agenda(event, plan, AgendaAct.ROOM, lambda one: without_rooms(one, [room_id]))
    flash(
        _("“%(room)s” was removed.", room=room.name),
        f"undo:{url_for('agenda.undo_change', slug=event.slug)}",
    )
    db.session.commit()
    return _to_rooms(event)


serve_plain_list(
    bp,
    "/events/<slug>/agenda/rooms",
    "rooms_",
    reads=needs(Can.EDIT_AGENDA),
    writes=needs(Can.EDIT_AGENDA),
    of=conversation_of_rooms,
)
