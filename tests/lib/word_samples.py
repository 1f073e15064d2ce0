"""A Word file with one of everything a guide is made of."""

import struct
import zlib

from facilitate.lib.contents import ContentsEntry
from facilitate.lib.document_tables import TableLook
from facilitate.lib.documents import WordFile

TABLE = TableLook("Guide Table", (2.5, 1.5, 12.0), ("Table Text", "Table Number", "Table Small"))


def sample_png(colour: bytes = b"\x80\x20\x40") -> bytes:
    """A small picture of one colour."""

    def piece(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", 40, 20, 8, 2, 0, 0, 0)
    rows = zlib.compress((b"\0" + colour * 40) * 20)
    return b"\x89PNG\r\n\x1a\n" + piece(b"IHDR", head) + piece(b"IDAT", rows) + piece(b"IEND", b"")


def write_everything(
    file: WordFile, size: str = "a4", *, wide: bool = False, large: bool = True
) -> bytes:
    """Cover, contents, chapters, steps 1, 2 and 7 to 8, tables, pictures, lines to write on."""
    file.language("sq-AL")
    file.paper(size, wide=wide)
    if large:
        file.large()
    file.chapters_numbered()
    file.header("Spring\tGuide")
    file.footer("\tPage {PAGE} of {NUMPAGES}")
    file.add("Spring", "Title")
    file.contents(
        "Contents",
        [
            ContentsEntry(1, "Day 1", "day-1", "1"),
            ContentsEntry(2, "Opening", "step-1", "1."),
            ContentsEntry(1, "End", "end"),
        ],
    )
    file.add("Day 1", "Heading 1", bookmark="day-1")
    for number, style in (
        (1, "Step Heading"),
        (2, "Step Line"),
        (7, "Step Heading"),
        (8, "Step Line"),
    ):
        file.numbered_from(number)
        file.add(f"Step {number}", style, bookmark=f"step-{number}", with_next=True)
        file.add("Welcome", "Script")
    file.table(TABLE, [["a", "1", "b"]] * 2, ["A", "B", "C"], "Table", together=True)
    file.picture(sample_png(), 40.0, 20.0, "A plan")
    file.picture(sample_png(), 4.0, 2.0, "The same plan")
    file.picture(sample_png(b"\x01\x02\x03"), 4.0, 2.0, "Another plan")
    file.new_page()
    file.table(
        TableLook("Guide Grid", (4.0, 4.0), ("Table Text",) * 2), [["", ""]], ["Who", "What"]
    )
    file.new_page()
    file.add("Notes", "Write Head")
    file.write_lines(3)
    file.add("End", "Heading 1", bookmark="end")
    return file.save()
