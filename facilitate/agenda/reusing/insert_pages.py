"""The shelf of techniques beside the agenda: choose one, and it stands in the list one came from."""

from typing import Any, NamedTuple

from flask import abort, flash, redirect, render_template, request, url_for

from ... import clock
from ...accounts.doors import signed_in
from ...data.db import db, row_id
from ...events.access import Can, needs
from ...events.models import Event
from ...techniques.queries import all_techniques, technique_by_key
from ...techniques.shelf_view import filter_from_address
from ...techniques.technique import Technique, TechniqueFamily
from ...techniques.technique_filter import TechniqueFilter, filter_techniques, techniques_by_family
from ...web.i18n import _, current_language
from ...web.refused import Refused
from .. import actions
from ..blueprint import bp
from ..editing.agenda_changes import change_known_agenda, misplaced_text
from ..editing.forms import list_choices, list_name
from ..editing.showing import return_to_agenda
from ..forms import InsertTechniqueForm
from ..history import AgendaAct
from ..places import list_address, place_at_address
from ..placing import GONE, Misplaced, check_place
from ..plan import Plan, PlanPlace
from ..queries import plan_of
from ..wording import done_text
from . import inserting
from .inserting import FreeTime, can_divide, free_time_at, minutes_for
from .queries import events_to_edit


class TechniqueOffer(NamedTuple):
    """A technique as it would come in here."""

    technique: Technique
    minutes: int
    fits: bool
    divides: bool


@bp.route("/events/<slug>/agenda/insert", methods=["GET", "POST"])
@needs(Can.EDIT_AGENDA)
def insert_technique(event: Event) -> Any:
    """Choose a technique for a list (`in`) below a step (`after`); posted, it comes in with the minutes typed."""
    plan, form = (
        actions.plan_to_change(event) if request.method == "POST" else plan_of(event),
        InsertTechniqueForm(),
    )
    if not form.validate_on_submit():
        return _page(event, plan, form), form.status
    chosen = technique_by_key(form.technique.data or "")
    if chosen is None:
        raise Refused(_("That technique is no longer on the shelf. Choose another one."))
    place, after = _place(plan, strict=True)
    made = inserting.add_technique(
        plan,
        chosen,
        minutes=form.minutes.data or 0,
        place=place,
        after=after or -1,
        in_steps=form.in_steps.data,
    )
    written = change_known_agenda(
        event, plan, did=AgendaAct.INSERTED, rule=lambda _plan: made[0], about=chosen.name
    )
    flash(
        done_text(AgendaAct.INSERTED, chosen.name, 1),
        f"undo:{url_for('agenda.undo_change', slug=event.slug)}",
    )
    db.session.commit()
    return return_to_agenda(event, written.plan, written.plan.steps[written.steps[made[1]]])


def _place(plan: Plan, strict: bool = False) -> tuple[PlanPlace, int | None]:
    """The list asked for and the step above; the first day where none is named. Strict: refused when it is gone."""
    after = request.values.get("after", 0, type=row_id) or 0
    if after in plan.steps:
        return plan.steps[after].place, after
    asked = request.values.get("in", "")
    place = place_at_address(plan, asked)
    if strict and asked and (place is None or not _takes(plan, place)):
        raise Refused(misplaced_text(Misplaced(GONE)))
    return place or PlanPlace(day=plan.in_order[0].id), None


def _takes(plan: Plan, place: PlanPlace) -> bool:
    """Whether a step may stand in that list."""
    try:
        check_place(plan, place)
    except Misplaced:
        return False
    return True


def _page(event: Event, plan: Plan, form: InsertTechniqueForm) -> str:
    place, after = _place(plan)
    free = free_time_at(plan, place, after)
    found = filter_from_address(request.values)
    asked = TechniqueFilter(found.query, found.family)
    hits = filter_techniques(asked, all_techniques().values(), language=current_language())
    groups = [
        (one, [_offer(way, place, free) for way in ways])
        for one, ways in techniques_by_family(hits)
    ]
    first = technique_by_key(request.args.get("technique", ""))
    into = list_address(plan, place)
    return render_template(
        "agenda/reusing/insert.html",
        event=event,
        form=form,
        groups=groups,
        free=free,
        query=asked.query,
        family=asked.family or "",
        families=list(TechniqueFamily),
        above=plan.steps.get(after or 0),
        into=into,
        into_name=list_name(plan, into),
        first=_offer(first, place, free) if first else None,
        lists=list_choices(plan),
    )


def _offer(one: Technique, place: PlanPlace, free: FreeTime | None) -> TechniqueOffer:
    minutes = minutes_for(one.minutes, free)
    return TechniqueOffer(
        one, minutes, free is None or minutes <= free.minutes, can_divide(one, place)
    )


@bp.get("/techniques/<key>/use")
@signed_in
def choose_event_for_technique(key: str) -> Any:
    """Choose an event whose agenda the technique comes into; straight there if one comes from an `event`."""
    one = technique_by_key(key) or abort(404)
    coming, past = events_to_edit(clock.today())
    slug = request.args.get("event", "")
    if any(event.slug == slug for event in [*coming, *past]):
        return redirect(url_for("agenda.insert_technique", slug=slug, technique=key))
    return render_template("agenda/reusing/use.html", technique=one, coming=coming, past=past)
