"""Excel files that come back: looked at before they are opened, days read as people write them."""

import io
import subprocess
import sys
import zipfile
from datetime import date, datetime, time
from typing import Any

import pytest

from facilitate.lib.uploads import SheetProblem, Unreadable, open_workbook, read_day, sheet_rows

from .test_sheets import book_of


def archive_of(**parts: bytes) -> bytes:
    """A zip file; `__` in a name stands for `/`, `_` for `.`."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return file.getvalue()


def why(content: bytes) -> Unreadable:
    with pytest.raises(SheetProblem) as caught:
        list(sheet_rows(open_workbook(content).worksheets[0]))
    return caught.value.why


WRONG = {
    "nothing": (b"", Unreadable.EMPTY),
    "picture": (b"\x89PNG\r\n\x1a\n....", Unreadable.PICTURE),
    "photo": (b"\xff\xd8\xff\xe0....", Unreadable.PICTURE),
    "pdf": (b"%PDF-1.7", Unreadable.PDF),
    "text": (b"Task;Due\nA;B\n", Unreadable.OTHER),
    "xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, Unreadable.OLD_EXCEL),
    "encrypted": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        Unreadable.ENCRYPTED,
    ),
    "docx": (archive_of(word__document_xml=b"<x/>"), Unreadable.WORD),
    "ods": (
        archive_of(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"),
        Unreadable.OPEN_DOCUMENT,
    ),
    "odt": (
        archive_of(mimetype=b"application/vnd.oasis.opendocument.text"),
        Unreadable.OPEN_DOCUMENT,
    ),
    "zip": (archive_of(readme_txt=b"hello"), Unreadable.OTHER),
    "macros": (archive_of(xl__workbook_xml=b"<x/>", xl__vbaProject_bin=b"x"), Unreadable.MACROS),
    "no xml": (archive_of(xl__workbook_xml=b"not xml"), Unreadable.DAMAGED),
    "cut short": (book_of(["a"])[:2000], Unreadable.DAMAGED),
    "bomb": (
        archive_of(xl__workbook_xml=b"<x/>", xl__worksheets__sheet1_xml=b" " * 40_000_000),
        Unreadable.BOMB,
    ),
    "heavy": (b"PK\x03\x04" + b"\0" * (25 * 2**20), Unreadable.TOO_LARGE),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_is_named(name: str) -> None:
    content, reason = WRONG[name]
    assert why(content) == reason


def replaced(content: bytes, part: str, new: bytes) -> bytes:
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in old.namelist():
            archive.writestr(name, new if name == part else old.read(name))
    return file.getvalue()


SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
BILLION = (
    b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
    b'<c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>'
)


def test_an_xml_bomb_is_refused() -> None:
    assert why(replaced(book_of(["a"]), "xl/worksheets/sheet1.xml", BILLION)) == Unreadable.DAMAGED


def test_a_cell_in_the_farthest_corner_is_out_of_reach() -> None:
    far = (
        SHEET
        % b'<row r="1"><c r="A1"><v>7</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    )
    book = open_workbook(replaced(book_of(["a"]), "xl/worksheets/sheet1.xml", far))
    assert [(number, row[0]) for number, row in sheet_rows(book.worksheets[0])] == [(1, 7)]


def test_too_many_rows_are_refused() -> None:
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, 20_100))
    assert (
        why(replaced(book_of(["a"]), "xl/worksheets/sheet1.xml", SHEET % rows))
        == Unreadable.TOO_LONG
    )


DAYS = {
    "12.3.2027": date(2027, 3, 12),
    "12/03/2027": date(2027, 3, 12),
    " 12. 3. 2027 ": date(2027, 3, 12),
    "2027-03-12": date(2027, 3, 12),
    "2027-03-12 00:00:00": date(2027, 3, 12),
    datetime(2027, 3, 12, 9, 30): date(2027, 3, 12),
    date(2027, 3, 12): date(2027, 3, 12),
    46458.0: date(2027, 3, 12),
    None: None,
    "  ": None,
}


@pytest.mark.parametrize("typed", DAYS)
def test_days_as_people_write_them(typed: Any) -> None:
    assert read_day(typed) == DAYS[typed]


@pytest.mark.parametrize(
    "typed", ["soon", "31.2.2027", "3/2027", "12.3.27", "1899-12-31", 7, True, time(9), "1.1.2200"]
)
def test_what_is_no_day(typed: Any) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_day(typed)


def test_openpyxl_stands_on_defusedxml() -> None:
    code = "import facilitate.lib.uploads, openpyxl; raise SystemExit(not openpyxl.DEFUSEDXML)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
