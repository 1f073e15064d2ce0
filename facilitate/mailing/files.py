"""Letters to take along where no mail goes out: a sheet for a mail merge, or Word with a page for each."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from openpyxl import Workbook

from .. import clock
from ..data.content import content_folder
from ..lib.documents import WordFile
from ..lib.sheets import CellStyle, FilledSheet, sheet_name, workbook_bytes
from ..lib.tables import rows_to_csv, usual_delimiter
from ..lib.text import TAGS
from ..web.i18n import LANGUAGES, _, current_language, format_day, use_language
from .letters import MailingLetter

HEAD = CellStyle(bold=True, colour="FFFFFF", fill="0B5D5B")
TITLE = CellStyle(bold=True, size=15, colour="08403F", wrap=False)
WIDTHS = (26, 30, 30, 11, 46, 36, 80)


def letters_sheet(
    letters: Sequence[MailingLetter], addresses: bool, *, title: str = "", about_links: str = ""
) -> bytes:
    """The data of a mail merge in the language spoken now, a row a person: the names of the fields in the first row.

    `addresses`: those of the directory are in it; `about_links`: what to do with the links, where there is more to say.
    """
    book = Workbook()
    worksheet = book.active
    assert worksheet is not None
    title = title or _("Letters")
    worksheet.title = sheet_name(title)
    sheet = FilledSheet(worksheet)
    sheet.widths(WIDTHS)
    sheet.add(_headings(), sheet.look(HEAD))
    plain = sheet.look(CellStyle(line=True))
    for row in _rows(letters):
        sheet.add(row, plain)
    worksheet.freeze_panes = "B2"
    worksheet.auto_filter.ref = f"A1:G{max(sheet.last, 2)}"
    sheet.paper(title, 1)
    _read_me(FilledSheet(book.create_sheet(_("Read me"))), addresses, about_links)
    book.properties.title, book.properties.creator = title, "facilitate"
    return workbook_bytes(book)


def letters_csv(letters: Sequence[MailingLetter], _addresses: bool = True) -> bytes:
    """The data of a mail merge as a table in text."""
    return rows_to_csv([_headings(), *_rows(letters)], usual_delimiter(current_language()))


def letters_word(letters: Sequence[MailingLetter], _addresses: bool = True) -> bytes:
    """The letters as the bytes of a .docx, each on a page of its own and in its own language."""
    file = WordFile(content_folder("guides") / "questionnaire.docx")
    file.no_cover()
    file.language(TAGS[letters[0].language] if letters else TAGS["sq"])
    title = letters[0].subject if letters else ""
    file.properties(title=title, subject=title)
    for number, one in enumerate(letters):
        if number:
            file.new_page()
        _page(file, one, clock.today())
        file.set_aside()
    return file.save()


WAYS_ALONG: Mapping[str, Callable[[Sequence[MailingLetter], bool], bytes]] = {
    "xlsx": letters_sheet,
    "csv": letters_csv,
    "docx": letters_word,
}
"""The files letters are taken along as, by their endings."""
WITH_ADDRESSES = ("xlsx", "csv")
"""Those of them that say where each letter goes."""


def _headings() -> list[str]:
    return [
        _("Name"),
        _("Organisation"),
        _("E-mail"),
        _("Language"),
        _("Link"),
        _("Subject"),
        _("Text of the letter"),
    ]


def _rows(letters: Sequence[MailingLetter]) -> list[list[str]]:
    return [
        [
            one.name,
            one.organisation,
            one.email,
            LANGUAGES.get(one.language, one.language),
            one.link,
            one.subject,
            one.body,
        ]
        for one in letters
    ]


def _read_me(sheet: FilledSheet, addresses: bool, about_links: str) -> None:
    sheet.widths([100])
    sheet.add([_("How this file works")], sheet.look(TITLE))
    notes = [
        _(
            "Use the first sheet as the data of a mail merge. Subject and letter are ready: each row has its own text."
        ),
        about_links
        or _(
            "Each link belongs to one person, and anyone who has it can answer in that "
            "person’s place. Keep this file where only the team can open it, and delete it "
            "once the letters are sent."
        ),
    ]
    if not addresses:
        notes.append(
            _(
                "Addresses from the directory are left empty: only administrators get them. "
                "Ask an administrator for this file."
            )
        )
    for note in notes:
        sheet.add([note])
    sheet.paper("", 0)


def _page(file: WordFile, one: MailingLetter, on: date) -> None:
    for line in dict.fromkeys((one.name, one.organisation, one.place)):
        if line:
            file.add(line, "Table Text")
    with use_language(one.language):
        file.add(format_day(on, "d MMMM y"), "Note")
    file.add(one.subject, "Question")
    for line in one.body.splitlines():
        if line.strip():
            file.add(line, "Body Text")
