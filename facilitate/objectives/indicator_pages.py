"""What should change because of an objective: said before the event, from the library or in one's own words."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user

from ..data.db import db, get_or_404
from ..events.access import Can, needs
from ..events.models import Event, Objective
from ..web.i18n import _, pick_wording
from .actions import REMOVALS
from .forms import ObjectiveIndicatorForm
from .indicators import add_indicator, indicators_by_field, library_indicator
from .models import ObjectiveIndicator
from .routes import bp


@bp.route("/events/<slug>/objectives/<int:objective_id>/indicators/new", methods=["GET", "POST"])
@needs(Can.EDIT_OBJECTIVES)
def add_objective_indicator(event: Event, objective_id: int) -> Any:
    """A new one; `from` names one of the library, with which the form begins."""
    objective = get_or_404(Objective, Objective.id == objective_id, Objective.event_id == event.id)
    one = library_indicator(request.args.get("from", ""))
    form = ObjectiveIndicatorForm(
        data={"text": one.text, "method": pick_wording(one.method), "by_on": None} if one else None
    )
    if form.validate_on_submit():
        row = ObjectiveIndicator()
        form.populate_obj(row)
        add_indicator(event, objective, row)
        flash(_("Saved."))
        db.session.commit()
        return _back(event, objective.id)
    return render_template(
        "objectives/indicator.html",
        event=event,
        form=form,
        objective=objective,
        library=indicators_by_field(),
        row=None,
    ), form.status


@bp.route("/events/<slug>/objectives/indicators/<int:indicator_id>", methods=["GET", "POST"])
@needs(Can.EDIT_OBJECTIVES)
def edit_objective_indicator(event: Event, indicator_id: int) -> Any:
    row = _indicator(event, indicator_id)
    form = ObjectiveIndicatorForm(obj=row)
    if form.saves(row):
        flash(_("Saved."))
        db.session.commit()
        return _back(event, row.objective_id)
    objective = db.session.get_one(Objective, row.objective_id)
    return render_template(
        "objectives/indicator.html",
        event=event,
        form=form,
        objective=objective,
        library=(),
        row=row,
    ), form.status


@bp.post("/events/<slug>/objectives/indicators/<int:indicator_id>/remove")
@needs(Can.EDIT_OBJECTIVES)
def remove_objective_indicator(event: Event, indicator_id: int) -> Any:
    row = _indicator(event, indicator_id)
    back = _back(event, row.objective_id)
    change = REMOVALS.remove(event, row, row.text, current_user.id)
    flash(_("Removed."), REMOVALS.offer_undo(event, change, back.location))
    db.session.commit()
    return back


def _indicator(event: Event, indicator_id: int) -> ObjectiveIndicator:
    mine = db.select(Objective.id).where(Objective.event_id == event.id)
    return get_or_404(
        ObjectiveIndicator,
        ObjectiveIndicator.id == indicator_id,
        ObjectiveIndicator.objective_id.in_(mine),
    )


def _back(event: Event, objective_id: int) -> Any:
    return redirect(
        url_for(
            "objectives.show_objectives",
            slug=event.slug,
            shown=f"objective-{objective_id}",
            _anchor=f"objective-{objective_id}",
        )
    )
