"""The page on which is chosen what is mixed at the tables, and columns of the organiser's own."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from ...db import db
from ...directory.queries import sectors
from ...events.access import Can, needs
from ...events.models import Event
from ...i18n import _, _n, words
from ...lib.text import clean
from ..blueprint import bp
from ..floor import Floor
from ..guests.actions import rows_of
from ..laying.entering import enter
from ..shown import Shown
from ..traits import OWN, kept
from .forms import ColumnForm, all_alike, mix_form
from .wording import regions_called


def _here(event: Event, step_id: int) -> Any:
    return redirect(url_for("cafe.mix", slug=event.slug, step_id=step_id))


@bp.route("/events/<slug>/cafe/<int:step_id>/mix", methods=["GET", "POST"])
@needs(Can.EDIT_CAFE)
def mix(event: Event, step_id: int) -> Any:
    """For each trait of people: how much it is mixed, and what every table needs of it."""
    view = enter(event, step_id, traits=True)
    form, row, rows = mix_form(view.floor, called(view.floor))
    if form.saves(row):
        view.floor.cafe.mix = kept(form.chosen())
        flash(_("Noted. It applies from the next seating."))
        db.session.commit()
        return _here(event, step_id)
    return _page(event, view, form=form, rows=rows, column=_column_form(view.floor))


def _page(event: Event, view: Shown, *, form: Any, rows: Any, column: ColumnForm) -> Any:
    status = form.status if form.status != 200 else column.status
    return render_template(
        "cafe/mixing/page.html",
        event=event,
        view=view,
        floor=view.floor,
        form=form,
        rows=rows,
        column=column,
        alike=all_alike(view.floor),
    ), status


def called(floor: Floor) -> dict[str, str]:
    """The names of sectors and of the counties people come from, by key."""
    return {**regions_called(floor), **{one.key: words(one.name) for one in sectors()}}


def _column_form(floor: Floor) -> ColumnForm:
    form = ColumnForm()
    form.floor, form.found = floor, {}
    return form


@bp.post("/events/<slug>/cafe/<int:step_id>/mix/column")
@needs(Can.EDIT_CAFE)
def mix_column(event: Event, step_id: int) -> Any:
    """A column of the organiser's own: who is what; people who are not in it stay as they were."""
    view = enter(event, step_id, traits=True)
    floor, column = view.floor, _column_form(view.floor)
    if not column.validate_on_submit():
        form, _row, rows = mix_form(floor, called(floor))
        return _page(event, view, form=form, rows=rows, column=column)
    name = clean(column.name.data)
    floor.cafe.columns = list(dict.fromkeys([*(floor.cafe.columns or []), name]))
    for key, row in rows_of(floor, column.found).items():
        row.own = {**(row.own or {}), name: column.found[key]}
    flash(
        _n(
            "“%(name)s” is noted for %(num)d person.",
            "“%(name)s” is noted for %(num)d people.",
            len(column.found),
            name=name,
        )
    )
    db.session.commit()
    return _here(event, step_id)


@bp.post("/events/<slug>/cafe/<int:step_id>/mix/column/remove")
@needs(Can.EDIT_CAFE)
def remove_mix_column(event: Event, step_id: int) -> Any:
    """A column of the organiser's own is removed, with what it said of people."""
    floor = enter(event, step_id, traits=True).floor
    name = request.form.get("name", "")
    floor.cafe.columns = [one for one in floor.cafe.columns or [] if one != name]
    floor.cafe.mix = [one for one in floor.cafe.mix or [] if one["trait"] != f"{OWN}{name}"]
    known = [key for key, guest in floor.people.items() if f"{OWN}{name}" in guest.traits]
    for row in rows_of(floor, known).values():
        row.own = {column: value for column, value in row.own.items() if column != name}
    flash(_("“%(name)s” was removed.", name=name))
    db.session.commit()
    return _here(event, step_id)
