"""The numbers of an evaluation as an Excel file: question by question, and beside earlier editions."""

from collections.abc import Sequence
from datetime import date

from openpyxl import Workbook

from ...i18n import _, day
from ...lib.sheets import Look, Sheet, Style, in_one_go, to_bytes
from ..sharing import wording as sharing
from ..sharing.sheet import HEAD, HEAD_RIGHT, TEXT, TITLE
from . import wording
from .results import Results

NUMBER, MEAN = Style(line=True, side="right", form="0"), Style(line=True, side="right", form="0.0")


def to_sheet(results: Results, made_on: date) -> bytes:
    """The file, in the language spoken now; what the results leave out is a star."""
    with in_one_go():
        file = Workbook()
        file.remove(file.worksheets[0])
        _questions(Sheet(file.create_sheet(_("Evaluation")[:31])), results, made_on)
        if results.compared:
            _editions(Sheet(file.create_sheet(_("Editions")[:31])), results)
        return to_bytes(file)


def _questions(sheet: Sheet, results: Results, made_on: date) -> None:
    text, number, mean = sheet.look(TEXT), sheet.look(NUMBER), sheet.look(MEAN)
    sheet.add([_("Evaluation: %(event)s", event=results.own.title)], sheet.look(TITLE))
    sheet.add([wording.lead(results)], sheet.look(Style()))
    sheet.add([_("As of %(day)s", day=day(made_on, "dated"))], sheet.look(Style(colour="57626A", wrap=False)))
    sheet.add([])
    _heading(sheet, [_("Question"), _("Answer")], [_("Answers"), _("Mean")])
    for item in results.items:
        if item.result is None:
            continue
        sheet.add(
            [item.question, _("all"), sharing.shown(item.answers) if item.answers is None else item.answers,
             None if item.result.mean is None else round(item.result.mean, 1)],
            [text, text, number, mean],
        )  # fmt: skip
        for line in item.result.lines:
            said = sharing.shown(None) if line.number is None else line.number
            sheet.add([item.question, line.name, said, None], [text, text, number, mean])
    if results.hides:
        sheet.add([sharing.note()], sheet.look(Style(colour="57626A", wrap=False)))
    sheet.widths([60, 28, 11, 9])
    sheet.paper(results.own.title)


def _editions(sheet: Sheet, results: Results) -> None:
    text, mean, share = (
        sheet.look(TEXT),
        sheet.look(MEAN),
        sheet.look(Style(line=True, side="right", form="0%")),
    )
    editions = (*results.others, results.own)
    _heading(sheet, [_("Question"), _("Number")], [wording.called(one, results) for one in editions])
    for item in results.compared:
        own = results.own.values[item.key]
        look = mean if own.kind.value == "scale" else share
        values = [*(results.before(item.key, one) for one in results.others), own]
        cells = [None if value is None else round(value.number, 1 if look is mean else 2) for value in values]
        sheet.add([item.question, wording.compared_by(own), *cells], [text, text, *([look] * len(cells))])
    sheet.widths([60, 16, *([12] * len(editions))])
    sheet.paper(results.own.title, 1)


def _heading(sheet: Sheet, texts: Sequence[str], numbers: Sequence[str]) -> None:
    looks: list[Look] = [sheet.look(HEAD)] * len(texts) + [sheet.look(HEAD_RIGHT)] * len(numbers)
    sheet.add([*texts, *numbers], looks)
