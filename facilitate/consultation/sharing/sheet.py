"""Everything that was said as an Excel file: one sheet a kind of thing, themes by sector with a chart."""

from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.utils import get_column_letter

from ...lib.sheets import CellLook, CellStyle, FilledSheet, pause_garbage, workbook_bytes
from ...lib.telling import Number
from ...web.i18n import _, format_day, label_of
from . import wording
from .book import AnswersBook
from .summary import SectorPart

TITLE = CellStyle(bold=True, size=14, wrap=False)
HEAD = CellStyle(bold=True, fill="E0EFED", line=True)
HEAD_RIGHT = CellStyle(bold=True, fill="E0EFED", line=True, side="right")
TEXT, STRONG, NOTE = (
    CellStyle(line=True),
    CellStyle(line=True, bold=True),
    CellStyle(colour="57626A", wrap=False),
)
NUMBER, DAY = CellStyle(line=True, side="right", form="0"), CellStyle(line=True, form="dd.mm.yyyy")
COLOURS = {
    "central_government": "1F5FA8",
    "local_government": "6AA5DC",
    "civil_society": "B8561A",
    "international_ngo": "7A4B9C",
    "intergovernmental": "B58FD0",
    "donor": "2A7D5E",
    "media": "6F6F6F",
    "business": "8A6D1F",
    "academia": "A33B5F",
    "other": "4D5A60",
}
"""The colours of the sectors as on screen (`static/css/08_sectors.css`)."""
OTHER_COLOUR = "0B5D5B"


class _Sheets:
    """The workbook while it is filled."""

    def __init__(self, book: AnswersBook) -> None:
        self.book, self.file = book, Workbook()
        self.file.remove(self.file.worksheets[0])

    def add(
        self, name: str, heads: Sequence[str], widths: Sequence[float], numbers: int = 0
    ) -> FilledSheet:
        """A new sheet with its heading row; the last `numbers` columns hold numbers. Its looks come with it."""
        sheet = FilledSheet(self.file.create_sheet(name[:31]))
        head, right = sheet.look(HEAD), sheet.look(HEAD_RIGHT)
        sheet.add(heads, [head] * (len(heads) - numbers) + [right] * numbers)
        sheet.widths(widths)
        sheet.paper(f"{self.book.summary.event} · {name}", 1)
        sheet.worksheet.freeze_panes = "A2"
        return sheet

    def finish(self, sheet: FilledSheet, sieve: bool = True) -> None:
        """Room for what wraps, and the buttons that sieve the rows below the heading."""
        worksheet: Any = sheet.worksheet
        sheet.give_room()
        if sieve and sheet.last > 1:
            last = get_column_letter(worksheet.max_column)
            worksheet.auto_filter.ref = f"A1:{last}{sheet.last}"


def answers_to_sheet(book: AnswersBook) -> bytes:
    """The file, in the language spoken now."""
    with pause_garbage():
        sheets = _Sheets(book)
        _about(sheets)
        _answers(sheets)
        _passages(sheets)
        _themes(sheets)
        _by_sector(sheets)
        _by_county(sheets)
        _results(sheets)
        _objectives(sheets)
        return workbook_bytes(sheets.file)


def _about(sheets: _Sheets) -> None:
    book, summary = sheets.book, sheets.book.summary
    sheet = FilledSheet(sheets.file.create_sheet(_("About")[:31]))
    title, strong, text = (
        sheet.look(TITLE),
        sheet.look(CellStyle(bold=True)),
        sheet.look(CellStyle()),
    )
    sheet.add([_("What stakeholders said")], title)
    lines = [
        (_("Event"), f"{summary.event}, {summary.when}, {summary.place}"),
        (_("Asked"), summary.asked),
        (_("Answers"), _("a few") if summary.answers is None else str(summary.answers)),
        (_("As of"), format_day(book.made_on, "dated")),
        (_("Small groups"), _small()),
        (_("Names"), _named() if book.named else _anonymous()),
        (_("Passages"), _places()),
        (
            _("Please"),
            _(
                "Do not pass on anything that could identify a victim. If you find something "
                "like that, tell the organiser."
            ),
        ),
    ]
    for name, value in lines:
        sheet.add([name, value], [strong, text])
    sheet.widths([22, 96])
    sheet.paper(summary.event)


