"""The numbers of an evaluation as an Excel file: question by question, and beside earlier editions."""

from collections.abc import Sequence
from datetime import date

from openpyxl import Workbook

from ...lib.sheets import CellLook, CellStyle, FilledSheet, pause_garbage, workbook_bytes
from ...lib.telling import Number
from ...web.i18n import _, format_day, percent_form
from ..models import QuestionKind
from ..sharing import wording as sharing
from ..sharing.sheet import HEAD, HEAD_RIGHT, TEXT, TITLE
from ..sharing.summary import ClosedResult
from . import wording
from .results import ENDS, ResultItem, Results

NUMBER, MEAN = (
    CellStyle(line=True, side="right", form="0"),
    CellStyle(line=True, side="right", form="0.0"),
)

STEPS = range(ENDS[0], ENDS[1] + 1)


def evaluation_to_sheet(results: Results, made_on: date) -> bytes:
    """The file, in the language spoken now; what the results leave out is a star."""
    with pause_garbage():
        file = Workbook()
        file.remove(file.worksheets[0])
        _questions(FilledSheet(file.create_sheet(_("Evaluation")[:31])), results, made_on)
        if results.compared:
            _editions(FilledSheet(file.create_sheet(_("Editions")[:31])), results)
        return workbook_bytes(file)


def _questions(sheet: FilledSheet, results: Results, made_on: date) -> None:
    note = sheet.look(CellStyle(colour="57626A", wrap=False))
    sheet.add([_("Evaluation: %(event)s", event=results.own.title)], sheet.look(TITLE))
    sheet.add([wording.results_lead(results)], sheet.look(CellStyle(wrap=False)))
    sheet.add([_("As of %(day)s", day=format_day(made_on, "dated"))], note)
    told = [item for item in results.items if item.result and sharing.tells_result(item.result)]
    scales = [item for item in told if item.kind is QuestionKind.SCALE]
    if scales:
        _scales(sheet, scales)
    for item in told:
        if item.result and item not in scales:
            _choices(sheet, item, item.result)
    if results.hides:
        sheet.add([sharing.star_note()], note)
    sheet.widths([56, 22, *[8] * len(STEPS), 11, 10])
    sheet.paper(results.own.title)


def _scales(sheet: FilledSheet, items: Sequence[ResultItem]) -> None:
    text, number, mean = sheet.look(TEXT), sheet.look(NUMBER), sheet.look(MEAN)
    sheet.add([])
    _heading(sheet, [_("Question"), _("From 1 to 5")], [*map(str, STEPS), _("Answers"), _("Mean")])
    for item in items:
        result = item.result
        assert result
        numbers = [_shown(line.number) for line in result.lines]
        average = None if result.mean is None else round(result.mean, 1)
        sheet.add(
            [item.question, f"{item.low} – {item.high}", *numbers, _shown(item.answers), average],
            [text, text, *[number] * (len(STEPS) + 1), mean],
        )


def _choices(sheet: FilledSheet, item: ResultItem, result: ClosedResult) -> None:
    text, number = sheet.look(TEXT), sheet.look(NUMBER)
    sheet.add([])
    _heading(sheet, [item.question], [_("Put first") if result.ranked else _("Answers")])
    for line in result.lines:
        sheet.add([line.name, _shown(line.number)], [text, number])


def _shown(number: Number) -> int | str:
    return sharing.shown_number(None) if number is None else number


def _editions(sheet: FilledSheet, results: Results) -> None:
    text, mean, share = (
        sheet.look(TEXT),
        sheet.look(MEAN),
        sheet.look(CellStyle(line=True, side="right", form=percent_form())),
    )
    editions = (*results.others, results.own)
    _heading(
        sheet,
        [_("Question"), _("Number")],
        [wording.edition_name(one, results) for one in editions],
    )
    for item in results.compared:
        own = results.own.values[item.key]
        look = mean if own.kind is QuestionKind.SCALE else share
        values = [*(results.before(item.key, one) for one in results.others), own]
        cells = [
            None if value is None else round(value.number, 1 if look is mean else 2)
            for value in values
        ]
        sheet.add(
            [item.question, wording.compared_by(own), *cells], [text, text, *([look] * len(cells))]
        )
    sheet.widths([56, 16, *([12] * len(editions))])
    sheet.paper(results.own.title, 1)


def _heading(sheet: FilledSheet, texts: Sequence[str], numbers: Sequence[str]) -> None:
    looks: list[CellLook] = [sheet.look(HEAD)] * len(texts) + [sheet.look(HEAD_RIGHT)] * len(
        numbers
    )
    sheet.add([*texts, *numbers], looks)
