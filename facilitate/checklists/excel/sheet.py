"""The checklist as an Excel file, as a careful colleague would make it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import Outline

from ...i18n import _, day, days, label, language
from ...lib.sheets import Sheet, Style, to_bytes
from ..labels import DONE, EDITABLE, FIELDS, OPEN
from ..models import Phase
from ..readiness import SOON
from .merge import Record

BASE, LISTS = "_base", "_lists"
PHASE_ROW = "phase:"
TITLE = Style(bold=True, size=15, colour="08403F", wrap=False)
HEADER = 3
"""The row of the column names."""
SPARE = 200
"""Rows below the last task in which drop-downs and colours already work."""
CHUNK = 16_000
"""Characters of the exported values in one cell: half of what it holds, for escapes make them longer."""

TINTS = {
    Phase.DESIGN: "E3EEF6",
    Phase.CONTENT: "EFE7F4",
    Phase.LOGISTICS: "FBEBDD",
    Phase.INVITATIONS: "E0EFED",
    Phase.LAST_WEEK: "FFF1D0",
    Phase.FOLLOW_UP: "E9EFDF",
}
WIDTHS = {
    "phase": 12, "title": 42, "benchmark": 31, "who": 18, "owner": 17, "due_on": 15, "done": 8, "done_on": 15,
    "effort": 7, "note": 22, "code": 0, "version": 0,
}  # fmt: skip
COLUMN = {name: get_column_letter(number) for number, name in enumerate(FIELDS, 1)}
DATE = {"en": "[$-809]ddd d mmm yyyy", "sq": "[$-41C]ddd dd.mm.yyyy"}


@dataclass(frozen=True)
class Head:
    """What the file says about its event. `people` fill the drop-down of owners."""

    slug: str
    title: str
    town: str
    first_day: date
    last_day: date
    printed: date
    people: Sequence[str]


def to_sheet(head: Head, tasks: Sequence[Record]) -> bytes:
    """The workbook, in the language spoken now. `tasks` stand by phase and have the values of EDITABLE."""
    book = Workbook()
    sheet = Sheet(book.active)  # type: ignore[arg-type]
    sheet.worksheet.title = _("Checklist")
    _heading(sheet, head)
    _tasks(sheet, tasks)
    _helps(sheet, head)
    _read_me(Sheet(book.create_sheet(_("Read me"))))
    _lists(Sheet(book.create_sheet(LISTS)), head)
    _base(Sheet(book.create_sheet(BASE)), head, tasks)
    book.properties.title, book.properties.creator = head.title, "facilitate"
    return to_bytes(book)


def _heading(sheet: Sheet, head: Head) -> None:
    sheet.widths([WIDTHS[name] for name in FIELDS])
    sheet.add([_("Checklist: %(title)s", title=head.title)], sheet.look(TITLE))
    facts = [days(head.first_day, head.last_day, year=True), head.town]
    facts.append(_("as of %(day)s", day=day(head.printed, "dated")))
    sheet.add([" · ".join(fact for fact in facts if fact)], sheet.look(Style(colour="57626A", wrap=False)))
    header = Style(bold=True, colour="FFFFFF", fill="0B5D5B")
    sides = [sheet.look(replace(header, side="right" if name == "effort" else "left")) for name in FIELDS]
    sheet.add([str(name) for name in FIELDS.values()], sides)
    sheet.worksheet.row_dimensions[1].height = 24


def _tasks(sheet: Sheet, tasks: Sequence[Record]) -> None:
    """A tinted row for each phase, its tasks in a group below it."""
    plain, dated = Style(line=True), Style(line=True, form=DATE[language()])
    looks = {"due_on": dated, "done_on": dated, "effort": Style(line=True, side="right")}
    styles = [sheet.look(looks.get(name, plain)) for name in FIELDS]
    last = HEADER + len(tasks) + len({task.values["phase"] for task in tasks})
    phases, open_, done = {phase.value: label(phase) for phase in Phase}, str(OPEN), str(DONE)
    for key, group in groupby(tasks, key=lambda task: str(task.values["phase"])):
        _phase_row(sheet, Phase(key), max(last, HEADER + 1))
        styles[0] = sheet.look(Style(line=True, colour="57626A", fill=TINTS[Phase(key)]))
        for task in group:
            more = {
                "phase": phases[key],
                "done": done if task.values["done_on"] else open_,
                "code": task.code,
            }
            shown = {**task.values, **more, "version": task.version}
            number = sheet.add([shown[name] or None for name in FIELDS], styles)
            sheet.worksheet.row_dimensions[number].outlineLevel = 1
    sheet.worksheet.sheet_properties.outlinePr = Outline(summaryBelow=False)


def _phase_row(sheet: Sheet, phase: Phase, last: int) -> None:
    """The phase's name and its count, which goes on counting while the file is edited."""
    style = Style(bold=True, size=11, fill=TINTS[phase], wrap=False)
    texts = {"phase": label(phase), "code": PHASE_ROW + phase.value}
    number = sheet.add([texts.get(name) for name in FIELDS], sheet.look(style))
    rows = {name: f"${COLUMN[name]}${HEADER + 1}:${COLUMN[name]}${last + SPARE}" for name in FIELDS}
    own = f"{rows['phase']},$A{number}"
    counts = {
        "done": f"COUNTIFS({own},{rows['done']},{_quoted(str(DONE))})",
        "all": f'COUNTIFS({own},{rows["title"]},"?*")',
    }
    sheet.formula(list(FIELDS).index("benchmark") + 1, "=" + _count_formula(counts))


