"""A forum's indicators year by year, what its keepers write beside them, and all forums of a kind as an Excel file."""

from typing import Any

import sqlalchemy as sa
from flask import abort, flash, redirect, render_template, url_for

from ... import clock
from ...accounts.doors import in_a_team
from ...data.db import db
from ...web.downloads import send_download
from ...web.forms import TextField, VersionedForm
from ...web.i18n import _, _l, pick_wording, sort_by_name
from ..blueprint import bp
from ..doors import keepers, sees
from ..kinds import kind_name, kind_named, kinds
from ..models import Forum, IndicatorNote
from .indicator_labels import comes_from
from .indicator_sheet import to_sheet
from .measuring import measured, years_of


class NoteForm(VersionedForm):
    """What somebody writes for an indicator of one year; empty takes it back."""

    text = TextField(_l("What is known"), limit=500)


@bp.get("/forums/<slug>/indicators")
@sees
def indicators(forum: Forum) -> Any:
    today = clock.today()
    return render_template(
        "forums/health/indicators.html",
        forum=forum,
        rows=measured([forum], today)[forum.id],
        years=years_of(forum, today),
        comes_from=comes_from,
    )


@bp.route("/forums/<slug>/indicators/<indicator>/<int:year>", methods=["GET", "POST"])
@keepers
def indicator_note(forum: Forum, indicator: str, year: int) -> Any:
    """Write down, or change, what no row of the planner says."""
    one = next((each for each in kind_named(forum.kind).indicators if each.key == indicator), None)
    if one is None or year not in years_of(forum, clock.today()):
        abort(404)
    db.session.execute(sa.select(Forum.id).where(Forum.id == forum.id).with_for_update())
    row = db.session.scalar(
        sa.select(IndicatorNote).where(
            IndicatorNote.forum_id == forum.id,
            IndicatorNote.key == indicator,
            IndicatorNote.year == year,
        )
    )
    note = row or IndicatorNote(forum_id=forum.id, key=indicator, year=year, text="", version=0)
    form = NoteForm(obj=note)
    if form.saves(note):
        db.session.add(note)
        db.session.commit()
        flash(_("Saved."))
        return redirect(url_for("forums.indicators", slug=forum.slug))
    return render_template(
        "forums/health/indicator_note.html", forum=forum, one=one, year=year, form=form
    ), form.status


@bp.get("/forums/indicators/<kind>.xlsx")
@in_a_team
def indicators_xlsx(kind: str) -> Any:
    """All forums of a kind."""
    if kind not in kinds():
        abort(404)
    forums = sort_by_name(
        list(db.session.scalars(sa.select(Forum).where(Forum.kind == kind))),
        lambda one: pick_wording(one.name),
    )
    title = f"{_('Indicators')} · {kind_name(kind)}"
    return send_download(
        to_sheet(title, forums, measured(forums, clock.today())),
        f"{kind.replace('_', '-')}-indicators.xlsx",
    )
