"""OpenDocument texts (.odt): paragraphs, lists and tables in their order."""

import io
import re
import zipfile
from typing import Any

from defusedxml.ElementTree import fromstring

from ...lib.opendocument import is_locked
from ...lib.text import clean_text
from ...lib.uploads import SheetProblem, Unreadable, UploadLimits, part_names
from .arrived import MOST_PIECES, ArrivalProblem, FileSpot, NotArrived, Whereabouts, WhyLeftOut
from .pieces import FileGrid, FileGridRow, FilePara, FilePieces

WRITTEN = b"application/vnd.oasis.opendocument.text"
ROOM = UploadLimits(packed=20 * 2**20, part=24 * 2**20, unpacked=96 * 2**20)
_MOST_REPEATED = 60


def _kind(node: Any) -> str:
    return str(node.tag).rpartition("}")[2]


def _named(node: Any, name: str, usual: str = "") -> str:
    return next(
        (str(value) for key, value in node.attrib.items() if key.rpartition("}")[2] == name), usual
    )


def pieces_of_opendocument(content: bytes) -> FilePieces:
    """What a text of LibreOffice holds. Raises SheetProblem or ArrivalProblem."""
    part_names(content, ROOM, WRITTEN)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if is_locked(archive):
                raise SheetProblem(Unreadable.ENCRYPTED)
            root = fromstring(archive.read("content.xml"), forbid_dtd=True)
    except SheetProblem:
        raise
    except Exception as error:  # whatever a broken part leads to
        raise SheetProblem(Unreadable.DAMAGED) from error
    body = next(
        (one for one in root.iter() if _kind(one) == "text" and "office" in str(one.tag)), None
    )
    if body is None:
        raise SheetProblem(Unreadable.DAMAGED)
    return _OdtReader(_struck_styles(root)).read(body)


def _struck_styles(root: Any) -> set[str]:
    return {
        _named(style, "name")
        for style in root.iter()
        if _kind(style) == "style"
        for look in style
        if _kind(look) == "text-properties"
        and _named(look, "text-line-through-style", "none") != "none"
    }


class _OdtReader:
    def __init__(self, struck: set[str]) -> None:
        self.struck, self.found, self.line, self.tables = struck, FilePieces(), 0, 0

    def read(self, body: Any) -> FilePieces:
        self._walk(body, 0)
        return self.found

    def _walk(self, node: Any, depth: int) -> None:
        for one in node:
            kind = _kind(one)
            if len(self.found.all) > MOST_PIECES:
                raise ArrivalProblem(NotArrived.TOO_LONG)
            if kind in ("p", "h"):
                self._paragraph(one, depth, kind == "h")
            elif kind == "table":
                self._table(one)
            elif kind == "list":
                self._walk(one, depth + 1)
            elif kind in ("list-item", "list-header", "section", "text-box", "index-body"):
                self._walk(one, depth)

    def _paragraph(self, node: Any, depth: int, heading: bool) -> None:
        why = WhyLeftOut.STRUCK if _named(node, "style-name") in self.struck else None
        for text in _text(node, self.struck).split("\n"):
            self.line += 1
            self.found.all.append(
                FilePara(
                    text.strip(),
                    FileSpot(self.line),
                    indent=max(depth * 4 - 2, 0),
                    heading=heading,
                    bullet=depth > 0,
                    why=why,
                )
            )

    def _table(self, node: Any) -> None:
        self.tables += 1
        rows: list[FileGridRow] = []
        spans: dict[int, tuple[int, str]] = {}
        for number, row in enumerate((one for one in node.iter() if _kind(one) == "table-row"), 1):
            cells: list[str] = []
            for cell in row:
                if _kind(cell) not in ("table-cell", "covered-table-cell"):
                    continue
                text = "\n".join(
                    _text(one, self.struck) for one in cell.iter() if _kind(one) in ("p", "h")
                ).strip()
                times = min(int(_named(cell, "number-columns-repeated", "1")), _MOST_REPEATED)
                wide = min(int(_named(cell, "number-columns-spanned", "1")), _MOST_REPEATED)
                deep = int(_named(cell, "number-rows-spanned", "1"))
                for _number in range(times):
                    at = len(cells)
                    if _kind(cell) == "covered-table-cell":
                        left, held = spans.get(at, (0, ""))
                        cells.append(held if left else "")
                        continue
                    cells.append(clean_text(text))
                    for more in range(wide):
                        if wide > 1 or deep > 1:
                            spans[at + more] = (deep, clean_text(text))
            spans = {at: (left - 1, held) for at, (left, held) in spans.items() if left > 1}
            rows.append(
                FileGridRow(FileSpot(number, Whereabouts.ROW, str(self.tables)), tuple(cells))
            )
            if len(rows) > MOST_PIECES:
                raise ArrivalProblem(NotArrived.TOO_LONG)
        self.found.all.append(FileGrid(tuple(rows), str(self.tables)))


def _text(node: Any, struck: set[str]) -> str:
    parts = [node.text or ""]
    for one in node:
        kind = _kind(one)
        if kind == "s":
            parts.append(" " * min(int(_named(one, "c", "1")), 100))
        elif kind in ("tab", "line-break"):
            parts.append("\t" if kind == "tab" else "\n")
        elif kind == "span" and _named(one, "style-name") in struck:
            pass
        elif kind not in ("annotation", "note", "tracked-changes", "deletion"):
            parts.append(_text(one, struck))
        parts.append(one.tail or "")
    return re.sub(r"[ ]*\n[ ]*", "\n", "".join(parts))
