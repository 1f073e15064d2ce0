"""Pages that are finished, kept as text instead of as a tree: the tree of a thousand steps takes ten times the memory."""

from typing import Any

from docx.parts.document import DocumentPart
from lxml import etree

_MARK = b"<!--finished-->"


def settled_mark() -> Any:
    """What stands in the tree for the finished pages."""
    return etree.Comment(_MARK[4:-3].decode())


def cut_settled_text(root: Any, body: Any, mark: Any) -> bytes:
    """What stands between the mark and the end of the body, as it stands in a file; it leaves the tree."""
    text: bytes = etree.tostring(root, encoding="UTF-8")
    del body[body.index(mark) + 1 : len(body) - 1]
    return text[text.index(_MARK) + len(_MARK) : text.rindex(b"<w:sectPr")]


class SettledPart(DocumentPart):
    """The main part of a Word file some pages of which are finished."""

    finished: list[bytes]

    @property
    def blob(self) -> bytes:
        before, _mark, after = super().blob.partition(_MARK)
        return b"".join((before, *self.finished, after))
