"""Objectives: which answers they come from, which themes still wait for one."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from ...db import db, get_or_404, row_id
from ...events.access import Can, needs
from ...events.actions import add_objective
from ...events.forms import ObjectiveForm
from ...events.models import Event, Objective
from ...events.queries import objectives_of
from ...i18n import _, words
from ..actions import link_theme, move_objective, remove_objective, theme_into_objective, unlink_theme
from ..constellation import count, provenance, waiting
from ..models import Theme
from ..queries import marks_of, themes_of, turnout
from .blueprint import bp


def _objective(event: Event, objective_id: int) -> Objective:
    return get_or_404(Objective, Objective.id == objective_id, Objective.event_id == event.id)


@bp.get("/events/<slug>/objectives")
@needs(Can.SEE)
def objectives(event: Event) -> Any:
    themes, marks, who = themes_of(event), marks_of(event), turnout(event)
    rows = objectives_of(event)
    taken_up = {row.id: [theme for theme in themes if theme.objective_id == row.id] for row in rows}
    counts = count([theme.id for theme in themes], list(who.sectors), marks)
    return render_template(
        "consultation/objectives.html",
        event=event,
        objectives=rows,
        themes={theme.id: theme for theme in themes},
        taken_up=taken_up,
        free=[theme for theme in themes if theme.objective_id is None],
        come_from={key: provenance({theme.id for theme in some}, marks) for key, some in taken_up.items()},
        waiting=waiting(counts, {theme.id for theme in themes if theme.objective_id}),
        turnout=who,
    )


@bp.route("/events/<slug>/objectives/new", methods=["GET", "POST"])
@needs(Can.EDIT_OBJECTIVES)
def objective_add(event: Event) -> Any:
    form = ObjectiveForm()
    if form.validate_on_submit():
        add_objective(event, form.text.data, form.result.data)
        flash(_("Saved."))
        db.session.commit()
        return redirect(url_for("consultation.objectives", slug=event.slug))
    return render_template("consultation/objective.html", event=event, form=form), form.status


@bp.route("/events/<slug>/objectives/from-theme/<int:theme_id>", methods=["GET", "POST"])
@needs(Can.EDIT_OBJECTIVES)
def make_objective(event: Event, theme_id: int) -> Any:
    """A theme becomes an objective; its name is where the wording starts."""
    theme = get_or_404(Theme, Theme.id == theme_id, Theme.event_id == event.id)
    form = ObjectiveForm(data={"text": theme.name})
    if form.validate_on_submit():
        objective = theme_into_objective(event, theme, form.text.data, form.result.data)
        flash(_("%(code)s is made of the theme “%(theme)s”.", code=objective.code, theme=words(theme.name)))
        db.session.commit()
        return redirect(url_for("consultation.objectives", slug=event.slug))
    return render_template("consultation/objective.html", event=event, form=form, theme=theme), form.status


@bp.route("/events/<slug>/objectives/<int:objective_id>", methods=["GET", "POST"])
@needs(Can.EDIT_OBJECTIVES)
def objective(event: Event, objective_id: int) -> Any:
    row = _objective(event, objective_id)
    form = ObjectiveForm(obj=row)
    if form.saves(row):
        flash(_("Saved."))
        db.session.commit()
        return redirect(url_for("consultation.objectives", slug=event.slug))
    return render_template("consultation/objective.html", event=event, form=form, objective=row), form.status


@bp.post("/events/<slug>/objectives/<int:objective_id>/move")
@needs(Can.EDIT_OBJECTIVES)
def objective_move(event: Event, objective_id: int) -> Any:
    move_objective(event, _objective(event, objective_id), up=request.form.get("to") == "up")
    db.session.commit()
    return redirect(url_for("consultation.objectives", slug=event.slug))


@bp.post("/events/<slug>/objectives/<int:objective_id>/themes")
@needs(Can.EDIT_OBJECTIVES)
def objective_themes(event: Event, objective_id: int) -> Any:
    """Take up one more theme, or let one go."""
    row = _objective(event, objective_id)
    put, take = (request.form.get(name, 0, type=row_id) for name in ("put", "take"))
    theme = get_or_404(Theme, Theme.id == (put or take), Theme.event_id == event.id)
    if put:
        link_theme(row, theme)
    else:
        unlink_theme(row, theme)
    db.session.commit()
    return redirect(url_for("consultation.objectives", slug=event.slug, _anchor=f"objective-{row.id}"))


@bp.post("/events/<slug>/objectives/<int:objective_id>/remove")
@needs(Can.EDIT_OBJECTIVES)
def objective_remove(event: Event, objective_id: int) -> Any:
    remove_objective(event, _objective(event, objective_id))
    flash(_("The objective is removed; its themes stay."))
    db.session.commit()
    return redirect(url_for("consultation.objectives", slug=event.slug))
