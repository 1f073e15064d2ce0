"""The running order as an Excel file, as a careful colleague would make it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from ...exchange.exported import LISTS, add_base
from ...exchange.sheet_styles import DATE, HEADER, TITLE
from ...lib.sheets import CellLook, CellStyle, FilledSheet, pause_garbage, workbook_bytes
from ...web.i18n import _, current_language, format_day, format_days, label_of
from ..kinds import StepKind
from .rows import FIELDS, GROUP, PARKED_DAY, YES, SheetRow

MARK = "facilitate agenda"
DAY_ROW = "day:"
SPARE = 200
"""Rows below the last step in which drop-downs already work."""
WIDTHS = {
    "day": 18,
    "inside": 6,
    "start": 7,
    "minutes": 8,
    "pinned": 9,
    "kind": 15,
    "title_en": 32,
    "title_sq": 32,
    "technique": 18,
    "room": 15,
    "lead": 16,
    "note_taker": 16,
    "supporters": 18,
    "speakers": 20,
    "objectives": 10,
    "people": 8,
    "groups": 8,
    "internal": 8,
    "materials": 30,
    "id": 8,
}
TEXT = 34
"""The width of the columns of longer texts."""
COLUMN = {name: get_column_letter(number) for number, name in enumerate(FIELDS, 1)}
TINTS = {
    StepKind.PLENARY: "E3EEF6",
    StepKind.TALK: "EFE7F4",
    StepKind.PANEL: "EFE7F4",
    StepKind.GROUP: "FBEBDD",
    StepKind.CAFE: "E0EFED",
    StepKind.BREAK: "F1EEE7",
    StepKind.MEAL: "F1EEE7",
    StepKind.REGISTRATION: "F1EEE7",
    StepKind.SESSION: "E9EFDF",
}


@dataclass(frozen=True)
class RunningOrderHead:
    """What the file says of its event; the lists fill the drop-downs. `revision` is how far the agenda had come."""

    slug: str
    title: str
    first_day: date
    last_day: date
    printed: date
    revision: int
    people: Sequence[str]
    rooms: Sequence[str]
    techniques: Sequence[str]


@pause_garbage()
def render_running_order(head: RunningOrderHead, rows: Sequence[SheetRow]) -> bytes:
    """The workbook, in the language spoken now."""
    book = Workbook()
    sheet = FilledSheet(book.active)  # type: ignore[arg-type]
    sheet.worksheet.title = _("Running order")
    _heading(sheet, head)
    _steps(sheet, rows)
    _helps(sheet, head)
    _read_me(FilledSheet(book.create_sheet(_("Read me"))))
    _lists(FilledSheet(book.create_sheet(LISTS)), head)
    exported = (
        ((row.id,), {name: text for name, text in row.cells.items() if text}) for row in rows
    )
    add_base(book, MARK, head.slug, exported, head.revision)
    book.properties.title, book.properties.creator = head.title, "facilitate"
    return workbook_bytes(book)


def _heading(sheet: FilledSheet, head: RunningOrderHead) -> None:
    sheet.widths([WIDTHS.get(name, TEXT) for name in FIELDS])
    sheet.add([_("Running order: %(title)s", title=head.title)], sheet.look(TITLE))
    facts = [
        format_days(head.first_day, head.last_day, year=True),
        _("as of %(day)s", day=format_day(head.printed, "dated")),
    ]
    sheet.add(
        [" · ".join([*facts, _("for the team only")])],
        sheet.look(CellStyle(colour="57626A", wrap=False)),
    )
    header = CellStyle(bold=True, colour="FFFFFF", fill="0B5D5B")
    sides = [
        sheet.look(replace(header, side="right" if name == "minutes" else "left"))
        for name in FIELDS
    ]
    sheet.add([str(name) for name in FIELDS.values()], sides)
    sheet.worksheet.row_dimensions[1].height = 24
    sheet.worksheet.row_dimensions[HEADER].height = 32


def _steps(sheet: FilledSheet, rows: Sequence[SheetRow]) -> None:
    """A tinted row for each day, its steps below it; the kind of a step has a tint of its own."""
    heads = sheet.look(CellStyle(bold=True, size=11, fill="E4DFD5", wrap=False))
    usual = _looks(sheet, "")
    tinted = {label_of(kind): _looks(sheet, tint) for kind, tint in TINTS.items()}
    for on, group in groupby(rows, key=lambda row: row.get("day")):
        name = (
            _("Parked: no place yet")
            if on == PARKED_DAY
            else format_day(date.fromisoformat(on), "full")
        )
        sheet.add(
            [
                name if field == "day" else f"{DAY_ROW}{on}" if field == "id" else None
                for field in FIELDS
            ],
            heads,
        )
        for row in group:
            number = sheet.add(
                [_value(name, row) for name in FIELDS], tinted.get(row.get("kind"), usual)
            )
            sheet.worksheet.row_dimensions[number].height = 14 * _lines(row) + 4


def _lines(row: SheetRow) -> int:
    """How many lines a row needs for what is printed; the longer texts to the right do not stretch it."""
    printed = [(row.get(name), width) for name, width in WIDTHS.items() if name != "materials"]
    return min(
        max(sum(1 + len(line) // width for line in text.split("\n")) for text, width in printed), 6
    )


def _looks(sheet: FilledSheet, tint: str) -> list[CellLook]:
    soft, plain = CellStyle(line=True, colour="8A9299"), CellStyle(line=True)
    looks = {
        "start": soft,
        "inside": soft,
        "id": soft,
        "minutes": CellStyle(line=True, side="right", bold=True),
        "title_en": CellStyle(line=True, bold=True),
        "title_sq": CellStyle(line=True, bold=True),
        "day": CellStyle(line=True, form=DATE[current_language()], colour="8A9299"),
        "kind": CellStyle(line=True, fill=tint),
    }
    made: dict[CellStyle, CellLook] = {}
    for style in [*looks.values(), plain]:
        made.setdefault(style, sheet.look(style))
    return [made[looks.get(name, plain)] for name in FIELDS]


def _value(name: str, row: SheetRow) -> object:
    text = row.id if name == "id" else row.get(name)
    if name == "day":
        return _("parked") if text == PARKED_DAY else date.fromisoformat(text)
    if name in ("minutes", "people", "groups") and text:
        return int(text)
    return text or None


def _helps(sheet: FilledSheet, head: RunningOrderHead) -> None:
    """What helps while the file is edited: frozen header and titles, filter, drop-downs, and how it prints."""
    page, first, last = sheet.worksheet, HEADER + 1, sheet.last + SPARE
    page.freeze_panes = f"{COLUMN['technique']}{first}"
    page.auto_filter.ref = f"A{HEADER}:{COLUMN['id']}{max(sheet.last, first)}"
    page.sheet_view.zoomScale = 90
    page.column_dimensions[COLUMN["id"]].hidden = True
    sheet.paper(f"{head.title} · {format_day(head.printed, 'dated')}", HEADER)
    page.print_area = f"A1:{COLUMN['internal']}{sheet.last}"
    for names, column, size, strict in (
        (("kind",), "A", len(StepKind) + 1, True),
        (("lead", "note_taker"), "B", len(head.people), True),
        (("room",), "C", len(head.rooms), False),
        (("technique",), "D", len(head.techniques), True),
        (("internal",), "E", 1, True),
    ):
        if size:
            choice = DataValidation(
                "list", formula1=f"{LISTS}!${column}$1:${column}${size}", allow_blank=True
            )
            choice.errorStyle = "stop" if strict else "warning"
            choice.error = _("Please choose from the list.")
            for name in names:
                choice.add(f"{COLUMN[name]}{first}:{COLUMN[name]}{last}")
            page.add_data_validation(choice)


def _read_me(sheet: FilledSheet) -> None:
    sheet.widths([100])
    sheet.add([_("How this file works")], sheet.look(TITLE))
    for text in (
        _(
            "Change what you like: minutes, titles, people, rooms, texts. The order of the rows is the order of the agenda."
        ),
        _(
            "To move a step, cut its whole row and insert it where it belongs; on another day, change its day too."
        ),
        _(
            "The start is calculated from the minutes. To fix a start, write it under “Fixed "
            "start”, like 9:30."
        ),
        _(
            "An arrow (↳) shows that a row is inside the step above it; two show that it is "
            "in the parallel group above it."
        ),
        _(
            "New step: insert a row with at least minutes, kind and a title. A new room is "
            "created when you name one."
        ),
        _(
            "Several people are separated by a semicolon, objectives by a comma: Arta Hoxha; Besnik Kola – O1, O3."
        ),
        _(
            "Materials: one thing a line, like “4 for each table: pens | stilolapsa” – English before the bar, Albanian after it."
        ),
        _(
            "If you remove a row from the file, its step is removed from the agenda only if "
            "you confirm this when you import the file."
        ),
        _("To import it: in the planner, open the agenda, then “More”, then “Paste or import”."),
        _("You see every change before it is applied, and you can undo it."),
        _("The hidden column and sheets remember what was exported. Leave them where they are."),
    ):
        sheet.add([text])
    sheet.paper("", 0)


def _lists(sheet: FilledSheet, head: RunningOrderHead) -> None:
    """What the drop-downs offer: kinds, people, rooms, techniques, yes."""
    columns: list[Sequence[str]] = [
        [*(label_of(kind) for kind in StepKind), str(GROUP)],
        head.people,
        head.rooms,
        head.techniques,
        [str(YES)],
    ]
    for number in range(max(map(len, columns))):
        sheet.add([column[number] if number < len(column) else None for column in columns])
    sheet.worksheet.sheet_state = "hidden"