def _small() -> str:
    return _(
        "In the tables by sector and county numbers are rounded to multiples of five, so "
        "that nobody can be recognised: 0 may mean one or two. Exact numbers are in the "
        "planner. A * elsewhere means fewer than three people."
    )


def _named() -> str:
    return _(
        "The answers carry names, as was said before the first question, with organisation, sector and county. "
        "This file stays in the team."
    )


def _anonymous() -> str:
    return _(
        "The answers are anonymous and are listed here without sector and county. Where too "
        "few people answered to stay anonymous, no answers are listed. This file stays in "
        "the team; you may pass on the Word summary."
    )


def _places() -> str:
    return _(
        "Each theme on each passage is one row. “Answer” is the number in front of its answer in the sheet “Answers”; "
        "“From” and “To” say where in it the passage begins and ends, in characters counted from 1."
    )


def _answers(sheets: _Sheets) -> None:
    book = sheets.book
    sender = [_("Name"), _("Organisation"), _("Sector"), _("County")] if book.named else []
    heads = [_("No."), _("Day"), *sender, *book.questions.values()]
    asked = [28.0 if question in book.closed else 52.0 for question in book.questions]
    widths = [6.0, 12, *[24.0] * len(sender), *asked]
    sheet = sheets.add(_("Answers"), heads, widths)
    text, number, date_look = sheet.look(TEXT), sheet.look(NUMBER), sheet.look(DAY)
    looks: list[CellLook] = [number, date_look, *[text] * (len(heads) - 2)]
    for place, one in enumerate(book.answers, 1):
        person = [one.name, one.organisation, one.sector, one.county or "–"] if book.named else []
        said = [one.said.get(question, "") for question in book.questions]
        sheet.add([place, one.day, *person, *said], looks)
    sheets.finish(sheet)


def _passages(sheets: _Sheets) -> None:
    book = sheets.book
    heads = [_("Theme"), _("Passage"), _("For or against"), _("Question"), _("Coded by")]
    heads += [_("Answer"), _("From"), _("To")]
    sheet = sheets.add(_("Passages"), heads, [34, 80, 14, 44, 24, 9, 8, 8], 3)
    text, number = sheet.look(TEXT), sheet.look(NUMBER)
    looks: list[CellLook] = [*[text] * 5, *[number] * 3]
    places = {one.id: place for place, one in enumerate(book.answers, 1)}
    for row in book.coded:
        sheet.add(
            [
                book.names.get(row.theme, ""),
                row.text,
                label_of(row.stance),
                book.questions.get(row.question, ""),
                row.coder,
                places.get(row.answer),
                row.first,
                row.last,
            ],
            looks,
        )
    sheets.finish(sheet)


def _themes(sheets: _Sheets) -> None:
    heads = [_("Theme"), _("What it means"), _("In plain words"), _("Answers")]
    sheet = sheets.add(_("Themes"), heads, [36, 56, 64, 11], 1)
    text, number = sheet.look(TEXT), sheet.look(NUMBER)
    for theme in sheets.book.themes:
        said = wording.theme_amount(theme, sheets.book.summary)
        sheet.add(
            [theme.name, theme.description, said, number_cell(theme.answers)],
            [text, text, text, number],
        )
    sheets.finish(sheet)


def number_cell(number: Number) -> int | str:
    """A number in a cell, or the star that stands for it."""
    return wording.HIDDEN if number is None else number


