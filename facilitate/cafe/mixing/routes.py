"""The page on which is chosen what is mixed at the tables, and columns of the organiser's own."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user

from ...data.db import db
from ...events.access import Can, needs
from ...events.models import Event
from ...lib.reading_child import FileProblem
from ...lib.tables import read_table
from ...web.i18n import _, in_both_languages, label_of
from ...web.refused import Refused
from ...web.uploaded import read_upload
from ..blueprint import bp
from ..cafe_view import CafeView, enter_cafe
from ..floor import CafeFloor
from ..traits import kept_traits, wishes_from
from .actions import MIX_RECORDS, add_columns, remove_column, remove_wish
from .forms import MOST_WISHES, CompanyWishForm, all_alike, company_wish_form, mix_form
from .own_columns import ColumnForm, OwnColumns, told_columns
from .wording import value_names, wish_said


def _address(event: Event, step_id: int) -> str:
    return url_for("cafe.edit_mix", slug=event.slug, step_id=step_id)


def _here(event: Event, step_id: int) -> Any:
    return redirect(_address(event, step_id))


@bp.route("/events/<slug>/cafe/<int:step_id>/mix", methods=["GET", "POST"])
@needs(Can.EDIT_CAFE)
def edit_mix(event: Event, step_id: int) -> Any:
    """For each trait of people: how much it is mixed, and what every table needs of it."""
    view = enter_cafe(event, step_id, traits=True)
    form, row, rows = mix_form(view.floor, value_names(view.floor))
    if form.saves(row):
        view.floor.cafe.mix = kept_traits(form.chosen())
        flash(_("Noted. It applies from the next seating."))
        db.session.commit()
        return _here(event, step_id)
    return _page(event, view, form=form, rows=rows)


def _page(
    event: Event,
    view: CafeView,
    *,
    form: Any = None,
    rows: Any = None,
    column: ColumnForm | None = None,
    wish: CompanyWishForm | None = None,
) -> Any:
    """The page with one of its three forms as it was sent, the others as they are."""
    floor, names = view.floor, value_names(view.floor)
    if form is None:
        form, _row, rows = mix_form(floor, names)
    column, wish = column or _column_form(floor), wish or company_wish_form(floor, names)
    status = max(form.status, column.status, wish.status)
    return render_template(
        "cafe/mixing/page.html",
        event=event,
        view=view,
        floor=view.floor,
        form=form,
        rows=rows,
        column=column,
        alike=all_alike(view.floor),
        wish=wish,
        wishes=[(wish_said(one, names), one.code) for one in wishes_from(floor.cafe.wants or ())],
    ), status


def _uploaded_rows() -> tuple[list[Any] | None, str]:
    """The rows of the file that was chosen, if one was; or why it cannot be read."""
    file = request.files.get("file")
    content = file.read() if file else b""
    if not file or not content:
        return None, ""
    try:
        return [
            cells for _number, cells in read_upload(read_table, content, file.filename or "").rows
        ], ""
    except FileProblem as problem:
        return None, label_of(problem.why)


def _column_form(floor: CafeFloor) -> ColumnForm:
    form = ColumnForm()
    form.floor, form.found, form.table = floor, OwnColumns({}), None
    return form


@bp.post("/events/<slug>/cafe/<int:step_id>/mix/column")
@needs(Can.EDIT_CAFE)
def add_mix_column(event: Event, step_id: int) -> Any:
    """Columns of the organiser's own: who is what; people who are not in it stay as they were."""
    table, problem = _uploaded_rows()
    view = enter_cafe(event, step_id, traits=True)
    floor, column = view.floor, _column_form(view.floor)
    column.table = table
    if problem:
        column.file.errors = [problem]
    if problem or not column.validate_on_submit():
        return _page(event, view, column=column)
    add_columns(floor, column.found.said)
    flash(" ".join(told_columns(column.found)))
    db.session.commit()
    return _here(event, step_id)


@bp.post("/events/<slug>/cafe/<int:step_id>/mix/column/remove")
@needs(Can.EDIT_CAFE)
def remove_mix_column(event: Event, step_id: int) -> Any:
    """A column of the organiser's own is removed, with what it said of people."""
    floor = enter_cafe(event, step_id, traits=True).floor
    name, page = request.form.get("name", ""), _address(event, step_id)
    if name not in (floor.cafe.columns or ()):
        raise Refused(_("That column is no longer there; somebody has removed it."))
    change = remove_column(event, floor, name, current_user.id)
    flash(_("“%(name)s” was removed.", name=name), MIX_RECORDS.offer_undo(event, change, page))
    db.session.commit()
    return redirect(page)


@bp.post("/events/<slug>/cafe/<int:step_id>/mix/wish")
@needs(Can.EDIT_CAFE)
def add_mix_wish(event: Event, step_id: int) -> Any:
    """Who needs whom at the table, or who is never alone with whom."""
    view = enter_cafe(event, step_id, traits=True)
    cafe, form = view.floor.cafe, company_wish_form(view.floor, value_names(view.floor))
    if not form.validate_on_submit():
        return _page(event, view, wish=form)
    one = form.wish().kept()
    others = [row for row in cafe.wants or [] if {**row, "must": one["must"]} != one]
    if len(others) >= MOST_WISHES:
        raise Refused(_("A café can have %(num)d of these. Remove one first.", num=MOST_WISHES))
    cafe.wants = [*others, one]
    flash(_("Noted. It applies from the next seating."))
    db.session.commit()
    return _here(event, step_id)


@bp.post("/events/<slug>/cafe/<int:step_id>/mix/wish/remove")
@needs(Can.EDIT_CAFE)
def remove_mix_wish(event: Event, step_id: int) -> Any:
    """One of them is removed, by its place in the list, where it still stands there as it was read (`what`)."""
    floor, page = enter_cafe(event, step_id, traits=True).floor, _address(event, step_id)
    at = request.form.get("at", -1, int)
    wishes = wishes_from(floor.cafe.wants or ())
    if not 0 <= at < len(wishes) or request.form.get("what", wishes[at].code) != wishes[at].code:
        raise Refused(_("That rule is no longer there; somebody has changed the list."))
    said = in_both_languages(lambda: wish_said(wishes[at], value_names(floor)))
    change = remove_wish(event, floor.cafe, at, said, current_user.id)
    flash(
        _("Removed. It applies from the next seating."),
        MIX_RECORDS.offer_undo(event, change, page),
    )
    db.session.commit()
    return redirect(page)
