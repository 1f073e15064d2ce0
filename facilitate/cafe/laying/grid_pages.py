"""The page on which questions, hosts and note-takers of all tables are typed at once."""

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from ...data.db import db
from ...events.access import Can, may, needs
from ...events.models import Event, Member
from ...events.queries import team_of
from ...exchange.plain_pages import serve_plain_list
from ...web.i18n import _, _n, current_language
from ...web.refused import Refused
from ..actions import MOST_TABLES
from ..blueprint import bp
from ..cafe_view import enter_cafe
from ..floor import CafeFloor
from .disagreement import let_step_follow
from .grid import (
    GridForm,
    HostNames,
    fill_questions,
    grid_forms,
    known_names,
    pasted_cells,
    questions_from,
    save_grid,
    save_pasted,
)
from .table_list import conversation_of_tables


@bp.route("/events/<slug>/cafe/<int:step_id>/grid", methods=["GET", "POST"])
@needs(Can.EDIT_CAFE)
def edit_grid(event: Event, step_id: int) -> Any:
    """The questions, hosts, note-takers and seats of all tables."""
    floor = enter_cafe(event, step_id).floor
    team = team_of(event)
    known = known_names(event, floor, team)
    forms = [form for _table, _row, form in grid_forms(floor)]
    if request.method == "POST":
        forms, taken = save_grid(floor, known)
        if taken:
            flash(_("Saved."))
            db.session.commit()
            return redirect(url_for("cafe.show_tables", slug=event.slug, step_id=step_id))
    status = max((form.status for form in forms), default=200)
    return _page(event, floor, forms, status, known=known, team=team)


def _page(
    event: Event,
    floor: CafeFloor,
    forms: Sequence[GridForm],
    status: int,
    *,
    known: HostNames,
    team: Sequence[Member],
    lines: str = "",
    wrong: Sequence[str] = (),
) -> Any:
    """The grid; `lines` were pasted and are not taken, `wrong` says why."""
    rows = list(zip(floor.tables, forms, strict=True))
    return render_template(
        "cafe/laying/grid.html",
        event=event,
        floor=floor,
        rows=rows,
        clashing=[form for form in forms if form.clash],
        mistakes=[
            (table.number, field)
            for table, form in rows
            for field in form
            if field.errors and not form.clash
        ],
        known=known.offered if may(Can.SEE_PEOPLE) else [],
        team=[member.name for member in team],
        lines=lines,
        wrong=wrong,
    ), status


@bp.post("/events/<slug>/cafe/<int:step_id>/grid/paste")
@needs(Can.EDIT_CAFE)
def paste_grid(event: Event, step_id: int) -> Any:
    """Lines copied from Excel, one a table from the first on; lines beyond the last table make more."""
    floor = enter_cafe(event, step_id).floor
    team = team_of(event)
    known = known_names(event, floor, team)
    text = request.form.get("lines", "")
    rows, before = pasted_cells(text), len(floor.tables)
    if not rows:
        raise Refused(_("Nothing was pasted. Copy the rows in Excel, then paste them here."))
    wrong = (
        [_("A café has at most %(num)d tables.", num=MOST_TABLES)]
        if len(rows) > MOST_TABLES
        else save_pasted(floor, rows, current_language(), known)
    )
    if wrong:
        forms = [form for _table, _row, form in grid_forms(floor, typed=False)]
        return _page(event, floor, forms, 422, known=known, team=team, lines=text, wrong=wrong)
    let_step_follow(event, floor)
    more = max(0, len(rows) - before)
    flash(
        _n("%(num)d table was filled in.", "%(num)d tables were filled in.", len(rows))
        + (" " + _n("%(num)d is new.", "%(num)d are new.", more) if more else "")
    )
    db.session.commit()
    return redirect(url_for("cafe.edit_grid", slug=event.slug, step_id=step_id))


@bp.post("/events/<slug>/cafe/<int:step_id>/grid/questions")
@needs(Can.EDIT_CAFE)
def use_suggested_questions(event: Event, step_id: int) -> Any:
    """Tables without a question get one from the step's objectives and the themes of the consultation."""
    floor = enter_cafe(event, step_id).floor
    filled = fill_questions(floor, questions_from(event, step_id))
    if not filled:
        raise Refused(
            _(
                "There is no further theme or objective to ask about, or every table has its question."
            )
        )
    flash(_n("%(num)d table has a question now.", "%(num)d tables have a question now.", filled))
    db.session.commit()
    return redirect(url_for("cafe.edit_grid", slug=event.slug, step_id=step_id))


serve_plain_list(
    bp,
    "/events/<slug>/cafe/<int:step_id>/tables",
    "tables_",
    reads=needs(Can.EDIT_CAFE),
    writes=needs(Can.EDIT_CAFE),
    of=conversation_of_tables,
)
