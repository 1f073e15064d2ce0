"""A forum's indicators year by year, what its keepers write beside them, and all forums of a kind as an Excel file."""

from typing import Any

import sqlalchemy as sa
from flask import abort, flash, redirect, render_template, url_for

from ... import clock
from ...accounts.doors import in_a_team
from ...data.db import db
from ...lib.text import make_slug
from ...web.downloads import send_download
from ...web.forms import TextField, VersionedForm
from ...web.i18n import _, _l, pick_wording, sort_by_name
from ..blueprint import bp
from ..doors import forum_keepers, forum_readers
from ..kinds import forum_kind, forum_kinds, kind_name
from ..models import Forum, IndicatorNote
from .indicator_sheet import indicator_source, indicators_to_sheet
from .measuring import measure_forums, measured_years


class IndicatorNoteForm(VersionedForm):
    """What somebody writes for an indicator of one year; empty takes it back."""

    text = TextField(_l("What is known"), limit=500)


@bp.get("/forums/<slug>/indicators")
@forum_readers
def show_indicators(forum: Forum) -> Any:
    today = clock.today()
    return render_template(
        "forums/health/indicators.html",
        forum=forum,
        rows=measure_forums([forum], today)[forum.id],
        years=measured_years(forum, today),
        comes_from=indicator_source,
    )


@bp.route("/forums/<slug>/indicators/<indicator>/<int:year>", methods=["GET", "POST"])
@forum_keepers
def edit_indicator_note(forum: Forum, indicator: str, year: int) -> Any:
    """Write down, or change, what no row of the planner says."""
    one = next((each for each in forum_kind(forum.kind).indicators if each.key == indicator), None)
    if one is None or year not in measured_years(forum, clock.today()):
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
    form = IndicatorNoteForm(obj=note)
    if form.saves(note):
        db.session.add(note)
        db.session.commit()
        flash(_("Saved."))
        return redirect(url_for("forums.show_indicators", slug=forum.slug))
    return render_template(
        "forums/health/indicator_note.html", forum=forum, one=one, year=year, form=form
    ), form.status


@bp.get("/forums/indicators/<kind>.xlsx")
@in_a_team
def export_indicators(kind: str) -> Any:
    """All forums of a kind."""
    if kind not in forum_kinds():
        abort(404)
    forums = sort_by_name(
        list(db.session.scalars(sa.select(Forum).where(Forum.kind == kind))),
        lambda one: pick_wording(one.name),
    )
    title = f"{_('Indicators')} · {kind_name(kind)}"
    return send_download(
        indicators_to_sheet(title, forums, measure_forums(forums, clock.today())),
        f"{make_slug(title)}.xlsx",
    )