def _by_sector(sheets: _Sheets) -> None:
    book, parts = sheets.book, sheets.book.parts
    name = _("Themes by sector")
    heads = [_("Theme"), *(f"{part.short} ({part.letter})" for part in parts), _("All")]
    sheet = sheets.add(name, heads, [36, *[17.0] * len(parts), 9], len(parts) + 1)
    text, number = sheet.look(TEXT), sheet.look(NUMBER)
    for theme in book.themes:
        cells = [*book.by_sector[theme.theme], number_cell(theme.answers)]
        sheet.add([theme.name, *cells], [text, *[number] * len(cells)])
    last = sheet.last
    strong = sheet.look(CellStyle(line=True, bold=True, side="right", form="0"))
    answers = [
        number_cell(number) for number in (*(part.answers for part in parts), book.summary.answers)
    ]
    sheet.add([_("Answers"), *answers], [sheet.look(STRONG), *[strong] * len(answers)])
    _rounded(sheet)
    worksheet: Any = sheet.worksheet
    worksheet.page_setup.fitToHeight = 1  # the chart below the table on the same page
    if last > 1:
        sheet.worksheet.add_chart(_chart(sheet, name, parts, last), f"A{sheet.last + 2}")


def _rounded(sheet: FilledSheet) -> None:
    sheet.add([])
    sheet.add(
        [_("Numbers by sector and county are rounded to multiples of five.")], sheet.look(NOTE)
    )


def _star(sheet: FilledSheet) -> None:
    sheet.add([])
    sheet.add([wording.star_note()], sheet.look(NOTE))


def _chart(sheet: FilledSheet, name: str, parts: Sequence[SectorPart], last: int) -> BarChart:
    """Stacked bars, one a theme, each sector in its colour."""
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "bar", "stacked", 100, 40
    chart.title, chart.style = name, 10
    data = Reference(sheet.worksheet, min_col=2, max_col=len(parts) + 1, min_row=1, max_row=last)
    chart.add_data(data, titles_from_data=True)
    chart.set_categories(Reference(sheet.worksheet, min_col=1, min_row=2, max_row=last))
    for series, part in zip(chart.series, parts, strict=True):
        colour = COLOURS.get(part.key, OTHER_COLOUR)
        series.graphicalProperties = GraphicalProperties(solidFill=colour)
    chart.x_axis.scaling.orientation = "maxMin"  # the first theme on top, as in the table
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.legend.position = "b"
    chart.width, chart.height = 28, 5 + 0.8 * (last - 1)
    return chart


def _by_county(sheets: _Sheets) -> None:
    """All counties: how many answered in each stands nowhere, and which ones did would tell of those with one answer."""
    book = sheets.book
    heads = [_("Theme"), *(column.name for column in book.counties)]
    sheet = sheets.add(
        _("Themes by county"), heads, [36, *[12.0] * len(book.counties)], len(book.counties)
    )
    text, number = sheet.look(TEXT), sheet.look(NUMBER)
    looks: list[CellLook] = [text, *[number] * len(book.counties)]
    for theme in book.themes:
        sheet.add([theme.name, *book.by_county[theme.theme]], looks)
    _rounded(sheet)


def _results(sheets: _Sheets) -> None:
    heads = [_("Question"), _("Choice"), _("How to read it"), _("Answers")]
    sheet = sheets.add(_("Choices"), heads, [48, 44, 52, 11], 1)
    text, number = sheet.look(TEXT), sheet.look(NUMBER)
    for result in sheets.book.results:
        about = wording.about_result(result)
        if not wording.tells_result(result):
            sheet.add(
                [result.question, "", about, number_cell(result.answers)],
                [text, text, text, number],
            )
            continue
        for line in result.lines:
            sheet.add(
                [result.question, line.name, about, number_cell(line.number)],
                [text, text, text, number],
            )
    sheets.finish(sheet)
    _star(sheet)


def _objectives(sheets: _Sheets) -> None:
    book = sheets.book
    heads = [
        _("No."),
        _("Objective"),
        _("What is to come out"),
        _("Expected result"),
        _("Status"),
        _("Goal"),
        _("Comes from"),
        _("Themes"),
        _("Why not this time"),
    ]
    sheet = sheets.add(_("Objectives"), heads, [7, 48, 24, 48, 12, 36, 44, 44, 44])
    look = sheet.look(TEXT)
    for aim in book.aims:
        source = wording.source_text(aim.source, book.summary.answers)
        said = [aim.code, aim.text, aim.sought, aim.result, aim.status, aim.goal, source]
        sheet.add([*said, "; ".join(aim.themes), aim.unserved], look)
    sheets.finish(sheet)
