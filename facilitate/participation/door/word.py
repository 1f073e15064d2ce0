"""The door list to sign and the certificates of participation, as Word."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ...data.content import content_folder
from ...lib.boxes import BoxFile
from ...lib.document_tables import Cell, TableLook
from ...lib.text import TAGS
from ...web.i18n import _, format_day
from .roll import DoorEntry
from .sheet import EMPTY, roles_text

WIDE, UPRIGHT = 26.1, 17.4
"""Centimetres of a line on an A4 on its side, and upright."""


@dataclass(frozen=True)
class DoorPaperHead:
    """What stands above: the event, its place and days, and the language of the paper."""

    event: str
    place: str
    language: str


def door_list_word_file(
    head: DoorPaperHead, on: Sequence[date], entries: Sequence[DoorEntry], *, by_office: bool
) -> bytes:
    """Everybody expected with a column to sign for each day; rows for walk-ins at the end, the heading on every page."""
    title = _("Door list")
    wide = len(on) > 1
    file = BoxFile(content_folder("guides") / "slips.docx")
    file.language(TAGS[head.language])
    file.properties(title=f"{title} · {head.event}")
    file.page(top=1.8, bottom=1.6, left=1.8, right=1.8, wide=wide)
    file.header(f"{head.event[:90]}\t{title}")
    file.footer(
        head.place[:90] + "\t" + _("Page %(page)s of %(pages)s", page="{PAGE}", pages="{NUMPAGES}")
    )
    file.add(f"{title} · {head.event}", "Heading 1")
    file.add(head.place, "Body Text")
    line = WIDE if wide else UPRIGHT
    sign = min(5.5, (line - 12.2) / len(on)) if wide else 4.6
    left = line - 1.0 - sign * len(on)
    name, office = round(left * 0.46, 2), round(left * 0.54, 2)
    first, second = (office, name) if by_office else (name, office)
    look = TableLook(
        "Guide Table",
        (1.0, first, second, *(sign,) * len(on)),
        (
            "List Number",
            *(("List Office", "List Name") if by_office else ("List Name", "List Office")),
            *("List Office",) * len(on),
        ),
    )
    heads = (_("Organisation"), _("Name")) if by_office else (_("Name"), _("Organisation"))
    signs = [_("Signature, %(day)s", day=format_day(one, "d MMMM")) for one in on]
    rows: list[list[Cell]] = [
        [str(number), *_cells(one, by_office), *[""] * len(on)]
        for number, one in enumerate(entries, 1)
    ]
    rows += [[str(len(rows) + number), "", "", *[""] * len(on)] for number in range(1, EMPTY + 1)]
    file.table(look, rows, [_("No."), *heads, *signs], title, last=EMPTY // 2)
    file.end()
    return file.save()


def _cells(one: DoorEntry, by_office: bool) -> tuple[str, str]:
    parts = roles_text(one)
    name = f"{one.name} ({parts})" if parts else one.name
    return (one.office, name) if by_office else (name, one.office)
