"""Small files that want far more memory or time than they weigh."""

import io
import struct
import zipfile
import zlib

from openpyxl import Workbook

SHEET = "xl/worksheets/sheet1.xml"
SPREADSHEET = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def dotted_key(parts: int = 50_000) -> bytes:
    """A text file of one key; a parser that keeps every beginning of it takes gigabytes."""
    return ".".join(["a"] * parts).encode() + b"=1"


def zip_parts(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def hostile_workbook(sheet: bytes | None = None) -> bytes:
    """A workbook that says “Task”, or one whose sheet is this part."""
    out = io.BytesIO()
    book = Workbook()
    book.active.append(["Task"])
    book.save(out)
    with zipfile.ZipFile(out) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zip_parts(parts | ({} if sheet is None else {SHEET: sheet}))


def endless_row(cells: int = 400_000) -> bytes:
    """A workbook of one row with so many cells."""
    row = b"".join(b'<c t="n"><v>%d</v></c>' % (number * 7919 % 999_983) for number in range(cells))
    return hostile_workbook(SPREADSHEET + b'<row r="1">' + row + b"</row></sheetData></worksheet>")


def nested_paragraphs(depth: int = 70, runs: int = 12_000) -> bytes:
    """A Word file of paragraphs inside one another, with all the text in the innermost."""
    before, after = "<w:p><w:r><w:t>a</w:t>" * depth, "</w:r></w:p>" * depth
    inside = "<w:p>" + "<w:r><w:t>b</w:t></w:r>" * runs + "</w:p>"
    body = f'<w:document xmlns:w="{WORD}"><w:body>{before}{inside}{after}</w:body></w:document>'
    return zip_parts({"word/document.xml": body.encode()})


def huge_picture(side: int = 8_900, depth: int = 16) -> bytes:
    """A PNG of 79 megapixels one can look through; it weighs 0.3 to 0.6 MB."""
    packer, row = zlib.compressobj(1), b"\0" + b"\0" * (side * 4 * depth // 8)
    pixels = b"".join(packer.compress(row) for _row in range(side)) + packer.flush()
    head = struct.pack(">IIBBBBB", side, side, depth, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", head)
        + _chunk(b"IDAT", pixels)
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )


def nameless_entry() -> bytes:
    """A zip with an entry that has no name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("archive.json", b'{"kind": "facilitate-event", "format": 1, "parts": []}')
        archive.writestr("event.json", b"{}")
        archive.writestr("x", b"x")
        archive.filelist[-1].filename = ""
    return out.getvalue()
