"""Territory in figures as an Excel file: a sheet of forums, a sheet of counties, one row for each year."""

from collections.abc import Sequence
from typing import Literal

from openpyxl import Workbook

from ...lib.sheets import CellStyle, FilledSheet, sheet_name, workbook_bytes
from ...lib.suppression import round_to_five
from ...web.i18n import _
from ..kinds import kind_name
from .figures import Figures, FiguresLine

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
        for year in years:
            cell = line.cells[year]
            people = round_to_five(cell.people)
            came = [people, round_to_five(cell.times), cell.organisations] if people else [0] * 3
            numbers = [cell.meetings, *came] if line.there(year) else [None] * 4
            sheet.add(
                [line.name, *([name] if kind else []), year, *numbers],
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
