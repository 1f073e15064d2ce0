"""Steps of another event copied into this one."""

from typing import Any

from flask import abort, flash, render_template, request, url_for

from ...data.db import db, row_id
from ...events.access import Can, needs
from ...events.models import Event
from ...web.i18n import _, format_day
from ...web.refused import Refused
from .. import actions
from ..blueprint import bp
from ..editing.agenda_changes import change_known_agenda
from ..editing.showing import return_to_agenda
from ..history import AgendaAct
from ..places import place_at_address
from ..plan import Plan, PlanPlace
from ..programmes import programme_from
from ..queries import agenda_days_of, outline_of, plan_of
from ..wording import done_text
from .queries import copy_sources, same_people
from .step_copier import StepCopier


@bp.route("/events/<slug>/agenda/copy", methods=["GET", "POST"])
@needs(Can.EDIT_AGENDA)
def copy_steps(event: Event) -> Any:
    """Choose one of my events (`from`), tick its steps, and copy them into a `list` of this one."""
    known = copy_sources(event)
    asked = request.values.get("from", "")
    source = next((one.event for one in known if one.event.slug == asked), None)
    if source is None and asked:
        abort(404)
    if request.method == "POST":
        return _copy(event, source or abort(400))
    if source is None:
        return render_template("agenda/reusing/sources.html", event=event, sources=known)
    return _choose(event, source)


def _choose(event: Event, source: Event, mistake: str = "") -> str:
    theirs = outline_of(source)
    lists = [(one.on.isoformat(), format_day(one.on, "long")) for one in agenda_days_of(event)]
    return render_template(
        "agenda/reusing/copy.html",
        event=event,
        source=source,
        programme=programme_from(source, theirs, [], []),
        parked=list(theirs.walk(PlanPlace())),
        lists=[*lists, ("parked", _("Parking"))],
        mistake=mistake,
        chosen=set(request.form.getlist("step", type=row_id)),
        into=request.values.get("list", ""),
    )


def _copy(event: Event, source: Event) -> Any:
    theirs, plan = plan_of(source), actions.plan_to_change(event)
    ids = [key for key in request.form.getlist("step", type=row_id) if key in theirs.steps]
    if not ids:
        return _choose(event, source, _("Tick the steps you want to copy.")), 422
    place = place_at_address(plan, request.form.get("list", ""))
    if place is None or place.block is not None:
        raise Refused(
            _("That day no longer exists; somebody has changed the agenda. Nothing was changed.")
        )
    bring = StepCopier(plan, theirs, same_people(source, event), rooms=source.venue == event.venue)
    bring.put(ids, place)
    written = change_known_agenda(
        event,
        plan,
        did=AgendaAct.COPIED,
        rule=lambda _plan: bring.plan,
        about=source.title,
        count=bring.made,
    )
    flash(
        done_text(AgendaAct.COPIED, source.title, bring.made),
        f"undo:{url_for('agenda.undo_change', slug=event.slug)}",
    )
    db.session.commit()
    return return_to_agenda(event, written.plan, _first(plan, written.plan))


def _first(before: Plan, after: Plan) -> Any:
    """The first of the new steps."""
    new = [
        step for step in after.steps.values() if step.id not in before.steps and step.block is None
    ]
    return min(new, key=lambda step: step.rank, default=None)