def _count_formula(counts: Mapping[str, str]) -> str:
    """`3 of 9 done` as a formula: the translated sentence cut where the two numbers stand."""
    said = _("%(done)s of %(all)s done", done="\x01", all="\x02")
    for mark, formula in (("\x01", counts["done"]), ("\x02", counts["all"])):
        said = said.replace(mark, f'"&{formula}&"')
    return f'"{said}"'


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _helps(sheet: Sheet, head: Head) -> None:
    """What helps while the file is edited: frozen header, filter, drop-downs, colours, and how it prints."""
    page, first, last = sheet.worksheet, HEADER + 1, sheet.last + SPARE
    page.freeze_panes = f"C{first}"
    page.auto_filter.ref = f"A{HEADER}:{COLUMN['version']}{max(sheet.last, first)}"
    page.sheet_view.zoomScale = 90
    sheet.paper(f"{head.title} · {day(head.printed, 'dated')}", HEADER)
    page.print_area = f"A1:{COLUMN['note']}{sheet.last}"
    for name, column, size, strict in (
        ("phase", "A", len(Phase), True), ("done", "B", 2, True), ("owner", "C", len(head.people), False),
    ):  # fmt: skip
        if size:
            choice = DataValidation(
                "list", formula1=f"{LISTS}!${column}$1:${column}${size}", allow_blank=True
            )
            choice.errorStyle = "stop" if strict else "warning"
            choice.error = _("Please choose from the list.")
            choice.add(f"{COLUMN[name]}{first}:{COLUMN[name]}{last}")
            page.add_data_validation(choice)
    due, status = f"${COLUMN['due_on']}{first}", f"${COLUMN['done']}{first}"
    everywhere, dates = (
        f"A{first}:{COLUMN['note']}{last}",
        f"{COLUMN['due_on']}{first}:{COLUMN['due_on']}{last}",
    )
    is_open = f"{status}<>{_quoted(str(DONE))},ISNUMBER({due})"
    for place, formula, colour, fill in (
        (everywhere, f"{status}={_quoted(str(DONE))}", "7A8288", None),
        (dates, f"AND({is_open},{due}<TODAY())", "B3261E", "FDE8E6"),
        (dates, f"AND({is_open},{due}<=TODAY()+{SOON})", "7D5400", "FFF4D6"),
    ):
        tint, font = PatternFill("solid", bgColor=fill) if fill else None, Font(color=colour, bold=bool(fill))
        rule = FormulaRule([formula], stopIfTrue=True, font=font, fill=tint)  # type: ignore[no-untyped-call]
        page.conditional_formatting.add(place, rule)


def _read_me(sheet: Sheet) -> None:
    sheet.widths([100])
    sheet.add([_("How this file works")], sheet.look(TITLE))
    for text in (
        _("Change what you like: dates, persons, status, texts. Sort, filter and move columns as you need."),
        _("Status: choose open or done. If “Done on” stays empty, it is the day of bringing the file back."),
        _("Colours of dates: red is late, amber is due within a week. What is done turns grey."),
        _("New task: add a row with at least phase, task and date."),
        _("A row that is taken out of the file is not deleted in the planner."),
        _("Bring it back: in the planner, open the checklist, then “Bring back from Excel”."),
        _("You see every change before it counts."),
        _("If somebody changed the same field in the planner meanwhile, you see both values and choose."),
        _("The hidden columns and sheets remember what was exported. Leave them where they are."),
    ):
        sheet.add([text])
    sheet.paper("", 0)


def _lists(sheet: Sheet, head: Head) -> None:
    """What the drop-downs offer: phases, status words, people."""
    phases, words, people = [label(phase) for phase in Phase], [str(OPEN), str(DONE)], list(head.people)
    for number in range(max(len(phases), len(people))):
        sheet.add([column[number] if number < len(column) else None for column in (phases, words, people)])
    sheet.worksheet.sheet_state = "hidden"


def _base(sheet: Sheet, head: Head, tasks: Sequence[Record]) -> None:
    """What was exported: event and language, then a row a task with code, version and all values as JSON."""
    sheet.add(["facilitate", head.slug, language()])
    for task in tasks:
        sheet.add([task.code, task.version, *_chunks({name: task.values[name] for name in EDITABLE})])
    sheet.worksheet.sheet_state = "hidden"


def _chunks(values: Mapping[str, object]) -> Iterator[str]:
    text = json.dumps(values, ensure_ascii=False, default=str, separators=(",", ":"))
    for start in range(0, len(text), CHUNK):
        yield text[start : start + CHUNK]
