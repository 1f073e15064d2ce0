"""The list at the door, for who has lost the slip: everybody by name with their tables; as Word and as an Excel sheet."""

from collections.abc import Sequence

from openpyxl import Workbook

from ...lib.document_tables import Cell, TableLook
from ...lib.sheets import CellStyle, FilledSheet, pause_garbage, workbook_bytes
from ...web.i18n import _
from .look import add_running_lines, begin_file, cut_to_width
from .papers import CafePaperHead, Slip
from .wording import room_lines

WIDE, UPRIGHT = 26.1, 17.4
"""Centimetres of a line on an A4 on its side, and upright."""


def door_list_document(head: CafePaperHead, slips: Sequence[Slip]) -> bytes:
    """The list as the bytes of a .docx, in the language spoken now; with many rounds on pages on their sides."""
    rounds = slips[0].stops if slips else ()
    wide = len(rounds) > 6
    file = begin_file(head, _("Who sits where"))
    file.page(top=1.8, bottom=1.6, left=1.8, right=1.8, wide=wide)
    add_running_lines(file, head, _("Who sits where"))
    file.add(_("Who sits where"), "Heading 1")
    file.add(" · ".join(part for part in (head.cafe, head.when, head.room) if part), "Body Text")
    for where in room_lines(slips):
        file.add(where, "Body Text")
    line = WIDE if wide else UPRIGHT
    column = min(1.2 if wide else 1.5, (line - 11) / max(1, len(rounds)))
    names = round((line - column * len(rounds)) * 0.4, 2)
    look = TableLook(
        "Guide Table",
        (names, line - column * len(rounds) - names, *(column,) * len(rounds)),
        ("Door Name", "Door Office", *("Table Number",) * len(rounds)),
    )
    heading = [_("Name"), _("Organisation"), *(f"{stop.round}\n{stop.clock}" for stop in rounds)]
    room = 10 * look.widths[1] - 4
    rows: list[list[Cell]] = [
        [
            slip.name,
            cut_to_width(slip.organisation, 9.5, room),
            *(str(stop.table or "–") for stop in slip.stops),
        ]
        for slip in slips
    ]
    file.table(look, rows, heading, _("Who sits where"))
    file.end()
    return file.save()


def door_list_workbook(head: CafePaperHead, slips: Sequence[Slip]) -> bytes:
    """The list as the bytes of a workbook, in the language spoken now; numbers are numbers, so that it can be filtered."""
    with pause_garbage():
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.title = _("Who sits where")[:31]
        page = FilledSheet(sheet)
        rounds = slips[0].stops if slips else ()
        page.add([head.event], page.look(CellStyle(bold=True, size=14, wrap=False)))
        page.add(
            [" · ".join(part for part in (head.cafe, head.when, head.room) if part)],
            page.look(CellStyle(wrap=False)),
        )
        for where in room_lines(slips):
            page.add([where], page.look(CellStyle(wrap=False)))
        dark = CellStyle(bold=True, colour="FFFFFF", fill="0B5D5B")
        heads = page.look(dark)
        times = [
            f"{_('Round %(number)d', number=stop.round)} {stop.clock}".strip() for stop in rounds
        ]
        top = page.add([_("Name"), _("Organisation"), *times], heads)
        name, office = page.look(CellStyle(bold=True, line=True)), page.look(CellStyle(line=True))
        number = page.look(CellStyle(line=True, side="right"))
        for slip in slips:
            page.add(
                [slip.name, slip.organisation, *(stop.table for stop in slip.stops)],
                [name, office, *[number] * len(slip.stops)],
            )
        page.widths([30, 44, *[12] * len(rounds)])
        sheet.freeze_panes = f"C{top + 1}"
        if slips:
            sheet.auto_filter.ref = f"A{top}:{sheet.cell(page.last, 2 + len(rounds)).coordinate}"
        page.paper(f"{head.event} · {head.cafe}", top)
        return workbook_bytes(book)
