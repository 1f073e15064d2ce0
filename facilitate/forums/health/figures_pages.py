"""Territory in figures: meetings and participation by forum and county over years, on a page and as an Excel file."""

from collections.abc import Sequence
from typing import Any, Literal

from flask import abort, render_template, request
from openpyxl import Workbook

from ... import clock
from ...accounts.doors import in_a_team
from ...lib.sheets import CellStyle, FilledSheet, sheet_name, workbook_bytes
from ...lib.suppression import round_to_five
from ...lib.text import make_slug
from ...web.downloads import send_download
from ...web.forms import FIRST_YEAR
from ...web.i18n import _, _n
from ..blueprint import bp
from ..kinds import kind_name
from .figures import Figures, FiguresLine, figures_until


@bp.get("/forums/figures")
@in_a_team
def show_figures() -> Any:
    found = _asked()
    return render_template(
        "forums/health/figures.html",
        figures=found,
        sentence=_said(found),
        this_year=clock.today().year,
    )


@bp.get("/forums/figures.xlsx")
@in_a_team
def export_figures() -> Any:
    return send_download(
        figures_to_sheet(_asked()), f"{make_slug(_('Forums'))}-{make_slug(_('Figures'))}.xlsx"
    )


def _asked() -> Figures:
    """The years up to the one asked for; this year where none is."""
    today = clock.today()
    last = request.args.get("until", today.year, type=int)
    if not FIRST_YEAR <= last <= today.year:
        abort(404)
    return figures_until(last, today)


def _said(found: Figures) -> str:
    """`38 meetings were held in 2026; 297 people came 407 times, from 12 counties.`"""
    year = found.years[-1]
    held = _n(
        "%(num)d meeting was held in %(year)d",
        "%(num)d meetings were held in %(year)d",
        found.held(year),
        year=year,
    )
    came = found.whole[year]
    if not came.people:
        return _("%(held)s; nobody’s attendance is recorded.", held=held)
    reached = _n(
        "%(num)d person came %(times)s",
        "%(num)d people came %(times)s",
        came.people,
        times=_n("%(num)d time", "%(num)d times", came.times),
    )
    return _n(
        "%(held)s; %(reached)s, from %(num)d county.",
        "%(held)s; %(reached)s, from %(num)d counties.",
        found.reached(year),
        held=held,
        reached=reached,
    )


_SIDES: tuple[Literal["left"], Literal["right"]] = ("left", "right")


def figures_to_sheet(figures: Figures) -> bytes:
    """The file leaves the house: its numbers are rounded, for they stand beside what each meeting tells of itself.

    Leaving small groups out would not do: another county is left out there, and what it has here is told by the difference.
    """
    book = Workbook()
    assert book.active is not None
    forums = [(kind_name(kind), row) for kind, rows in figures.forums.items() for row in rows]
    _fill(book.active, _("Forums"), what=_("Forum"), lines=forums, years=figures.years)
    _fill(
        book.create_sheet(),
        _("Counties"),
        what=_("County"),
        lines=[("", row) for row in figures.counties],
        years=figures.years,
    )
    return workbook_bytes(book)


def _fill(
    worksheet: object,
    title: str,
    what: str,
    lines: Sequence[tuple[str, FiguresLine]],
    years: Sequence[int],
) -> None:
    sheet = FilledSheet(worksheet)  # type: ignore[arg-type]
    sheet.worksheet.title = sheet_name(title)
    sheet.add(
        [f"{_('Territory in figures')} · {title}"],
        sheet.look(CellStyle(bold=True, size=14, wrap=False)),
    )
    head, right = (
        sheet.look(CellStyle(bold=True, fill="E0EFED", line=True, side=side)) for side in _SIDES
    )
    kind = [_("Kind")] if any(name for name, _line in lines) else []
    heads = [
        _("Year"),
        _("Meetings held"),
        _("People who came"),
        _("Attendances"),
        _("Organisations"),
    ]
    sheet.add([what, *kind, *heads], [head, *([head] if kind else []), *[right] * 5])
    text, number = (
        sheet.look(CellStyle(line=True)),
        sheet.look(CellStyle(line=True, side="right", form="0")),
    )
    for name, line in lines:
        for year in filter(line.there, years):
            cell = line.cells[year]
            people = round_to_five(cell.people)
            came = [people, round_to_five(cell.times), cell.organisations] if people else [0] * 3
            sheet.add(
                [line.name, *([name] if kind else []), year, cell.meetings, *came],
                [text, *([text] if kind else []), *[number] * 5],
            )
    sheet.add([])
    note = _(
        "People are rounded to multiples of five, so that nobody can be recognised: 0 may mean one or two, "
        "and their organisations are left out. Exact numbers are in the planner."
    )
    sheet.add([note], sheet.look(CellStyle(wrap=False)))
    sheet.widths([44, *([30] if kind else []), 8, 14, 18, 16, 14])
    sheet.paper(title, 2)
    sheet.worksheet.freeze_panes = "A3"
