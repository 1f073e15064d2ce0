"""The indicators of all forums of a kind as an Excel file: one row for a forum, an indicator and a year."""

from collections.abc import Mapping, Sequence

from openpyxl import Workbook

from ...lib.sheets import CellStyle, FilledSheet, sheet_name, workbook_bytes
from ...lib.suppression import suppress_row as without_small
from ...web.i18n import _, pick_wording
from ..models import Forum
from .indicators import CountOf
from .measuring import MeasuredIndicator


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
