"""A forum's indicators year by year, what its keepers write beside them, and all forums of a kind as an Excel file."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from flask import abort, flash, redirect, render_template, url_for
from openpyxl import Workbook

from ... import clock
from ...accounts.doors import in_a_team
from ...data.db import db
from ...lib.sheets import CellStyle, FilledSheet, sheet_name, workbook_bytes
from ...lib.suppression import suppress_row as without_small
from ...lib.text import make_slug
from ...web.downloads import send_download
from ...web.forms import TextField, VersionedForm
from ...web.i18n import _, _l, pick_wording, sort_by_name
from ..blueprint import bp
from ..doors import forum_keepers, forum_readers
from ..kinds import forum_kind, forum_kinds, kind_name
from ..models import Forum, IndicatorNote
from .indicators import CountOf
from .measuring import MeasuredIndicator, measure_forums, measured_years


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


def indicator_source(one: MeasuredIndicator) -> str:
    """A sentence for the source of an indicator."""
    if one.by_title:
        return _("Filled in from the documents filed: one with this title.")
    if one.indicator.source.startswith("document:"):
        return _("Filled in from the documents filed on time, out of those due in the year.")
    return {
        "meetings": _("Filled in from the meetings held, out of those the pace requires."),
        "offices": _("Filled in from the members at the end of the year; observers do not count."),
        "trained": _(
            "Filled in from the people who attended a training or orientation by the end of the year, "
            "here or by the register of advice and training; observers do not count."
        ),
    }.get(one.indicator.source, _("Written by hand."))


HIDDEN = "*"
"""Stands for a number that could point to a person."""


def indicators_to_sheet(
    title: str, forums: Sequence[Forum], measured: Mapping[int, Sequence[MeasuredIndicator]]
) -> bytes:
    """The file leaves the house: where people are counted, small groups are left out."""
    book = Workbook()
    worksheet = book.active
    assert worksheet is not None
    worksheet.title = sheet_name(_("Indicators"))
    sheet = FilledSheet(worksheet)
    sheet.add([title], sheet.look(CellStyle(bold=True, size=14, wrap=False)))
    head = sheet.look(CellStyle(bold=True, fill="E0EFED", line=True))
    sheet.add(
        [
            _("Forum"),
            _("Indicator"),
            _("Year"),
            _("Reached"),
            _("Of"),
            _("By hand"),
            _("Where it comes from"),
        ],
        head,
    )
    text, number = (
        sheet.look(CellStyle(line=True)),
        sheet.look(CellStyle(line=True, side="right", form="0")),
    )
    looks = [text, text, number, number, number, text, text]
    for forum in forums:
        for one in measured[forum.id]:
            for year, count in one.counts.items():
                note = one.notes[year]
                values = [
                    pick_wording(forum.name),
                    pick_wording(one.indicator.name),
                    year,
                    *_pair(one.indicator.source, count),
                ]
                sheet.add([*values, note.text if note else "", indicator_source(one)], looks)
    sheet.add([])
    about = _(
        "* Groups of fewer than three people are not shown, nor are numbers that would reveal them."
    )
    sheet.add([about], sheet.look(CellStyle(wrap=False)))
    sheet.widths([38, 38, 8, 10, 8, 44, 44])
    sheet.paper(title, 2)
    worksheet.freeze_panes = "A3"
    return workbook_bytes(book)


def _pair(source: str, count: CountOf | None) -> list[int | str | None]:
    if count is None:
        return [None, None]
    if source != "trained":
        return [count.done, count.of]
    shown = without_small([count.done, count.of - count.done])
    return [HIDDEN if shown[0] is None else shown[0], HIDDEN if None in shown else count.of]
