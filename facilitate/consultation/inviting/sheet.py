"""The sheet for a mail merge: a row a person, ready for Word, Outlook or any other program that sends letters."""

from collections.abc import Sequence
from typing import NamedTuple

from openpyxl import Workbook

from ...i18n import _
from ...lib.sheets import Sheet, Style, to_bytes

HEAD = Style(bold=True, colour="FFFFFF", fill="0B5D5B")
WIDTHS = (26, 30, 30, 11, 46, 36, 80)


class MergeRow(NamedTuple):
    """One letter: to whom, where to, in which language, and its text. The address may be left out."""

    name: str
    organisation: str
    email: str
    language: str
    link: str
    subject: str
    text: str


def to_sheet(title: str, rows: Sequence[MergeRow], addresses: bool, personal: bool) -> bytes:
    """The workbook, in the language spoken now: the names of the fields in the first row, as a merge needs them.

    `addresses`: whether those of the directory are in it; `personal`: whether each row has a link of its own.
    """
    book = Workbook()
    worksheet = book.active
    assert worksheet is not None
    worksheet.title = title[:31]
    sheet = Sheet(worksheet)
    sheet.widths(WIDTHS)
    names = (
        _("Name"),
        _("Organisation"),
        _("E-mail"),
        _("Language"),
        _("Link"),
        _("Subject"),
        _("Text of the letter"),
    )
    sheet.add(names, sheet.look(HEAD))
    plain = sheet.look(Style(line=True))
    for row in rows:
        sheet.add(row, plain)
    worksheet.freeze_panes = "B2"
    worksheet.auto_filter.ref = f"A1:G{max(sheet.last, 2)}"
    sheet.paper(title, 1)
    _read_me(Sheet(book.create_sheet(_("Read me"))), addresses, personal)
    book.properties.title, book.properties.creator = title, "facilitate"
    return to_bytes(book)


def _read_me(sheet: Sheet, addresses: bool, personal: bool) -> None:
    sheet.widths([100])
    sheet.add([_("How this file works")], sheet.look(Style(bold=True, size=15, colour="08403F", wrap=False)))
    notes = [
        _(
            "Use the first sheet as the data of a mail merge. Subject and letter are ready: each row has its own text."
        ),
        _(
            "Every link belongs to one person; one answer counts for each. Whoever has this file can answer in a person’s "
            "place, or read what that person has typed and not sent yet. Delete it once the letters are out: the planner "
            "cannot show these links again, and makes out new ones instead."
        )
        if personal
        else _(
            "The link is the public page, the same for everybody. Names and addresses are not public: "
            "keep this file where only the team can open it."
        ),
    ]
    if not addresses:
        notes.append(
            _(
                "Addresses that stand in the directory are left empty: only administrators get them. Ask one for this file."
            )
        )
    for note in notes:
        sheet.add([note])
    sheet.paper("", 0)
